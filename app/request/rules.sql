-- The rules of urgency and route, as data.  rules.c reads them; app/triage changes them.

-- rules_on(text day): one
SELECT id, number, note, live_from FROM triage_rules
 WHERE live_from <> '' AND live_from <= :day ORDER BY live_from DESC, number DESC LIMIT 1;

-- rules_by_id(int id): one, int made_by, int live_by
SELECT v.id, v.number, v.note, v.live_from, v.made_on, v.tried_on, coalesce(v.made_by, 0) AS made_by, coalesce(v.live_by, 0) AS live_by,
       coalesce(m.name, '') AS made_by_name, coalesce(l.name, '') AS live_by_name
  FROM triage_rules v LEFT JOIN person m ON m.id = v.made_by LEFT JOIN person l ON l.id = v.live_by
 WHERE v.id = :id;

-- A row for each condition of a rule.
-- rules_of(int rules): many
SELECT r.id, r.rules_id, v.number AS version, r.kind, r.position, r.points, r.route, r.words, r.source, c.id AS condition_id, c.condition, c.number, c.list
  FROM triage_rule r JOIN triage_rules v ON v.id = r.rules_id JOIN triage_condition c ON c.rule_id = r.id WHERE r.rules_id = :rules ORDER BY r.kind DESC, r.position, r.id, c.position, c.id;

-- rules_judging_on(text day): many as rules_of
SELECT r.id, r.rules_id, v.number AS version, r.kind, r.position, r.points, r.route, r.words, r.source, c.id AS condition_id, c.condition, c.number, c.list
  FROM triage_rule r JOIN triage_rules v ON v.id = r.rules_id JOIN triage_condition c ON c.rule_id = r.id
 WHERE r.rules_id = (SELECT l.id FROM triage_rules l WHERE l.live_from <> '' AND l.live_from <= :day ORDER BY l.live_from DESC, l.number DESC LIMIT 1)
 ORDER BY r.kind DESC, r.position, r.id, c.position, c.id;

-- conditions_of(int rule): many as rules_of
SELECT r.id, r.rules_id, v.number AS version, r.kind, r.position, r.points, r.route, r.words, r.source, c.id AS condition_id, c.condition, c.number, c.list
  FROM triage_rule r JOIN triage_rules v ON v.id = r.rules_id JOIN triage_condition c ON c.rule_id = r.id WHERE r.id = :rule ORDER BY c.position, c.id;

-- count_rules(): one, int n, int last
SELECT count(*) AS n, coalesce(max(number), 0) AS last FROM triage_rules;

-- add_rules{}: run
INSERT INTO triage_rules (id, number, note, live_from, made_on, made_by) VALUES (:id, :number, :note, :live_from, :made_on, :made_by);

-- add_rule{}: run
INSERT INTO triage_rule (id, rules_id, kind, position, points, route, words, source) VALUES (:id, :rules_id, :kind, :position, :points, :route, :words, :source);

-- add_condition{}: run
INSERT INTO triage_condition (id, rule_id, position, condition, number, list) VALUES (:id, :rule_id, :position, :condition, :number, :list);
