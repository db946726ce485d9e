-- The rules of urgency and route, as data.  rules.c reads them; app/triage changes them.

-- rules_on(text day): one
SELECT id, number, note, live_from FROM triage_rules
 WHERE live_from <> '' AND live_from <= :day ORDER BY live_from DESC, number DESC LIMIT 1;

-- rules_by_id(int id): one, int made_by, int live_by
SELECT v.id, v.number, v.note, v.live_from, v.made_on, v.tried_on, coalesce(v.made_by, 0) AS made_by, coalesce(v.live_by, 0) AS live_by,
       coalesce(m.name, '') AS made_by_name, coalesce(l.name, '') AS live_by_name
  FROM triage_rules v LEFT JOIN person m ON m.id = v.made_by LEFT JOIN person l ON l.id = v.live_by
 WHERE v.id = :id;

-- rules_of(int rules): many
SELECT r.id, r.rules_id, v.number AS version, r.kind, r.position, r.condition, r.number, r.list, r.points, r.route, r.words, r.source
  FROM triage_rule r JOIN triage_rules v ON v.id = r.rules_id WHERE r.rules_id = :rules ORDER BY r.kind DESC, r.position, r.id;

-- rules_judging_on(text day): many as rules_of
SELECT r.id, r.rules_id, v.number AS version, r.kind, r.position, r.condition, r.number, r.list, r.points, r.route, r.words, r.source
  FROM triage_rule r JOIN triage_rules v ON v.id = r.rules_id
 WHERE r.rules_id = (SELECT l.id FROM triage_rules l WHERE l.live_from <> '' AND l.live_from <= :day ORDER BY l.live_from DESC, l.number DESC LIMIT 1)
 ORDER BY r.kind DESC, r.position, r.id;

-- count_rules(): one, int n, int last
SELECT count(*) AS n, coalesce(max(number), 0) AS last FROM triage_rules;

-- add_rules{}: run
INSERT INTO triage_rules (id, number, note, live_from, made_on, made_by) VALUES (:id, :number, :note, :live_from, :made_on, :made_by);

-- add_rule{}: run
INSERT INTO triage_rule (id, rules_id, kind, position, condition, number, list, points, route, words, source)
VALUES (:id, :rules_id, :kind, :position, :condition, :number, :list, :points, :route, :words, :source);
