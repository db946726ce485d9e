-- Each person's private calendar: what stands in it tells nothing of a child.

-- feed_of_person(int person): one
SELECT made_at FROM calendar_feed WHERE person_id = :person;

-- feed_owner(text token_hash): one
SELECT p.id FROM calendar_feed f JOIN person p ON p.id = f.person_id WHERE f.token_hash = :token_hash AND p.is_active = 1;

-- make_feed(int person, text token_hash, int now): run
INSERT INTO calendar_feed (person_id, token_hash, made_at) VALUES (:person, :token_hash, :now) ON CONFLICT (person_id) DO UPDATE SET token_hash = excluded.token_hash, made_at = excluded.made_at;

-- end_feed(int person): run
DELETE FROM calendar_feed WHERE person_id = :person;

-- meetings_in_calendar(int viewer, int since, int most): many
SELECT m.id, m.reference, m.kind, m.status, m.place_kind, m.place, m.minutes, m.starts_at, m.sequence, m.created_at
  FROM meeting_guest g JOIN meeting m ON m.id = g.meeting_id
 WHERE g.person_id = :viewer AND g.removed_on = '' AND m.starts_at > :since AND m.status IN ('fixed', 'held', 'cancelled')
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = m.child_id AND v.person_id = :viewer)
 ORDER BY m.starts_at, m.id LIMIT :most;

-- dates_in_calendar(int viewer, int since): many
SELECT t.id, m.id AS meeting_id, m.reference, m.kind, m.place_kind, m.place, m.minutes, t.starts_at, m.created_at
  FROM meeting_guest g JOIN meeting m ON m.id = g.meeting_id JOIN meeting_time t ON t.meeting_id = m.id
 WHERE g.person_id = :viewer AND g.is_open = 1 AND m.status = 'proposed' AND t.starts_at > :since
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = m.child_id AND v.person_id = :viewer)
 ORDER BY t.starts_at, t.id LIMIT 200;
