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

-- ---- checking who somebody is ----

-- add_verification{}: run
INSERT INTO verification (id, child_id, carer_id, how, seen, basis, checked_on, person_id)
VALUES (:id, :child_id, :carer_id, :how, :seen, :basis, :checked_on, :person_id);

-- end_verifications{int viewer, int carer, text ended_on, text end_reason}: run
UPDATE verification SET ended_on = :ended_on, ended_by = :viewer, end_reason = :end_reason
 WHERE carer_id = :carer AND ended_on = '' AND EXISTS (SELECT 1 FROM child_seen_by s WHERE s.child_id = verification.child_id AND s.person_id = :viewer);

-- verifications_of_child(int viewer, int child): many
SELECT v.id, v.carer_id, v.how, v.seen, v.basis, v.checked_on, v.ended_on, v.end_reason, p.name AS checked_by, coalesce(e.name, '') AS ended_by_name
  FROM verification v JOIN person p ON p.id = v.person_id LEFT JOIN person e ON e.id = v.ended_by
 WHERE v.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by s WHERE s.child_id = :child AND s.person_id = :viewer)
 ORDER BY v.carer_id, v.id DESC;

-- still_verified(int person): one, int n, unscoped because it only says whether an account still shows any child
SELECT count(*) AS n FROM carer WHERE person_id = :person AND verified_on <> '';

-- ---- sharing ----

-- settings_of_sharing(int viewer, int child): many, int attends
SELECT DISTINCT t.id, t.name, t.kind,
       CASE WHEN EXISTS (SELECT 1 FROM placement a WHERE a.child_id = :child AND a.setting_id = t.id AND a.to_on = '') THEN 1 ELSE 0 END AS attends
  FROM setting t
 WHERE (t.id IN (SELECT a.setting_id FROM placement a WHERE a.child_id = :child AND a.to_on = '')
        OR t.id IN (SELECT s.school_id FROM passport s WHERE s.child_id = :child AND s.status IN ('shared', 'read')))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY t.name, t.id;

-- organisations_of_sharing(int viewer, int child): many
SELECT DISTINCT p.organisation
  FROM professional r JOIN person p ON p.id = r.person_id
 WHERE r.child_id = :child AND r.to_on = '' AND p.organisation <> '' AND p.role NOT IN ('officer', 'manager', 'practitioner')
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY p.organisation;

-- refusals_of_child(int viewer, int child): many
SELECT x.id, x.person_id, x.setting_id, x.organisation, x.from_on, coalesce(t.name, x.organisation) AS name
  FROM sharing_refused x LEFT JOIN setting t ON t.id = x.setting_id
 WHERE x.child_id = :child AND x.ended_on = '' AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY x.from_on, x.id;

-- add_refusal{}: run
INSERT INTO sharing_refused (id, child_id, person_id, setting_id, organisation, from_on) VALUES (:id, :child_id, :person_id, :setting_id, :organisation, :from_on);

-- end_refusal(int viewer, int id, text ended_on): run
UPDATE sharing_refused SET ended_on = :ended_on
 WHERE id = :id AND person_id = :viewer AND ended_on = '' AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = sharing_refused.child_id AND v.person_id = :viewer);

-- ---- feedback ----

-- add_feedback{}: run
INSERT INTO experience (id, child_id, asked_on, answered_on, listened_to, told_next, support_helped, words)
VALUES (:id, :child_id, :asked_on, :answered_on, :listened_to, :told_next, :support_helped, :words);

-- feedback_counts(int viewer, text since): one, int n, int listened, int told, int helped
SELECT count(*) AS n, coalesce(sum(CASE WHEN x.listened_to >= 4 THEN 1 ELSE 0 END), 0) AS listened, coalesce(sum(CASE WHEN x.told_next >= 4 THEN 1 ELSE 0 END), 0) AS told,
       coalesce(sum(CASE WHEN x.support_helped >= 4 THEN 1 ELSE 0 END), 0) AS helped
  FROM experience x
 WHERE x.answered_on >= :since AND x.answered_on <> '' AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = x.child_id AND v.person_id = :viewer);

-- feedback_words(int viewer, text day_before, int id_before): many
SELECT x.id, x.answered_on, x.listened_to, x.told_next, x.support_helped, x.words
  FROM experience x
 WHERE x.words <> '' AND x.answered_on <> '' AND (x.answered_on, x.id) < (:day_before, :id_before)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = x.child_id AND v.person_id = :viewer)
 ORDER BY x.answered_on DESC, x.id DESC LIMIT 51;
