-- Caseloads: who leads whom and what it weighs; handing over.  Loads are counted from the children that each officer leads, never from the register.

-- ---- what it weighs ----

-- caseload_weights(text today): many
SELECT w.what, w.points, w.from_on FROM caseload_weight w
 WHERE w.from_on <= :today AND NOT EXISTS (SELECT 1 FROM caseload_weight n WHERE n.what = w.what AND n.from_on <= :today AND n.from_on > w.from_on)
 ORDER BY w.what;

-- caseload_weights_ever(): many
SELECT w.id, w.what, w.points, w.from_on, coalesce(p.name, '') AS by_name FROM caseload_weight w LEFT JOIN person p ON p.id = w.changed_by ORDER BY w.from_on DESC, w.what LIMIT 200;

-- set_caseload_weight(int id, text what, int points, text from_on, int person, int now): run
INSERT INTO caseload_weight (id, what, points, from_on, changed_by, changed_at) VALUES (:id, :what, :points, :from_on, :person, :now)
ON CONFLICT (what, from_on) DO UPDATE SET points = excluded.points, changed_by = excluded.changed_by, changed_at = excluded.changed_at;

-- caseload_hours_of(int person, text today): one
SELECT h.hours, h.from_on FROM caseload_hours h WHERE h.person_id = :person AND h.from_on <= :today ORDER BY h.from_on DESC LIMIT 1;

-- set_caseload_hours(int id, int person, int hours, text from_on, int by, int now): run
INSERT INTO caseload_hours (id, person_id, hours, from_on, changed_by, changed_at) VALUES (:id, :person, :hours, :from_on, :by, :now)
ON CONFLICT (person_id, from_on) DO UPDATE SET hours = excluded.hours, changed_by = excluded.changed_by, changed_at = excluded.changed_at;

-- ---- loads ----

-- Officers and managers, with their hours (-1: nothing is written down).
-- caseload_people(text today): many, int hours
SELECT p.id, p.name, p.role, p.job,
       coalesce((SELECT h.hours FROM caseload_hours h WHERE h.person_id = p.id AND h.from_on <= :today ORDER BY h.from_on DESC LIMIT 1), -1) AS hours
  FROM person p WHERE p.is_active = 1 AND p.role IN ('officer', 'manager') ORDER BY p.name, p.id;

-- How many children of each kind each officer leads; :person 0 = of everybody.
-- caseload_counts(int viewer, int person, text new_from): many, int person_id, int children, int watching, int new_ones, int targeted, int targeted_plus, int specialist, int ehc, int no_setting, int restricted
SELECT r.person_id AS person_id, count(*) AS children, sum(CASE WHEN s.value = 'monitoring' THEN 1 ELSE 0 END) AS watching,
       sum(CASE WHEN s.value = 'open' AND s.from_on >= :new_from THEN 1 ELSE 0 END) AS new_ones,
       sum(CASE WHEN t.value = 'targeted' THEN 1 ELSE 0 END) AS targeted, sum(CASE WHEN t.value = 'targeted plus' THEN 1 ELSE 0 END) AS targeted_plus, sum(CASE WHEN t.value = 'specialist' THEN 1 ELSE 0 END) AS specialist,
       sum(CASE WHEN e.value = 'requested' OR e.value = 'assessing' THEN 1 ELSE 0 END) AS ehc,
       sum(CASE WHEN EXISTS (SELECT 1 FROM placement a WHERE a.child_id = c.id AND a.to_on = '') THEN 0 ELSE 1 END) AS no_setting,
       sum(c.is_restricted) AS restricted
  FROM person p JOIN professional r ON r.person_id = p.id AND r.to_on = '' AND r.is_lead = 1
  JOIN child_status s ON s.child_id = r.child_id AND s.axis = 'service' AND s.to_on = ''
  JOIN child c ON c.id = r.child_id
  LEFT JOIN child_status t ON t.child_id = r.child_id AND t.axis = 'tier' AND t.to_on = ''
  LEFT JOIN child_status e ON e.child_id = r.child_id AND e.axis = 'ehc_stage' AND e.to_on = ''
 WHERE p.role IN ('officer', 'manager') AND p.is_active = 1 AND (:person = 0 OR p.id = :person)
   AND CASE s.value WHEN 'open' THEN 1 WHEN 'monitoring' THEN 1 ELSE 0 END = 1 AND c.left_on = '' AND c.merged_into IS NULL
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service m WHERE m.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 GROUP BY r.person_id ORDER BY r.person_id;

-- What each owes soon, and what is late, of everything that has an owner and a day.
-- caseload_due(int viewer, int person, text today, text week, text fortnight): many, int person_id, int visits, int reviews, int late
SELECT w.person_id AS person_id, sum(w.visit) AS visits, sum(w.review) AS reviews, sum(w.late) AS late FROM (
SELECT p.id AS person_id, 0 AS visit, CASE WHEN d.rule = 'review' AND d.due_on >= :today THEN 1 ELSE 0 END AS review, CASE WHEN d.due_on < :today THEN 1 ELSE 0 END AS late, d.child_id AS child_id
  FROM person p JOIN deadline d ON d.owner_id = p.id AND d.done_on = '' AND d.due_on <= :fortnight
 WHERE p.role IN ('officer', 'manager') AND p.is_active = 1 AND (:person = 0 OR p.id = :person)
UNION ALL
SELECT p.id, 0, 0, 1, a.child_id
  FROM person p JOIN action a ON a.owner_id = p.id AND a.status = 'open' AND a.due_on <> '' AND a.due_on < :today
 WHERE p.role IN ('officer', 'manager') AND p.is_active = 1 AND (:person = 0 OR p.id = :person)
UNION ALL
SELECT p.id, CASE WHEN x.planned_on >= :today THEN 1 ELSE 0 END, 0, CASE WHEN x.planned_on < :today THEN 1 ELSE 0 END, x.child_id
  FROM person p JOIN visit x ON x.person_id = p.id AND x.status = 'planned' AND x.planned_on <= :week
 WHERE p.role IN ('officer', 'manager') AND p.is_active = 1 AND (:person = 0 OR p.id = :person)) w
  JOIN child c ON c.id = w.child_id
 WHERE ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service m WHERE m.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 GROUP BY w.person_id ORDER BY w.person_id;

-- caseload_children(int viewer, int person, text today, int most): many, int late
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.area, c.is_restricted, r.from_on AS led_from, s.value AS service, s.from_on AS service_from,
       coalesce(t.value, '') AS tier, coalesce(e.value, '') AS ehc_stage,
       coalesce((SELECT n.code FROM need n WHERE n.child_id = c.id AND n.rank = 1 AND n.to_on = ''), '') AS need,
       coalesce((SELECT g.name FROM placement a JOIN setting g ON g.id = a.setting_id WHERE a.child_id = c.id AND a.to_on = '' ORDER BY a.id LIMIT 1), '') AS setting_name,
       coalesce((SELECT min(d.due_on) FROM deadline d WHERE d.child_id = c.id AND d.done_on = ''), '') AS due_on,
       coalesce((SELECT min(x.planned_on) FROM visit x WHERE x.child_id = c.id AND x.status = 'planned' AND x.planned_on >= :today), '') AS visit_on,
       coalesce((SELECT max(x.held_on) FROM visit x WHERE x.child_id = c.id AND x.status = 'held'), '') AS seen_on,
       (SELECT count(*) FROM deadline d WHERE d.child_id = c.id AND d.owner_id = :person AND d.done_on = '' AND d.due_on < :today)
       + (SELECT count(*) FROM action o WHERE o.child_id = c.id AND o.owner_id = :person AND o.status = 'open' AND o.due_on <> '' AND o.due_on < :today) AS late
  FROM professional r JOIN child c ON c.id = r.child_id
  JOIN child_status s ON s.child_id = r.child_id AND s.axis = 'service' AND s.to_on = ''
  LEFT JOIN child_status t ON t.child_id = r.child_id AND t.axis = 'tier' AND t.to_on = ''
  LEFT JOIN child_status e ON e.child_id = r.child_id AND e.axis = 'ehc_stage' AND e.to_on = ''
 WHERE r.person_id = :person AND r.to_on = '' AND r.is_lead = 1 AND CASE s.value WHEN 'open' THEN 1 WHEN 'monitoring' THEN 1 ELSE 0 END = 1 AND c.left_on = '' AND c.merged_into IS NULL
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service m WHERE m.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY c.sort_name, c.id LIMIT :most;

-- ---- nobody without an owner ----

-- children_without_owner(int viewer): many, int lead_id
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.area, o.service AS service, o.since_on AS since_on, o.why AS why, o.lead_id AS lead_id, o.lead_name AS lead_name
  FROM child_without_owner o JOIN child c ON c.id = o.child_id
 WHERE ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service m WHERE m.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY o.since_on, c.id LIMIT 101;

-- children_without_owner_all(): one, int n, unscoped because only their number is told, to whoever runs the service
SELECT count(*) AS n FROM child_without_owner;

-- ---- handing over ----

-- add_caseload_handover{}: run
INSERT INTO caseload_handover (id, from_id, rest_to, reason, made_by, made_on, made_at) VALUES (:id, :from_id, :rest_to, :reason, :made_by, :made_on, :made_at);

-- add_caseload_move{}: run
INSERT INTO caseload_move (id, handover_id, child_id, from_id, to_id, note, moved_on) VALUES (:id, :handover_id, :child_id, :from_id, :to_id, :note, :moved_on);

-- What this person owes about one child, or (child 0) about any other that the next person sees; requests and settings only then.
-- note_taken(int handover, int move, int child, int owner, int to): run, unscoped because the handler has found the children as led by this person and seen by the viewer, and what the next person may not see stays
INSERT INTO caseload_taken (handover_id, move_id, kind, row_id)
SELECT CAST(:handover AS BIGINT), CAST(:move AS BIGINT), k.kind, k.row_id FROM (
SELECT 'deadline' AS kind, d.id AS row_id, d.child_id AS child_id FROM deadline d WHERE d.owner_id = :owner AND d.done_on = ''
UNION ALL SELECT 'action', a.id, a.child_id FROM action a WHERE a.owner_id = :owner AND a.status = 'open'
UNION ALL SELECT 'visit', x.id, x.child_id FROM visit x WHERE x.person_id = :owner AND x.status = 'planned'
UNION ALL SELECT 'plan', p.id, p.child_id FROM plan p WHERE p.lead_id = :owner AND p.status <> 'reviewed'
UNION ALL SELECT 'question', q.id, q.child_id FROM funding_question q WHERE q.owner_id = :owner AND q.answered_on = '') k
 WHERE (:child <> 0 AND k.child_id = :child) OR (:child = 0 AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = k.child_id AND v.person_id = :to))
UNION ALL SELECT CAST(:handover AS BIGINT), CAST(:move AS BIGINT), 'request', r.id FROM request r WHERE :child = 0 AND r.claimed_by = :owner AND r.status = 'waiting'
UNION ALL SELECT CAST(:handover AS BIGINT), CAST(:move AS BIGINT), 'setting', g.id FROM setting g WHERE :child = 0 AND g.officer_id = :owner;

-- give_deadlines(int handover, int move, int owner, int to): run, unscoped because only rows that were taken with a child or a caseload change hands
UPDATE deadline SET owner_id = :to WHERE owner_id = :owner AND done_on = '' AND id IN (SELECT t.row_id FROM caseload_taken t WHERE t.handover_id = :handover AND t.move_id = :move AND t.kind = 'deadline');

-- give_actions(int handover, int move, int owner, int to): run, unscoped because only rows that were taken with a child or a caseload change hands
UPDATE action SET owner_id = :to, version = version + 1 WHERE owner_id = :owner AND status = 'open' AND id IN (SELECT t.row_id FROM caseload_taken t WHERE t.handover_id = :handover AND t.move_id = :move AND t.kind = 'action');

-- give_visits(int handover, int move, int owner, int to): run, unscoped because only rows that were taken with a child or a caseload change hands
UPDATE visit SET person_id = :to, version = version + 1 WHERE person_id = :owner AND status = 'planned' AND id IN (SELECT t.row_id FROM caseload_taken t WHERE t.handover_id = :handover AND t.move_id = :move AND t.kind = 'visit');

-- give_plans(int handover, int move, int owner, int to): run, unscoped because only rows that were taken with a child or a caseload change hands
UPDATE plan SET lead_id = :to, version = version + 1 WHERE lead_id = :owner AND status <> 'reviewed' AND id IN (SELECT t.row_id FROM caseload_taken t WHERE t.handover_id = :handover AND t.move_id = :move AND t.kind = 'plan');

-- give_questions(int handover, int move, int owner, int to): run, unscoped because only rows that were taken with a child or a caseload change hands
UPDATE funding_question SET owner_id = :to WHERE owner_id = :owner AND answered_on = '' AND id IN (SELECT t.row_id FROM caseload_taken t WHERE t.handover_id = :handover AND t.move_id = :move AND t.kind = 'question');

-- give_requests(int handover, int move, int owner, int to, int now): run, unscoped because only rows that were taken with a caseload change hands
UPDATE request SET claimed_by = :to, claimed_at = :now, version = version + 1 WHERE claimed_by = :owner AND status = 'waiting' AND id IN (SELECT t.row_id FROM caseload_taken t WHERE t.handover_id = :handover AND t.move_id = :move AND t.kind = 'request');

-- give_settings(int handover, int move, int owner, int to): run
UPDATE setting SET officer_id = :to, version = version + 1 WHERE officer_id = :owner AND id IN (SELECT t.row_id FROM caseload_taken t WHERE t.handover_id = :handover AND t.move_id = :move AND t.kind = 'setting');

-- settings_of_moved(int handover): many, unscoped because a notice goes to the settings of the children just handed over, and says nothing of them
SELECT DISTINCT a.setting_id FROM caseload_move m JOIN placement a ON a.child_id = m.child_id AND a.to_on = '' WHERE m.handover_id = :handover ORDER BY a.setting_id;

-- caseload_handover_by_id(int viewer, int id, int all): one, int unread
SELECT h.id, h.from_id, h.reason, h.made_by, h.made_on, h.undone_at, h.rest_to, f.name AS from_name, b.name AS by_name, coalesce(r.name, '') AS rest_name,
       (SELECT count(*) FROM caseload_move m WHERE m.handover_id = h.id AND m.read_at = 0 AND m.undone_at = 0) AS unread
  FROM caseload_handover h JOIN person f ON f.id = h.from_id JOIN person b ON b.id = h.made_by LEFT JOIN person r ON r.id = h.rest_to
 WHERE h.id = :id AND (:all = 1 OR h.from_id = :viewer OR h.made_by = :viewer)
   AND EXISTS (SELECT 1 FROM caseload_move m WHERE m.handover_id = h.id AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = m.child_id AND v.person_id = :viewer));

-- caseload_moves_of(int viewer, int handover): many
SELECT m.id, m.child_id, m.to_id, m.note, m.read_at, m.undone_at, c.given_name, c.family_name, c.known_as, t.name AS to_name
  FROM caseload_move m JOIN child c ON c.id = m.child_id JOIN person t ON t.id = m.to_id
 WHERE m.handover_id = :handover AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = m.child_id AND v.person_id = :viewer)
 ORDER BY c.sort_name, m.id LIMIT 200;

-- handed_to(int viewer, int most): many
SELECT m.id, m.child_id, m.note, m.moved_on, m.from_id, c.given_name, c.family_name, c.known_as, f.name AS from_name
  FROM caseload_move m JOIN child c ON c.id = m.child_id JOIN person f ON f.id = m.from_id
 WHERE m.to_id = :viewer AND m.read_at = 0 AND m.undone_at = 0
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service s WHERE s.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY m.id LIMIT :most;

-- For the home, in one question: what was handed to this person, and (:run = 1) whom nobody leads.
-- caseload_news(int viewer, int run): many
SELECT k.kind AS kind, k.child_id AS child_id, k.words AS words, k.name AS name, c.given_name, c.family_name, c.known_as
  FROM (SELECT 'handed' AS kind, m.id AS at, m.child_id AS child_id, m.note AS words, f.name AS name
          FROM caseload_move m JOIN person f ON f.id = m.from_id WHERE m.to_id = :viewer AND m.read_at = 0 AND m.undone_at = 0
        UNION ALL
        SELECT 'without', 0, o.child_id, o.why, o.lead_name FROM child_without_owner o WHERE :run = 1) k JOIN child c ON c.id = k.child_id
 WHERE ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service s WHERE s.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY k.kind DESC, k.at, c.id LIMIT 101;

-- move_to_me(int viewer, int id): one
SELECT m.id, m.handover_id, m.child_id, m.from_id, m.to_id, m.note, m.read_at, f.is_active AS from_is_active, f.role AS from_role, f.name AS from_name
  FROM caseload_move m JOIN person f ON f.id = m.from_id
 WHERE m.id = :id AND m.to_id = :viewer AND m.undone_at = 0 AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = m.child_id AND v.person_id = :viewer);

-- read_move(int viewer, int id, int now): run
UPDATE caseload_move SET read_at = :now WHERE id = :id AND to_id = :viewer AND read_at = 0
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = caseload_move.child_id AND v.person_id = :viewer);

-- undo_move(int id, int now): run, unscoped because the handler has found the handover for its viewer
UPDATE caseload_move SET undone_at = :now WHERE id = :id AND undone_at = 0;

-- undo_handover(int id, int now): run
UPDATE caseload_handover SET undone_at = :now WHERE id = :id AND undone_at = 0;

-- caseload_handovers_lately(int viewer, int person, text since): many, int n, int unread
SELECT h.id, h.made_on, h.reason, h.undone_at, f.name AS from_name, b.name AS by_name,
       (SELECT count(*) FROM caseload_move m WHERE m.handover_id = h.id) AS n,
       (SELECT count(*) FROM caseload_move m WHERE m.handover_id = h.id AND m.read_at = 0 AND m.undone_at = 0) AS unread
  FROM caseload_handover h JOIN person f ON f.id = h.from_id JOIN person b ON b.id = h.made_by
 WHERE h.made_on >= :since AND (:person = 0 OR h.from_id = :person)
   AND EXISTS (SELECT 1 FROM caseload_move m WHERE m.handover_id = h.id AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = m.child_id AND v.person_id = :viewer))
 ORDER BY h.id DESC LIMIT 20;

-- moves_of_child(int viewer, int child): many
SELECT m.id, m.moved_on, m.note, m.undone_at, f.name AS from_name, t.name AS to_name
  FROM caseload_move m JOIN person f ON f.id = m.from_id JOIN person t ON t.id = m.to_id
 WHERE m.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = m.child_id AND v.person_id = :viewer)
 ORDER BY m.id DESC LIMIT 50;

-- claims_taken(int handover, int owner): many, unscoped because only requests that were claimed by whoever hands over are told, to the same transaction
SELECT r.id FROM request r JOIN caseload_taken t ON t.row_id = r.id WHERE t.handover_id = :handover AND t.move_id = 0 AND t.kind = 'request' AND r.claimed_by = :owner AND r.status = 'waiting' ORDER BY r.id;
