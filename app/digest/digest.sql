-- What waits for somebody, as numbers.  Asked by the clock for each person in turn, scoped to what they may see.

-- digests_due(text today, int is_monday): many
SELECT p.id, p.role, p.email, coalesce(c.how, CASE WHEN p.role IN ('officer', 'manager') THEN 'daily' ELSE 'weekly' END) AS how
  FROM person p LEFT JOIN digest_choice c ON c.person_id = p.id
 WHERE p.is_active = 1 AND p.role IN ('officer', 'manager', 'practitioner', 'school', 'health')
   AND (coalesce(c.how, CASE WHEN p.role IN ('officer', 'manager') THEN 'daily' ELSE 'weekly' END) = 'daily'
     OR (:is_monday = 1 AND coalesce(c.how, CASE WHEN p.role IN ('officer', 'manager') THEN 'daily' ELSE 'weekly' END) = 'weekly'))
   AND NOT EXISTS (SELECT 1 FROM digest_made m WHERE m.person_id = p.id AND m.on_day = :today)
 ORDER BY p.id LIMIT 50;

-- digest_is_made(int person, text today): run
INSERT INTO digest_made (person_id, on_day) VALUES (:person, :today) ON CONFLICT (person_id, on_day) DO NOTHING;

-- sweep_digests_made(text before): run
DELETE FROM digest_made WHERE on_day < :before;

-- queue_counts(int viewer, text today): one, int waiting, int late, int mine
SELECT coalesce(sum(CASE WHEN p.sees_service = 1 THEN 1 ELSE 0 END), 0) AS waiting, coalesce(sum(CASE WHEN p.sees_service = 1 AND r.due_on < :today THEN 1 ELSE 0 END), 0) AS late,
       coalesce(sum(CASE WHEN r.claimed_by = p.id THEN 1 ELSE 0 END), 0) AS mine
  FROM request r JOIN person p ON p.id = :viewer
 WHERE r.status = 'waiting' AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer);

-- own_counts(int viewer, text today, text week, int now, int week_at): one, int handovers, int passed, int questions, int due, int past, int answers, int meetings
SELECT (SELECT count(*) FROM handover h JOIN decision d ON d.id = h.decision_id WHERE h.answer = '' AND d.decided_by = :viewer
           AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = h.request_id AND v.person_id = :viewer)) AS handovers,
       (SELECT count(*) FROM handover h WHERE h.answer = '' AND h.decision_id IN (SELECT s.decision_id FROM handover_seen_by s WHERE s.person_id = :viewer)) AS passed,
       (SELECT count(*) FROM question q JOIN request r ON r.id = q.request_id WHERE q.answered_on = '' AND r.asker_person_id = :viewer
           AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer)) AS questions,
       (SELECT count(*) FROM deadline d WHERE d.owner_id = :viewer AND d.done_on = '' AND d.due_on >= :today AND d.due_on <= :week
           AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = d.child_id AND v.person_id = :viewer)) AS due,
       (SELECT count(*) FROM deadline d WHERE d.owner_id = :viewer AND d.done_on = '' AND d.due_on < :today
           AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = d.child_id AND v.person_id = :viewer)) AS past,
       (SELECT count(*) FROM meeting_guest g JOIN meeting m ON m.id = g.meeting_id WHERE g.person_id = :viewer AND g.is_open = 1 AND coalesce(m.organiser_id, 0) <> :viewer
           AND ((m.status = 'proposed' AND g.answered_at = 0) OR (m.status = 'fixed' AND g.coming = '' AND m.starts_at > :now))
           AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = m.child_id AND v.person_id = :viewer)) AS answers,
       (SELECT count(*) FROM meeting_guest g JOIN meeting m ON m.id = g.meeting_id WHERE g.person_id = :viewer AND g.is_open = 1 AND m.status = 'fixed' AND m.starts_at > :now AND m.starts_at < :week_at
           AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = m.child_id AND v.person_id = :viewer)) AS meetings;

-- setting_counts(int viewer, text fortnight): one, int reviews, int passports
SELECT (SELECT count(*) FROM plan p JOIN staff f ON f.setting_id = p.setting_id AND f.person_id = :viewer AND f.to_on = '' WHERE p.status = 'active' AND p.review_due_on <> '' AND p.review_due_on <= :fortnight
           AND p.child_id IN (SELECT v.child_id FROM child_seen_by v WHERE v.person_id = :viewer)) AS reviews,
       (SELECT count(*) FROM passport t JOIN staff f ON f.setting_id = t.school_id AND f.person_id = :viewer AND f.to_on = '' WHERE t.status = 'shared'
           AND t.child_id IN (SELECT v.child_id FROM child_seen_by v WHERE v.person_id = :viewer)) AS passports;

-- digest_choice_of(int person): one
SELECT coalesce(c.how, CASE WHEN p.role IN ('officer', 'manager') THEN 'daily' ELSE 'weekly' END) AS how FROM person p LEFT JOIN digest_choice c ON c.person_id = p.id WHERE p.id = :person;

-- choose_digest(int person, text how, int now): run
INSERT INTO digest_choice (person_id, how, changed_at) VALUES (:person, :how, :now) ON CONFLICT (person_id) DO UPDATE SET how = excluded.how, changed_at = excluded.changed_at;
