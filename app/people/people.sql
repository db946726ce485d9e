-- person_of_session(text token_hash, int used_since, int started_since): one, int setting_id
SELECT p.id, p.role, p.name, p.email, p.before_home_at, s.last_used_at, coalesce(t.id, 0) AS setting_id, coalesce(t.name, '') AS setting_name
  FROM session s
  JOIN person p ON p.id = s.person_id AND p.is_active = 1
  LEFT JOIN staff f ON f.person_id = p.id AND f.to_on = ''
  LEFT JOIN setting t ON t.id = f.setting_id
 WHERE s.token_hash = :token_hash AND s.ended_at = 0 AND s.last_used_at > :used_since AND s.started_at > :started_since
 ORDER BY f.setting_id NULLS LAST
 LIMIT 1;

-- person_by_email(text email): one
SELECT id, role, name, email, password_hash, is_active FROM person WHERE email = :email;

-- person_by_id(int id): one
SELECT id, role, name, email, job, organisation, telephone, is_active FROM person WHERE id = :id;

-- people_of_role(text role): many
SELECT id, name, job, organisation FROM person WHERE role = :role AND is_active = 1 ORDER BY name, id;

-- people(text role, text name_from, int id_from): many
SELECT id, role, name, email, job, organisation, is_active
  FROM person
 WHERE (:role = '' OR role = :role) AND (name, id) > (:name_from, :id_from)
 ORDER BY name, id LIMIT 51;

-- people_count(text role): one, int n
SELECT count(*) AS n FROM person WHERE (:role = '' OR role = :role);

-- add_person{}: run
INSERT INTO person (id, role, name, email, password_hash, job, organisation, telephone, sees_service, sees_restricted, created_at)
VALUES (:id, :role, :name, :email, :password_hash, :job, :organisation, :telephone, :sees_service, :sees_restricted, :created_at);

-- Nobody leaves, or goes to other work, while they lead a child who is open: no row is changed then (app/people/holds.c says so first).
-- change_person{}: run, unscoped because it only asks whether there is any such child
UPDATE person SET role = :role, name = :name, email = :email, job = :job, organisation = :organisation, telephone = :telephone,
       is_active = :is_active, sees_service = :sees_service, sees_restricted = :sees_restricted
 WHERE id = :id AND ((:is_active = is_active AND :role = role) OR (:is_active = 1 AND role IN ('officer', 'manager') AND :role IN ('officer', 'manager'))
    OR NOT EXISTS (SELECT 1 FROM professional r JOIN child_status s ON s.child_id = r.child_id AND s.axis = 'service' AND s.to_on = '' AND s.value IN ('open', 'monitoring')
                    JOIN child c ON c.id = r.child_id AND c.left_on = '' AND c.merged_into IS NULL WHERE r.person_id = :id AND r.is_lead = 1 AND r.to_on = ''));

-- held_by(int person): one, int children, int deadlines, int actions, int visits, int questions, int requests, int settings, unscoped because only numbers are told: to those who keep the accounts, and to those who hand work over
SELECT (SELECT count(*) FROM professional r JOIN child_status s ON s.child_id = r.child_id AND s.axis = 'service' AND s.to_on = '' AND s.value IN ('open', 'monitoring')
          JOIN child c ON c.id = r.child_id AND c.left_on = '' AND c.merged_into IS NULL WHERE r.person_id = :person AND r.is_lead = 1 AND r.to_on = '') AS children,
       (SELECT count(*) FROM deadline d WHERE d.owner_id = :person AND d.done_on = '') AS deadlines,
       (SELECT count(*) FROM action a WHERE a.owner_id = :person AND a.status = 'open') AS actions,
       (SELECT count(*) FROM visit x WHERE x.person_id = :person AND x.status = 'planned') AS visits,
       (SELECT count(*) FROM funding_question q WHERE q.owner_id = :person AND q.answered_on = '') AS questions,
       (SELECT count(*) FROM request q WHERE q.claimed_by = :person AND q.status = 'waiting') AS requests,
       (SELECT count(*) FROM setting g WHERE g.officer_id = :person) AS settings;

-- set_password(int id, text password_hash): run
UPDATE person SET password_hash = :password_hash WHERE id = :id;

-- add_session(text token_hash, int person, int now): run
INSERT INTO session (token_hash, person_id, started_at, last_used_at) VALUES (:token_hash, :person, :now, :now);

-- touch_session(text token_hash, int now): put
UPDATE session SET last_used_at = :now WHERE token_hash = :token_hash AND ended_at = 0;

-- end_session(text token_hash, int now): run
UPDATE session SET ended_at = :now WHERE token_hash = :token_hash AND ended_at = 0;

-- end_sessions_of(int person, int now): run
UPDATE session SET ended_at = :now WHERE person_id = :person AND ended_at = 0;

-- sweep_sessions(int before): run
DELETE FROM session WHERE last_used_at < :before;

-- failures_of(text email, text address, int since): one, int by_email, int by_address
SELECT (SELECT count(*) FROM sign_in_failure WHERE email = :email AND address = :address AND at > :since) AS by_email,
       (SELECT count(*) FROM sign_in_failure WHERE address = :address AND at > :since) AS by_address;

-- add_failure(int id, text email, text address, int at): run
INSERT INTO sign_in_failure (id, email, address, at) VALUES (:id, :email, :address, :at);

-- forget_failures(text email): run
DELETE FROM sign_in_failure WHERE email = :email;

-- sweep_failures(int before): run
DELETE FROM sign_in_failure WHERE at < :before;

-- start_visit_home(int person, int now): put
UPDATE person SET before_home_at = CASE WHEN last_home_at > 0 AND last_home_at < :now - 1800000 THEN last_home_at ELSE before_home_at END, last_home_at = :now
 WHERE id = :person;

-- authority_settings(): many
SELECT name, value FROM authority ORDER BY name;

-- set_authority(text name, text value): run
INSERT INTO authority (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- audit_head(): one
SELECT id, hash FROM audit ORDER BY id DESC LIMIT 1;

-- add_audit{}: put
INSERT INTO audit (id, at, person_id, child_id, action, what, detail, address, hash)
VALUES (:id, :at, :person_id, :child_id, :action, :what, :detail, :address, :hash);

-- audit_from(int id): many
SELECT id, at, person_id, child_id, action, what, detail, address, hash FROM audit WHERE id >= :id ORDER BY id LIMIT 10000;

-- Also who looked at a record that was joined into this one.
-- audit_of_child(int viewer, int child, int before): many
SELECT a.id, a.at, a.person_id, a.action, a.what, a.detail, coalesce(p.name, '') AS name, coalesce(p.role, '') AS role, coalesce(p.organisation, '') AS organisation
  FROM audit a LEFT JOIN person p ON p.id = a.person_id
 WHERE a.child_id IN (SELECT c.id FROM child c WHERE c.id = :child OR c.merged_into = :child) AND a.id < :before
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY a.id DESC LIMIT 51;

-- codes(text list, text today): many
SELECT code, label, note FROM code
 WHERE list = :list AND (from_on = '' OR from_on <= :today) AND (to_on = '' OR to_on > :today)
 ORDER BY position, code;

-- all_codes(): many
SELECT list, code, label, note, from_on, to_on FROM code ORDER BY list, position, code;

-- add_code(text list, text code, text label, text note, int position, text from_on, text to_on, text source): run
INSERT INTO code (list, code, label, note, position, from_on, to_on, source)
VALUES (:list, :code, :label, :note, :position, :from_on, :to_on, :source) ON CONFLICT (list, code) DO NOTHING;

-- person_to_edit(int id): one, int setting_id, int is_senco
SELECT p.id, p.role, p.name, p.email, p.job, p.organisation, p.telephone, p.is_active, p.password_hash,
       coalesce(f.setting_id, 0) AS setting_id, coalesce(f.is_senco, 0) AS is_senco
  FROM person p LEFT JOIN staff f ON f.person_id = p.id AND f.to_on = ''
 WHERE p.id = :id ORDER BY f.setting_id NULLS LAST LIMIT 1;

-- places_of_work(): many
SELECT id, name, kind FROM setting WHERE is_open = 1 ORDER BY name, id;

-- end_other_staff(int person, int setting, text today): run
UPDATE staff SET to_on = :today WHERE person_id = :person AND setting_id <> :setting AND to_on = '';

-- begin_staff(int person, int setting, int is_senco, text today): run
INSERT INTO staff (person_id, setting_id, is_senco, from_on) VALUES (:person, :setting, :is_senco, :today)
ON CONFLICT (person_id, setting_id) DO UPDATE SET is_senco = excluded.is_senco, to_on = '';

-- administrator_counts(int day_ago): one, int active, int inactive, int failures
SELECT (SELECT count(*) FROM person WHERE is_active = 1) AS active,
       (SELECT count(*) FROM person WHERE is_active = 0) AS inactive,
       (SELECT count(*) FROM sign_in_failure WHERE at > :day_ago) AS failures;

-- set_written_language(text email, text language, int at): run
INSERT INTO written_language (email, language, at) VALUES (:email, :language, :at)
ON CONFLICT (email) DO UPDATE SET language = excluded.language, at = excluded.at;

-- set_language_of_stranger(text email, text language, int at): put
INSERT INTO written_language (email, language, at) SELECT :email, :language, :at WHERE NOT EXISTS (SELECT 1 FROM person p WHERE p.email = :email)
ON CONFLICT (email) DO UPDATE SET language = excluded.language, at = excluded.at;

-- written_language(text email): one
SELECT language FROM written_language WHERE email = :email;

-- From index to index, so that a million children are not read (child_by_district, 0042).
-- postcode_districts(): many, unscoped because it tells which districts there are and of no child
WITH RECURSIVE d (district) AS (
    SELECT min(CASE WHEN length(c.postcode) > 5 THEN substr(c.postcode, 1, length(c.postcode) - 4) ELSE '' END) FROM child c
     WHERE CASE WHEN length(c.postcode) > 5 THEN substr(c.postcode, 1, length(c.postcode) - 4) ELSE '' END > ''
    UNION ALL
    SELECT (SELECT min(CASE WHEN length(c.postcode) > 5 THEN substr(c.postcode, 1, length(c.postcode) - 4) ELSE '' END) FROM child c
             WHERE CASE WHEN length(c.postcode) > 5 THEN substr(c.postcode, 1, length(c.postcode) - 4) ELSE '' END > d.district)
      FROM d WHERE d.district IS NOT NULL)
SELECT d.district FROM d WHERE d.district IS NOT NULL
UNION
SELECT substr(s.postcode, 1, length(s.postcode) - 4) FROM setting s WHERE length(s.postcode) > 5
 ORDER BY 1;
