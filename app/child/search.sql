-- The first word drives the search, along its index, in the order in which it is asked for: exact words come before longer ones, and no sort is needed.
-- search_register(int viewer, text a, text a_end, text b, text b_end, text c, text c_end, text d, text d_end, text e, text e_end): many
SELECT k.id, k.given_name, k.family_name, k.known_as, k.born_on, k.known_on, k.left_on, k.postcode, k.is_address_restricted,
       (SELECT t.name FROM placement p JOIN setting t ON t.id = p.setting_id WHERE p.child_id = k.id AND p.to_on = '' ORDER BY p.id LIMIT 1) AS setting_name,
       (SELECT r.name FROM professional r WHERE r.child_id = k.id AND r.is_lead = 1 AND r.to_on = '') AS lead_name
  FROM child_word w CROSS JOIN child k
 WHERE w.word >= :a AND w.word < :a_end AND k.id = w.child_id
   AND k.merged_into IS NULL
   AND (:b = '' OR EXISTS (SELECT 1 FROM child_word xb WHERE xb.child_id = k.id AND xb.word >= :b AND xb.word < :b_end))
   AND (:c = '' OR EXISTS (SELECT 1 FROM child_word xc WHERE xc.child_id = k.id AND xc.word >= :c AND xc.word < :c_end))
   AND (:d = '' OR EXISTS (SELECT 1 FROM child_word xd WHERE xd.child_id = k.id AND xd.word >= :d AND xd.word < :d_end))
   AND (:e = '' OR EXISTS (SELECT 1 FROM child_word xe WHERE xe.child_id = k.id AND xe.word >= :e AND xe.word < :e_end))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = k.id AND v.person_id = :viewer)
 ORDER BY w.word, w.child_id LIMIT 100;

-- search_few(int viewer, text a, text a_end, text b, text b_end, text c, text c_end, text d, text d_end, text e, text e_end): many as search_register
SELECT k.id, k.given_name, k.family_name, k.known_as, k.born_on, k.known_on, k.left_on, k.postcode, k.is_address_restricted,
       (SELECT t.name FROM placement p JOIN setting t ON t.id = p.setting_id WHERE p.child_id = k.id AND p.to_on = '' ORDER BY p.id LIMIT 1) AS setting_name,
       (SELECT r.name FROM professional r WHERE r.child_id = k.id AND r.is_lead = 1 AND r.to_on = '') AS lead_name
  FROM child k
 WHERE k.id IN (SELECT v.child_id FROM child_seen_by v WHERE v.person_id = :viewer)
   AND k.merged_into IS NULL
   AND (:a = '' OR EXISTS (SELECT 1 FROM child_word xa WHERE xa.child_id = k.id AND xa.word >= :a AND xa.word < :a_end))
   AND (:b = '' OR EXISTS (SELECT 1 FROM child_word xb WHERE xb.child_id = k.id AND xb.word >= :b AND xb.word < :b_end))
   AND (:c = '' OR EXISTS (SELECT 1 FROM child_word xc WHERE xc.child_id = k.id AND xc.word >= :c AND xc.word < :c_end))
   AND (:d = '' OR EXISTS (SELECT 1 FROM child_word xd WHERE xd.child_id = k.id AND xd.word >= :d AND xd.word < :d_end))
   AND (:e = '' OR EXISTS (SELECT 1 FROM child_word xe WHERE xe.child_id = k.id AND xe.word >= :e AND xe.word < :e_end))
 ORDER BY k.family_name, k.given_name, k.id LIMIT 100;
