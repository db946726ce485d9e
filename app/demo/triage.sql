-- The team's work on the requests that wait: claims, questions that stop the clock, a meeting a week ago.

-- demo_requests_that_wait(): many, unscoped because the demo makes them
SELECT id, received_on, due_on FROM request WHERE status = 'waiting' ORDER BY id;

-- demo_questions_that_wait(): many, unscoped because the demo makes them
SELECT q.id, q.request_id, q.asked_on, q.asked_by, r.due_on FROM question q JOIN request r ON r.id = q.request_id
 WHERE r.status = 'waiting' AND q.answered_on = '' AND q.asked_by IS NOT NULL AND q.asked_on <= r.due_on ORDER BY q.id;

-- demo_answered_about(text from, text until): many, unscoped because the demo makes them
SELECT id FROM request WHERE answered_on >= :from AND answered_on <= :until ORDER BY answered_on, id LIMIT 9;

-- demo_claim(int id, int person, int at): run, unscoped because the demo makes it
UPDATE request SET claimed_by = :person, claimed_at = :at WHERE id = :id;

-- demo_triage_step{}: run
INSERT INTO request_step (id, request_id, kind, person_id, to_id, note, at, on_day) VALUES (:id, :request_id, :kind, :person_id, :to_id, :note, :at, :on_day);

-- demo_hold(int question): run, unscoped because the demo makes it
UPDATE question SET holds_clock = 1 WHERE id = :question;

-- demo_pause{}: run
INSERT INTO request_pause (id, request_id, reason, person_id, from_on, until_on, due_before) VALUES (:id, :request_id, :reason, :person_id, :from_on, :until_on, :due_before);

-- demo_later(int id, text due_on): run, unscoped because the demo makes it
UPDATE request SET due_on = :due_on WHERE id = :id;

-- demo_triage_meeting{}: run
INSERT INTO triage_meeting (id, held_on, begun_by, begun_at, ended_at, others) VALUES (:id, :held_on, :begun_by, :begun_at, :ended_at, :others);

-- demo_triage_meeting_person(int meeting, int person): run
INSERT INTO triage_meeting_person (meeting_id, person_id) VALUES (:meeting, :person);

-- demo_triage_meeting_request{}: run
INSERT INTO triage_meeting_request (meeting_id, request_id, position, outcome, note, by_id, at) VALUES (:meeting_id, :request_id, :position, :outcome, :note, :by_id, :at);
