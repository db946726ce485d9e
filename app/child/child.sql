-- child_by_id(int viewer, int id): one
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.sex, c.nhs_number, c.upn, c.ethnicity, c.home_language, c.needs_interpreter,
       c.address, c.postcode, c.area, c.imd_quintile, c.is_address_restricted, c.is_restricted, c.school_year, c.not_in_setting_reason,
       c.known_on, c.first_concern_on, c.left_on, c.left_reason, c.merged_into, c.version, c.created_at, c.changed_at, c.sort_name
  FROM child c
 WHERE c.id = :id AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer);

-- child_itself(int id): one as child_by_id, unscoped because it only feeds the index of the child just written, nobody reads it
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.sex, c.nhs_number, c.upn, c.ethnicity, c.home_language, c.needs_interpreter,
       c.address, c.postcode, c.area, c.imd_quintile, c.is_address_restricted, c.is_restricted, c.school_year, c.not_in_setting_reason,
       c.known_on, c.first_concern_on, c.left_on, c.left_reason, c.merged_into, c.version, c.created_at, c.changed_at, c.sort_name
  FROM child c
 WHERE c.id = :id;

-- child_candidates_sharing_keys{int viewer, text k0, text k1, text k2, text k3, text k4, text k5, text k6, text k7, text k8, text k9, text k10, text k11, text k12, text k13, text k14, text k15, text k16, text k17, text k18, text k19, text k20, text k21, text k22, text k23, text k24, text k25, text k26, text k27, text k28, text k29, text k30, text k31, text k32, text k33, text k34, text k35, text k36, text k37, text k38, text k39, text k40, text k41, text k42, text k43, text k44, text k45, text k46, text k47, text k48, text k49, text k50, text k51, text k52, text k53, text k54, text k55, text k56, text k57, text k58, text k59, text k60, text k61, text k62, text k63}: many as child_by_id
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.sex, c.nhs_number, c.upn, c.ethnicity, c.home_language, c.needs_interpreter,
       c.address, c.postcode, c.area, c.imd_quintile, c.is_address_restricted, c.is_restricted, c.school_year, c.not_in_setting_reason,
       c.known_on, c.first_concern_on, c.left_on, c.left_reason, c.merged_into, c.version, c.created_at, c.changed_at, c.sort_name
  FROM child c
 WHERE c.id IN (SELECT k.child_id FROM child_match_key k WHERE k.key IN (:k0, :k1, :k2, :k3, :k4, :k5, :k6, :k7, :k8, :k9, :k10, :k11, :k12, :k13, :k14, :k15, :k16, :k17, :k18, :k19, :k20, :k21, :k22, :k23, :k24, :k25, :k26, :k27, :k28, :k29, :k30, :k31, :k32, :k33, :k34, :k35, :k36, :k37, :k38, :k39, :k40, :k41, :k42, :k43, :k44, :k45, :k46, :k47, :k48, :k49, :k50, :k51, :k52, :k53, :k54, :k55, :k56, :k57, :k58, :k59, :k60, :k61, :k62, :k63))
   AND c.merged_into IS NULL
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer)
 ORDER BY c.id DESC LIMIT 200;

-- add_child{}: run
INSERT INTO child (id, given_name, family_name, known_as, born_on, sex, nhs_number, upn, ethnicity, home_language, needs_interpreter,
                   address, postcode, area, imd_quintile, is_address_restricted, is_restricted, school_year, not_in_setting_reason,
                   known_on, first_concern_on, created_at, changed_at, sort_name)
VALUES (:id, :given_name, :family_name, :known_as, :born_on, :sex, :nhs_number, :upn, :ethnicity, :home_language, :needs_interpreter,
        :address, :postcode, :area, :imd_quintile, :is_address_restricted, :is_restricted, :school_year, :not_in_setting_reason,
        :known_on, :first_concern_on, :created_at, :changed_at, :sort_name);

-- add_child_match_key(text key, int child): run, unscoped because it only writes the index of the child just written
INSERT INTO child_match_key (key, child_id) VALUES (:key, :child) ON CONFLICT (key, child_id) DO NOTHING;

-- drop_child_match_keys(int child): run, unscoped because the index of a child is written anew after its change was allowed
DELETE FROM child_match_key WHERE child_id = :child;

-- make_child_known(int child, text known_on, text first_concern_on, int now): run, unscoped because the caller has decided on a request about this child
UPDATE child SET known_on = :known_on, first_concern_on = CASE WHEN first_concern_on = '' THEN :first_concern_on ELSE first_concern_on END,
       version = version + 1, changed_at = :now
 WHERE id = :child AND known_on = '';

-- status_now(int child, text axis): one, unscoped because rules of every feature ask it of a child they have already found for the viewer
SELECT id, value, from_on, reason FROM child_status WHERE child_id = :child AND axis = :axis AND to_on = '';

-- close_status(int id, text to_on): run, unscoped because the row was found by status_now
UPDATE child_status SET to_on = :to_on WHERE id = :id;

-- add_status{}: run
INSERT INTO child_status (id, child_id, axis, value, from_on, to_on, reason, person_id, at)
VALUES (:id, :child_id, :axis, :value, :from_on, :to_on, :reason, :person_id, :at);

-- lead_of_child(int child): one, int person_id, unscoped because rules ask who owns the next step of a child they have already found
SELECT id, coalesce(person_id, 0) AS person_id, name, job, organisation FROM professional WHERE child_id = :child AND is_lead = 1 AND to_on = '';

-- professional_of_person(int child, int person): one, unscoped because it is asked while the professionals of a child are being changed
SELECT id FROM professional WHERE child_id = :child AND person_id = :person AND to_on = '' ORDER BY id LIMIT 1;

-- Not the lead of a child who is open: nobody's child is ever without an owner, so another leads first.
-- end_professional(int id, text to_on): run, unscoped because the row was found for the viewer
UPDATE professional SET to_on = :to_on
 WHERE id = :id AND (is_lead = 0 OR NOT EXISTS (SELECT 1 FROM child_status s JOIN child c ON c.id = s.child_id AND c.left_on = '' AND c.merged_into IS NULL
        WHERE s.child_id = professional.child_id AND s.axis = 'service' AND s.to_on = '' AND s.value IN ('open', 'monitoring')));

-- In the same transaction another becomes the lead.
-- end_lead(int id, text to_on): run, unscoped because the row was found for the viewer
UPDATE professional SET to_on = :to_on WHERE id = :id AND is_lead = 1;

-- Whose account is open.
-- owner_of_child(int child): one, int person_id, unscoped because rules ask who owns the next step of a child they have already found
SELECT r.id, r.person_id AS person_id FROM professional r JOIN person p ON p.id = r.person_id AND p.is_active = 1 WHERE r.child_id = :child AND r.is_lead = 1 AND r.to_on = '';

-- Who owns a child whom nobody owns: whoever is at it, else the link officer of the setting, else a manager.
-- owner_to_be(int child, int person): one, unscoped because rules ask it of a child they have already found
SELECT p.id FROM person p WHERE p.is_active = 1 AND p.role IN ('officer', 'manager')
 ORDER BY CASE WHEN p.id = :person THEN 0 WHEN EXISTS (SELECT 1 FROM placement a JOIN setting t ON t.id = a.setting_id WHERE a.child_id = :child AND a.to_on = '' AND t.officer_id = p.id) THEN 1
               WHEN p.role = 'manager' THEN 2 ELSE 3 END, p.id LIMIT 1;

-- make_professional_lead(int id): run, unscoped because the row was found for the viewer
UPDATE professional SET is_lead = 1 WHERE id = :id;

-- add_professional{}: run
INSERT INTO professional (id, child_id, person_id, name, job, organisation, contact, is_lead, from_on)
VALUES (:id, :child_id, :person_id, :name, :job, :organisation, :contact, :is_lead, :from_on);

-- add_placement{}: run
INSERT INTO placement (id, child_id, setting_id, hours, key_person, from_on, to_on)
VALUES (:id, :child_id, :setting_id, :hours, :key_person, :from_on, :to_on);

-- child_is_in_a_setting(int child): run, unscoped because it follows from a placement just written
UPDATE child SET not_in_setting_reason = '' WHERE id = :child AND not_in_setting_reason <> '';

-- add_event{}: run
INSERT INTO event (id, child_id, on_day, kind, title, detail, path, person_id, is_shared, at)
VALUES (:id, :child_id, :on_day, :kind, :title, :detail, :path, :person_id, :is_shared, :at);

-- add_deadline{}: run
INSERT INTO deadline (id, child_id, rule, about_id, owner_id, owed_by, start_on, due_on)
VALUES (:id, :child_id, :rule, :about_id, :owner_id, :owed_by, :start_on, :due_on);

-- move_deadline(int child, text rule, int about, ref owner, text owed_by, text due_on): run, unscoped because the feature that owes it moves its own deadline
UPDATE deadline SET due_on = :due_on, owner_id = :owner, owed_by = :owed_by
 WHERE child_id = :child AND rule = :rule AND about_id = :about AND done_on = '';

-- finish_deadline(int child, text rule, int about, text done_on): run, unscoped because the feature that owes it has done it
UPDATE deadline SET done_on = :done_on WHERE child_id = :child AND rule = :rule AND about_id = :about AND done_on = '';

-- is_address_hidden_from(int child, int person): one, unscoped because it is asked of a carer about the child they have already found
SELECT id, is_address_hidden FROM carer WHERE child_id = :child AND person_id = :person ORDER BY is_address_hidden DESC, id LIMIT 1;

-- add_child_name{}: run
INSERT INTO child_name (id, child_id, given_name, family_name, known_as, until_on, person_id)
VALUES (:id, :child_id, :given_name, :family_name, :known_as, :until_on, :person_id);

-- child_merged_into(int id): one, int merged_into, unscoped because it only leads on to the record that the viewer then asks for
SELECT coalesce(c.merged_into, 0) AS merged_into FROM child c WHERE c.id = :id;
