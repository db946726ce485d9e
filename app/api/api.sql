-- Partners' systems, their keys, and what came from them.  A query about a request asks for the partner whose key proved it.

-- api_partner_by_key(text key_hash): one
SELECT p.id, p.name, p.calls_a_minute FROM api_key k JOIN api_partner p ON p.id = k.partner_id WHERE k.key_hash = :key_hash AND k.revoked_at = 0;

-- api_partners(text after): many, int keys, int requests, int last_at, unscoped because only how many requests came is told
SELECT p.id, p.name, p.email, p.calls_a_minute, (SELECT count(*) FROM api_key k WHERE k.partner_id = p.id AND k.revoked_at = 0) AS keys,
       (SELECT count(*) FROM api_request r WHERE r.partner_id = p.id) AS requests, (SELECT coalesce(max(r.made_at), 0) FROM api_request r WHERE r.partner_id = p.id) AS last_at
  FROM api_partner p WHERE p.name > :after ORDER BY p.name LIMIT 51;

-- api_partner_by_id(int id): one
SELECT id, name, email, calls_a_minute FROM api_partner WHERE id = :id;

-- count_api_partners_named(text name, int but): one, int n
SELECT count(*) AS n FROM api_partner WHERE name = :name AND id <> :but;

-- add_api_partner(int id, text name, text email, int calls_a_minute, int now): run
INSERT INTO api_partner (id, name, email, calls_a_minute, made_at) VALUES (:id, :name, :email, :calls_a_minute, :now);

-- change_api_partner(int id, text name, text email, int calls_a_minute): run
UPDATE api_partner SET name = :name, email = :email, calls_a_minute = :calls_a_minute WHERE id = :id;

-- api_keys_of(int partner): many
SELECT k.id, k.ending, k.made_at, k.revoked_at, p.name AS made_by_name FROM api_key k JOIN person p ON p.id = k.made_by WHERE k.partner_id = :partner ORDER BY k.id DESC;

-- add_api_key{}: run
INSERT INTO api_key (id, partner_id, key_hash, ending, made_by, made_at) VALUES (:id, :partner_id, :key_hash, :ending, :made_by, :made_at);

-- revoke_api_key(int partner, int key, int now): run
UPDATE api_key SET revoked_at = :now WHERE id = :key AND partner_id = :partner AND revoked_at = 0;

-- api_sent_before(int partner, text idempotency_hash): one, unscoped because the partner's key is the proof
SELECT a.body_hash, r.id, r.reference, r.kind, r.status, r.received_on, r.due_on FROM api_request a JOIN request r ON r.id = a.request_id
 WHERE a.partner_id = :partner AND a.idempotency_hash = :idempotency_hash;

-- add_api_request{}: put
INSERT INTO api_request (request_id, partner_id, idempotency_hash, body_hash, their_reference, made_at)
VALUES (:request_id, :partner_id, :idempotency_hash, :body_hash, :their_reference, :made_at);

-- api_request_of(int partner, text reference): one, int child_id, unscoped because the partner's key is the proof
SELECT r.id, r.reference, r.kind, r.status, coalesce(r.child_id, 0) AS child_id, r.received_on, r.due_on, r.answered_on, a.their_reference
  FROM api_request a JOIN request r ON r.id = a.request_id WHERE a.partner_id = :partner AND r.reference = :reference;

-- api_requests_of(int partner, int before): many, int open_questions, unscoped because the partner's key is the proof
SELECT r.id, r.reference, r.kind, r.status, r.received_on, r.due_on, r.answered_on, a.their_reference,
       (SELECT count(*) FROM question q WHERE q.request_id = r.id AND q.answered_on = '') AS open_questions
  FROM api_request a JOIN request r ON r.id = a.request_id
 WHERE a.partner_id = :partner AND a.request_id < :before ORDER BY a.request_id DESC LIMIT 51;
