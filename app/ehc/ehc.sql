-- EHC needs assessment: requests, advice, clocks, reviews.  Who may see them is who may see the child.

-- ehc_requests_of_child(int viewer, int child): many
SELECT r.id, r.child_id, r.received_on, r.source, r.outcome, r.outcome_on, r.drafted_on, r.result, r.result_on, r.place_named, r.closed_on, r.next_rule, r.next_due_on
  FROM ehc_request r
 WHERE r.child_id = :child
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY r.received_on DESC, r.id DESC;

-- ehc_advice_of_request(int viewer, int request): many
SELECT a.id, a.asked_of, a.asked_on, a.received_on, k.id AS clock_id, k.due_on, k.exception, k.met
  FROM ehc_advice a JOIN ehc_clock k ON k.request_id = a.request_id AND k.advice_id = a.id
 WHERE a.request_id = :request
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = (SELECT q.child_id FROM ehc_request q WHERE q.id = :request) AND v.person_id = :viewer)
 ORDER BY a.asked_on, a.id;

-- ehc_clocks_of_request(int viewer, int request): many
SELECT k.id, k.rule, k.start_on, k.due_on, k.done_on, k.exception, k.exception_on, k.evidence, k.met, coalesce(a.asked_of, '') AS asked_of
  FROM ehc_clock k LEFT JOIN ehc_advice a ON a.id = k.advice_id
 WHERE k.request_id = :request
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = (SELECT q.child_id FROM ehc_request q WHERE q.id = :request) AND v.person_id = :viewer)
 ORDER BY k.due_on, k.id;

-- ehc_reviews_of_request(int viewer, int request): many
SELECT r.id, r.meeting_on, r.is_held, r.papers_on, r.report_on, r.decision, r.decided_on, r.notice_on, r.amended_on, r.place_named
  FROM ehc_review r
 WHERE r.request_id = :request
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = (SELECT q.child_id FROM ehc_request q WHERE q.id = :request) AND v.person_id = :viewer)
 ORDER BY r.meeting_on, r.id;

-- ehc_agreed_year(int viewer, int child): one
SELECT s.agreed_year FROM school_start s
 WHERE s.child_id = :child
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer);

-- :stage is '' (all), 'deciding', 'assessing' or 'plan'; :until is the last due day to show, so that late and soon are one filter.

-- ehc_open_of_service(int viewer, text stage, text due_until, text after_due, int after_id): many
SELECT r.id, r.child_id, r.received_on, r.outcome, r.result, r.next_rule, r.next_due_on, c.given_name, c.family_name, c.known_as,
       coalesce((SELECT p.name FROM professional p WHERE p.child_id = c.id AND p.is_lead = 1 AND p.to_on = ''), '') AS lead_name
  FROM ehc_request r JOIN child c ON c.id = r.child_id
 WHERE r.closed_on = '' AND c.left_on = '' AND c.merged_into IS NULL
   AND (:stage = '' OR (:stage = 'deciding' AND r.outcome = '') OR (:stage = 'assessing' AND r.outcome = 'yes' AND r.result = '') OR (:stage = 'plan' AND r.result = 'plan'))
   AND r.next_due_on <= :due_until
   AND (r.next_due_on, r.id) > (:after_due, :after_id)
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY r.next_due_on, r.id LIMIT 51;

-- ehc_open_i_lead(int viewer, text stage, text due_until, text after_due, int after_id): many as ehc_open_of_service
SELECT r.id, r.child_id, r.received_on, r.outcome, r.result, r.next_rule, r.next_due_on, c.given_name, c.family_name, c.known_as,
       coalesce((SELECT p.name FROM professional p WHERE p.child_id = c.id AND p.is_lead = 1 AND p.to_on = ''), '') AS lead_name
  FROM ehc_request r JOIN child c ON c.id = r.child_id
 WHERE r.closed_on = '' AND c.left_on = '' AND c.merged_into IS NULL
   AND (:stage = '' OR (:stage = 'deciding' AND r.outcome = '') OR (:stage = 'assessing' AND r.outcome = 'yes' AND r.result = '') OR (:stage = 'plan' AND r.result = 'plan'))
   AND r.next_due_on <= :due_until
   AND (r.next_due_on, r.id) > (:after_due, :after_id)
   AND r.child_id IN (SELECT m.child_id FROM professional m WHERE m.person_id = :viewer AND m.is_lead = 1 AND m.to_on = '')
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY r.next_due_on, r.id LIMIT 51;

-- ehc_finals_since(int viewer, text since): one, int in_time, int late, int excepted
SELECT coalesce(sum(CASE WHEN k.met = 'yes' THEN 1 ELSE 0 END), 0) AS in_time,
       coalesce(sum(CASE WHEN k.met = 'no' THEN 1 ELSE 0 END), 0) AS late,
       coalesce(sum(CASE WHEN k.met = 'excepted' THEN 1 ELSE 0 END), 0) AS excepted
  FROM ehc_clock k
 WHERE k.rule = 'EHC plan' AND k.done_on >= :since
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = k.child_id AND v.person_id = :viewer);

-- ehc_tried_before(int viewer, text since): one, int asked, int tried
SELECT count(*) AS asked, coalesce(sum(CASE WHEN (SELECT count(*) FROM plan p JOIN review v ON v.plan_id = p.id
                                                    WHERE p.child_id = r.child_id AND v.held_on <= r.received_on
                                                      AND EXISTS (SELECT 1 FROM outcome o WHERE o.plan_id = p.id AND o.rating > 0)) >= 2 THEN 1 ELSE 0 END), 0) AS tried
  FROM ehc_request r
 WHERE r.received_on >= :since
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = r.child_id AND v.person_id = :viewer);

-- add_ehc_request{}: run
INSERT INTO ehc_request (id, child_id, received_on, source, created_by, created_at) VALUES (:id, :child_id, :received_on, :source, :created_by, :created_at);

-- add_ehc_advice{}: run
INSERT INTO ehc_advice (id, request_id, child_id, asked_of, asked_on) VALUES (:id, :request_id, :child_id, :asked_of, :asked_on);

-- add_ehc_clock{}: run
INSERT INTO ehc_clock (id, request_id, child_id, advice_id, rule, start_on, due_on) VALUES (:id, :request_id, :child_id, :advice_id, :rule, :start_on, :due_on);

-- add_ehc_review{}: run
INSERT INTO ehc_review (id, request_id, child_id, meeting_on, is_held, person_id, at) VALUES (:id, :request_id, :child_id, :meeting_on, :is_held, :person_id, :at);

-- plan_ehc_meeting(int id, text meeting_on): run, unscoped because the handler has fetched the review for its viewer
UPDATE ehc_review SET meeting_on = :meeting_on WHERE id = :id AND is_held = 0;

-- send_ehc_papers(int id, text papers_on): run, unscoped because the handler has fetched the review for its viewer
UPDATE ehc_review SET papers_on = :papers_on WHERE id = :id AND is_held = 0 AND papers_on = '';

-- hold_ehc_review(int id, text meeting_on): run, unscoped because the handler has fetched the review for its viewer
UPDATE ehc_review SET meeting_on = :meeting_on, is_held = 1 WHERE id = :id AND is_held = 0;

-- report_ehc_review(int id, text report_on): run, unscoped because the handler has fetched the review for its viewer
UPDATE ehc_review SET report_on = :report_on WHERE id = :id AND is_held = 1 AND report_on = '';

-- decide_ehc_review(int id, text decision, text decided_on, text notice_on): run, unscoped because the handler has fetched the review for its viewer
UPDATE ehc_review SET decision = :decision, decided_on = :decided_on, notice_on = :notice_on WHERE id = :id AND is_held = 1 AND decision = '';

-- amend_ehc_plan(int id, text amended_on, text place_named): run, unscoped because the handler has fetched the review for its viewer
UPDATE ehc_review SET amended_on = :amended_on, place_named = :place_named WHERE id = :id AND decision = 'change' AND amended_on = '';

-- decide_ehc_request(int id, text outcome, text outcome_on, text closed_on): run, unscoped because the handler has fetched the request for its viewer
UPDATE ehc_request SET outcome = :outcome, outcome_on = :outcome_on, closed_on = :closed_on WHERE id = :id AND outcome = '' AND closed_on = '';

-- draft_ehc_plan(int id, text drafted_on): run, unscoped because the handler has fetched the request for its viewer
UPDATE ehc_request SET drafted_on = :drafted_on WHERE id = :id AND outcome = 'yes' AND result = '' AND drafted_on = '';

-- end_ehc_assessment(int id, text result, text result_on, text place_named, text closed_on): run, unscoped because the handler has fetched the request for its viewer
UPDATE ehc_request SET result = :result, result_on = :result_on, place_named = :place_named, closed_on = :closed_on WHERE id = :id AND outcome = 'yes' AND result = '' AND closed_on = '';

-- name_ehc_place(int id, text place_named): run, unscoped because the handler has fetched the request for its viewer
UPDATE ehc_request SET place_named = :place_named WHERE id = :id;

-- close_ehc_plan(int id, text closed_on): run, unscoped because the handler has fetched the request for its viewer
UPDATE ehc_request SET closed_on = :closed_on WHERE id = :id AND closed_on = '';

-- receive_ehc_advice(int id, text received_on): run, unscoped because the handler has fetched the advice for its viewer
UPDATE ehc_advice SET received_on = :received_on WHERE id = :id AND received_on = '';

-- finish_ehc_clock(int id, text done_on, text met): run, unscoped because the handler has fetched the clock for its viewer
UPDATE ehc_clock SET done_on = :done_on, met = :met WHERE id = :id AND done_on = '';

-- except_ehc_clock(int id, text exception, text exception_on, text evidence, text met): run, unscoped because the handler has fetched the clock for its viewer
UPDATE ehc_clock SET exception = :exception, exception_on = :exception_on, evidence = :evidence, met = :met WHERE id = :id AND exception = '';

-- refresh_ehc_next(int id): run, unscoped because it follows from the clocks just written
UPDATE ehc_request
   SET next_rule = coalesce((SELECT k.rule FROM ehc_clock k WHERE k.request_id = :id AND k.done_on = '' AND k.rule <> 'EHC parents' ORDER BY k.due_on, k.id LIMIT 1), ''),
       next_due_on = coalesce((SELECT min(k.due_on) FROM ehc_clock k WHERE k.request_id = :id AND k.done_on = '' AND k.rule <> 'EHC parents'), '9999-12-31')
 WHERE id = :id;
