-- The watch list: whom the rules name, what was changed of the rules, what is left for a while.

-- watch_rules_changed(): many
SELECT rule, is_on, days, from_day, changed_on FROM watch_rule ORDER BY rule;

-- set_watch_rule(text rule, int is_on, int days, text from_day, text changed_on, ref person): run
INSERT INTO watch_rule (rule, is_on, days, from_day, changed_on, changed_by) VALUES (:rule, :is_on, :days, :from_day, :changed_on, :person)
 ON CONFLICT (rule) DO UPDATE SET is_on = excluded.is_on, days = excluded.days, from_day = excluded.from_day, changed_on = excluded.changed_on, changed_by = excluded.changed_by;

-- Whom each rule is about today, since when, and who leads: kept by app/watch/tally.c for everybody at once.
-- watch_cases(text today): many, int about_id, int lead_id, unscoped because it is kept by number, naming nobody, and counted and shown only to those who see the child
SELECT w.rule AS rule, w.since_on AS since_on, w.about_id AS about_id, c.id AS child_id, c.area, c.is_restricted, coalesce(l.person_id, 0) AS lead_id
  FROM (SELECT rule, child_id, since_on, until_on, about_id FROM watch_case UNION ALL SELECT rule, child_id, since_on, until_on, about_id FROM watch_worry UNION ALL SELECT rule, child_id, since_on, until_on, about_id FROM watch_seen) w JOIN child c ON c.id = w.child_id
  LEFT JOIN professional l ON l.child_id = c.id AND l.is_lead = 1 AND l.to_on = ''
 WHERE w.since_on <= :today AND (w.until_on = '' OR w.until_on > :today) AND c.left_on = '' AND c.merged_into IS NULL
   AND NOT EXISTS (SELECT 1 FROM watch_snooze z WHERE z.child_id = c.id AND z.rule = w.rule AND z.until_on > :today AND z.ended_on = '')
 ORDER BY w.since_on, c.id, w.rule, w.about_id;

-- The same of one child, which a form has changed.
-- watch_cases_of(int child, text today): many as watch_cases, int about_id, int lead_id, unscoped because it is kept by number, naming nobody, and counted and shown only to those who see the child
SELECT w.rule AS rule, w.since_on AS since_on, w.about_id AS about_id, c.id AS child_id, c.area, c.is_restricted, coalesce(l.person_id, 0) AS lead_id
  FROM (SELECT rule, child_id, since_on, until_on, about_id FROM watch_case UNION ALL SELECT rule, child_id, since_on, until_on, about_id FROM watch_worry UNION ALL SELECT rule, child_id, since_on, until_on, about_id FROM watch_seen) w JOIN child c ON c.id = w.child_id
  LEFT JOIN professional l ON l.child_id = c.id AND l.is_lead = 1 AND l.to_on = ''
 WHERE w.child_id = :child AND w.since_on <= :today AND (w.until_on = '' OR w.until_on > :today) AND c.left_on = '' AND c.merged_into IS NULL
   AND NOT EXISTS (SELECT 1 FROM watch_snooze z WHERE z.child_id = c.id AND z.rule = w.rule AND z.until_on > :today AND z.ended_on = '')
 ORDER BY w.since_on, c.id, w.rule, w.about_id;

-- watch_sees_service(int viewer): one
SELECT p.id, p.sees_service FROM person p WHERE p.id = :viewer AND p.is_active = 1;

-- The children whom not everybody in the service may see, of those the ones this person may.
-- watch_apart(int viewer): many, int child_id
SELECT c.id AS child_id FROM child c
 WHERE c.is_restricted = 1 AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer)
 ORDER BY c.id;

-- watch_apart_few(int viewer): many as watch_apart
SELECT DISTINCT v.child_id AS child_id FROM child_seen_by v WHERE v.person_id = :viewer ORDER BY v.child_id;

-- watched(int viewer, text rule, int mine, text area, int snoozed, text today, text until, text since_from, int id_from, int most): many, int about_id, int lead_id
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.area, w.rule AS rule, w.since_on AS since_on, w.about_id AS about_id,
       coalesce(l.person_id, 0) AS lead_id, coalesce(l.name, '') AS lead_name,
       coalesce((SELECT t.name FROM placement a JOIN setting t ON t.id = a.setting_id WHERE a.child_id = c.id AND a.to_on = '' ORDER BY a.id LIMIT 1), '') AS setting_name,
       coalesce((SELECT max(z.until_on) FROM watch_snooze z WHERE z.child_id = c.id AND z.rule = w.rule AND z.until_on > :today AND z.ended_on = ''), '') AS snoozed_until
  FROM (SELECT rule, child_id, since_on, until_on, about_id FROM watch_case UNION ALL SELECT rule, child_id, since_on, until_on, about_id FROM watch_worry UNION ALL SELECT rule, child_id, since_on, until_on, about_id FROM watch_seen) w JOIN child c ON c.id = w.child_id
  LEFT JOIN professional l ON l.child_id = c.id AND l.is_lead = 1 AND l.to_on = ''
 WHERE w.rule = :rule AND w.since_on <= :until AND (w.until_on = '' OR w.until_on > :today)
   AND (w.since_on > :since_from OR (w.since_on = :since_from AND c.id > :id_from))
   AND c.left_on = '' AND c.merged_into IS NULL AND (:area = '' OR c.area = :area)
   AND (:mine = 0 OR l.person_id = :viewer)
   AND CASE WHEN EXISTS (SELECT 1 FROM watch_snooze z WHERE z.child_id = c.id AND z.rule = w.rule AND z.until_on > :today AND z.ended_on = '') THEN 1 ELSE 0 END = :snoozed
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY w.since_on, c.id
 LIMIT :most;

-- One row of that list, of a case that is kept; nothing if the child has left or was put off since.
-- watched_child(int viewer, int child, text rule, text since_on, int about, text today): one as watched, int about_id, int lead_id
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.area, CAST(:rule AS TEXT) AS rule, CAST(:since_on AS TEXT) AS since_on, CAST(:about AS BIGINT) AS about_id,
       coalesce(l.person_id, 0) AS lead_id, coalesce(l.name, '') AS lead_name,
       coalesce((SELECT t.name FROM placement a JOIN setting t ON t.id = a.setting_id WHERE a.child_id = c.id AND a.to_on = '' ORDER BY a.id LIMIT 1), '') AS setting_name,
       '' AS snoozed_until
  FROM child c LEFT JOIN professional l ON l.child_id = c.id AND l.is_lead = 1 AND l.to_on = ''
 WHERE c.id = :child AND c.left_on = '' AND c.merged_into IS NULL
   AND NOT EXISTS (SELECT 1 FROM watch_snooze z WHERE z.child_id = c.id AND z.rule = :rule AND z.until_on > :today AND z.ended_on = '')
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer);

-- Everything that is said of one child; app/watch knows which of it has lasted too long.
-- watches_of_child(int viewer, int child, text today): many, int about_id, int lead_id
SELECT w.rule AS rule, w.since_on AS since_on, w.about_id AS about_id,
       coalesce((SELECT l.person_id FROM professional l WHERE l.child_id = :child AND l.is_lead = 1 AND l.to_on = ''), 0) AS lead_id,
       coalesce((SELECT l.name FROM professional l WHERE l.child_id = :child AND l.is_lead = 1 AND l.to_on = ''), '') AS lead_name,
       coalesce((SELECT max(z.until_on) FROM watch_snooze z WHERE z.child_id = :child AND z.rule = w.rule AND z.until_on > :today AND z.ended_on = ''), '') AS snoozed_until
  FROM (SELECT rule, child_id, since_on, until_on, about_id FROM watch_case UNION ALL SELECT rule, child_id, since_on, until_on, about_id FROM watch_worry UNION ALL SELECT rule, child_id, since_on, until_on, about_id FROM watch_seen) w
 WHERE w.child_id = :child AND (w.until_on = '' OR w.until_on > :today)
   AND EXISTS (SELECT 1 FROM child c WHERE c.id = :child AND c.left_on = '' AND c.merged_into IS NULL)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY w.since_on, w.rule, w.about_id;

-- watch_snooze_of(int viewer, int child, text rule, text today): one
SELECT z.id, z.reason, z.from_on, z.until_on, coalesce(p.name, '') AS by_name
  FROM watch_snooze z LEFT JOIN person p ON p.id = z.person_id
 WHERE z.child_id = :child AND z.rule = :rule AND z.until_on > :today AND z.ended_on = ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY z.until_on DESC, z.id LIMIT 1;

-- add_watch_snooze{}: run
INSERT INTO watch_snooze (id, child_id, rule, reason, from_on, until_on, person_id, at)
VALUES (:id, :child_id, :rule, :reason, :from_on, :until_on, :person_id, :at);

-- end_watch_snoozes(int viewer, int child, text rule, text today): run
UPDATE watch_snooze SET ended_on = :today
 WHERE child_id = :child AND rule = :rule AND until_on > :today AND ended_on = ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = watch_snooze.child_id AND v.person_id = :viewer);

-- finish_first_contact(int viewer, int child, text done_on): run
UPDATE deadline SET done_on = :done_on
 WHERE child_id = :child AND rule = 'first contact' AND done_on = ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = deadline.child_id AND v.person_id = :viewer);

-- watch_lead_names(): many
SELECT id, name FROM person WHERE role IN ('officer', 'manager', 'practitioner', 'health', 'school') ORDER BY id;
