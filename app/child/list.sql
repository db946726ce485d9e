-- children_known(int viewer, text area, text service, int no_setting, text name_from, int id_from): many
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.known_on, c.left_on,
       (SELECT t.name FROM placement a JOIN setting t ON t.id = a.setting_id WHERE a.child_id = c.id AND a.to_on = '' ORDER BY a.id LIMIT 1) AS setting_name,
       (SELECT r.name FROM professional r WHERE r.child_id = c.id AND r.is_lead = 1 AND r.to_on = '') AS lead_name,
       (SELECT s.value FROM child_status s WHERE s.child_id = c.id AND s.axis = 'service' AND s.to_on = '') AS service,
       (SELECT n.code FROM need n WHERE n.child_id = c.id AND n.to_on = '' AND n.rank = 1) AS need,
       (SELECT d.due_on FROM deadline d WHERE d.child_id = c.id AND d.done_on = '' ORDER BY d.due_on, d.id LIMIT 1) AS due_on,
       coalesce((SELECT d.rule FROM deadline d WHERE d.child_id = c.id AND d.done_on = '' ORDER BY d.due_on, d.id LIMIT 1), '') AS due_rule
  FROM child c
 WHERE c.known_on <> '' AND c.merged_into IS NULL AND c.left_on = ''
   AND (:area = '' OR c.area = :area)
   AND (:service = '' OR EXISTS (SELECT 1 FROM child_status x WHERE x.child_id = c.id AND x.axis = 'service' AND x.to_on = '' AND x.value = :service))
   AND (:no_setting = 0 OR NOT EXISTS (SELECT 1 FROM placement y WHERE y.child_id = c.id AND y.to_on = ''))
   AND (c.sort_name, c.id) > (:name_from, :id_from)
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service m WHERE m.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY c.sort_name, c.id LIMIT 51;

-- children_led(int viewer, text area, text service, int no_setting, text name_from, int id_from): many as children_known
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.known_on, c.left_on,
       (SELECT t.name FROM placement a JOIN setting t ON t.id = a.setting_id WHERE a.child_id = c.id AND a.to_on = '' ORDER BY a.id LIMIT 1) AS setting_name,
       (SELECT r.name FROM professional r WHERE r.child_id = c.id AND r.is_lead = 1 AND r.to_on = '') AS lead_name,
       (SELECT s.value FROM child_status s WHERE s.child_id = c.id AND s.axis = 'service' AND s.to_on = '') AS service,
       (SELECT n.code FROM need n WHERE n.child_id = c.id AND n.to_on = '' AND n.rank = 1) AS need,
       (SELECT d.due_on FROM deadline d WHERE d.child_id = c.id AND d.done_on = '' ORDER BY d.due_on, d.id LIMIT 1) AS due_on,
       coalesce((SELECT d.rule FROM deadline d WHERE d.child_id = c.id AND d.done_on = '' ORDER BY d.due_on, d.id LIMIT 1), '') AS due_rule
  FROM child c
 WHERE c.id IN (SELECT l.child_id FROM professional l WHERE l.person_id = :viewer AND l.to_on = '') AND c.merged_into IS NULL AND c.left_on = ''
   AND (:area = '' OR c.area = :area)
   AND (:service = '' OR EXISTS (SELECT 1 FROM child_status x WHERE x.child_id = c.id AND x.axis = 'service' AND x.to_on = '' AND x.value = :service))
   AND (:no_setting = 0 OR NOT EXISTS (SELECT 1 FROM placement y WHERE y.child_id = c.id AND y.to_on = ''))
   AND (c.sort_name, c.id) > (:name_from, :id_from)
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service m WHERE m.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY c.sort_name, c.id LIMIT 51;

-- children_of_few(int viewer, text area, text service, int no_setting, text name_from, int id_from, int known_only): many as children_known
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.known_on, c.left_on,
       (SELECT t.name FROM placement a JOIN setting t ON t.id = a.setting_id WHERE a.child_id = c.id AND a.to_on = '' ORDER BY a.id LIMIT 1) AS setting_name,
       (SELECT r.name FROM professional r WHERE r.child_id = c.id AND r.is_lead = 1 AND r.to_on = '') AS lead_name,
       (SELECT s.value FROM child_status s WHERE s.child_id = c.id AND s.axis = 'service' AND s.to_on = '') AS service,
       (SELECT n.code FROM need n WHERE n.child_id = c.id AND n.to_on = '' AND n.rank = 1) AS need,
       (SELECT d.due_on FROM deadline d WHERE d.child_id = c.id AND d.done_on = '' ORDER BY d.due_on, d.id LIMIT 1) AS due_on,
       coalesce((SELECT d.rule FROM deadline d WHERE d.child_id = c.id AND d.done_on = '' ORDER BY d.due_on, d.id LIMIT 1), '') AS due_rule
  FROM child c
 WHERE c.id IN (SELECT v.child_id FROM child_seen_by v WHERE v.person_id = :viewer) AND (:known_only = 0 OR c.known_on <> '')
   AND c.merged_into IS NULL AND c.left_on = ''
   AND (:area = '' OR c.area = :area)
   AND (:service = '' OR EXISTS (SELECT 1 FROM child_status x WHERE x.child_id = c.id AND x.axis = 'service' AND x.to_on = '' AND x.value = :service))
   AND (:no_setting = 0 OR NOT EXISTS (SELECT 1 FROM placement y WHERE y.child_id = c.id AND y.to_on = ''))
   AND (c.sort_name, c.id) > (:name_from, :id_from)
 ORDER BY c.sort_name, c.id LIMIT 51;

-- One step for each area, not for each setting.
-- setting_areas(): many
WITH RECURSIVE step (area) AS (
SELECT min(t.area) FROM setting t WHERE t.area > ''
UNION ALL
SELECT (SELECT min(t.area) FROM setting t WHERE t.area > step.area) FROM step WHERE step.area IS NOT NULL)
SELECT step.area FROM step WHERE step.area IS NOT NULL ORDER BY step.area;

-- deadlines_owned(int viewer, text due_from, int id_from, text due_until, int most): many
SELECT d.id, d.child_id, d.rule, d.about_id, d.due_on, c.given_name, c.family_name, c.known_as,
       (SELECT t.name FROM placement a JOIN setting t ON t.id = a.setting_id WHERE a.child_id = c.id AND a.to_on = '' ORDER BY a.id LIMIT 1) AS setting_name
  FROM deadline d JOIN child c ON c.id = d.child_id
 WHERE d.owner_id = :viewer AND d.done_on = '' AND (d.due_on, d.id) > (:due_from, :id_from) AND d.due_on <= :due_until
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service m WHERE m.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY d.due_on, d.id LIMIT :most;

-- deadlines_owned_count(int viewer, text today): one, int late, int open_ones
SELECT coalesce(sum(CASE WHEN d.due_on < :today THEN 1 ELSE 0 END), 0) AS late, count(*) AS open_ones
  FROM deadline d
 WHERE d.owner_id = :viewer AND d.done_on = ''
   AND ((d.child_id NOT IN (SELECT c.id FROM child c WHERE c.is_restricted = 1) AND EXISTS (SELECT 1 FROM sees_service m WHERE m.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = d.child_id AND v.person_id = :viewer));

-- since is not long ago: read by the day it was written down (the +), not by child.
-- events_of_led(int viewer, int since): many
SELECT e.id, e.child_id, e.title, e.at, c.given_name, c.family_name, c.known_as, coalesce(p.name, '') AS person_name
  FROM event e JOIN child c ON c.id = e.child_id LEFT JOIN person p ON p.id = e.person_id
 WHERE e.at > :since AND +e.child_id IN (SELECT l.child_id FROM professional l WHERE l.person_id = :viewer AND l.to_on = '')
   AND coalesce(e.person_id, 0) <> :viewer
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY e.at DESC, e.id DESC LIMIT 10;

-- events_counted(int viewer, int since): many, int n
SELECT e.kind, count(*) AS n
  FROM event e
 WHERE e.at > :since AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = e.child_id AND v.person_id = :viewer)
 GROUP BY e.kind ORDER BY count(*) DESC, e.kind;

-- events_of_few(int viewer, int since, int shared_only): many as events_of_led
SELECT e.id, e.child_id, e.title, e.at, c.given_name, c.family_name, c.known_as, CASE WHEN :shared_only = 1 AND p.role = 'parent' AND p.id <> :viewer THEN '' ELSE coalesce(p.name, '') END AS person_name
  FROM event e JOIN child c ON c.id = e.child_id LEFT JOIN person p ON p.id = e.person_id
 WHERE e.at > :since AND coalesce(e.person_id, 0) <> :viewer AND (:shared_only = 0 OR e.is_shared = 1)
   AND e.child_id IN (SELECT v.child_id FROM child_seen_by v WHERE v.person_id = :viewer)
 ORDER BY e.at DESC, e.id DESC LIMIT 10;
