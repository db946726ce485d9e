-- Ids only, by up to eight beginnings of words: what is told of them is asked for by words_of_candidates, for the viewer.
-- children_with_words{text from0, text end0, text from1, text end1, text from2, text end2, text from3, text end3, text from4, text end4, text from5, text end5, text from6, text end6, text from7, text end7, int most}: many, unscoped because these ids are only asked about by queries for the viewer
SELECT x0.child_id FROM (SELECT w.word, w.child_id FROM child_word w WHERE w.word >= :from0 AND w.word < :end0 ORDER BY w.word, w.child_id LIMIT :most) x0
UNION ALL
SELECT x1.child_id FROM (SELECT w.word, w.child_id FROM child_word w WHERE w.word >= :from1 AND w.word < :end1 ORDER BY w.word, w.child_id LIMIT :most) x1
UNION ALL
SELECT x2.child_id FROM (SELECT w.word, w.child_id FROM child_word w WHERE w.word >= :from2 AND w.word < :end2 ORDER BY w.word, w.child_id LIMIT :most) x2
UNION ALL
SELECT x3.child_id FROM (SELECT w.word, w.child_id FROM child_word w WHERE w.word >= :from3 AND w.word < :end3 ORDER BY w.word, w.child_id LIMIT :most) x3
UNION ALL
SELECT x4.child_id FROM (SELECT w.word, w.child_id FROM child_word w WHERE w.word >= :from4 AND w.word < :end4 ORDER BY w.word, w.child_id LIMIT :most) x4
UNION ALL
SELECT x5.child_id FROM (SELECT w.word, w.child_id FROM child_word w WHERE w.word >= :from5 AND w.word < :end5 ORDER BY w.word, w.child_id LIMIT :most) x5
UNION ALL
SELECT x6.child_id FROM (SELECT w.word, w.child_id FROM child_word w WHERE w.word >= :from6 AND w.word < :end6 ORDER BY w.word, w.child_id LIMIT :most) x6
UNION ALL
SELECT x7.child_id FROM (SELECT w.word, w.child_id FROM child_word w WHERE w.word >= :from7 AND w.word < :end7 ORDER BY w.word, w.child_id LIMIT :most) x7;

-- children_at_setting_by_word(int setting, text from, text end, int most): many, unscoped because these ids are only asked about by queries for the viewer
SELECT a.child_id FROM placement a
 WHERE a.setting_id = :setting AND a.to_on = ''
   AND (:from = '' OR EXISTS (SELECT 1 FROM child_word w WHERE w.child_id = a.child_id AND w.word >= :from AND w.word < :end))
 ORDER BY a.child_id LIMIT :most;

-- Pairs of words begin with + and are left out.
-- words_of_candidates{int viewer, int c0, int c1, int c2, int c3, int c4, int c5, int c6, int c7, int c8, int c9, int c10, int c11, int c12, int c13, int c14, int c15, int c16, int c17, int c18, int c19, int c20, int c21, int c22, int c23, int c24, int c25, int c26, int c27, int c28, int c29, int c30, int c31, int c32, int c33, int c34, int c35, int c36, int c37, int c38, int c39, int c40, int c41, int c42, int c43, int c44, int c45, int c46, int c47, int c48, int c49, int c50, int c51, int c52, int c53, int c54, int c55, int c56, int c57, int c58, int c59, int c60, int c61, int c62, int c63}: many
SELECT c.id, c.known_on, c.left_on, w.word, w.kind
  FROM child c CROSS JOIN child_word w
 WHERE c.id IN (:c0, :c1, :c2, :c3, :c4, :c5, :c6, :c7, :c8, :c9, :c10, :c11, :c12, :c13, :c14, :c15, :c16, :c17, :c18, :c19, :c20, :c21, :c22, :c23, :c24, :c25, :c26, :c27, :c28, :c29, :c30, :c31, :c32, :c33, :c34, :c35, :c36, :c37, :c38, :c39, :c40, :c41, :c42, :c43, :c44, :c45, :c46, :c47, :c48, :c49, :c50, :c51, :c52, :c53, :c54, :c55, :c56, :c57, :c58, :c59, :c60, :c61, :c62, :c63)
   AND w.child_id = c.id AND w.word >= '0' AND c.merged_into IS NULL
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer)
 ORDER BY c.id, w.word;

-- words_of_own(int viewer, int may_read_addresses): many as words_of_candidates
SELECT c.id, c.known_on, c.left_on, w.word, w.kind
  FROM child c CROSS JOIN child_word w
 WHERE c.id IN (SELECT v.child_id FROM child_seen_by v WHERE v.person_id = :viewer)
   AND w.child_id = c.id AND w.word >= '0' AND c.merged_into IS NULL
   AND (w.kind <> 3 OR c.is_address_restricted = 0 OR :may_read_addresses = 1)
 ORDER BY c.id, w.word;

-- settings_of_candidates{int viewer, int c0, int c1, int c2, int c3, int c4, int c5, int c6, int c7, int c8, int c9, int c10, int c11, int c12, int c13, int c14, int c15, int c16, int c17, int c18, int c19, int c20, int c21, int c22, int c23, int c24, int c25, int c26, int c27, int c28, int c29, int c30, int c31, int c32, int c33, int c34, int c35, int c36, int c37, int c38, int c39, int c40, int c41, int c42, int c43, int c44, int c45, int c46, int c47, int c48, int c49, int c50, int c51, int c52, int c53, int c54, int c55, int c56, int c57, int c58, int c59, int c60, int c61, int c62, int c63}: many
SELECT a.child_id, t.name FROM placement a JOIN setting t ON t.id = a.setting_id JOIN child c ON c.id = a.child_id
 WHERE a.child_id IN (:c0, :c1, :c2, :c3, :c4, :c5, :c6, :c7, :c8, :c9, :c10, :c11, :c12, :c13, :c14, :c15, :c16, :c17, :c18, :c19, :c20, :c21, :c22, :c23, :c24, :c25, :c26, :c27, :c28, :c29, :c30, :c31, :c32, :c33, :c34, :c35, :c36, :c37, :c38, :c39, :c40, :c41, :c42, :c43, :c44, :c45, :c46, :c47, :c48, :c49, :c50, :c51, :c52, :c53, :c54, :c55, :c56, :c57, :c58, :c59, :c60, :c61, :c62, :c63) AND a.to_on = ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer)
 ORDER BY a.child_id, t.name;

-- settings_of_own(int viewer): many as settings_of_candidates
SELECT a.child_id, t.name FROM placement a JOIN setting t ON t.id = a.setting_id JOIN child c ON c.id = a.child_id
 WHERE a.child_id IN (SELECT v.child_id FROM child_seen_by v WHERE v.person_id = :viewer) AND a.to_on = ''
 ORDER BY a.child_id, t.name;

-- children_found{int viewer, int c0, int c1, int c2, int c3, int c4, int c5, int c6, int c7, int c8, int c9, int c10, int c11, int c12, int c13, int c14, int c15, int c16, int c17, int c18, int c19, int c20, int c21, int c22, int c23, int c24, int c25, int c26, int c27, int c28, int c29, int c30, int c31, int c32, int c33, int c34, int c35, int c36, int c37, int c38, int c39, int c40, int c41, int c42, int c43, int c44, int c45, int c46, int c47, int c48, int c49}: many
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.known_on, c.left_on, c.sort_name,
       (SELECT t.name FROM placement p JOIN setting t ON t.id = p.setting_id WHERE p.child_id = c.id AND p.to_on = '' ORDER BY p.id LIMIT 1) AS setting_name,
       (SELECT r.name FROM professional r WHERE r.child_id = c.id AND r.is_lead = 1 AND r.to_on = '') AS lead_name
  FROM child c
 WHERE c.id IN (:c0, :c1, :c2, :c3, :c4, :c5, :c6, :c7, :c8, :c9, :c10, :c11, :c12, :c13, :c14, :c15, :c16, :c17, :c18, :c19, :c20, :c21, :c22, :c23, :c24, :c25, :c26, :c27, :c28, :c29, :c30, :c31, :c32, :c33, :c34, :c35, :c36, :c37, :c38, :c39, :c40, :c41, :c42, :c43, :c44, :c45, :c46, :c47, :c48, :c49)
   AND c.merged_into IS NULL AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer)
 ORDER BY c.id;

-- earlier_names_found(int viewer, int child): many
SELECT n.given_name, n.family_name, n.known_as
  FROM child_name n
 WHERE n.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY n.id DESC;

-- names_beginning(text from, text end, int most): many
SELECT n.word, n.children FROM name_word n WHERE n.word >= :from AND n.word < :end ORDER BY n.children DESC, n.word LIMIT :most;

-- names_under_keys{text k0, text k1, text k2, text k3, text k4, text k5, text k6, text k7, text k8, text k9, text k10, text k11, text k12, text k13, text k14, text k15, text k16, text k17, text k18, text k19, text k20, text k21, text k22, text k23, text k24, text k25, text k26, text k27, text k28, text k29, text k30, text k31}: many as names_beginning
SELECT n.word, n.children FROM name_word n WHERE n.word IN (SELECT x.word FROM name_key x WHERE x.key IN (:k0, :k1, :k2, :k3, :k4, :k5, :k6, :k7, :k8, :k9, :k10, :k11, :k12, :k13, :k14, :k15, :k16, :k17, :k18, :k19, :k20, :k21, :k22, :k23, :k24, :k25, :k26, :k27, :k28, :k29, :k30, :k31)) ORDER BY n.children DESC, n.word LIMIT 200;

-- names_ending(text from, text end): many as names_beginning
SELECT n.word, n.children FROM name_word n WHERE n.word IN (SELECT x.word FROM name_key x WHERE x.key >= :from AND x.key < :end ORDER BY x.key, x.word LIMIT 200) ORDER BY n.children DESC, n.word LIMIT 12;

-- settings_by_word(text from, text end): many
SELECT w.setting_id, t.name FROM setting_word w JOIN setting t ON t.id = w.setting_id WHERE w.word >= :from AND w.word < :end ORDER BY w.word, w.setting_id LIMIT 64;
