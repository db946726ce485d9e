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
