-- Visits and other contacts.  :all = 1 for the service; :family = 1 for parents.  Others read what was told to them, and what is planned.

-- visit_by_id(int viewer, int id, int all, int family): one
SELECT x.id, x.child_id, x.kind, x.status, x.person_id, x.setting_id, x.template_id, x.planned_on, x.planned_time, x.purpose, x.held_on, x.attended, x.family_there,
       x.observations, x.said, x.advice, x.family_words, x.called_off_because, x.told_setting_on, x.told_family_on, x.told_version, x.version, x.changed_at,
       coalesce(s.name, '') AS setting_name, p.name AS person_name, p.job AS person_job, p.telephone AS person_telephone, coalesce(b.name, '') AS changed_name
  FROM visit x JOIN person p ON p.id = x.person_id LEFT JOIN setting s ON s.id = x.setting_id LEFT JOIN person b ON b.id = x.changed_by
 WHERE x.id = :id AND (:all = 1 OR x.status = 'planned' OR (:family = 1 AND x.told_family_on <> '') OR (:family = 0 AND x.told_setting_on <> ''))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = x.child_id AND v.person_id = :viewer);

-- visits_of_child(int viewer, int child, int all, int family, text before, int before_id): many
SELECT x.id, x.kind, x.status, x.planned_on, x.planned_time, x.purpose, x.held_on, x.family_words, x.told_setting_on, x.told_family_on, x.told_version, x.version,
       coalesce(s.name, '') AS setting_name, p.name AS person_name, CASE WHEN x.held_on = '' THEN x.planned_on ELSE x.held_on END AS on_day
  FROM visit x JOIN person p ON p.id = x.person_id LEFT JOIN setting s ON s.id = x.setting_id
 WHERE x.child_id = :child AND (:all = 1 OR x.status = 'planned' OR (:family = 1 AND x.told_family_on <> '') OR (:family = 0 AND x.told_setting_on <> ''))
   AND (CASE WHEN x.held_on = '' THEN x.planned_on ELSE x.held_on END, x.id) < (:before, :before_id)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = x.child_id AND v.person_id = :viewer)
 ORDER BY CASE WHEN x.held_on = '' THEN x.planned_on ELSE x.held_on END DESC, x.id DESC LIMIT 21;

-- visits_planned_by(int viewer, int person, text from_day, text to_day, int from_id): many
SELECT x.id, x.child_id, x.kind, x.planned_on, x.planned_time, x.purpose, x.observations, x.version, c.given_name, c.family_name, c.known_as, coalesce(s.name, '') AS setting_name
  FROM visit x JOIN child c ON c.id = x.child_id LEFT JOIN setting s ON s.id = x.setting_id
 WHERE x.person_id = :person AND x.status = 'planned' AND x.planned_on >= :from_day AND x.planned_on <= :to_day AND (x.planned_on, x.id) > (:from_day, :from_id)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = x.child_id AND v.person_id = :viewer)
 ORDER BY x.planned_on, x.id LIMIT 51;

-- visits_around(int viewer, text from_day, text today, text to_day): many as visits_planned_by
SELECT x.id, x.child_id, x.kind, x.planned_on, x.planned_time, x.purpose, x.observations, x.version, c.given_name, c.family_name, c.known_as, coalesce(s.name, '') AS setting_name
  FROM visit x JOIN child c ON c.id = x.child_id LEFT JOIN setting s ON s.id = x.setting_id
 WHERE x.person_id = :viewer AND x.status = 'planned' AND x.planned_on >= :from_day AND x.planned_on <= :to_day
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = x.child_id AND v.person_id = :viewer)
 ORDER BY CASE WHEN x.planned_on = :today THEN 0 WHEN x.planned_on < :today THEN 1 ELSE 2 END, x.planned_on, x.planned_time, x.id LIMIT 51;

-- visits_held_by(int viewer, int person, text before, int before_id): many
SELECT x.id, x.child_id, x.kind, x.held_on, x.told_setting_on, x.told_family_on, x.told_version, x.version, c.given_name, c.family_name, c.known_as, coalesce(s.name, '') AS setting_name
  FROM visit x JOIN child c ON c.id = x.child_id LEFT JOIN setting s ON s.id = x.setting_id
 WHERE x.person_id = :person AND x.status = 'held' AND (x.held_on, x.id) < (:before, :before_id)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = x.child_id AND v.person_id = :viewer)
 ORDER BY x.held_on DESC, x.id DESC LIMIT 51;

-- next_visit_of(int viewer, int child, text from_day): one
SELECT x.id, x.kind, x.planned_on, x.planned_time FROM visit x
 WHERE x.child_id = :child AND x.status = 'planned' AND x.planned_on >= :from_day
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = x.child_id AND v.person_id = :viewer)
 ORDER BY x.planned_on, x.id LIMIT 1;

-- people_who_visit(): many
SELECT id, name, job FROM person WHERE is_active = 1 AND role IN ('officer', 'manager') ORDER BY name, id;

-- settings_to_visit(int viewer, int child): many
SELECT DISTINCT t.id, t.name FROM placement a JOIN setting t ON t.id = a.setting_id
 WHERE a.child_id = :child AND a.to_on = ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = a.child_id AND v.person_id = :viewer)
 ORDER BY t.name, t.id;

-- parents_who_read(int viewer, int child): one, int n
SELECT count(DISTINCT k.person_id) AS n FROM carer k JOIN person p ON p.id = k.person_id AND p.is_active = 1
 WHERE k.child_id = :child AND k.verified_on <> ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer);

-- first_contacts_open(int viewer, int child): many
SELECT d.about_id FROM deadline d
 WHERE d.child_id = :child AND d.rule = 'first contact' AND d.done_on = ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = d.child_id AND v.person_id = :viewer)
 ORDER BY d.id;

-- add_visit{}: run
INSERT INTO visit (id, child_id, kind, status, person_id, setting_id, template_id, planned_on, planned_time, purpose, changed_by, changed_at, created_at)
VALUES (:id, :child_id, :kind, 'planned', :person_id, :setting_id, :template_id, :planned_on, :planned_time, :purpose, :changed_by, :changed_at, :created_at);

-- change_visit_plan{}: run, unscoped because the handler has fetched the visit for its viewer
UPDATE visit SET kind = :kind, person_id = :person_id, setting_id = :setting_id, template_id = :template_id, planned_on = :planned_on, planned_time = :planned_time, purpose = :purpose,
       changed_by = :changed_by, changed_at = :changed_at, version = version + 1
 WHERE id = :id AND version = :version AND status = 'planned';

-- write_visit{}: run, unscoped because the handler has fetched the visit for its viewer
UPDATE visit SET status = :status, template_id = :template_id, held_on = :held_on, attended = :attended, family_there = :family_there, observations = :observations, said = :said, advice = :advice,
       family_words = :family_words, changed_by = :changed_by, changed_at = :changed_at, version = version + 1
 WHERE id = :id AND version = :version AND status <> 'called off';

-- call_off_visit(int id, int version, text because, int person, int now): run, unscoped because the handler has fetched the visit for its viewer
UPDATE visit SET status = 'called off', called_off_because = :because, changed_by = :person, changed_at = :now, version = version + 1 WHERE id = :id AND version = :version AND status = 'planned';

-- tell_of_visit(int id, text setting_on, text family_on): run, unscoped because the handler has fetched the visit for its viewer
UPDATE visit SET told_setting_on = CASE WHEN :setting_on = '' THEN told_setting_on ELSE :setting_on END, told_family_on = CASE WHEN :family_on = '' THEN told_family_on ELSE :family_on END,
       told_version = version
 WHERE id = :id AND status = 'held';

-- visit_templates(int only_on): many
SELECT id, name, kind, ask, observations, said, advice, family_words, is_on, position, version FROM visit_template
 WHERE (:only_on = 0 OR is_on = 1) ORDER BY position, id;

-- visit_template_by_id(int id): one as visit_templates
SELECT id, name, kind, ask, observations, said, advice, family_words, is_on, position, version FROM visit_template WHERE id = :id;

-- add_visit_template{}: run
INSERT INTO visit_template (id, name, kind, ask, observations, said, advice, family_words, is_on, position, changed_by, changed_on)
VALUES (:id, :name, :kind, :ask, :observations, :said, :advice, :family_words, :is_on, :position, :changed_by, :changed_on);

-- change_visit_template{}: run
UPDATE visit_template SET name = :name, kind = :kind, ask = :ask, observations = :observations, said = :said, advice = :advice, family_words = :family_words, is_on = :is_on,
       changed_by = :changed_by, changed_on = :changed_on, version = version + 1
 WHERE id = :id AND version = :version;
