-- Triage as the work of a team: the queue, who has claimed what, many at once, clocks that ran out.

-- queue(int viewer, text door, text concern, text place, int claim, int asked, int urgent, text due_before, text sort, int k1, text k2, int k3, int after): many, int setting_id, int claimed_by, int k1, text k2, int k3, text area_1, text area_2, text area_3, int areas, int open_questions, text stands_until
SELECT x.* FROM (
SELECT r.id, r.reference, r.kind, r.door, r.status, r.given_name, r.family_name, r.born_on, r.received_on, r.due_on, r.answered_on, r.urgency, r.suggested_route, r.version,
       coalesce(r.setting_id, 0) AS setting_id, coalesce(s.name, '') AS setting_name, coalesce(r.claimed_by, 0) AS claimed_by, coalesce(p.name, '') AS claimed_by_name,
       CASE WHEN :sort = 'urgent' THEN 0 - r.urgency WHEN :sort = 'new' THEN 0 - r.received_at WHEN :sort = 'old' THEN r.received_at
            WHEN :sort = 'young' AND r.born_on <> '' THEN 0 - CAST(substr(r.born_on, 1, 4) || substr(r.born_on, 6, 2) || substr(r.born_on, 9, 2) AS INTEGER)
            WHEN :sort = 'young' OR r.urgency >= 100 THEN 0 ELSE 1 END AS k1,
       CASE WHEN :sort IN ('new', 'old', 'young') THEN '' ELSE r.due_on END AS k2,
       CASE WHEN :sort IN ('new', 'old', 'young') THEN 0 ELSE 0 - r.urgency END AS k3,
       coalesce((SELECT k.area FROM concern k WHERE k.request_id = r.id ORDER BY k.area LIMIT 1 OFFSET 0), '') AS area_1, coalesce((SELECT k.area FROM concern k WHERE k.request_id = r.id ORDER BY k.area LIMIT 1 OFFSET 1), '') AS area_2,
       coalesce((SELECT k.area FROM concern k WHERE k.request_id = r.id ORDER BY k.area LIMIT 1 OFFSET 2), '') AS area_3,
       (SELECT count(*) FROM concern k WHERE k.request_id = r.id) AS areas,
       (SELECT count(*) FROM question q WHERE q.request_id = r.id AND q.answered_on = '') AS open_questions,
       coalesce((SELECT max(a.until_on) FROM request_pause a WHERE a.request_id = r.id AND a.ended_on = ''), '') AS stands_until
  FROM request r LEFT JOIN setting s ON s.id = r.setting_id LEFT JOIN person p ON p.id = r.claimed_by
 WHERE r.status = 'waiting' AND (:door = '' OR r.door = :door) AND r.urgency >= :urgent AND (:due_before = '' OR r.due_on < :due_before)
   AND (:concern = '' OR EXISTS (SELECT 1 FROM concern c WHERE c.request_id = r.id AND c.area = :concern)) AND (:place = '' OR s.area = :place)
   AND (:claim = 0 OR (:claim IN (1, 3) AND r.claimed_by = :viewer) OR (:claim IN (2, 3) AND r.claimed_by IS NULL))
   AND (:asked = 0 OR EXISTS (SELECT 1 FROM question q WHERE q.request_id = r.id AND q.answered_on = ''))
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer)) x
 WHERE (x.k1, x.k2, x.k3, x.id) > (:k1, :k2, :k3, :after)
 ORDER BY x.k1, x.k2, x.k3, x.id LIMIT 26;

-- queue_place(int viewer, int id, text sort): one, int k1, text k2, int k3
SELECT r.id,
       CASE WHEN :sort = 'urgent' THEN 0 - r.urgency WHEN :sort = 'new' THEN 0 - r.received_at WHEN :sort = 'old' THEN r.received_at
            WHEN :sort = 'young' AND r.born_on <> '' THEN 0 - CAST(substr(r.born_on, 1, 4) || substr(r.born_on, 6, 2) || substr(r.born_on, 9, 2) AS INTEGER)
            WHEN :sort = 'young' OR r.urgency >= 100 THEN 0 ELSE 1 END AS k1,
       CASE WHEN :sort IN ('new', 'old', 'young') THEN '' ELSE r.due_on END AS k2,
       CASE WHEN :sort IN ('new', 'old', 'young') THEN 0 ELSE 0 - r.urgency END AS k3
  FROM request r WHERE r.id = :id AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer);

-- count_queue(int viewer, text door, text concern, text place, int claim, int asked, int urgent, text due_before): one, int n
SELECT count(*) AS n
  FROM request r LEFT JOIN setting s ON s.id = r.setting_id
 WHERE r.status = 'waiting' AND (:door = '' OR r.door = :door) AND r.urgency >= :urgent AND (:due_before = '' OR r.due_on < :due_before)
   AND (:concern = '' OR EXISTS (SELECT 1 FROM concern c WHERE c.request_id = r.id AND c.area = :concern)) AND (:place = '' OR s.area = :place)
   AND (:claim = 0 OR (:claim IN (1, 3) AND r.claimed_by = :viewer) OR (:claim IN (2, 3) AND r.claimed_by IS NULL))
   AND (:asked = 0 OR EXISTS (SELECT 1 FROM question q WHERE q.request_id = r.id AND q.answered_on = ''))
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer);

-- queue_decided(int viewer, text door, text concern, int urgent, int late, text before_on, int before): many, text area_1, text area_2, text area_3, int areas
SELECT r.id, r.reference, r.kind, r.door, r.status, r.given_name, r.family_name, r.born_on, r.received_on, r.due_on, r.answered_on, r.urgency,
       coalesce((SELECT k.area FROM concern k WHERE k.request_id = r.id ORDER BY k.area LIMIT 1 OFFSET 0), '') AS area_1, coalesce((SELECT k.area FROM concern k WHERE k.request_id = r.id ORDER BY k.area LIMIT 1 OFFSET 1), '') AS area_2,
       coalesce((SELECT k.area FROM concern k WHERE k.request_id = r.id ORDER BY k.area LIMIT 1 OFFSET 2), '') AS area_3,
       (SELECT count(*) FROM concern k WHERE k.request_id = r.id) AS areas
  FROM request r
 WHERE r.status <> 'waiting' AND (:door = '' OR r.door = :door) AND r.urgency >= :urgent AND (:late = 0 OR r.answered_on > r.due_on)
   AND (:concern = '' OR EXISTS (SELECT 1 FROM concern c WHERE c.request_id = r.id AND c.area = :concern))
   AND (r.answered_on, r.id) < (:before_on, :before)
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer)
 ORDER BY r.answered_on DESC, r.id DESC LIMIT 26;

-- count_decided(int viewer, text door, text concern, int urgent, int late): one, int n
SELECT count(*) AS n FROM request r
 WHERE r.status <> 'waiting' AND (:door = '' OR r.door = :door) AND r.urgency >= :urgent AND (:late = 0 OR r.answered_on > r.due_on)
   AND (:concern = '' OR EXISTS (SELECT 1 FROM concern c WHERE c.request_id = r.id AND c.area = :concern))
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer);

-- places_of_settings(): many
WITH RECURSIVE step (area) AS (
SELECT min(t.area) FROM setting t WHERE t.area > '' AND t.is_open = 1
UNION ALL
SELECT (SELECT min(t.area) FROM setting t WHERE t.area > step.area AND t.is_open = 1) FROM step WHERE step.area IS NOT NULL)
SELECT step.area FROM step WHERE step.area IS NOT NULL ORDER BY step.area;

-- count_waiting(int viewer, text today, int since): one, int waiting, int late, int today, int fresh, int flagged, int mine, int unclaimed
SELECT count(*) AS waiting, coalesce(sum(CASE WHEN r.due_on < :today THEN 1 ELSE 0 END), 0) AS late,
       coalesce(sum(CASE WHEN r.due_on = :today THEN 1 ELSE 0 END), 0) AS today, coalesce(sum(CASE WHEN r.received_at > :since THEN 1 ELSE 0 END), 0) AS fresh,
       coalesce(sum(CASE WHEN r.urgency >= 100 THEN 1 ELSE 0 END), 0) AS flagged,
       coalesce(sum(CASE WHEN r.claimed_by = :viewer THEN 1 ELSE 0 END), 0) AS mine, coalesce(sum(CASE WHEN r.claimed_by IS NULL THEN 1 ELSE 0 END), 0) AS unclaimed
  FROM request r
 WHERE r.status = 'waiting' AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer);

-- claim_request(int viewer, int id, int now): run
UPDATE request SET claimed_by = :viewer, claimed_at = :now, version = version + 1
 WHERE id = :id AND status = 'waiting' AND claimed_by IS NULL AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = request.id AND v.person_id = :viewer);

-- give_request(int viewer, int id, int was, ref person, int now): run
UPDATE request SET claimed_by = :person, claimed_at = :now, version = version + 1
 WHERE id = :id AND status = 'waiting' AND coalesce(claimed_by, 0) = :was AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = request.id AND v.person_id = :viewer);

-- add_step{}: run
INSERT INTO request_step (id, request_id, kind, person_id, to_id, note, at, on_day) VALUES (:id, :request_id, :kind, :person_id, :to_id, :note, :at, :on_day);

-- steps_of(int request): many, unscoped because the caller has fetched the request within reach
SELECT s.id, s.kind, s.note, s.at, coalesce(p.name, '') AS person_name, coalesce(t.name, '') AS to_name
  FROM request_step s LEFT JOIN person p ON p.id = s.person_id LEFT JOIN person t ON t.id = s.to_id
 WHERE s.request_id = :request ORDER BY s.id DESC LIMIT 100;

-- colleague(int id): one
SELECT id, name, email FROM person WHERE id = :id AND role IN ('officer', 'manager') AND is_active = 1;

-- add_bulk(int id, int person, text action, int now): run
INSERT INTO triage_bulk (id, person_id, action, at) VALUES (:id, :person, :action, :now);

-- add_bulk_request{}: run
INSERT INTO triage_bulk_request (bulk_id, request_id, position, is_done, words) VALUES (:bulk_id, :request_id, :position, :is_done, :words);

-- bulk_by_id(int viewer, int id): one
SELECT b.id, b.action, b.at FROM triage_bulk b WHERE b.id = :id AND b.person_id = :viewer;

-- bulk_requests(int viewer, int bulk): many
SELECT b.request_id, b.is_done, b.words, r.given_name, r.family_name, r.reference
  FROM triage_bulk_request b JOIN request r ON r.id = b.request_id
 WHERE b.bulk_id = :bulk AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer)
 ORDER BY b.position;

-- overdue_untold(text today): many, unscoped because the clock itself asks, and tells only that there is something to read
SELECT r.id, r.due_on FROM request r
 WHERE r.status = 'waiting' AND r.due_on < :today
   AND NOT EXISTS (SELECT 1 FROM request_overdue o WHERE o.request_id = r.id AND o.due_on = r.due_on)
 ORDER BY r.due_on, r.id LIMIT 500;

-- add_overdue(int request, text due_on, int now): run, unscoped because the clock itself writes it
INSERT INTO request_overdue (request_id, due_on, told_at) VALUES (:request, :due_on, :now) ON CONFLICT (request_id, due_on) DO NOTHING;

-- managers_now(): many
SELECT id, email FROM person WHERE role = 'manager' AND is_active = 1 ORDER BY id;

-- overdue_unseen(int viewer): many, int claimed_by
SELECT r.id, r.given_name, r.family_name, r.door, r.received_on, r.due_on, coalesce(r.claimed_by, 0) AS claimed_by, coalesce(p.name, '') AS claimed_by_name
  FROM request_overdue o JOIN request r ON r.id = o.request_id AND r.due_on = o.due_on LEFT JOIN person p ON p.id = r.claimed_by
 WHERE o.seen_at = 0 AND r.status = 'waiting' AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer)
 ORDER BY o.due_on, r.id LIMIT 200;

-- see_overdue(int viewer, int request, int now): run
UPDATE request_overdue SET seen_by = :viewer, seen_at = :now
 WHERE request_id = :request AND seen_at = 0 AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = :request AND v.person_id = :viewer);
