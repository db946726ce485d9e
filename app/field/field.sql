-- Devices on which visits are kept, what is on them, and what came back late.

-- field_device_of_key(text key_hash): one, int is_over
SELECT d.id, d.person_id, d.name, CASE WHEN d.ended_at > 0 OR p.is_active = 0 THEN 1 ELSE 0 END AS is_over
  FROM field_device d JOIN person p ON p.id = d.person_id WHERE d.key_hash = :key_hash;

-- add_field_device{}: run
INSERT INTO field_device (id, person_id, key_hash, name, made_at, seen_at, ends_at) VALUES (:id, :person_id, :key_hash, :name, :made_at, :seen_at, :ends_at);

-- use_field_device(int id, int now, int ends_at): run
UPDATE field_device SET seen_at = :now, ends_at = :ends_at WHERE id = :id;

-- end_field_device(int id, int person, text because, int now): run
UPDATE field_device SET ended_at = :now, ended_because = :because WHERE id = :id AND person_id = :person AND ended_at = 0;

-- field_devices_of(int person, int since): many
SELECT d.id, d.name, d.made_at, d.seen_at, d.ends_at, d.ended_at, d.ended_because FROM field_device d
 WHERE d.person_id = :person AND d.made_at >= :since ORDER BY d.made_at DESC, d.id LIMIT 20;

-- field_packs_of(int viewer, int since): many, int is_seen, text given_name, text family_name, text known_as, unscoped because they are what this person took along; a child they no longer see is not named
SELECT m.device_id, m.visit_id, m.taken_at, m.sent_at, m.is_seen,
       CASE WHEN m.is_seen = 1 THEN c.given_name ELSE '' END AS given_name, CASE WHEN m.is_seen = 1 THEN c.family_name ELSE '' END AS family_name, CASE WHEN m.is_seen = 1 THEN c.known_as ELSE '' END AS known_as
  FROM (SELECT k.id, k.device_id, k.visit_id, k.child_id, k.taken_at, k.sent_at, CASE WHEN EXISTS (SELECT 1 FROM child_seen_by s WHERE s.child_id = k.child_id AND s.person_id = :viewer) THEN 1 ELSE 0 END AS is_seen
          FROM field_pack k JOIN field_device d ON d.id = k.device_id WHERE d.person_id = :viewer AND d.made_at >= :since) m
  JOIN child c ON c.id = m.child_id
 ORDER BY m.taken_at, m.id LIMIT 200;

-- field_packs_lost(int viewer, int device): many, unscoped because it tells a device only which of its own visits it may keep no longer
SELECT k.visit_id FROM field_pack k JOIN field_device d ON d.id = k.device_id AND d.person_id = :viewer
 WHERE k.device_id = :device AND NOT EXISTS (SELECT 1 FROM child_seen_by s WHERE s.child_id = k.child_id AND s.person_id = :viewer)
 ORDER BY k.visit_id;

-- add_field_pack{int id, int device_id, int person_id, int child_id, int visit_id, int taken_at}: run, unscoped because the handler has fetched the visit for its viewer
INSERT INTO field_pack (id, device_id, person_id, child_id, visit_id, taken_at) VALUES (:id, :device_id, :person_id, :child_id, :visit_id, :taken_at)
ON CONFLICT (device_id, visit_id) DO UPDATE SET taken_at = excluded.taken_at, sent_at = 0;

-- field_pack_of(int viewer, int device, int visit): one, unscoped because it is asked whether this person took this visit along, and nothing of the child is told
SELECT k.id, k.child_id FROM field_pack k JOIN field_device d ON d.id = k.device_id
 WHERE k.device_id = :device AND k.visit_id = :visit AND d.person_id = :viewer;

-- field_pack_sent(int device, int visit, int now): run, unscoped because the device was found for its person
UPDATE field_pack SET sent_at = :now WHERE device_id = :device AND visit_id = :visit;

-- field_last_note(int viewer, int child, int but): one
SELECT x.held_on, x.kind, x.attended, x.observations, x.said, x.advice, coalesce(s.name, '') AS setting_name, p.name AS person_name
  FROM visit x JOIN person p ON p.id = x.person_id LEFT JOIN setting s ON s.id = x.setting_id
 WHERE x.child_id = :child AND x.status = 'held' AND x.id <> :but
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = x.child_id AND v.person_id = :viewer)
 ORDER BY x.held_on DESC, x.id DESC LIMIT 1;

-- add_field_left{}: run
INSERT INTO field_left (id, child_id, visit_id, person_id, answers, at) VALUES (:id, :child_id, :visit_id, :person_id, :answers, :at);

-- field_left_of(int viewer, int child): many
SELECT l.id, l.visit_id, l.at, p.name AS person_name FROM field_left l JOIN person p ON p.id = l.person_id
 WHERE l.child_id = :child AND l.taken_by IS NULL AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = l.child_id AND v.person_id = :viewer)
 ORDER BY l.at, l.id LIMIT 20;

-- field_left_to(int viewer): many
SELECT l.id, l.at, c.given_name, c.family_name, c.known_as, p.name AS person_name
  FROM field_left l JOIN child c ON c.id = l.child_id JOIN person p ON p.id = l.person_id
  JOIN professional r ON r.child_id = l.child_id AND r.person_id = :viewer AND r.to_on = ''
 WHERE l.taken_by IS NULL AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = l.child_id AND v.person_id = :viewer)
 ORDER BY l.at, l.id LIMIT 6;

-- field_left_by_id(int viewer, int id): one
SELECT l.id, l.child_id, l.visit_id, l.answers, l.at, l.taken_at, p.name AS person_name FROM field_left l JOIN person p ON p.id = l.person_id
 WHERE l.id = :id AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = l.child_id AND v.person_id = :viewer);

-- take_field_left(int id, int person, int now): run, unscoped because the handler has fetched it for its viewer
UPDATE field_left SET taken_by = :person, taken_at = :now WHERE id = :id AND taken_by IS NULL;

-- sweep_field_packs(int before): run, unscoped because what is long over goes, whoever it is about; the audit trail keeps that it was
DELETE FROM field_pack WHERE device_id IN (SELECT d.id FROM field_device d WHERE d.ends_at < :before);

-- sweep_field_devices(int before): run
DELETE FROM field_device WHERE ends_at < :before;
