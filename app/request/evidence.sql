-- add_request_evidence(int request, text kind): put, unscoped because the request was received a moment ago in the same transaction
INSERT INTO request_evidence (request_id, kind) VALUES (:request, :kind) ON CONFLICT (request_id, kind) DO NOTHING;

-- add_request_evidence_words(int request, text words): put, unscoped because the request was received a moment ago in the same transaction
INSERT INTO request_evidence_words (request_id, words) VALUES (:request, :words);

-- evidence_of_request(int request): many, unscoped because the caller has fetched the request within reach
SELECT kind FROM request_evidence WHERE request_id = :request ORDER BY kind;

-- evidence_told(int request): one, unscoped because the caller has fetched the request within reach
SELECT words FROM request_evidence_words WHERE request_id = :request;
