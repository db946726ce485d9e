-- The clock of a request and its pauses.  Callers have fetched the request within reach, or hold its link.

-- pause_open(int request): one, unscoped because the caller has fetched the request within reach
SELECT id, from_on, until_on, due_before FROM request_pause WHERE request_id = :request AND ended_on = '';

-- pauses_of(int request): many, unscoped because the caller has fetched the request within reach
SELECT a.id, a.reason, a.from_on, a.until_on, a.due_before, a.ended_on, coalesce(p.name, '') AS person_name
  FROM request_pause a LEFT JOIN person p ON p.id = a.person_id
 WHERE a.request_id = :request ORDER BY a.id;

-- add_pause{}: run
INSERT INTO request_pause (id, request_id, reason, person_id, from_on, until_on, due_before) VALUES (:id, :request_id, :reason, :person_id, :from_on, :until_on, :due_before);

-- end_pause(int id, text ended_on): run, unscoped because the row was found by pause_open
UPDATE request_pause SET ended_on = :ended_on WHERE id = :id AND ended_on = '';

-- questions_holding(int request): one, int n, unscoped because the caller has fetched the request within reach
SELECT count(*) AS n FROM question WHERE request_id = :request AND holds_clock = 1 AND answered_on = '';

-- set_request_due(int request, text due_on): run, unscoped because whoever answers by a link has no account
UPDATE request SET due_on = :due_on WHERE id = :request;

-- touch_request(int request): run, unscoped because whoever answers by a link has no account
UPDATE request SET version = version + 1 WHERE id = :request;

-- request_clock_now(int request): one, unscoped because whoever answers by a link has no account
SELECT status, due_on FROM request WHERE id = :request;

-- who_awaits(int request, int question): many, unscoped because it names only colleagues, to tell them of an answer
SELECT DISTINCT p.id, p.email FROM person p
 WHERE p.is_active = 1 AND (p.id IN (SELECT q.asked_by FROM question q WHERE q.id = :question AND q.request_id = :request)
    OR p.id IN (SELECT r.claimed_by FROM request r WHERE r.id = :request))
 ORDER BY p.id;
