-- Rules of urgency and route: versions, drafts, and last year's requests to try them on.

-- rules_versions(): many
SELECT v.id, v.number, v.note, v.live_from, v.made_on, v.tried_on, coalesce(m.name, '') AS made_by_name, coalesce(l.name, '') AS live_by_name
  FROM triage_rules v LEFT JOIN person m ON m.id = v.made_by LEFT JOIN person l ON l.id = v.live_by
 ORDER BY v.number DESC LIMIT 200;

-- rule_by_id(int rules, int id): one
SELECT id, kind, position, points, route, words, source FROM triage_rule WHERE id = :id AND rules_id = :rules;

-- change_condition{}: run
UPDATE triage_condition SET condition = :condition, number = :number, list = :list WHERE id = :id AND rule_id = :rule_id;

-- drop_condition(int rule, int id): run
DELETE FROM triage_condition WHERE id = :id AND rule_id = :rule;

-- drop_conditions_of_rule(int rule): run
DELETE FROM triage_condition WHERE rule_id = :rule;

-- drop_conditions_of_rules(int rules): run
DELETE FROM triage_condition WHERE rule_id IN (SELECT r.id FROM triage_rule r WHERE r.rules_id = :rules);

-- last_position(int rules, text kind): one, int n
SELECT coalesce(max(position), 0) AS n FROM triage_rule WHERE rules_id = :rules AND kind = :kind;

-- change_rule{}: run
UPDATE triage_rule SET points = :points, route = :route, words = :words, source = :source
 WHERE id = :id AND rules_id = :rules_id;

-- rule_before(int rules, text kind, int position): one
SELECT id, position FROM triage_rule WHERE rules_id = :rules AND kind = :kind AND position < :position ORDER BY position DESC, id DESC LIMIT 1;

-- place_rule(int id, int position): run
UPDATE triage_rule SET position = :position WHERE id = :id;

-- drop_rule(int rules, int id): run
DELETE FROM triage_rule WHERE id = :id AND rules_id = :rules;

-- drop_rules_of(int rules): run
DELETE FROM triage_rule WHERE rules_id = :rules;

-- drop_draft_of_rules(int id): run
DELETE FROM triage_rules WHERE id = :id AND live_from = '';

-- rules_changed(int id, text note): run
UPDATE triage_rules SET note = :note, tried_on = '' WHERE id = :id AND live_from = '';

-- rules_untried(int id): run
UPDATE triage_rules SET tried_on = '' WHERE id = :id AND live_from = '';

-- rules_tried(int id, text today): run
UPDATE triage_rules SET tried_on = :today WHERE id = :id AND live_from = '';

-- put_rules_live(int id, text live_from, ref person): run
UPDATE triage_rules SET live_from = :live_from, live_by = :person WHERE id = :id AND live_from = '';

-- requests_to_try(text since, int after): many, int has_setting, unscoped because only counts of them are told, small ones not
SELECT r.id, r.kind, r.door, r.born_on, r.postcode, r.setting_words, r.going_well, r.wanted, r.already_helping, r.diagnosis, r.wants, r.received_on, r.needs_interpreter,
       CASE WHEN r.setting_id IS NULL THEN 0 ELSE 1 END AS has_setting
  FROM request r WHERE r.received_on >= :since AND r.id > :after ORDER BY r.id LIMIT 500;

-- concerns_to_try(text since, int after, int last): many, unscoped because only counts of them are told, small ones not
SELECT c.request_id, c.area, c.words FROM concern c JOIN request r ON r.id = c.request_id
 WHERE r.received_on >= :since AND c.request_id > :after AND c.request_id <= :last ORDER BY c.request_id, c.area;

-- withdraw_rules(int id, text today): run
UPDATE triage_rules SET live_from = '', live_by = NULL, tried_on = '' WHERE id = :id AND live_from > :today;
