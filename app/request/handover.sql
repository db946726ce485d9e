-- Passing a request to a partner, who says yes or no.

-- pass_request(int viewer, int id, int version): run
UPDATE request SET status = 'waiting', hops = hops + 1, version = version + 1
 WHERE id = :id AND status IN ('waiting', 'passed on') AND version = :version
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = request.id AND v.person_id = :viewer);

-- add_handover{}: run
INSERT INTO handover (decision_id, request_id, token_hash, expires_at, contact_email, asked_on, remind_on)
VALUES (:decision_id, :request_id, :token_hash, :expires_at, :contact_email, :asked_on, :remind_on);

-- take_handovers_back(int request, text today, int now): run, unscoped because the caller has decided the request within reach
UPDATE handover SET answer = 'taken back', answered_on = :today, answered_at = :now WHERE request_id = :request AND answer = '';

-- handovers_of(int request): many, unscoped because the caller has fetched the request within reach
SELECT decision_id, contact_email, asked_on, remind_on, reminders, answer, why, words, by_name, by_job, contact_on, answered_on FROM handover WHERE request_id = :request ORDER BY decision_id DESC;

-- handover_by_token(text token_hash): one, int child_id, unscoped because the link's hash, and the date of birth after it, are the proof
SELECT h.decision_id, h.request_id, h.expires_at, h.wrong_tries, h.visit_hash, h.asked_on, h.answer, h.by_name, h.answered_on, t.id AS partner_id, t.name AS partner_name, d.contact_name, d.handover, b.name AS decided_by_name,
       b.email AS decided_by_email, b.telephone AS decided_by_telephone, r.reference, coalesce(r.child_id, 0) AS child_id, r.given_name, r.family_name, r.born_on, r.home_language, r.postcode, r.is_address_restricted,
       r.setting_words, r.asker_name, r.asker_relationship, r.asker_organisation, r.asker_telephone, r.asker_email, r.parent_name, r.parent_contact, r.needs_interpreter, r.contact_language,
       r.going_well, r.wanted, r.already_helping, r.is_agreed
  FROM handover h JOIN decision d ON d.id = h.decision_id JOIN partner t ON t.id = d.partner_id JOIN person b ON b.id = d.decided_by JOIN request r ON r.id = h.request_id
 WHERE h.token_hash = :token_hash;

-- handover_of_person(int viewer, int decision): one as handover_by_token, int child_id
SELECT h.decision_id, h.request_id, h.expires_at, h.wrong_tries, h.visit_hash, h.asked_on, h.answer, h.by_name, h.answered_on, t.id AS partner_id, t.name AS partner_name, d.contact_name, d.handover, b.name AS decided_by_name,
       b.email AS decided_by_email, b.telephone AS decided_by_telephone, r.reference, coalesce(r.child_id, 0) AS child_id, r.given_name, r.family_name, r.born_on, r.home_language, r.postcode, r.is_address_restricted,
       r.setting_words, r.asker_name, r.asker_relationship, r.asker_organisation, r.asker_telephone, r.asker_email, r.parent_name, r.parent_contact, r.needs_interpreter, r.contact_language,
       r.going_well, r.wanted, r.already_helping, r.is_agreed
  FROM handover h JOIN decision d ON d.id = h.decision_id JOIN partner t ON t.id = d.partner_id JOIN person b ON b.id = d.decided_by JOIN request r ON r.id = h.request_id
 WHERE h.decision_id = :decision AND EXISTS (SELECT 1 FROM handover_seen_by v WHERE v.decision_id = h.decision_id AND v.person_id = :viewer);

-- handovers_for(int viewer): many
SELECT h.decision_id, h.asked_on, r.given_name, r.family_name, b.name AS decided_by_name
  FROM handover h JOIN decision d ON d.id = h.decision_id JOIN person b ON b.id = d.decided_by JOIN request r ON r.id = h.request_id
 WHERE h.answer = '' AND h.decision_id IN (SELECT v.decision_id FROM handover_seen_by v WHERE v.person_id = :viewer)
 ORDER BY h.asked_on, h.decision_id LIMIT 50;

-- open_handover(int request): one, unscoped because the caller has fetched the request within reach
SELECT decision_id, contact_email FROM handover WHERE request_id = :request AND answer = '';

-- handover_opened(text token_hash, text visit_hash): run, unscoped because the date of birth was the proof
UPDATE handover SET visit_hash = :visit_hash, wrong_tries = 0 WHERE token_hash = :token_hash;

-- handover_wrong_try(text token_hash): run, unscoped because it only counts
UPDATE handover SET wrong_tries = wrong_tries + 1 WHERE token_hash = :token_hash;

-- answer_handover{}: run, unscoped because the caller has found the handover by its link, its person or its request
UPDATE handover SET answer = :answer, why = :why, words = :words, by_name = :by_name, by_job = :by_job, contact_on = :contact_on, answered_on = :answered_on, answered_at = :answered_at
 WHERE decision_id = :decision_id AND answer = '';

-- handover_is_taken_up(int decision, text taken_up_on, text taken_up_by, text contact_on): run, unscoped because its handover was answered
UPDATE decision SET taken_up_on = :taken_up_on, taken_up_by = :taken_up_by, next_on = CASE WHEN :contact_on = '' THEN next_on ELSE :contact_on END WHERE id = :decision;

-- request_is_passed_on(int id, text today, int now): run, unscoped because its handover was accepted
UPDATE request SET status = 'passed on', version = version + 1,
       answered_at = CASE WHEN answered_at = 0 THEN :now ELSE answered_at END, answered_on = CASE WHEN answered_on = '' THEN :today ELSE answered_on END
 WHERE id = :id AND status = 'waiting';

-- asker_of(int request): one, int asker_person_id, int child_id, unscoped because the caller has found the handover
SELECT id, coalesce(child_id, 0) AS child_id, coalesce(asker_person_id, 0) AS asker_person_id, asker_email, reference FROM request WHERE id = :request;

-- handovers_to_remind(text today): many, unscoped because nobody reads it: it says to whom a reminder goes
SELECT h.decision_id, h.request_id, h.contact_email, h.reminders, b.email AS decided_by_email, b.id AS decided_by
  FROM handover h JOIN decision d ON d.id = h.decision_id JOIN person b ON b.id = d.decided_by
 WHERE h.answer = '' AND h.remind_on <> '' AND h.remind_on <= :today ORDER BY h.remind_on, h.decision_id LIMIT 100;

-- handover_reminded(int decision, text token_hash, int expires_at, text remind_on): run, unscoped because nobody reads it
UPDATE handover SET token_hash = CASE WHEN :token_hash = '' THEN token_hash ELSE :token_hash END, expires_at = CASE WHEN :token_hash = '' THEN expires_at ELSE :expires_at END,
       visit_hash = CASE WHEN :token_hash = '' THEN visit_hash ELSE '' END, wrong_tries = CASE WHEN :token_hash = '' THEN wrong_tries ELSE 0 END, remind_on = :remind_on, reminders = reminders + 1
 WHERE decision_id = :decision AND answer = '';

-- partner_email(int id): one
SELECT email FROM partner WHERE id = :id;

-- add_signpost(int decision, int service, int position): run
INSERT INTO signpost (decision_id, service_id, position) VALUES (:decision, :service, :position);

-- signposts_of(int decision): many, unscoped because the caller has fetched the request within reach
SELECT s.id, s.name, s.description, s.organisation, s.website, s.email, s.telephone, s.address, s.postcode, s.opening, s.cost, s.how_to_start, s.age_from, s.age_to, s.is_gone, s.is_hidden
  FROM signpost p JOIN directory_service s ON s.id = p.service_id WHERE p.decision_id = :decision ORDER BY p.position, s.id;
