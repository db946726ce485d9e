-- The watch list: children whom somebody worries about in two of the three prime areas, and who are in no plan.  As watch_case
-- (0010, 0038), and read together with it.  The prime areas of the early years foundation stage: communication and language;
-- physical; personal, social and emotional.  A worry stays for two years after it was told.
CREATE VIEW watch_worry AS
SELECT 'worries' AS rule, q.child_id AS child_id, min(q.received_on) AS since_on,
       CAST(CAST(substr(min(q.received_on), 1, 4) AS INTEGER) + 2 AS TEXT) || substr(min(q.received_on), 5) AS until_on, CAST(0 AS BIGINT) AS about_id
  FROM request q JOIN child c ON c.id = q.child_id
 WHERE c.known_on <> '' AND c.left_on = '' AND c.merged_into IS NULL
   AND CASE WHEN EXISTS (SELECT 1 FROM concern x WHERE x.request_id = q.id AND x.area = 'talking') THEN 1 ELSE 0 END
     + CASE WHEN EXISTS (SELECT 1 FROM concern x WHERE x.request_id = q.id AND x.area = 'moving') THEN 1 ELSE 0 END
     + CASE WHEN EXISTS (SELECT 1 FROM concern x WHERE x.request_id = q.id AND CASE x.area WHEN 'feelings' THEN 1 WHEN 'playing' THEN 1 ELSE 0 END = 1) THEN 1 ELSE 0 END >= 2
   AND NOT EXISTS (SELECT 1 FROM plan p WHERE p.child_id = q.child_id AND p.status = 'active')
   AND NOT EXISTS (SELECT 1 FROM child_status s WHERE s.child_id = q.child_id AND s.axis = 'ehc_stage' AND s.value = 'plan' AND s.to_on = '')
   AND NOT EXISTS (SELECT 1 FROM child_status s WHERE s.child_id = q.child_id AND s.axis = 'service' AND s.value = 'closed' AND s.to_on = '')
 GROUP BY q.child_id;
