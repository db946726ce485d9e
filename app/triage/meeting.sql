-- The weekly triage meeting: what is looked at, who was there, what became of each.

-- triage_meetings(): many, int requests, int decided, int people, unscoped because only counts of requests are told
SELECT m.id, m.held_on, m.ended_at, p.name AS begun_by_name,
       (SELECT count(*) FROM triage_meeting_request t WHERE t.meeting_id = m.id) AS requests,
       (SELECT count(*) FROM triage_meeting_request t WHERE t.meeting_id = m.id AND t.outcome = 'decided') AS decided,
       (SELECT count(*) FROM triage_meeting_person t WHERE t.meeting_id = m.id) AS people
  FROM triage_meeting m JOIN person p ON p.id = m.begun_by
 ORDER BY m.held_on DESC, m.id DESC LIMIT 100;

-- triage_meeting_by_id(int id): one
SELECT m.id, m.held_on, m.begun_at, m.ended_at, m.others, p.name AS begun_by_name FROM triage_meeting m JOIN person p ON p.id = m.begun_by WHERE m.id = :id;

-- triage_meeting_open(): one
SELECT id, held_on FROM triage_meeting WHERE ended_at = 0 ORDER BY held_on DESC, id DESC LIMIT 1;

-- add_triage_meeting(int id, text held_on, int person, int now): run
INSERT INTO triage_meeting (id, held_on, begun_by, begun_at) VALUES (:id, :held_on, :person, :now);

-- fill_triage_meeting(int viewer, int meeting): run
INSERT INTO triage_meeting_request (meeting_id, request_id, position)
SELECT m.id, r.id, (SELECT coalesce(max(t.position), 0) FROM triage_meeting_request t WHERE t.meeting_id = m.id)
       + row_number() OVER (ORDER BY CASE WHEN r.urgency >= 100 THEN 0 ELSE 1 END, r.due_on, 0 - r.urgency, r.id)
  FROM request r JOIN triage_meeting m ON m.id = :meeting
 WHERE r.status = 'waiting' AND NOT EXISTS (SELECT 1 FROM triage_meeting_request t WHERE t.meeting_id = m.id AND t.request_id = r.id)
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer);

-- triage_meeting_requests(int viewer, int meeting): many, int position, int claimed_by, text area_1, text area_2, text area_3, int areas, text answer, text stands_until
SELECT r.id, r.given_name, r.family_name, r.born_on, r.door, r.kind, r.status, r.received_on, r.due_on, r.answered_on, r.urgency, r.urgency_words, r.suggested_route, r.suggested_because, r.is_agreed, r.wanted, r.going_well, r.already_helping,
       r.setting_words, coalesce(s.name, '') AS setting_name, coalesce(r.claimed_by, 0) AS claimed_by, coalesce(p.name, '') AS claimed_by_name, t.position, t.outcome, t.note,
       coalesce((SELECT k.area FROM concern k WHERE k.request_id = r.id ORDER BY k.area LIMIT 1 OFFSET 0), '') AS area_1, coalesce((SELECT k.area FROM concern k WHERE k.request_id = r.id ORDER BY k.area LIMIT 1 OFFSET 1), '') AS area_2,
       coalesce((SELECT k.area FROM concern k WHERE k.request_id = r.id ORDER BY k.area LIMIT 1 OFFSET 2), '') AS area_3,
       (SELECT count(*) FROM concern k WHERE k.request_id = r.id) AS areas,
       coalesce((SELECT coalesce(o.name, n.name) FROM decision d LEFT JOIN person o ON o.id = d.officer_id LEFT JOIN partner n ON n.id = d.partner_id WHERE d.request_id = r.id ORDER BY d.id DESC LIMIT 1), '') AS answer,
       coalesce((SELECT max(a.until_on) FROM request_pause a WHERE a.request_id = r.id AND a.ended_on = ''), '') AS stands_until
  FROM triage_meeting_request t JOIN request r ON r.id = t.request_id LEFT JOIN setting s ON s.id = r.setting_id LEFT JOIN person p ON p.id = r.claimed_by
 WHERE t.meeting_id = :meeting AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer)
 ORDER BY t.position, r.id;

-- triage_meeting_place(int viewer, int request): one, int before, int after, int number, int total
SELECT m.id, m.held_on, t.outcome, t.note,
       coalesce((SELECT b.request_id FROM triage_meeting_request b WHERE b.meeting_id = m.id AND b.position < t.position ORDER BY b.position DESC LIMIT 1), 0) AS before,
       coalesce((SELECT b.request_id FROM triage_meeting_request b WHERE b.meeting_id = m.id AND b.position > t.position ORDER BY b.position LIMIT 1), 0) AS after,
       (SELECT count(*) FROM triage_meeting_request b WHERE b.meeting_id = m.id AND b.position <= t.position) AS number,
       (SELECT count(*) FROM triage_meeting_request b WHERE b.meeting_id = m.id) AS total
  FROM triage_meeting_request t JOIN triage_meeting m ON m.id = t.meeting_id
 WHERE t.request_id = :request AND m.ended_at = 0 AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = t.request_id AND v.person_id = :viewer)
 ORDER BY m.id DESC LIMIT 1;

-- record_at_triage_meeting(int viewer, int meeting, int request, text outcome, text note, int now): run
UPDATE triage_meeting_request SET outcome = :outcome, note = :note, by_id = :viewer, at = :now
 WHERE meeting_id = :meeting AND request_id = :request AND EXISTS (SELECT 1 FROM triage_meeting m WHERE m.id = :meeting AND m.ended_at = 0)
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = :request AND v.person_id = :viewer);

-- triage_meeting_people(int meeting): many
SELECT p.id, p.name, p.job FROM triage_meeting_person t JOIN person p ON p.id = t.person_id WHERE t.meeting_id = :meeting ORDER BY p.name, p.id;

-- drop_triage_meeting_people(int meeting): run
DELETE FROM triage_meeting_person WHERE meeting_id = :meeting;

-- add_triage_meeting_person(int meeting, int person): run
INSERT INTO triage_meeting_person (meeting_id, person_id) VALUES (:meeting, :person);

-- set_triage_meeting_others(int meeting, text others): run
UPDATE triage_meeting SET others = :others WHERE id = :meeting AND ended_at = 0;

-- end_triage_meeting(int meeting, int now): run
UPDATE triage_meeting SET ended_at = :now WHERE id = :meeting AND ended_at = 0;

-- settle_triage_meeting(int meeting, ref person, int now): run, unscoped because each is marked by how its request stands, unread
UPDATE triage_meeting_request SET at = CASE WHEN at = 0 THEN :now ELSE at END, by_id = CASE WHEN at = 0 THEN :person ELSE by_id END,
       outcome = CASE WHEN (SELECT r.status FROM request r WHERE r.id = triage_meeting_request.request_id) <> 'waiting' THEN 'decided' ELSE 'next time' END
 WHERE meeting_id = :meeting;
