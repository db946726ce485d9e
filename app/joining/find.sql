-- Finding records that may be of one child: compared by lib/match, shown to nobody from here.

-- records_to_link(int after, int most): many, unscoped because records are compared in the background; who sees a pair is asked when it is shown
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.sex, c.postcode, c.nhs_number, c.address
  FROM child c WHERE c.merged_into IS NULL AND c.id > :after ORDER BY c.id LIMIT :most;

-- record_to_link(int id): one as records_to_link, unscoped because records are compared in the background; who sees a pair is asked when it is shown
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.sex, c.postcode, c.nhs_number, c.address
  FROM child c WHERE c.merged_into IS NULL AND c.id = :id;

-- records_sharing_keys{int but, text k0, text k1, text k2, text k3, text k4, text k5, text k6, text k7, text k8, text k9, text k10, text k11, text k12, text k13, text k14, text k15, text k16, text k17, text k18, text k19, text k20, text k21, text k22, text k23, text k24, text k25, text k26, text k27, text k28, text k29, text k30, text k31, text k32, text k33, text k34, text k35, text k36, text k37, text k38, text k39, text k40, text k41, text k42, text k43, text k44, text k45, text k46, text k47, text k48, text k49, text k50, text k51, text k52, text k53, text k54, text k55, text k56, text k57, text k58, text k59, text k60, text k61, text k62, text k63}: many as records_to_link, unscoped because records are compared in the background; who sees a pair is asked when it is shown
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.sex, c.postcode, c.nhs_number, c.address
  FROM child c
 WHERE c.id IN (SELECT k.child_id FROM child_match_key k WHERE k.key IN (:k0, :k1, :k2, :k3, :k4, :k5, :k6, :k7, :k8, :k9, :k10, :k11, :k12, :k13, :k14, :k15, :k16, :k17, :k18, :k19, :k20, :k21, :k22, :k23, :k24, :k25, :k26, :k27, :k28, :k29, :k30, :k31, :k32, :k33, :k34, :k35, :k36, :k37, :k38, :k39, :k40, :k41, :k42, :k43, :k44, :k45, :k46, :k47, :k48, :k49, :k50, :k51, :k52, :k53, :k54, :k55, :k56, :k57, :k58, :k59, :k60, :k61, :k62, :k63))
   AND c.merged_into IS NULL AND c.id <> :but
 ORDER BY c.id DESC LIMIT 400;

-- children_with_word(text word): one, int children
SELECT n.children FROM name_word n WHERE n.word = :word;

-- records_with_words(text words, int most): one, int n, unscoped because it is a number only
SELECT count(*) AS n FROM (SELECT w.child_id FROM child_word w WHERE w.word = :words LIMIT :most) x;

-- count_standing(): one, int n, unscoped because it is a number only
SELECT count(*) AS n FROM child WHERE merged_into IS NULL;

-- likeness_learned(): one
SELECT model, children, learned_on FROM likeness WHERE id = 1;

-- keep_likeness{text model, int children, text learned_on}: run
INSERT INTO likeness (id, model, children, learned_on) VALUES (1, :model, :children, :learned_on)
ON CONFLICT (id) DO UPDATE SET model = excluded.model, children = excluded.children, learned_on = excluded.learned_on;

-- begin_to_learn(): run
UPDATE likeness SET learned_on = '' WHERE id = 1;

-- ---- who waits ----

-- count_to_compare(int most): one, int n, unscoped because it is a number only
SELECT count(*) AS n FROM (SELECT q.child_id FROM child_to_compare q LIMIT :most) x;

-- next_to_compare(int most): many, unscoped because records are compared in the background
SELECT q.child_id FROM child_to_compare q ORDER BY q.child_id LIMIT :most;

-- compare_nobody(): run, unscoped because all records are about to be compared
DELETE FROM child_to_compare;

-- ---- pairs ----

-- pairs_open(int after, int most): many, int is_kept, unscoped because records are compared in the background
SELECT d.id, d.child_id, d.other_id, d.per_mille,
       CASE WHEN d.found_by IS NOT NULL OR EXISTS (SELECT 1 FROM duplicate_opinion o WHERE o.duplicate_id = d.id) THEN 1 ELSE 0 END AS is_kept
  FROM duplicate d WHERE d.status = 'open' AND d.id > :after ORDER BY d.id LIMIT :most;

-- pairs_open_of(int child): many as pairs_open, int is_kept, unscoped because records are compared in the background
SELECT d.id, d.child_id, d.other_id, d.per_mille,
       CASE WHEN d.found_by IS NOT NULL OR EXISTS (SELECT 1 FROM duplicate_opinion o WHERE o.duplicate_id = d.id) THEN 1 ELSE 0 END AS is_kept
  FROM duplicate d WHERE d.status = 'open' AND (d.child_id = :child OR d.other_id = :child) ORDER BY d.id;

-- pair_itself(int child, int other): one, unscoped because records are compared in the background
SELECT d.id, d.status FROM duplicate d WHERE d.child_id = :child AND d.other_id = :other;

-- A pair that was decided stays decided; one of a record that was joined meanwhile is none any more.
-- keep_pair{int id, int child, int other, int per_mille, int is_household, text found_on, ref found_by}: run, unscoped because records are compared in the background
INSERT INTO duplicate (id, child_id, other_id, per_mille, is_household, status, found_on, found_by)
SELECT :id, :child, :other, :per_mille, :is_household, 'open', :found_on, :found_by
 WHERE EXISTS (SELECT 1 FROM child c WHERE c.id = :child AND c.merged_into IS NULL) AND EXISTS (SELECT 1 FROM child c WHERE c.id = :other AND c.merged_into IS NULL)
ON CONFLICT (child_id, other_id) DO UPDATE SET per_mille = excluded.per_mille, is_household = excluded.is_household;

-- forget_pair(int id): run, unscoped because the two are no longer alike, and nobody has said anything about them
DELETE FROM duplicate WHERE id = :id AND status = 'open' AND found_by IS NULL AND NOT EXISTS (SELECT 1 FROM duplicate_opinion o WHERE o.duplicate_id = duplicate.id);
