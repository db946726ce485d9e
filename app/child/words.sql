-- words_of_child_written(int child): many, unscoped because the index of a child is brought up to date after its change was allowed
SELECT w.word, w.kind FROM child_word w WHERE w.child_id = :child ORDER BY w.word;

-- add_child_word(text word, int child, int kind): run, unscoped because it only writes the index of the child just written
INSERT INTO child_word (word, child_id, kind) VALUES (:word, :child, :kind) ON CONFLICT (word, child_id) DO UPDATE SET kind = excluded.kind;

-- drop_child_word(text word, int child): run, unscoped because the index of a child is brought up to date after its change was allowed
DELETE FROM child_word WHERE word = :word AND child_id = :child;

-- count_name_word(text word, int more): run
UPDATE name_word SET children = children + :more WHERE word = :word;

-- add_name_word(text word, int children): run
INSERT INTO name_word (word, children) VALUES (:word, :children);

-- drop_name_word(text word): run
DELETE FROM name_word WHERE word = :word AND children <= 0;

-- drop_name_key(text key, text word): run
DELETE FROM name_key WHERE key = :key AND word = :word;

-- add_name_keys(text word, text a, text b, text c, text d, text e, text f, text g, text h, text i, text j, text k, text l): run
INSERT INTO name_key (key, word)
SELECT x.key, :word FROM (SELECT CAST(:a AS TEXT) AS key UNION ALL SELECT CAST(:b AS TEXT) UNION ALL SELECT CAST(:c AS TEXT) UNION ALL SELECT CAST(:d AS TEXT)
       UNION ALL SELECT CAST(:e AS TEXT) UNION ALL SELECT CAST(:f AS TEXT) UNION ALL SELECT CAST(:g AS TEXT) UNION ALL SELECT CAST(:h AS TEXT)
       UNION ALL SELECT CAST(:i AS TEXT) UNION ALL SELECT CAST(:j AS TEXT) UNION ALL SELECT CAST(:k AS TEXT) UNION ALL SELECT CAST(:l AS TEXT)) x
 WHERE x.key <> ''
ON CONFLICT (key, word) DO NOTHING;

-- drop_name_words(): run
DELETE FROM name_word;

-- drop_name_keys(): run
DELETE FROM name_key;

-- names_counted(text after): many, int children, unscoped because it counts words and tells of no child
SELECT w.word, count(*) AS children FROM child_word w WHERE w.kind = 1 AND w.word > :after GROUP BY w.word ORDER BY w.word LIMIT 1000;

-- names_counted_wrongly(): one, int wrong, unscoped because it counts words and tells of no child
SELECT count(*) AS wrong
  FROM (SELECT w.word AS word, count(*) AS children FROM child_word w WHERE w.kind = 1 GROUP BY w.word) x FULL JOIN name_word n ON n.word = x.word
 WHERE x.word IS NULL OR n.word IS NULL OR x.children <> n.children;

-- children_to_check(int after, int most): many, unscoped because the command line checks the index of every child and shows none
SELECT c.id FROM child c WHERE c.id > :after ORDER BY c.id LIMIT :most;

-- earlier_names(int child): many, unscoped because it only feeds the index of the child just written, nobody reads it
SELECT n.given_name, n.family_name, n.known_as FROM child_name n WHERE n.child_id = :child ORDER BY n.id;

-- telephones_of_child(int child): many, unscoped because it only feeds the index of the child just written, nobody reads it
SELECT k.telephone FROM carer k WHERE k.child_id = :child AND k.telephone <> '' ORDER BY k.id;

-- compare_child_soon(int child): run, unscoped because it puts the child just written into a queue
INSERT INTO child_to_compare (child_id) VALUES (:child) ON CONFLICT (child_id) DO NOTHING;

-- compare_child_no_more(int child): run, unscoped because the queue is worked off by nobody in particular
DELETE FROM child_to_compare WHERE child_id = :child;

-- match_keys_of_child(int child): many, unscoped because the index of a child is brought up to date after its change was allowed
SELECT k.key FROM child_match_key k WHERE k.child_id = :child ORDER BY k.key;

-- drop_child_match_key(text key, int child): run, unscoped because the index of a child is brought up to date after its change was allowed
DELETE FROM child_match_key WHERE key = :key AND child_id = :child;

-- set_sort_name(int child, text sort_name): run, unscoped because the index of a child is brought up to date after its change was allowed
UPDATE child SET sort_name = :sort_name WHERE id = :child;

-- names_to_sort(int after, int most): many, unscoped because the place of a record in lists is written, and nothing is shown
SELECT c.id, c.given_name, c.family_name, c.sort_name FROM child c WHERE c.id > :after ORDER BY c.id LIMIT :most;
