-- statuses_of_child(int viewer, int child): many
SELECT s.axis, s.value, s.from_on, s.to_on, s.reason, coalesce(p.name, '') AS person_name
  FROM child_status s LEFT JOIN person p ON p.id = s.person_id
 WHERE s.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY s.axis, s.from_on DESC, s.id DESC;

-- needs_of_child(int viewer, int child): many
SELECT n.id, n.code, n.rank, n.from_on, n.source
  FROM need n
 WHERE n.child_id = :child AND n.to_on = '' AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY n.rank, n.id;

-- placements_of_child(int viewer, int child): many
SELECT a.id, a.setting_id, a.hours, a.key_person, a.from_on, a.to_on, t.name, t.kind, t.area
  FROM placement a JOIN setting t ON t.id = a.setting_id
 WHERE a.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY CASE WHEN a.to_on = '' THEN 0 ELSE 1 END, a.from_on DESC, a.id DESC;

-- professionals_of_child(int viewer, int child): many
SELECT r.id, r.person_id, r.name, r.job, r.organisation, r.contact, r.is_lead, r.from_on
  FROM professional r
 WHERE r.child_id = :child AND r.to_on = '' AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY r.is_lead DESC, r.from_on, r.id;

-- deadlines_of_child(int viewer, int child): many
SELECT d.id, d.rule, d.due_on, coalesce(p.name, d.owed_by) AS owner
  FROM deadline d LEFT JOIN person p ON p.id = d.owner_id
 WHERE d.child_id = :child AND d.done_on = '' AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY d.due_on, d.id LIMIT 12;

-- events_of_child(int viewer, int child, int shared_only, text day_before, int id_before, int most): many
SELECT e.id, e.on_day, e.kind, e.title, e.detail, e.path, e.is_shared, CASE WHEN :shared_only = 1 AND p.role = 'parent' AND p.id <> :viewer THEN '' ELSE coalesce(p.name, '') END AS person_name
  FROM event e LEFT JOIN person p ON p.id = e.person_id
 WHERE e.child_id = :child AND (:shared_only = 0 OR e.is_shared = 1) AND (e.on_day, e.id) < (:day_before, :id_before)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY e.on_day DESC, e.id DESC LIMIT :most;

-- event_of_child(int viewer, int child, int id): one
SELECT e.id, e.on_day FROM event e WHERE e.id = :id AND e.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer);

-- pair_id: another record that may be of the same child and waits to be looked at; 0 if there is none that the viewer sees.
-- pair_of_child(int viewer, int child): one, int pair_id
SELECT coalesce((SELECT max(d.id) FROM duplicate d JOIN child o ON o.id = d.other_id WHERE d.child_id = c.id AND d.status = 'open' AND o.merged_into IS NULL
                    AND EXISTS (SELECT 1 FROM child_seen_by s WHERE s.child_id = d.other_id AND s.person_id = :viewer)),
                (SELECT max(d.id) FROM duplicate d JOIN child o ON o.id = d.child_id WHERE d.other_id = c.id AND d.status = 'open' AND o.merged_into IS NULL
                    AND EXISTS (SELECT 1 FROM child_seen_by s WHERE s.child_id = d.child_id AND s.person_id = :viewer)), 0) AS pair_id
  FROM child c
 WHERE c.id = :child AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer);
