-- What the look at the doors is made of: each request of a year as days and numbers, never a name.

-- doors_requests(text from_on, text to_on): many, text advised_on, text taken_on, text contact_on, int questions, text area, int setting_id, unscoped because figures count everybody and name nobody
SELECT r.id, r.door, r.status, r.received_on, r.received_at, r.acknowledged_at, r.due_on, r.hops, coalesce(r.setting_id, 0) AS setting_id, coalesce(s.area, c.area, '') AS area,
       coalesce((SELECT min(d.decided_on) FROM decision d WHERE d.request_id = r.id AND d.kind = 'advise'), '') AS advised_on,
       coalesce((SELECT min(d.taken_up_on) FROM decision d WHERE d.request_id = r.id AND d.taken_up_on <> ''), '') AS taken_on,
       coalesce((SELECT min(e.on_day) FROM event e WHERE e.child_id = r.child_id AND e.kind = 'contact' AND e.on_day >= r.received_on), '') AS contact_on,
       (SELECT count(*) FROM question q WHERE q.request_id = r.id) AS questions
  FROM request r LEFT JOIN setting s ON s.id = r.setting_id LEFT JOIN child c ON c.id = r.child_id
 WHERE r.received_on > :from_on AND r.received_on <= :to_on
 ORDER BY r.id;

-- doors_pauses(text from_on, text to_on): many, unscoped because figures count everybody and name nobody
SELECT p.request_id, p.from_on, p.until_on, p.ended_on FROM request_pause p JOIN request r ON r.id = p.request_id
 WHERE r.received_on > :from_on AND r.received_on <= :to_on ORDER BY p.request_id, p.id;

-- doors_open_late(text today): many, int n, unscoped because figures count everybody and name nobody
SELECT door, count(*) AS n FROM request WHERE status = 'waiting' AND due_on < :today GROUP BY door ORDER BY door;

-- doors_children(): many, int children, unscoped because figures count everybody and name nobody
SELECT s.id, s.name, s.area, s.kind, count(p.id) AS children
  FROM setting s LEFT JOIN placement p ON p.setting_id = s.id AND p.to_on = ''
 WHERE s.is_open = 1 AND s.kind IN ('group', 'nursery school', 'childminder')
 GROUP BY s.id, s.name, s.area, s.kind ORDER BY s.name, s.id;

-- doors_population(): many, int children
SELECT area, sum(children) AS children FROM area_population WHERE age <= 4 GROUP BY area ORDER BY area;

