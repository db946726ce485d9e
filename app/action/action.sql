-- Actions agreed about a child.  :all = 1 for the service; others read what is shared, their own and what they wrote down.

-- add_action{}: run
INSERT INTO action (id, child_id, what, owner_id, owner_words, due_on, from_kind, from_id, is_shared, created_by, created_on)
VALUES (:id, :child_id, :what, :owner_id, :owner_words, :due_on, :from_kind, :from_id, :is_shared, :created_by, :created_on);

-- change_action{}: run, unscoped because the handler has fetched the action, or the record it was agreed in, for its viewer
UPDATE action SET what = :what, owner_id = :owner_id, owner_words = :owner_words, due_on = :due_on, version = version + 1 WHERE id = :id AND status = 'open';

-- remove_action(int id, text from_kind, int from): run, unscoped because the handler has fetched the record it was agreed in for its viewer
DELETE FROM action WHERE id = :id AND from_kind = :from_kind AND from_id = :from AND status = 'open';

-- settle_action(int id, int version, text status, text settled_on, int settled_by, text came_of_it): run, unscoped because the handler has fetched the action for its viewer
UPDATE action SET status = :status, settled_on = :settled_on, settled_by = :settled_by, came_of_it = :came_of_it, version = version + 1
 WHERE id = :id AND version = :version AND status = 'open';

-- share_actions(text from_kind, int from, int is_shared): run, unscoped because the handler has fetched the record they were agreed in for its viewer
UPDATE action SET is_shared = :is_shared WHERE from_kind = :from_kind AND from_id = :from;

-- share_action(int id, int is_shared): run, unscoped because the handler has fetched the action for its viewer
UPDATE action SET is_shared = :is_shared WHERE id = :id;

-- action_by_id(int viewer, int id, int all): one
SELECT a.id, a.child_id, a.what, a.owner_id, a.owner_words, a.due_on, a.status, a.settled_on, a.came_of_it, a.from_kind, a.from_id, a.is_shared, a.created_on, a.version,
       coalesce(o.name, '') AS owner_name, coalesce(s.name, '') AS settled_name, coalesce(b.name, '') AS created_name
  FROM action a LEFT JOIN person o ON o.id = a.owner_id LEFT JOIN person s ON s.id = a.settled_by LEFT JOIN person b ON b.id = a.created_by
 WHERE a.id = :id AND (:all = 1 OR a.is_shared = 1 OR a.owner_id = :viewer OR a.created_by = :viewer)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = a.child_id AND v.person_id = :viewer);

-- actions_of_child(int viewer, int child, int all, int settled, text due_from, int id_from): many
SELECT a.id, a.what, a.owner_id, a.owner_words, a.due_on, a.status, a.settled_on, a.came_of_it, a.from_kind, a.from_id, a.is_shared, coalesce(o.name, '') AS owner_name,
       CASE WHEN a.due_on = '' THEN '9999-12-31' ELSE a.due_on END AS due
  FROM action a LEFT JOIN person o ON o.id = a.owner_id
 WHERE a.child_id = :child AND (CASE WHEN a.status = 'open' THEN 0 ELSE 1 END) = :settled
   AND (CASE WHEN a.due_on = '' THEN '9999-12-31' ELSE a.due_on END, a.id) > (:due_from, :id_from)
   AND (:all = 1 OR a.is_shared = 1 OR a.owner_id = :viewer OR a.created_by = :viewer)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY CASE WHEN a.due_on = '' THEN '9999-12-31' ELSE a.due_on END, a.id LIMIT 51;

-- actions_from(int viewer, text from_kind, int from): many
SELECT a.id, a.what, a.owner_id, a.owner_words, a.due_on, a.status, a.settled_on, a.came_of_it, coalesce(o.name, '') AS owner_name
  FROM action a LEFT JOIN person o ON o.id = a.owner_id
 WHERE a.from_kind = :from_kind AND a.from_id = :from
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = a.child_id AND v.person_id = :viewer)
 ORDER BY a.id;

-- actions_for_family(int viewer, int child, text settled_since): many
SELECT a.id, a.what, a.owner_words, a.due_on, a.status, a.settled_on, coalesce(o.name, '') AS owner_name
  FROM action a LEFT JOIN person o ON o.id = a.owner_id
 WHERE a.child_id = :child AND a.is_shared = 1 AND (a.status = 'open' OR (a.status = 'done' AND a.settled_on >= :settled_since))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY CASE WHEN a.status = 'open' THEN 0 ELSE 1 END, CASE WHEN a.due_on = '' THEN '9999-12-31' ELSE a.due_on END, a.id LIMIT 30;

-- actions_owned(int viewer, text due_from, int id_from): many
SELECT a.id, a.child_id, a.what, a.due_on, a.from_kind, c.given_name, c.family_name, c.known_as,
       CASE WHEN a.due_on = '' THEN '9999-12-31' ELSE a.due_on END AS due
  FROM action a JOIN child c ON c.id = a.child_id
 WHERE a.owner_id = :viewer AND a.status = 'open'
   AND (CASE WHEN a.due_on = '' THEN '9999-12-31' ELSE a.due_on END, a.id) > (:due_from, :id_from)
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY CASE WHEN a.due_on = '' THEN '9999-12-31' ELSE a.due_on END, a.id LIMIT 51;

-- actions_owned_count(int viewer, text today): one, int late, int open_ones
SELECT coalesce(sum(CASE WHEN a.due_on <> '' AND a.due_on < :today THEN 1 ELSE 0 END), 0) AS late, count(*) AS open_ones
  FROM action a
 WHERE a.owner_id = :viewer AND a.status = 'open'
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = a.child_id AND v.person_id = :viewer);

-- people_who_may_act(int viewer, int child): many
SELECT p.id, p.name, p.job, p.organisation FROM person p
 WHERE p.is_active = 1 AND p.role <> 'parent'
   AND (p.role IN ('officer', 'manager')
        OR EXISTS (SELECT 1 FROM professional r WHERE r.child_id = :child AND r.person_id = p.id AND r.to_on = '')
        OR EXISTS (SELECT 1 FROM placement a JOIN staff f ON f.setting_id = a.setting_id WHERE a.child_id = :child AND a.to_on = '' AND f.person_id = p.id AND f.to_on = ''))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY p.name, p.id;
