-- What is expected and what was found: counted by the same marks of a child, naming nobody.

-- expected_rates_on(text today): many
SELECT age, sex, per_10000, from_on, source FROM expected_rate WHERE what = 'known' AND from_on <= :today ORDER BY age, sex, from_on, id;

-- expected_factors_on(text today): many
SELECT what, sex, value, per_1000, source FROM expected_factor WHERE from_on <= :today ORDER BY what, sex, value, from_on;

-- expected_population(): many
SELECT area, age, sex, children, as_at, source FROM area_population WHERE age BETWEEN 0 AND 4 ORDER BY area, age, sex;

-- Children who live here and are not five yet, by area, setting's kind, sex, month of birth (twelve times the year and the month), deprivation and language; how many of them have
-- SEN support or an EHC plan.  FIVE: the day on which somebody who turns five today was born.
-- expected_cells(text five): many, text kind, int month, int children, int found, unscoped because it counts, naming nobody
SELECT x.area, x.kind, x.sex, x.month, x.imd_quintile, x.home_language, count(*) AS children, sum(x.found) AS found
  FROM (SELECT c.area, c.sex, c.imd_quintile, c.home_language,
               coalesce((SELECT t.kind FROM placement a JOIN setting t ON t.id = a.setting_id WHERE a.child_id = c.id AND a.to_on = '' ORDER BY a.hours DESC, a.id LIMIT 1), 'none') AS kind,
               12 * CAST(substr(c.born_on, 1, 4) AS INTEGER) + CAST(substr(c.born_on, 6, 2) AS INTEGER) AS month,
               CASE WHEN EXISTS (SELECT 1 FROM child_status s WHERE s.child_id = c.id AND s.axis = 'sen_provision' AND s.value IN ('K', 'E') AND s.to_on = '') THEN 1 ELSE 0 END AS found
          FROM child c
         WHERE c.born_on > :five AND c.left_on = '' AND c.merged_into IS NULL) x
 GROUP BY x.area, x.kind, x.sex, x.month, x.imd_quintile, x.home_language
 ORDER BY x.area, x.kind, x.sex, x.month, x.imd_quintile, x.home_language;

-- The same by setting, of the early years only.
-- expected_setting_cells(text five): many, int month, int children, int found, unscoped because it counts, naming nobody
SELECT x.setting_id, x.sex, x.month, x.imd_quintile, count(*) AS children, sum(x.found) AS found
  FROM (SELECT a.setting_id, c.sex, c.imd_quintile,
               12 * CAST(substr(c.born_on, 1, 4) AS INTEGER) + CAST(substr(c.born_on, 6, 2) AS INTEGER) AS month,
               CASE WHEN EXISTS (SELECT 1 FROM child_status s WHERE s.child_id = c.id AND s.axis = 'sen_provision' AND s.value IN ('K', 'E') AND s.to_on = '') THEN 1 ELSE 0 END AS found
          FROM placement a JOIN setting t ON t.id = a.setting_id JOIN child c ON c.id = a.child_id
         WHERE a.to_on = '' AND t.is_open = 1 AND t.kind IN ('group', 'childminder', 'nursery school') AND c.born_on > :five AND c.left_on = '' AND c.merged_into IS NULL) x
 GROUP BY x.setting_id, x.sex, x.month, x.imd_quintile
 ORDER BY x.setting_id, x.sex, x.month, x.imd_quintile;

-- expected_setting_names(): many
SELECT id, name, area, kind FROM setting WHERE is_open = 1 ORDER BY id;

-- Children whose date of birth is not known cannot be compared.
-- expected_without_birth(): one, int n, unscoped because it counts, naming nobody
SELECT count(*) AS n FROM child WHERE born_on = '' AND left_on = '' AND merged_into IS NULL;

-- expected_version(): one, int newest
SELECT coalesce(max(id), 0) AS newest FROM expected_change;

-- ---- changing what is compared with ----

-- add_expected_factor(text what, text sex, text value, int per_1000, text from_on, text source): run
INSERT INTO expected_factor (what, sex, value, per_1000, from_on, source) VALUES (:what, :sex, :value, :per_1000, :from_on, :source) ON CONFLICT (what, sex, value, from_on) DO NOTHING;

-- add_expected_rate{}: run
INSERT INTO expected_rate (id, what, age, sex, per_10000, from_on, source) VALUES (:id, :what, :age, :sex, :per_10000, :from_on, :source);

-- drop_expected_population(): run
DELETE FROM area_population;

-- add_expected_population{}: run
INSERT INTO area_population (area, age, sex, children, as_at, source) VALUES (:area, :age, :sex, :children, :as_at, :source);

-- add_expected_change{}: run
INSERT INTO expected_change (id, what, person_id, on_day) VALUES (:id, :what, :person_id, :on_day);
