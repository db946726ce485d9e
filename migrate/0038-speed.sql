-- What the quick pages need: where pages took long, a path to just what they show.  See docs/performance.md.

-- Who sees the whole service, but for restricted children: asked once in a list, where child_seen_by would be asked for each child.
CREATE VIEW sees_service AS
SELECT p.id AS person_id FROM person p WHERE p.sees_service = 1 AND p.is_active = 1;

-- The September in which each known child begins Reception: the agreed one, else the normal one.
CREATE VIEW starter AS
SELECT c.id AS child_id, c.school_year AS year, c.sort_name, c.area, c.is_restricted
  FROM child c
 WHERE c.known_on <> '' AND c.left_on = '' AND c.merged_into IS NULL
   AND NOT EXISTS (SELECT 1 FROM school_start s WHERE s.child_id = c.id AND s.agreed_year <> 0)
UNION ALL
SELECT c.id, s.agreed_year, c.sort_name, c.area, c.is_restricted
  FROM school_start s JOIN child c ON c.id = s.child_id
 WHERE s.agreed_year <> 0 AND c.known_on <> '' AND c.left_on = '' AND c.merged_into IS NULL;
CREATE INDEX school_start_agreed ON school_start (agreed_year, child_id) WHERE agreed_year <> 0;
DROP INDEX child_known_by_year;
CREATE INDEX child_starting ON child (school_year, sort_name, id, area, is_restricted) WHERE known_on <> '' AND left_on = '' AND merged_into IS NULL;

CREATE INDEX plan_by_child ON plan (child_id, status);
CREATE INDEX setting_by_area ON setting (area, is_open);

-- As in 0010, but quicker.  CASE instead of IN: SQLite makes a table of what stands behind IN, anew for each child's page.
-- Whom each rule is about, and since when it is so; how long is too long is asked by app/watch.  until_on: no longer about
-- this child from that day on, '' = without end.  about_id: the plan or the request to go to, 0 = the child's page.
DROP VIEW watch_case;
CREATE VIEW watch_case AS
SELECT 'notified' AS rule, q.child_id AS child_id, min(q.received_on) AS since_on, '' AS until_on, min(q.id) AS about_id
  FROM request q
 WHERE q.kind <> 'request' AND q.child_id IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM event e WHERE e.child_id = q.child_id AND e.kind = 'contact' AND e.on_day >= q.received_on)
   AND NOT EXISTS (SELECT 1 FROM deadline d WHERE d.child_id = q.child_id AND d.rule = 'first contact' AND d.done_on >= q.received_on)
 GROUP BY q.child_id
UNION ALL
-- the term after the second birthday begins on 1 January, 1 April or 1 September (date_entitled_from)
SELECT 'entitled', c.id,
       CASE WHEN substr(c.born_on, 6, 2) < '04' THEN CAST(CAST(substr(c.born_on, 1, 4) AS INTEGER) + 2 AS TEXT) || '-04-01'
            WHEN substr(c.born_on, 6, 2) < '09' THEN CAST(CAST(substr(c.born_on, 1, 4) AS INTEGER) + 2 AS TEXT) || '-09-01'
            ELSE CAST(CAST(substr(c.born_on, 1, 4) AS INTEGER) + 3 AS TEXT) || '-01-01' END,
       CAST(c.school_year AS TEXT) || '-09-01', CAST(0 AS BIGINT)
  FROM child c
 WHERE c.known_on <> '' AND c.left_on = '' AND c.merged_into IS NULL AND c.born_on <> '' AND c.not_in_setting_reason NOT IN ('choice', 'health')
   AND NOT EXISTS (SELECT 1 FROM placement a WHERE a.child_id = c.id AND a.to_on = '')
UNION ALL
-- since the day the second of two agencies joined
SELECT 'agencies', b.child_id, min(b.from_on), '', CAST(0 AS BIGINT)
  FROM professional b
 WHERE b.to_on = '' AND b.organisation <> ''
   AND NOT EXISTS (SELECT 1 FROM plan p WHERE p.child_id = b.child_id AND p.status = 'active')
   AND EXISTS (SELECT 1 FROM professional a WHERE a.child_id = b.child_id AND a.to_on = '' AND a.organisation <> '' AND a.organisation <> b.organisation AND a.from_on <= b.from_on)
   AND NOT EXISTS (SELECT 1 FROM child_status s WHERE s.child_id = b.child_id AND s.axis = 'ehc_stage' AND s.to_on = '' AND s.value = 'plan')
 GROUP BY b.child_id
UNION ALL
SELECT 'review', p.child_id, p.review_due_on, '', p.id
  FROM plan p
 WHERE p.status = 'active' AND p.review_due_on <> ''
UNION ALL
-- since the day the assessment was asked for, where that is known
SELECT 'ehc', s.child_id,
       coalesce((SELECT max(x.from_on) FROM child_status x WHERE x.child_id = s.child_id AND x.axis = 'ehc_stage' AND x.value = 'requested'), s.from_on), '', CAST(0 AS BIGINT)
  FROM child_status s
 WHERE s.axis = 'ehc_stage' AND CASE s.value WHEN 'requested' THEN 1 WHEN 'assessing' THEN 1 ELSE 0 END = 1 AND s.to_on = ''
UNION ALL
-- both rules of the Reception cohort: from_day of the year of entry is reckoned by app/watch
SELECT 'school', c.id, CAST(CASE WHEN coalesce(s.agreed_year, 0) = 0 THEN c.school_year ELSE s.agreed_year END AS TEXT) || '-01-01',
       CAST(CASE WHEN coalesce(s.agreed_year, 0) = 0 THEN c.school_year ELSE s.agreed_year END AS TEXT) || '-12-31', CAST(0 AS BIGINT)
  FROM child c LEFT JOIN school_start s ON s.child_id = c.id
 WHERE c.known_on <> '' AND c.left_on = '' AND c.merged_into IS NULL AND s.school_id IS NULL
UNION ALL
SELECT 'passport', c.id, CAST(CASE WHEN coalesce(s.agreed_year, 0) = 0 THEN c.school_year ELSE s.agreed_year END AS TEXT) || '-01-01',
       CAST(CASE WHEN coalesce(s.agreed_year, 0) = 0 THEN c.school_year ELSE s.agreed_year END AS TEXT) || '-12-31', coalesce(p.id, 0)
  FROM child c LEFT JOIN school_start s ON s.child_id = c.id LEFT JOIN passport p ON p.child_id = c.id
 WHERE c.known_on <> '' AND c.left_on = '' AND c.merged_into IS NULL AND coalesce(p.status, '') NOT IN ('shared', 'read')
UNION ALL
-- the fifth birthday; born on 29 February: 1 March
SELECT 'five', c.id, CAST(CAST(substr(c.born_on, 1, 4) AS INTEGER) + 5 AS TEXT)
       || CASE WHEN substr(c.born_on, 5) = '-02-29' THEN '-03-01' ELSE substr(c.born_on, 5) END, '', CAST(0 AS BIGINT)
  FROM child_status s JOIN child c ON c.id = s.child_id
 WHERE s.axis = 'service' AND CASE s.value WHEN 'open' THEN 1 WHEN 'monitoring' THEN 1 ELSE 0 END = 1 AND s.to_on = '' AND c.born_on <> ''
UNION ALL
-- since it was opened, or the last lead went
SELECT 'lead', s.child_id,
       CASE WHEN coalesce((SELECT max(l.to_on) FROM professional l WHERE l.child_id = s.child_id AND l.is_lead = 1), '') > s.from_on
            THEN (SELECT max(l.to_on) FROM professional l WHERE l.child_id = s.child_id AND l.is_lead = 1) ELSE s.from_on END, '', CAST(0 AS BIGINT)
  FROM child_status s
 WHERE s.axis = 'service' AND CASE s.value WHEN 'open' THEN 1 WHEN 'monitoring' THEN 1 ELSE 0 END = 1 AND s.to_on = ''
   AND NOT EXISTS (SELECT 1 FROM professional l WHERE l.child_id = s.child_id AND l.is_lead = 1 AND l.to_on = '')
UNION ALL
SELECT 'silent', s.child_id, coalesce((SELECT max(e.on_day) FROM event e WHERE e.child_id = s.child_id), s.from_on), '', CAST(0 AS BIGINT)
  FROM child_status s
 WHERE s.axis = 'service' AND CASE s.value WHEN 'open' THEN 1 WHEN 'monitoring' THEN 1 ELSE 0 END = 1 AND s.to_on = '';

-- As in 0027, but quicker in the same way: different ones are counted without a table for each.
DROP VIEW quality_record;
CREATE VIEW quality_record AS
SELECT c.id AS child_id, c.area AS area, c.is_restricted AS is_restricted, c.born_on AS born_on, c.sex AS sex, c.nhs_number AS nhs_number, c.upn AS upn,
       c.ethnicity AS ethnicity, c.home_language AS home_language, c.needs_interpreter AS needs_interpreter, c.postcode AS postcode,
       c.not_in_setting_reason AS no_setting_reason, c.known_on AS known_on, c.first_concern_on AS concern_on,
       coalesce(l.person_id, 0) AS lead_id, CASE WHEN l.id IS NULL THEN 0 ELSE 1 END AS has_lead,
       CASE WHEN l.person_id IS NOT NULL AND q.is_active = 0 THEN 1 ELSE 0 END AS lead_is_gone,
       coalesce(a.setting_id, 0) AS setting_id, coalesce(a.hours, 0) AS hours, coalesce(a.key_person, '') AS key_person,
       coalesce(t.kind, '') AS setting_kind, coalesce(t.is_open, 1) AS setting_is_open,
       coalesce(p.value, '') AS provision, coalesce(p.from_on, '') AS provision_from, coalesce(e.value, '') AS ehc_stage, coalesce(e.from_on, '') AS ehc_from,
       coalesce((SELECT n.code FROM need n WHERE n.child_id = c.id AND n.rank = 1 AND n.to_on = ''), '') AS need,
       (SELECT count(*) FROM agreement g WHERE g.child_id = c.id AND g.what = 'support' AND g.ended_on = '') AS agreements,
       (SELECT count(*) FROM placement x WHERE x.child_id = c.id AND x.to_on = '') AS placements,
       (SELECT count(*) FROM placement x WHERE x.child_id = c.id AND x.to_on = ''
          AND NOT EXISTS (SELECT 1 FROM placement y WHERE y.child_id = c.id AND y.to_on = '' AND y.setting_id = x.setting_id AND y.id < x.id)) AS places,
       (SELECT coalesce(sum(x.hours), 0) FROM placement x WHERE x.child_id = c.id AND x.to_on = '') AS all_hours,
       (SELECT count(*) FROM carer k WHERE k.child_id = c.id) AS carers,
       (SELECT count(*) FROM carer k WHERE k.child_id = c.id AND NOT EXISTS (SELECT 1 FROM carer y WHERE y.child_id = c.id AND y.name = k.name AND y.id < k.id)) AS carer_names,
       coalesce((SELECT min(k.telephone) FROM carer k WHERE k.child_id = c.id AND k.telephone <> ''), '') AS telephone,
       coalesce((SELECT min(k.email) FROM carer k WHERE k.child_id = c.id AND k.email <> ''), '') AS email,
       (SELECT count(*) FROM carer k WHERE k.child_id = c.id AND k.has_responsibility = 'yes') AS responsible,
       (SELECT count(r.person_id) FROM professional r WHERE r.child_id = c.id AND r.to_on = '') AS accounts,
       (SELECT count(*) FROM professional r WHERE r.child_id = c.id AND r.to_on = '' AND r.person_id IS NOT NULL
          AND NOT EXISTS (SELECT 1 FROM professional y WHERE y.child_id = c.id AND y.to_on = '' AND y.person_id = r.person_id AND y.id < r.id)) AS different_accounts,
       coalesce((SELECT max(v.on_day) FROM event v WHERE v.child_id = c.id), s.from_on) AS last_on,
       coalesce((SELECT max(f.on_day) FROM quality_confirmed f WHERE f.child_id = c.id), '') AS confirmed_on,
       coalesce((SELECT max(y.started_on) FROM plan y WHERE y.child_id = c.id AND y.status = 'active'), '') AS plan_from,
       coalesce((SELECT min(y.review_due_on) FROM plan y WHERE y.child_id = c.id AND y.status = 'active' AND y.review_due_on <> ''), '') AS review_due_on,
       coalesce((SELECT max(y.id) FROM plan y WHERE y.child_id = c.id AND y.status = 'active'), 0) AS plan_id,
       coalesce((SELECT min(d.found_on) FROM duplicate d WHERE d.child_id = c.id AND d.status = 'open'), '') AS pair_found_on,
       coalesce((SELECT min(d.found_on) FROM duplicate d WHERE d.other_id = c.id AND d.status = 'open'), '') AS other_pair_found_on
  FROM child_status s JOIN child c ON c.id = s.child_id
  LEFT JOIN professional l ON l.child_id = c.id AND l.is_lead = 1 AND l.to_on = ''
  LEFT JOIN person q ON q.id = l.person_id
  LEFT JOIN placement a ON a.id = (SELECT x.id FROM placement x WHERE x.child_id = c.id AND x.to_on = '' ORDER BY x.hours DESC, x.id LIMIT 1)
  LEFT JOIN setting t ON t.id = a.setting_id
  LEFT JOIN child_status p ON p.child_id = c.id AND p.axis = 'sen_provision' AND p.to_on = ''
  LEFT JOIN child_status e ON e.child_id = c.id AND e.axis = 'ehc_stage' AND e.to_on = ''
 WHERE s.axis = 'service' AND CASE s.value WHEN 'open' THEN 1 WHEN 'monitoring' THEN 1 ELSE 0 END = 1 AND s.to_on = '' AND c.left_on = '' AND c.merged_into IS NULL;
