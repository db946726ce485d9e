-- The front door.  Every query about a request asks request_seen_by, or says why it need not.

-- add_request{}: put
INSERT INTO request (id, reference, kind, door, status, given_name, family_name, born_on, sex, nhs_number, upn, address, postcode, is_address_restricted, home_language,
       setting_id, setting_words, asker_person_id, asker_name, asker_relationship, asker_organisation, asker_telephone, asker_email, asker_has_responsibility,
       contact_by, contact_language, needs_interpreter, parent_name, parent_contact, going_well, wants, wanted, already_helping, is_agreed, notice_version,
       opinion, diagnosis, parent_informed_on, discussion_offered_on, voluntary_told, permission, urgency, urgency_words, suggested_route, suggested_because, rules_id,
       received_at, received_on, due_on, acknowledged_at)
VALUES (:id, :reference, :kind, :door, 'waiting', :given_name, :family_name, :born_on, :sex, :nhs_number, :upn, :address, :postcode, :is_address_restricted, :home_language,
       :setting_id, :setting_words, :asker_person_id, :asker_name, :asker_relationship, :asker_organisation, :asker_telephone, :asker_email, :asker_has_responsibility,
       :contact_by, :contact_language, :needs_interpreter, :parent_name, :parent_contact, :going_well, :wants, :wanted, :already_helping, :is_agreed, :notice_version,
       :opinion, :diagnosis, :parent_informed_on, :discussion_offered_on, :voluntary_told, :permission, :urgency, :urgency_words, :suggested_route, :suggested_because, :rules_id,
       :received_at, :received_on, :due_on, :acknowledged_at);

-- add_concern(int request, text area, text words): put
INSERT INTO concern (request_id, area, words) VALUES (:request, :area, :words);

-- add_question(int id, int request, text words, ref asked_by, text asked_on, int holds_clock): put
INSERT INTO question (id, request_id, words, asked_by, asked_on, holds_clock) VALUES (:id, :request, :words, :asked_by, :asked_on, :holds_clock);

-- answer_question(int question, int request, text answer, text today): run, unscoped because the caller has fetched the request within reach
UPDATE question SET answer = :answer, answered_on = :today WHERE id = :question AND request_id = :request AND answered_on = '';

-- reference_is_taken(text reference): one, int n, unscoped because it tells only whether a reference is free
SELECT count(*) AS n FROM request WHERE reference = :reference;

-- request_by_id(int viewer, int id): one, int child_id, int setting_id, int asker_person_id, int setting_officer_id, int is_mine, int claimed_by, int rules_number
SELECT r.id, coalesce(k.left_reason, '') AS child_left_reason, coalesce(k.left_on, '') AS child_left_on, r.reference, r.kind, r.door, r.status, coalesce(r.child_id, 0) AS child_id, r.given_name, r.family_name, r.born_on, r.sex, r.nhs_number, r.upn,
       r.address, r.postcode, r.is_address_restricted, r.home_language, coalesce(r.setting_id, 0) AS setting_id, r.setting_words, coalesce(r.asker_person_id, 0) AS asker_person_id,
       r.asker_name, r.asker_relationship, r.asker_organisation, r.asker_telephone, r.asker_email, r.asker_has_responsibility, r.contact_by, r.contact_language, r.needs_interpreter,
       r.parent_name, r.parent_contact, r.going_well, r.wants, r.wanted, r.already_helping, r.is_agreed, r.notice_version, r.opinion, r.diagnosis, r.parent_informed_on,
       r.discussion_offered_on, r.voluntary_told, r.permission, r.urgency, r.urgency_words, r.suggested_route, r.suggested_because, r.received_at, r.received_on, r.due_on,
       r.answered_at, r.answered_on, r.hops, r.version,
       coalesce(s.name, '') AS setting_name, coalesce(s.officer_id, 0) AS setting_officer_id, coalesce(o.name, '') AS setting_officer_name,
       CASE WHEN r.asker_person_id = :viewer THEN 1 ELSE 0 END AS is_mine,
       coalesce(r.claimed_by, 0) AS claimed_by, coalesce(m.name, '') AS claimed_by_name, r.claimed_at, coalesce(u.number, 0) AS rules_number
  FROM request r
  LEFT JOIN person m ON m.id = r.claimed_by
  LEFT JOIN triage_rules u ON u.id = r.rules_id
  LEFT JOIN child k ON k.id = r.child_id
  LEFT JOIN setting s ON s.id = r.setting_id
  LEFT JOIN person o ON o.id = s.officer_id AND o.is_active = 1
 WHERE r.id = :id AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer);

-- concerns_of(int request): many, unscoped because the caller has fetched the request within reach
SELECT area, words FROM concern WHERE request_id = :request ORDER BY area;

-- questions_of(int request): many, unscoped because the caller has fetched the request within reach
SELECT q.id, q.words, q.asked_on, q.answer, q.answered_on, coalesce(p.name, '') AS asked_by_name
  FROM question q LEFT JOIN person p ON p.id = q.asked_by
 WHERE q.request_id = :request ORDER BY q.id;

-- decisions_of(int request): many, int officer_id, int partner_id, unscoped because the caller has fetched the request within reach
SELECT d.id, d.kind, coalesce(d.officer_id, 0) AS officer_id, coalesce(o.name, '') AS officer_name, coalesce(o.job, '') AS officer_job, coalesce(o.telephone, '') AS officer_telephone,
       coalesce(d.partner_id, 0) AS partner_id, coalesce(t.name, '') AS partner_name, coalesce(t.what_they_do, '') AS partner_does, coalesce(t.telephone, '') AS partner_telephone,
       coalesce(t.website, '') AS partner_website, d.contact_name, d.handover, d.words, d.next_on, d.taken_up_on, d.taken_up_by, d.decided_on, b.name AS decided_by_name
  FROM decision d
  LEFT JOIN person o ON o.id = d.officer_id
  LEFT JOIN partner t ON t.id = d.partner_id
  JOIN person b ON b.id = d.decided_by
 WHERE d.request_id = :request ORDER BY d.id DESC;

-- area_codes_of(int request): many, unscoped because the caller has listed the request within reach
SELECT area FROM concern WHERE request_id = :request ORDER BY area;

-- requests_of_asker(int viewer, int setting, int before): many, int open_questions
SELECT r.id, r.reference, r.kind, r.status, r.given_name, r.family_name, r.born_on, r.received_on, r.due_on, r.answered_on, r.asker_name,
       (SELECT count(*) FROM question q WHERE q.request_id = r.id AND q.answered_on = '') AS open_questions
  FROM request r
 WHERE (r.asker_person_id = :viewer OR (r.setting_id = :setting AND r.door = 'setting')) AND r.id < :before
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer)
 ORDER BY r.id DESC LIMIT 26;

-- requests_of_asker_now(int viewer, int setting, text since): many as requests_of_asker, int open_questions
SELECT r.id, r.reference, r.kind, r.status, r.given_name, r.family_name, r.born_on, r.received_on, r.due_on, r.answered_on, r.asker_name,
       (SELECT count(*) FROM question q WHERE q.request_id = r.id AND q.answered_on = '') AS open_questions
  FROM request r
 WHERE (r.asker_person_id = :viewer OR (r.setting_id = :setting AND r.door = 'setting'))
   AND (r.status = 'waiting' OR r.answered_on >= :since OR EXISTS (SELECT 1 FROM question q WHERE q.request_id = r.id AND q.answered_on = ''))
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer)
 ORDER BY CASE WHEN r.status = 'waiting' THEN 0 ELSE 1 END, r.due_on DESC, r.id DESC LIMIT 26;

-- requests_about_child(int viewer, int child): many, int can_open
SELECT r.id, r.reference, r.kind, r.door, r.status, r.received_on, r.answered_on,
       CASE WHEN EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer) THEN 1 ELSE 0 END AS can_open
  FROM request r
 WHERE r.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by c WHERE c.child_id = :child AND c.person_id = :viewer)
 ORDER BY r.received_on DESC, r.id DESC;

-- open_handovers(int viewer): many
SELECT d.id, d.request_id, d.decided_on, d.next_on, d.contact_name, t.name AS partner_name, r.given_name, r.family_name, r.hops
  FROM decision d JOIN request r ON r.id = d.request_id JOIN partner t ON t.id = d.partner_id
 WHERE d.kind = 'pass on' AND d.taken_up_on = '' AND r.status IN ('waiting', 'passed on')
   AND NOT EXISTS (SELECT 1 FROM decision later WHERE later.request_id = d.request_id AND later.id > d.id)
   AND NOT EXISTS (SELECT 1 FROM handover h WHERE h.decision_id = d.id AND h.answer <> '')
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer)
 ORDER BY d.decided_on, d.id LIMIT 200;

-- take_request(int viewer, int id, int version, text status, text today, int now): run
UPDATE request SET status = :status, version = version + 1,
       answered_at = CASE WHEN answered_at = 0 THEN :now ELSE answered_at END, answered_on = CASE WHEN answered_on = '' THEN :today ELSE answered_on END
 WHERE id = :id AND status IN ('waiting', 'passed on') AND version = :version
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = request.id AND v.person_id = :viewer);

-- set_request_child(int viewer, int id, ref child): run
UPDATE request SET child_id = :child WHERE id = :id AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = request.id AND v.person_id = :viewer);

-- add_decision{}: run
INSERT INTO decision (id, request_id, kind, officer_id, partner_id, contact_name, handover, words, next_on, decided_by, decided_at, decided_on)
VALUES (:id, :request_id, :kind, :officer_id, :partner_id, :contact_name, :handover, :words, :next_on, :decided_by, :decided_at, :decided_on);

-- take_up_handover(int viewer, int decision, int request, text taken_up_on, text taken_up_by): run
UPDATE decision SET taken_up_on = :taken_up_on, taken_up_by = :taken_up_by
 WHERE id = :decision AND request_id = :request AND kind = 'pass on' AND taken_up_on = ''
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = :request AND v.person_id = :viewer);

-- partners_active(): many
SELECT id, name, kind, what_they_do, telephone, email, website, areas FROM partner WHERE is_active = 1 ORDER BY name, id;

-- count_partners(): one, int n
SELECT count(*) AS n FROM partner;

-- add_partner(int id, text name, text kind, text what_they_do, text telephone, text email, text website): run
INSERT INTO partner (id, name, kind, what_they_do, telephone, email, website) VALUES (:id, :name, :kind, :what_they_do, :telephone, :email, :website);

-- open_settings(): many, int officer_id
SELECT id, name, kind, area, coalesce(officer_id, 0) AS officer_id FROM setting WHERE is_open = 1 ORDER BY name, id;

-- setting_told(int id): one, int officer_id
SELECT s.id, s.name, s.kind, s.area, coalesce(s.officer_id, 0) AS officer_id, coalesce(p.name, '') AS officer_name FROM setting s LEFT JOIN person p ON p.id = s.officer_id WHERE s.id = :id;

-- officers_now(): many
SELECT id, name, job FROM person WHERE role IN ('officer', 'manager') AND is_active = 1 ORDER BY name, id;

-- draft_of(text visit_hash, int since, int now): one, unscoped because the visit's hash is the proof
SELECT answers, changed_at, keep_until FROM request_draft WHERE visit_hash = :visit_hash AND (changed_at > :since OR keep_until > :now);

-- save_draft(text visit_hash, text answers, int now): put, unscoped because the visit's hash is the proof
INSERT INTO request_draft (visit_hash, answers, changed_at) VALUES (:visit_hash, :answers, :now)
    ON CONFLICT (visit_hash) DO UPDATE SET answers = excluded.answers, changed_at = excluded.changed_at;

-- drop_draft(text visit_hash): put, unscoped because the visit's hash is the proof
DELETE FROM request_draft WHERE visit_hash = :visit_hash;

-- sweep_drafts(int before, int now): run, unscoped because what is old is deleted unread
DELETE FROM request_draft WHERE changed_at <= :before AND keep_until <= :now;

-- add_follow_link(text token_hash, int request, int now, int expires_at): put
INSERT INTO follow_link (token_hash, request_id, made_at, expires_at) VALUES (:token_hash, :request, :now, :expires_at);

-- followed(text token_hash, int now): one, int child_id, unscoped because the link's hash is the proof
SELECT r.id, r.reference, r.kind, r.door, r.status, coalesce(r.child_id, 0) AS child_id, r.given_name, r.going_well, r.wanted, r.received_on, r.due_on, r.answered_on, r.setting_words, r.hops, f.expires_at, coalesce(k.left_reason, '') AS child_left_reason,
       coalesce((SELECT max(d.next_on) FROM decision d WHERE d.request_id = r.id), '') AS next_on
  FROM follow_link f JOIN request r ON r.id = f.request_id LEFT JOIN child k ON k.id = r.child_id
 WHERE f.token_hash = :token_hash AND f.revoked_at = 0 AND f.expires_at > :now;

-- revoke_follow_link(text token_hash, int now): run, unscoped because the link's hash is the proof
UPDATE follow_link SET revoked_at = :now WHERE token_hash = :token_hash AND revoked_at = 0;

-- experiences_since(int child, text since): one, int n, unscoped because only a count is told to whoever holds the link
SELECT count(*) AS n FROM experience WHERE child_id = :child AND answered_on >= :since;

-- add_experience{}: run
INSERT INTO experience (id, child_id, asked_on, answered_on, listened_to, told_next, support_helped, words)
VALUES (:id, :child_id, :asked_on, :answered_on, :listened_to, :told_next, :support_helped, :words);

-- carers_told(int child): many, unscoped because they are compared only, so that nobody is entered twice
SELECT name FROM carer WHERE child_id = :child ORDER BY id;

-- add_carer_told{}: run
INSERT INTO carer (id, child_id, name, relationship, has_responsibility, telephone, email, language, needs_interpreter, contact_by)
VALUES (:id, :child_id, :name, :relationship, :has_responsibility, :telephone, :email, :language, :needs_interpreter, :contact_by);

-- add_agreement_told{}: run
INSERT INTO agreement (id, child_id, what, given_by, notice_version, given_on) VALUES (:id, :child_id, :what, :given_by, :notice_version, :given_on);

-- count_professional(int child, int person, text name): one, int n, unscoped because it is compared only, so that nobody is entered twice
SELECT count(*) AS n FROM professional WHERE child_id = :child AND to_on = '' AND (person_id = :person OR (:person = 0 AND name = :name));

-- add_professional_told{}: run
INSERT INTO professional (id, child_id, person_id, name, job, organisation, contact, from_on) VALUES (:id, :child_id, :person_id, :name, :job, :organisation, :contact, :from_on);

-- placement_now(int child, int setting): one, int n, unscoped because it is compared only, so that no place is entered twice
SELECT count(*) AS n FROM placement WHERE child_id = :child AND setting_id = :setting AND to_on = '';

-- children_by_words(int viewer, text first, text first_end, text second, text second_end): many
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.left_reason, c.left_on FROM child c
 WHERE c.merged_into IS NULL
   AND c.id IN (SELECT a.child_id FROM child_word a WHERE a.word >= :first AND a.word < :first_end)
   AND (:second = '' OR c.id IN (SELECT b.child_id FROM child_word b WHERE b.word >= :second AND b.word < :second_end))
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY c.sort_name, c.id LIMIT 20;

-- numbers_on_register(text nhs_number, text upn): one, int n, unscoped because it tells only that a number is taken, as the register itself would
SELECT count(*) AS n FROM child c WHERE (:nhs_number <> '' AND c.nhs_number = :nhs_number) OR (:upn <> '' AND c.upn = :upn);

-- person_works(int id): one
SELECT role FROM person WHERE id = :id;
