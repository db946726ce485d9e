-- The watch list: children seen to be below what is expected in two of the three prime areas, and in no plan.  From what was seen
-- of them with any tool (0029 and after), where watch_worry asks what somebody worries about; read together with it.

-- An answer of a tool is looked up by the few that say "below".
CREATE INDEX observation_value_by_answer ON observation_value (answer_id, observation_id, part_id);

-- In which prime area a child was seen to be below what is expected, since when; not where the same part of the same tool was
-- answered later.  Physical development is SP, communication and language CI, personal, social and emotional SEMH.
CREATE VIEW watch_below AS
SELECT o.child_id AS child_id, p.area AS area, o.seen_on AS seen_on
  FROM observation_answer a JOIN observation_value x ON x.answer_id = a.id JOIN observation_part p ON p.id = x.part_id JOIN observation o ON o.id = x.observation_id
 WHERE a.level = 2 AND CASE p.area WHEN 'CI' THEN 1 WHEN 'SP' THEN 1 WHEN 'SEMH' THEN 1 ELSE 0 END = 1 AND o.struck_on = ''
   AND NOT EXISTS (SELECT 1 FROM observation l JOIN observation_value y ON y.observation_id = l.id AND y.part_id = x.part_id AND y.answer_id IS NOT NULL
                    WHERE l.child_id = o.child_id AND l.struck_on = '' AND (l.seen_on > o.seen_on OR (l.seen_on = o.seen_on AND l.id > o.id)));

-- Since the day the second area was seen; for two years, and no longer than Reception.  Closed since: somebody looked at it then.
CREATE VIEW watch_seen AS
SELECT 'below' AS rule, b.child_id AS child_id, min(b.seen_on) AS since_on,
       CASE WHEN c.school_year > 0 AND c.school_year < CAST(substr(min(b.seen_on), 1, 4) AS INTEGER) + 1 THEN CAST(c.school_year + 1 AS TEXT) || '-09-01'
            WHEN c.school_year > 0 AND c.school_year = CAST(substr(min(b.seen_on), 1, 4) AS INTEGER) + 1 AND substr(min(b.seen_on), 6) > '09-01' THEN CAST(c.school_year + 1 AS TEXT) || '-09-01'
            ELSE CAST(CAST(substr(min(b.seen_on), 1, 4) AS INTEGER) + 2 AS TEXT) || substr(min(b.seen_on), 5) END AS until_on, CAST(0 AS BIGINT) AS about_id
  FROM watch_below b JOIN child c ON c.id = b.child_id
 WHERE EXISTS (SELECT 1 FROM watch_below a WHERE a.child_id = b.child_id AND a.area <> b.area AND a.seen_on <= b.seen_on)
   AND NOT EXISTS (SELECT 1 FROM plan p WHERE p.child_id = b.child_id AND p.status = 'active')
   AND NOT EXISTS (SELECT 1 FROM child_status s WHERE s.child_id = b.child_id AND s.axis = 'ehc_stage' AND s.value = 'plan' AND s.to_on = '')
   AND NOT EXISTS (SELECT 1 FROM child_status s WHERE s.child_id = b.child_id AND s.axis = 'service' AND s.value = 'closed' AND s.to_on = '' AND s.from_on >= b.seen_on)
 GROUP BY b.child_id, c.school_year;
