-- add_request_evidence(int request, text kind): put, unscoped because the request was received a moment ago in the same transaction
INSERT INTO request_evidence (request_id, kind) VALUES (:request, :kind) ON CONFLICT (request_id, kind) DO NOTHING;

-- add_request_evidence_words(int request, text words): put, unscoped because the request was received a moment ago in the same transaction
INSERT INTO request_evidence_words (request_id, words) VALUES (:request, :words);

-- evidence_of_request(int request): many, unscoped because the caller has fetched the request within reach
SELECT kind FROM request_evidence WHERE request_id = :request ORDER BY kind;

-- evidence_told(int request): one, unscoped because the caller has fetched the request within reach
SELECT words FROM request_evidence_words WHERE request_id = :request;

-- evidence_held(int viewer, int request): many
SELECT k.id, k.name, max(o.seen_on) AS seen_on
  FROM request r JOIN observation o ON o.child_id = r.child_id JOIN observation_tool k ON k.id = o.tool_id
 WHERE r.id = :request AND o.is_shared = 1 AND o.struck_on = '' AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = r.child_id AND v.person_id = :viewer)
 GROUP BY k.id, k.name ORDER BY k.id;

-- evidence_in_record(int viewer, text born_on, text nhs_number, text sort_name): many
SELECT k.evidence AS kind
  FROM child c JOIN observation o ON o.child_id = c.id JOIN observation_tool k ON k.id = o.tool_id
 WHERE c.born_on = :born_on AND (c.sort_name = :sort_name OR (c.nhs_number = :nhs_number AND c.nhs_number <> '')) AND c.merged_into IS NULL
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer)
   AND o.is_shared = 1 AND o.struck_on = '' AND k.evidence <> ''
UNION
SELECT 'cycles' AS kind
  FROM child c JOIN plan p ON p.child_id = c.id JOIN review h ON h.plan_id = p.id
 WHERE c.born_on = :born_on AND (c.sort_name = :sort_name OR (c.nhs_number = :nhs_number AND c.nhs_number <> '')) AND c.merged_into IS NULL
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer)
 ORDER BY kind;
