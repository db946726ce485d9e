-- carers_of_child(int viewer, int child): many
SELECT k.id, k.person_id, k.name, k.relationship, k.has_responsibility, k.telephone, k.email, k.language, k.needs_interpreter, k.contact_by,
       k.is_address_hidden, k.verified_on, coalesce(p.email, '') AS account, coalesce(v.name, '') AS verified_by_name
  FROM carer k LEFT JOIN person p ON p.id = k.person_id LEFT JOIN person v ON v.id = k.verified_by
 WHERE k.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by s WHERE s.child_id = :child AND s.person_id = :viewer)
 ORDER BY CASE WHEN k.has_responsibility = 'yes' THEN 0 ELSE 1 END, k.id;

-- carer_of_child(int viewer, int child, int id): one as carers_of_child
SELECT k.id, k.person_id, k.name, k.relationship, k.has_responsibility, k.telephone, k.email, k.language, k.needs_interpreter, k.contact_by,
       k.is_address_hidden, k.verified_on, coalesce(p.email, '') AS account, coalesce(v.name, '') AS verified_by_name
  FROM carer k LEFT JOIN person p ON p.id = k.person_id LEFT JOIN person v ON v.id = k.verified_by
 WHERE k.id = :id AND k.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by s WHERE s.child_id = :child AND s.person_id = :viewer);

-- add_carer{}: run
INSERT INTO carer (id, child_id, name, relationship, has_responsibility, telephone, email, language, needs_interpreter, contact_by, is_address_hidden)
VALUES (:id, :child_id, :name, :relationship, :has_responsibility, :telephone, :email, :language, :needs_interpreter, :contact_by, :is_address_hidden);

-- change_carer{int viewer, int id, text name, text relationship, text has_responsibility, text telephone, text email, text language,
--   int needs_interpreter, text contact_by, int is_address_hidden}: run
UPDATE carer SET name = :name, relationship = :relationship, has_responsibility = :has_responsibility, telephone = :telephone, email = :email,
       language = :language, needs_interpreter = :needs_interpreter, contact_by = :contact_by, is_address_hidden = :is_address_hidden
 WHERE id = :id AND EXISTS (SELECT 1 FROM child_seen_by s WHERE s.child_id = carer.child_id AND s.person_id = :viewer);

-- link_carer(int viewer, int id, ref person, text verified_on, ref verified_by): run
UPDATE carer SET person_id = :person, verified_on = :verified_on, verified_by = :verified_by
 WHERE id = :id AND EXISTS (SELECT 1 FROM child_seen_by s WHERE s.child_id = carer.child_id AND s.person_id = :viewer);

-- agreements_of_child(int viewer, int child): many
SELECT a.id, a.what, a.given_by, a.notice_version, a.given_on, a.ended_on
  FROM agreement a
 WHERE a.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by s WHERE s.child_id = :child AND s.person_id = :viewer)
 ORDER BY CASE WHEN a.ended_on = '' THEN 0 ELSE 1 END, a.given_on DESC, a.id DESC;

-- agreement_of_child(int viewer, int child, int id): one as agreements_of_child
SELECT a.id, a.what, a.given_by, a.notice_version, a.given_on, a.ended_on
  FROM agreement a
 WHERE a.id = :id AND a.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by s WHERE s.child_id = :child AND s.person_id = :viewer);

-- add_agreement{}: run
INSERT INTO agreement (id, child_id, what, given_by, notice_version, given_on) VALUES (:id, :child_id, :what, :given_by, :notice_version, :given_on);

-- end_agreement(int viewer, int id, text ended_on): run
UPDATE agreement SET ended_on = :ended_on
 WHERE id = :id AND ended_on = '' AND EXISTS (SELECT 1 FROM child_seen_by s WHERE s.child_id = agreement.child_id AND s.person_id = :viewer);
