-- Meetings around a child.  Who may see one is said by meeting_seen_by: professionals who see the child, and the parents invited to it.

-- meeting_by_id(int viewer, int id): one
SELECT m.id, m.child_id, m.reference, m.kind, m.status, m.organiser_id, m.asked_by, m.purpose, m.place_kind, m.place, m.joining, m.minutes, m.is_bookable, m.answer_by, m.starts_at, m.sequence,
       m.because, m.parent_view, m.child_view, m.said, m.decided, m.recorded_at, m.published_at, m.version, m.created_at, c.left_on AS child_left_on, c.left_reason AS child_left_reason,
       coalesce(o.name, '') AS organiser_name, coalesce(o.job, '') AS organiser_job, coalesce(o.telephone, '') AS organiser_telephone, coalesce(o.email, '') AS organiser_email, coalesce(r.name, '') AS recorded_by_name
  FROM meeting m JOIN child c ON c.id = m.child_id LEFT JOIN person o ON o.id = m.organiser_id LEFT JOIN person r ON r.id = m.recorded_by
 WHERE m.id = :id AND EXISTS (SELECT 1 FROM meeting_seen_by v WHERE v.meeting_id = m.id AND v.person_id = :viewer);

-- meeting_of_link(int id): one as meeting_by_id, unscoped because a guest's link was found, and its page tells nothing of the child
SELECT m.id, m.child_id, m.reference, m.kind, m.status, m.organiser_id, m.asked_by, m.purpose, m.place_kind, m.place, m.joining, m.minutes, m.is_bookable, m.answer_by, m.starts_at, m.sequence,
       m.because, m.parent_view, m.child_view, m.said, m.decided, m.recorded_at, m.published_at, m.version, m.created_at, c.left_on AS child_left_on, c.left_reason AS child_left_reason,
       coalesce(o.name, '') AS organiser_name, coalesce(o.job, '') AS organiser_job, coalesce(o.telephone, '') AS organiser_telephone, coalesce(o.email, '') AS organiser_email, coalesce(r.name, '') AS recorded_by_name
  FROM meeting m JOIN child c ON c.id = m.child_id LEFT JOIN person o ON o.id = m.organiser_id LEFT JOIN person r ON r.id = m.recorded_by
 WHERE m.id = :id;

-- meetings_of_child(int viewer, int child): many, int first_at, int guests, int answered
SELECT m.id, m.reference, m.kind, m.status, m.place_kind, m.place, m.minutes, m.starts_at, m.answer_by, m.because, m.parent_view, m.child_view, m.said, m.decided, m.recorded_at, m.published_at, m.created_at,
       coalesce(o.name, '') AS organiser_name, coalesce((SELECT min(t.starts_at) FROM meeting_time t WHERE t.meeting_id = m.id), 0) AS first_at,
       (SELECT count(*) FROM meeting_guest g WHERE g.meeting_id = m.id AND g.removed_on = '') AS guests,
       (SELECT count(*) FROM meeting_guest g WHERE g.meeting_id = m.id AND g.removed_on = '' AND g.answered_at > 0) AS answered
  FROM meeting m LEFT JOIN person o ON o.id = m.organiser_id
 WHERE m.child_id = :child AND EXISTS (SELECT 1 FROM meeting_seen_by v WHERE v.meeting_id = m.id AND v.person_id = :viewer)
 ORDER BY CASE WHEN m.status IN ('asked', 'proposed', 'fixed') THEN 0 ELSE 1 END, CASE WHEN m.status IN ('asked', 'proposed', 'fixed') THEN m.starts_at ELSE 0 END, m.starts_at DESC, m.id DESC LIMIT 100;

-- meetings_of_person(int viewer, int until): many, int first_at, int guests, int answered
SELECT m.id, m.child_id, m.reference, m.kind, m.status, m.organiser_id, m.place_kind, m.place, m.minutes, m.starts_at, m.answer_by, g.answered_at, g.coming, c.given_name, c.family_name, c.known_as,
       coalesce((SELECT min(t.starts_at) FROM meeting_time t WHERE t.meeting_id = m.id), 0) AS first_at,
       (SELECT count(*) FROM meeting_guest x WHERE x.meeting_id = m.id AND x.removed_on = '') AS guests,
       (SELECT count(*) FROM meeting_guest x WHERE x.meeting_id = m.id AND x.removed_on = '' AND x.answered_at > 0) AS answered
  FROM meeting_guest g JOIN meeting m ON m.id = g.meeting_id JOIN child c ON c.id = m.child_id
 WHERE g.person_id = :viewer AND g.is_open = 1 AND (m.status <> 'fixed' OR m.starts_at <= :until) AND c.left_on = ''
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY m.starts_at, m.answer_by, m.id LIMIT 60;

-- Asked for by a parent: for whom the parent asked, and where nobody leads for those who see the whole service.
-- meetings_asked(int viewer, int nobodys_too): many
SELECT m.id, m.child_id, m.created_at, c.given_name, c.family_name, c.known_as
  FROM meeting m JOIN child c ON c.id = m.child_id
 WHERE m.status = 'asked' AND (m.organiser_id = :viewer OR (:nobodys_too = 1 AND m.organiser_id IS NULL)) AND c.left_on = ''
   AND EXISTS (SELECT 1 FROM meeting_seen_by v WHERE v.meeting_id = m.id AND v.person_id = :viewer)
 ORDER BY m.created_at, m.id LIMIT 20;

-- meeting_times(int viewer, int meeting): many
SELECT t.id, t.starts_at
  FROM meeting_time t
 WHERE t.meeting_id = :meeting AND EXISTS (SELECT 1 FROM meeting_seen_by v WHERE v.meeting_id = t.meeting_id AND v.person_id = :viewer)
 ORDER BY t.starts_at, t.id;

-- meeting_times_of_link(int meeting): many as meeting_times, unscoped because a guest's link was found, and days and hours tell nothing of the child
SELECT t.id, t.starts_at FROM meeting_time t WHERE t.meeting_id = :meeting ORDER BY t.starts_at, t.id;

-- A parent reads of professionals and of themselves, never of another parent or of who comes with them.
-- meeting_guests(int viewer, int meeting): many
SELECT g.id, g.kind, g.person_id, g.name, g.job, g.email, g.answered_at, g.coming, g.words, g.told, g.attendance
  FROM meeting_guest g
 WHERE g.meeting_id = :meeting AND g.removed_on = ''
   AND (g.person_id = :viewer OR g.kind IN ('professional', 'setting') OR EXISTS (SELECT 1 FROM person p WHERE p.id = :viewer AND p.role <> 'parent'))
   AND EXISTS (SELECT 1 FROM meeting_seen_by v WHERE v.meeting_id = g.meeting_id AND v.person_id = :viewer)
 ORDER BY CASE g.kind WHEN 'family' THEN 0 WHEN 'setting' THEN 1 WHEN 'professional' THEN 2 ELSE 3 END, g.id;

-- meeting_cans(int viewer, int meeting): many
SELECT k.guest_id, k.time_id, k.answer
  FROM meeting_can k JOIN meeting_guest g ON g.id = k.guest_id
 WHERE g.meeting_id = :meeting AND g.removed_on = '' AND (g.person_id = :viewer OR EXISTS (SELECT 1 FROM person p WHERE p.id = :viewer AND p.role <> 'parent'))
   AND EXISTS (SELECT 1 FROM meeting_seen_by v WHERE v.meeting_id = g.meeting_id AND v.person_id = :viewer)
 ORDER BY k.guest_id, k.time_id;

-- meeting_cans_of_guest(int guest): many as meeting_cans, unscoped because it tells a guest their own answer
SELECT k.guest_id, k.time_id, k.answer FROM meeting_can k WHERE k.guest_id = :guest ORDER BY k.guest_id, k.time_id;

-- meeting_words_of(int viewer, int meeting): many
SELECT w.id, w.person_id, w.whose, w.words, w.at
  FROM meeting_words w
 WHERE w.meeting_id = :meeting AND (w.person_id = :viewer OR EXISTS (SELECT 1 FROM person p WHERE p.id = :viewer AND p.role <> 'parent'))
   AND EXISTS (SELECT 1 FROM meeting_seen_by v WHERE v.meeting_id = w.meeting_id AND v.person_id = :viewer)
 ORDER BY CASE w.whose WHEN 'parent' THEN 0 ELSE 1 END, w.id;

-- meeting_guest_of_link(text token_hash, int now): one, unscoped because the link's hash is the proof, and nothing here tells of the child
SELECT g.id, g.meeting_id, g.name, g.answered_at, g.coming, g.words, g.removed_on
  FROM meeting_link l JOIN meeting_guest g ON g.id = l.guest_id
 WHERE l.token_hash = :token_hash AND l.expires_at > :now;

-- ---- whom to invite ----

-- carers_to_invite(int viewer, int child): many
SELECT k.id, k.person_id, k.name, k.relationship, k.is_address_hidden, p.email
  FROM carer k JOIN person p ON p.id = k.person_id AND p.is_active = 1
 WHERE k.child_id = :child AND k.verified_on <> '' AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY k.id;

-- professionals_to_invite(int viewer, int child): many
SELECT r.id, r.person_id, r.name, r.job, r.organisation, r.contact, coalesce(p.email, '') AS email
  FROM professional r LEFT JOIN person p ON p.id = r.person_id
 WHERE r.child_id = :child AND r.to_on = ''
   AND (r.person_id IS NULL OR EXISTS (SELECT 1 FROM child_seen_by x WHERE x.child_id = r.child_id AND x.person_id = r.person_id))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY r.is_lead DESC, r.name, r.id;

-- setting_staff_to_invite(int viewer, int child): many
SELECT p.id, p.name, p.email, p.job, t.name AS setting_name, f.is_senco
  FROM staff f JOIN person p ON p.id = f.person_id AND p.is_active = 1 JOIN setting t ON t.id = f.setting_id
 WHERE f.to_on = ''
   AND (f.setting_id IN (SELECT a.setting_id FROM placement a WHERE a.child_id = :child AND a.to_on = '')
        OR f.setting_id IN (SELECT s.school_id FROM passport s WHERE s.child_id = :child AND s.status IN ('shared', 'read')))
   AND EXISTS (SELECT 1 FROM child_seen_by x WHERE x.child_id = :child AND x.person_id = p.id)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY t.name, f.is_senco DESC, p.name, p.id LIMIT 40;

-- verified_not_invited(int viewer, int meeting): one, int n
SELECT count(*) AS n
  FROM carer k JOIN meeting m ON m.child_id = k.child_id
 WHERE m.id = :meeting AND k.verified_on <> '' AND k.person_id IS NOT NULL
   AND NOT EXISTS (SELECT 1 FROM meeting_guest g WHERE g.meeting_id = m.id AND g.person_id = k.person_id AND g.removed_on = '')
   AND EXISTS (SELECT 1 FROM meeting_seen_by v WHERE v.meeting_id = m.id AND v.person_id = :viewer);

-- is_senco_of(int viewer, int child): one
SELECT f.setting_id
  FROM staff f JOIN placement a ON a.setting_id = f.setting_id AND a.to_on = ''
 WHERE f.person_id = :viewer AND f.to_on = '' AND f.is_senco = 1 AND a.child_id = :child
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = a.child_id AND v.person_id = :viewer)
 ORDER BY f.setting_id LIMIT 1;

-- setting_of_meeting(int viewer, int child): one
SELECT t.id, t.name, t.address, t.postcode
  FROM placement a JOIN setting t ON t.id = a.setting_id
 WHERE a.child_id = :child AND a.to_on = '' AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY a.hours DESC, a.id LIMIT 1;

-- ---- writing: each after its caller has found the meeting within reach ----

-- add_meeting{}: run
INSERT INTO meeting (id, child_id, reference, kind, status, organiser_id, asked_by, purpose, place_kind, place, joining, minutes, is_bookable, answer_by, arranged_on, created_at)
VALUES (:id, :child_id, :reference, :kind, :status, :organiser_id, :asked_by, :purpose, :place_kind, :place, :joining, :minutes, :is_bookable, :answer_by, :arranged_on, :created_at);

-- meeting_reference_taken(text reference): one, int n, unscoped because it only says whether a reference is free
SELECT count(*) AS n FROM meeting WHERE reference = :reference;

-- add_meeting_time(int id, int meeting, int starts_at): run, unscoped because its caller found the meeting
INSERT INTO meeting_time (id, meeting_id, starts_at) VALUES (:id, :meeting, :starts_at) ON CONFLICT (meeting_id, starts_at) DO NOTHING;

-- add_meeting_guest{}: run
INSERT INTO meeting_guest (id, meeting_id, kind, person_id, name, job, email) VALUES (:id, :meeting_id, :kind, :person_id, :name, :job, :email);

-- add_meeting_link(text token_hash, int guest, int expires_at): run
INSERT INTO meeting_link (token_hash, guest_id, expires_at) VALUES (:token_hash, :guest, :expires_at);

-- add_meeting_words{}: run
INSERT INTO meeting_words (id, meeting_id, person_id, whose, words, at) VALUES (:id, :meeting_id, :person_id, :whose, :words, :at);

-- can_meet(int guest, int time, text answer): run, unscoped because it is the guest's own answer
INSERT INTO meeting_can (guest_id, time_id, answer) VALUES (:guest, :time, :answer) ON CONFLICT (guest_id, time_id) DO UPDATE SET answer = excluded.answer;

-- guest_answered(int guest, text coming, text words, int now): run, unscoped because it is the guest's own answer
UPDATE meeting_guest SET coming = :coming, words = :words, answered_at = :now WHERE id = :guest AND removed_on = '';

-- guest_says(int guest, text words): run, unscoped because it is the guest's own word
UPDATE meeting_guest SET words = :words WHERE id = :guest;

-- person_who_arranges(int id): one
SELECT id, role, email FROM person WHERE id = :id AND is_active = 1;

-- plan_meeting{int id, int version, ref organiser, text kind, text purpose, text place_kind, text place, text joining, int minutes, int is_bookable, text answer_by}: run, unscoped because its caller found it
UPDATE meeting SET status = 'proposed', organiser_id = :organiser, kind = :kind, purpose = :purpose, place_kind = :place_kind, place = :place, joining = :joining, minutes = :minutes, is_bookable = :is_bookable,
       answer_by = :answer_by, version = version + 1
 WHERE id = :id AND version = :version AND status = 'asked';

-- fix_meeting(int id, int starts_at): run, unscoped because its caller found it
UPDATE meeting SET status = 'fixed', starts_at = :starts_at, version = version + 1 WHERE id = :id AND status = 'proposed';

-- Who said yes to that date comes, who said no does not; the others still have to say.
-- guests_take_answers(int meeting, int starts_at): run, unscoped because its caller found it
UPDATE meeting_guest SET coming = coalesce((SELECT CASE k.answer WHEN 'yes' THEN 'yes' WHEN 'no' THEN 'no' ELSE '' END FROM meeting_can k JOIN meeting_time t ON t.id = k.time_id
                                             WHERE k.guest_id = meeting_guest.id AND t.starts_at = :starts_at), '')
 WHERE meeting_id = :meeting AND removed_on = '';

-- change_meeting{int id, int version, text kind, text purpose, text place_kind, text place, text joining, int minutes, int starts_at, int sequence, text because}: run, unscoped because its caller found it
UPDATE meeting SET kind = :kind, purpose = :purpose, place_kind = :place_kind, place = :place, joining = :joining, minutes = :minutes, starts_at = :starts_at, sequence = :sequence, because = :because, version = version + 1
 WHERE id = :id AND version = :version AND status IN ('proposed', 'fixed');

-- guests_answer_again(int meeting, int but): run, unscoped because its caller found it
UPDATE meeting_guest SET coming = '', answered_at = 0 WHERE meeting_id = :meeting AND coalesce(person_id, 0) <> :but;

-- cancel_meeting(int id, text because): run, unscoped because its caller found it
UPDATE meeting SET status = 'cancelled', sequence = sequence + 1, because = :because, version = version + 1 WHERE id = :id AND status IN ('asked', 'proposed', 'fixed');

-- close_meeting_guests(int meeting): run, unscoped because its caller found it
UPDATE meeting_guest SET is_open = 0 WHERE meeting_id = :meeting;

-- remove_meeting_guest(int meeting, int guest, text today): run, unscoped because its caller found it
UPDATE meeting_guest SET removed_on = :today, is_open = 0 WHERE id = :guest AND meeting_id = :meeting AND removed_on = '';

-- Whoever is no longer invited is told with a SEQUENCE of its own: an invitation that comes after it counts again.
-- meeting_goes_on(int id): run, unscoped because its caller found it
UPDATE meeting SET sequence = sequence + 1 WHERE id = :id;

-- guest_is_told(int guest, int sequence): run, unscoped because an invitation was put into the outbox
UPDATE meeting_guest SET told = :sequence WHERE id = :guest;

-- record_meeting{int id, int version, text parent_view, text child_view, text said, text decided, ref recorded_by, int recorded_at}: run, unscoped because its caller found it
UPDATE meeting SET status = 'held', parent_view = :parent_view, child_view = :child_view, said = :said, decided = :decided, recorded_by = :recorded_by, recorded_at = :recorded_at, version = version + 1
 WHERE id = :id AND version = :version AND status IN ('fixed', 'held');

-- guest_attended(int meeting, int guest, text attendance): run, unscoped because its caller found it
UPDATE meeting_guest SET attendance = :attendance WHERE id = :guest AND meeting_id = :meeting;

-- publish_meeting(int id, int now): run, unscoped because its caller found it
UPDATE meeting SET published_at = :now, version = version + 1 WHERE id = :id AND status = 'held' AND published_at = 0;

-- ---- reminding ----

-- guests_to_remind(text soon): many, unscoped because nobody reads it: it says to whom a reminder goes
SELECT g.id, g.person_id, g.email, m.id AS meeting_id
  FROM meeting m JOIN meeting_guest g ON g.meeting_id = m.id JOIN child c ON c.id = m.child_id
 WHERE m.status = 'proposed' AND m.answer_by <> '' AND m.answer_by <= :soon AND c.left_on = ''
   AND g.removed_on = '' AND g.answered_at = 0 AND g.email <> '' AND g.reminded_on = ''
 ORDER BY m.answer_by, g.id LIMIT 100;

-- guest_is_reminded(int guest, text today): run, unscoped because nobody reads it
UPDATE meeting_guest SET reminded_on = :today WHERE id = :guest;

-- meeting_guests_to_tell(int meeting): many as meeting_guests, unscoped because it says to whom news of the meeting go, whoever brings them
SELECT g.id, g.kind, g.person_id, g.name, g.job, g.email, g.answered_at, g.coming, g.words, g.told, g.attendance
  FROM meeting_guest g
 WHERE g.meeting_id = :meeting AND g.removed_on = '' ORDER BY g.id;
