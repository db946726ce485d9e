-- What was seen of a child's development.  :all = 1 for the service; others read what is shared and what they wrote down.

-- observation_tools(int all): many
SELECT id, code, name, about, from_months, to_months, asks_age, evidence, is_local, is_on, position, version FROM observation_tool
 WHERE :all = 1 OR is_on = 1 ORDER BY position, name, id;

-- observation_tool(int id): one as observation_tools
SELECT id, code, name, about, from_months, to_months, asks_age, evidence, is_local, is_on, position, version FROM observation_tool WHERE id = :id;

-- observation_tool_coded(text code): one as observation_tools
SELECT id, code, name, about, from_months, to_months, asks_age, evidence, is_local, is_on, position, version FROM observation_tool WHERE code = :code;

-- observation_parts(): many
SELECT id, tool_id, code, name, area, unit, low, high, is_months, has_answer, has_words, is_on, position FROM observation_part ORDER BY tool_id, position, id;

-- observation_answers(): many
SELECT id, tool_id, label, level, is_on, position FROM observation_answer ORDER BY tool_id, position, id;

-- add_observation{}: run
INSERT INTO observation (id, child_id, tool_id, seen_on, sheet_months, observer, setting_id, summary, next_steps, family_view, is_shared, person_id, created_at, changed_by, changed_at)
VALUES (:id, :child_id, :tool_id, :seen_on, :sheet_months, :observer, :setting_id, :summary, :next_steps, :family_view, :is_shared, :person_id, :created_at, :changed_by, :changed_at);

-- add_observation_value{}: run
INSERT INTO observation_value (observation_id, part_id, number, answer_id, words) VALUES (:observation_id, :part_id, :number, :answer_id, :words);

-- drop_observation_values(int observation): run, unscoped because the handler has fetched the observation for its viewer
DELETE FROM observation_value WHERE observation_id = :observation;

-- drop_observation(int id): run, unscoped because a list that is undone takes out only what it added
DELETE FROM observation WHERE id = :id;

-- change_observation{}: run, unscoped because the handler has fetched the observation for its viewer
UPDATE observation SET seen_on = :seen_on, sheet_months = :sheet_months, observer = :observer, summary = :summary, next_steps = :next_steps, family_view = :family_view, is_shared = :is_shared,
       version = version + 1, changed_by = :changed_by, changed_at = :changed_at WHERE id = :id AND version = :version AND struck_on = '';

-- strike_observation(int id, int version, text on, int person, text because): run, unscoped because the handler has fetched the observation for its viewer
UPDATE observation SET struck_on = :on, struck_by = :person, struck_because = :because, version = version + 1 WHERE id = :id AND version = :version AND struck_on = '';

-- observation_by_id(int viewer, int id, int all): one
SELECT o.id, o.child_id, o.tool_id, o.seen_on, o.sheet_months, o.observer, o.summary, o.next_steps, o.family_view, o.is_shared, o.struck_on, o.struck_because, o.person_id, o.version, o.created_at, o.changed_at,
       coalesce(p.name, '') AS person_name, coalesce(t.name, '') AS setting, coalesce(k.name, '') AS struck_name
  FROM observation o LEFT JOIN person p ON p.id = o.person_id LEFT JOIN setting t ON t.id = o.setting_id LEFT JOIN person k ON k.id = o.struck_by
 WHERE o.id = :id AND (:all = 1 OR o.person_id = :viewer OR (o.is_shared = 1 AND o.struck_on = ''))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = o.child_id AND v.person_id = :viewer);

-- observations_of_child(int viewer, int child, int all): many as observation_by_id
SELECT o.id, o.child_id, o.tool_id, o.seen_on, o.sheet_months, o.observer, o.summary, o.next_steps, o.family_view, o.is_shared, o.struck_on, o.struck_because, o.person_id, o.version, o.created_at, o.changed_at,
       coalesce(p.name, '') AS person_name, coalesce(t.name, '') AS setting, coalesce(k.name, '') AS struck_name
  FROM observation o LEFT JOIN person p ON p.id = o.person_id LEFT JOIN setting t ON t.id = o.setting_id LEFT JOIN person k ON k.id = o.struck_by
 WHERE o.child_id = :child AND (:all = 1 OR o.person_id = :viewer OR (o.is_shared = 1 AND o.struck_on = ''))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = o.child_id AND v.person_id = :viewer)
 ORDER BY o.seen_on, o.id LIMIT 300;

-- observation_values_of_child(int viewer, int child): many
SELECT x.observation_id, x.part_id, x.number, x.answer_id, x.words
  FROM observation o JOIN observation_value x ON x.observation_id = o.id
 WHERE o.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = o.child_id AND v.person_id = :viewer)
 ORDER BY x.observation_id, x.part_id;

-- observed_already(int child, int tool, text seen_on): one, int n, unscoped because a list is compared with the register by those who see every child
SELECT count(*) AS n FROM observation WHERE child_id = :child AND tool_id = :tool AND seen_on = :seen_on AND struck_on = '';

-- add_observation_tool{}: run
INSERT INTO observation_tool (id, code, name, about, from_months, to_months, asks_age, is_local, position, changed_by, changed_on)
VALUES (:id, :code, :name, :about, :from_months, :to_months, 0, 1, 100, :changed_by, :changed_on);

-- change_observation_tool{}: run
UPDATE observation_tool SET name = :name, about = :about, from_months = :from_months, to_months = :to_months, version = version + 1, changed_by = :changed_by, changed_on = :changed_on
 WHERE id = :id AND is_local = 1 AND version = :version;

-- offer_observation_tool(int id, int is_on, int person, text on): run
UPDATE observation_tool SET is_on = :is_on, version = version + 1, changed_by = :person, changed_on = :on WHERE id = :id;

-- add_observation_part{}: run
INSERT INTO observation_part (id, tool_id, code, name, unit, low, high, has_answer, has_words, position) VALUES (:id, :tool_id, :code, :name, :unit, :low, :high, :has_answer, :has_words, :position);

-- add_observation_answer{}: run
INSERT INTO observation_answer (id, tool_id, label, level, position) VALUES (:id, :tool_id, :label, :level, :position);

-- The latest with each tool that this reader may read, with the areas in which it says more than "as expected"; one row where there is none.
-- observations_latest(int viewer, int child, int all): many, int level, int number
SELECT o.id, o.tool_id, o.seen_on, o.summary, k.name AS tool, coalesce(p.name, '') AS part, coalesce(a.label, '') AS answer, coalesce(a.level, 0) AS level, coalesce(x.number, -1) AS number
  FROM observation o JOIN observation_tool k ON k.id = o.tool_id
       LEFT JOIN observation_value x ON x.observation_id = o.id AND x.answer_id IN (SELECT y.id FROM observation_answer y WHERE y.level > 0)
       LEFT JOIN observation_answer a ON a.id = x.answer_id LEFT JOIN observation_part p ON p.id = x.part_id
 WHERE o.child_id = :child AND o.struck_on = '' AND (:all = 1 OR o.person_id = :viewer OR o.is_shared = 1)
   AND NOT EXISTS (SELECT 1 FROM observation l WHERE l.child_id = o.child_id AND l.tool_id = o.tool_id AND l.struck_on = '' AND (:all = 1 OR l.person_id = :viewer OR l.is_shared = 1) AND (l.seen_on, l.id) > (o.seen_on, o.id))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = o.child_id AND v.person_id = :viewer)
 ORDER BY k.position, o.id, coalesce(p.position, 0), coalesce(p.id, 0);
