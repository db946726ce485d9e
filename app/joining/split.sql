-- One record that was of two children: what is needed by both is written a second time, without anybody's sight of it.

-- copy_carer{int id, int child, int of}: run, unscoped because the record was found for the viewer
INSERT INTO carer (id, child_id, name, relationship, has_responsibility, telephone, email, language, needs_interpreter, contact_by, is_address_hidden)
SELECT :id, :child, k.name, k.relationship, k.has_responsibility, k.telephone, k.email, k.language, k.needs_interpreter, k.contact_by, k.is_address_hidden
  FROM carer k WHERE k.id = :of;

-- copy_placement{int id, int child, int of}: run, unscoped because the record was found for the viewer
INSERT INTO placement (id, child_id, setting_id, hours, key_person, from_on, to_on)
SELECT :id, :child, p.setting_id, p.hours, p.key_person, p.from_on, p.to_on FROM placement p WHERE p.id = :of;

-- copy_professional{int id, int child, int of}: run, unscoped because the record was found for the viewer
INSERT INTO professional (id, child_id, person_id, name, job, organisation, contact, is_lead, from_on, to_on)
SELECT :id, :child, r.person_id, r.name, r.job, r.organisation, r.contact, r.is_lead, r.from_on, r.to_on FROM professional r WHERE r.id = :of;

-- copy_refusal{int id, int child, int of}: run, unscoped because the record was found for the viewer
INSERT INTO sharing_refused (id, child_id, person_id, setting_id, organisation, from_on, ended_on)
SELECT :id, :child, x.person_id, x.setting_id, x.organisation, x.from_on, x.ended_on FROM sharing_refused x WHERE x.id = :of;

-- refusals_of_record(int child): many, unscoped because the record was found for the viewer
SELECT x.id FROM sharing_refused x WHERE x.child_id = :child AND x.ended_on = '' ORDER BY x.id;

-- drop_copied_carer(int id): run, unscoped because the parting that added it is taken back
DELETE FROM carer WHERE id = :id AND NOT EXISTS (SELECT 1 FROM verification v WHERE v.carer_id = carer.id);

-- drop_copied_placement(int id): run, unscoped because the parting that added it is taken back
DELETE FROM placement WHERE id = :id;

-- drop_copied_professional(int id): run, unscoped because the parting that added it is taken back
DELETE FROM professional WHERE id = :id;

-- drop_copied_refusal(int id): run, unscoped because the parting that added it is taken back
DELETE FROM sharing_refused WHERE id = :id;

-- events_about_rows(int child, text path): many, unscoped because the record was found for the viewer
SELECT e.id FROM event e WHERE e.child_id = :child AND (e.path = :path OR (e.path > :path || '/' AND e.path < :path || '0')) ORDER BY e.id;

-- deadlines_about(int child, int about): many, unscoped because the record was found for the viewer
SELECT d.id FROM deadline d WHERE d.child_id = :child AND d.about_id = :about AND :about <> 0 ORDER BY d.id;

-- hold_statuses(int child, int other, text until): run, unscoped because both records were found for the viewer
UPDATE child_status SET to_on = :until WHERE child_id IN (:child, :other) AND to_on = '';
