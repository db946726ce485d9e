-- Pairs of records, and what became of them.  Who sees a pair is who sees both records.

-- pairs_listed(int viewer, text status, int noted, int per_mille_before, int id_before): many, int opinions
SELECT d.id, d.per_mille, d.is_household, d.found_on, d.decided_on, d.because, coalesce(p.name, '') AS decider,
       a.given_name AS a_given, a.family_name AS a_family, a.known_as AS a_known_as, a.born_on AS a_born_on, a.known_on AS a_known_on,
       b.given_name AS b_given, b.family_name AS b_family, b.known_as AS b_known_as, b.born_on AS b_born_on, b.known_on AS b_known_on,
       (SELECT count(*) FROM duplicate_opinion o WHERE o.duplicate_id = d.id) AS opinions
  FROM duplicate d JOIN child a ON a.id = d.child_id JOIN child b ON b.id = d.other_id LEFT JOIN person p ON p.id = d.decided_by
 WHERE d.status = :status AND (d.per_mille, d.id) < (:per_mille_before, :id_before)
   AND (:noted = 0 OR EXISTS (SELECT 1 FROM duplicate_opinion o WHERE o.duplicate_id = d.id))
   AND a.merged_into IS NULL AND b.merged_into IS NULL
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = a.id AND v.person_id = :viewer)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = b.id AND v.person_id = :viewer)
 ORDER BY d.per_mille DESC, d.id DESC LIMIT 51;

-- pair_seen(int viewer, int id): one
SELECT d.id, d.child_id, d.other_id, d.per_mille, d.is_household, d.status, d.found_on, d.decided_on, d.because, coalesce(p.name, '') AS decider
  FROM duplicate d LEFT JOIN person p ON p.id = d.decided_by
 WHERE d.id = :id
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = d.child_id AND v.person_id = :viewer)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = d.other_id AND v.person_id = :viewer);

-- decide_pair{int viewer, int id, text status, text because, text decided_on}: run
UPDATE duplicate SET status = :status, because = :because, decided_on = :decided_on, decided_by = CASE WHEN :decided_on = '' THEN NULL ELSE :viewer END
 WHERE id = :id
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = duplicate.child_id AND v.person_id = :viewer)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = duplicate.other_id AND v.person_id = :viewer);

-- opinions_of_pair(int viewer, int pair): many
SELECT o.id, o.opinion, o.words, o.on_day, p.name, p.role
  FROM duplicate_opinion o JOIN person p ON p.id = o.person_id JOIN duplicate d ON d.id = o.duplicate_id
 WHERE o.duplicate_id = :pair
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = d.child_id AND v.person_id = :viewer)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = d.other_id AND v.person_id = :viewer)
 ORDER BY o.id DESC;

-- add_opinion{}: run
INSERT INTO duplicate_opinion (id, duplicate_id, opinion, words, person_id, on_day) VALUES (:id, :duplicate_id, :opinion, :words, :person_id, :on_day);

-- ---- what was joined ----

-- joinings_listed(int viewer, int before): many
SELECT j.id, j.kind, j.child_id, j.other_id, j.on_day, j.undone_on, coalesce(p.name, '') AS by_name, c.given_name, c.family_name, c.known_as
  FROM joining j JOIN child c ON c.id = j.child_id LEFT JOIN person p ON p.id = j.person_id
 WHERE j.id < :before
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = j.child_id AND v.person_id = :viewer)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = j.other_id AND v.person_id = :viewer)
 ORDER BY j.id DESC LIMIT 51;

-- joining_seen(int viewer, int id): one
SELECT j.id, j.kind, j.child_id, j.other_id, j.because, j.on_day, j.undone_on, j.undone_because, coalesce(p.name, '') AS by_name, coalesce(u.name, '') AS undone_by_name
  FROM joining j LEFT JOIN person p ON p.id = j.person_id LEFT JOIN person u ON u.id = j.undone_by
 WHERE j.id = :id
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = j.child_id AND v.person_id = :viewer)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = j.other_id AND v.person_id = :viewer);

-- A joining is taken back only before anything else was joined with or parted from either record.
-- joined_since(int id): one, int n, unscoped because it is a number only
SELECT count(*) AS n
  FROM joining j JOIN joining t ON t.id = :id
 WHERE j.id > t.id AND j.undone_on = '' AND (j.child_id IN (t.child_id, t.other_id) OR j.other_id IN (t.child_id, t.other_id));

-- rows_of_joining(int joining): many, unscoped because the joining was found for the viewer
SELECT r.position, r.did, r.what, r.row_key, r.field, r.was, r.became FROM joining_row r WHERE r.joining_id = :joining ORDER BY r.position DESC;

-- counts_of_joining(int joining): many, int n, unscoped because the joining was found for the viewer
SELECT r.did, r.what, count(*) AS n FROM joining_row r WHERE r.joining_id = :joining GROUP BY r.did, r.what ORDER BY r.did, r.what;

-- fields_of_joining(int joining): many, unscoped because the joining was found for the viewer
SELECT f.field, f.was, f.others, f.became FROM joining_field f WHERE f.joining_id = :joining ORDER BY f.field;

-- add_joining{}: run
INSERT INTO joining (id, kind, child_id, other_id, because, person_id, on_day, at) VALUES (:id, :kind, :child_id, :other_id, :because, :person_id, :on_day, :at);

-- add_joining_row{}: run
INSERT INTO joining_row (joining_id, position, did, what, row_key, field, was, became) VALUES (:joining_id, :position, :did, :what, :row_key, :field, :was, :became);

-- add_joining_field{}: run
INSERT INTO joining_field (joining_id, field, was, others, became) VALUES (:joining_id, :field, :was, :others, :became);

-- end_joining{int id, text undone_on, int undone_by, text undone_because}: run, unscoped because the joining was found for the viewer
UPDATE joining SET undone_on = :undone_on, undone_by = :undone_by, undone_because = :undone_because WHERE id = :id AND undone_on = '';

-- record_changed(int id, int now): run, unscoped because both records were found for the viewer
UPDATE child SET version = version + 1, changed_at = :now WHERE id = :id;

-- records_joined_into(int id): many, unscoped because the record was found for the viewer
SELECT c.id FROM child c WHERE c.merged_into = :id ORDER BY c.id;

-- ---- what both have ----

-- statuses_of_both(int child, int other): many, unscoped because both records were found for the viewer
SELECT s.id, s.child_id, s.axis, s.value, s.from_on, s.to_on
  FROM child_status s WHERE s.child_id IN (:child, :other)
 ORDER BY s.axis, s.from_on, CASE WHEN s.child_id = :child THEN 1 ELSE 0 END, s.id;

-- needs_open(int child): many, unscoped because the record was found for the viewer
SELECT n.id, n.code, n.rank FROM need n WHERE n.child_id = :child AND n.to_on = '' ORDER BY n.rank, n.id;

-- placements_open(int child): many, unscoped because the record was found for the viewer
SELECT a.id, a.setting_id, a.hours, a.key_person, a.from_on FROM placement a WHERE a.child_id = :child AND a.to_on = '' ORDER BY a.from_on, a.id;

-- professionals_open(int child): many, unscoped because the record was found for the viewer
SELECT r.id, r.person_id, r.name, r.is_lead FROM professional r WHERE r.child_id = :child AND r.to_on = '' ORDER BY r.id;

-- carers_of_record(int child): many, unscoped because the record was found for the viewer
SELECT k.id, k.person_id, k.name, k.telephone, k.email, k.is_address_hidden, k.verified_on FROM carer k WHERE k.child_id = :child ORDER BY k.id;

-- pairs_decided_two(int child): many, int other_id, unscoped because the record was found for the viewer
SELECT CASE WHEN d.child_id = :child THEN d.other_id ELSE d.child_id END AS other_id, d.because, d.decided_by, d.decided_on
  FROM duplicate d WHERE (d.child_id = :child OR d.other_id = :child) AND d.status = 'two' ORDER BY d.id;

-- add_decided_pair{}: run
INSERT INTO duplicate (id, child_id, other_id, per_mille, is_household, status, found_on, decided_by, decided_on, because)
VALUES (:id, :child_id, :other_id, :per_mille, :is_household, :status, :found_on, :decided_by, :decided_on, :because);

-- drop_pair(int id): run, unscoped because the joining that added it is taken back
DELETE FROM duplicate WHERE id = :id;

-- drop_child_name(int id): run, unscoped because the joining that added it is taken back
DELETE FROM child_name WHERE id = :id;

-- count_records(): one, int n, unscoped because it is a number only
SELECT count(*) AS n FROM child;

-- A record that was given up leads to one that stands, and a joining (or a parting that was taken back) says so.
-- count_records_astray(): one, int n, unscoped because it is a number only
SELECT count(*) AS n
  FROM child c JOIN child s ON s.id = c.merged_into
 WHERE s.merged_into IS NOT NULL
    OR NOT EXISTS (SELECT 1 FROM joining j WHERE j.other_id = c.id AND ((j.kind = 'merge' AND j.undone_on = '') OR (j.kind = 'split' AND j.undone_on <> '')));
