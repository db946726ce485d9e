-- The strategy bank.  Nothing here is about a child.

-- strategies(text area, int months, int withdrawn, text after_title, int after, int most): many
SELECT s.id, s.area, s.from_months, s.to_months, s.title, s.words, s.how_often, s.source, s.is_offered, s.version
  FROM strategy s
 WHERE (:area = '' OR s.area = :area OR s.area = '') AND (:months < 0 OR (s.from_months <= :months AND s.to_months >= :months))
   AND (s.is_offered = 1 OR :withdrawn = 1)
   AND (s.title, s.id) > (:after_title, :after)
 ORDER BY s.title, s.id LIMIT :most;

-- strategy_by_id(int id): one, text changed_name
SELECT s.id, s.area, s.from_months, s.to_months, s.title, s.words, s.how_often, s.source, s.is_offered, s.version, s.changed_at, coalesce(p.name, '') AS changed_name
  FROM strategy s LEFT JOIN person p ON p.id = s.changed_by
 WHERE s.id = :id;

-- strategy_versions(int id): many, text changed_name
SELECT v.version, v.title, v.words, v.how_often, v.source, v.changed_at, coalesce(p.name, '') AS changed_name
  FROM strategy_version v LEFT JOIN person p ON p.id = v.changed_by
 WHERE v.strategy_id = :id
 ORDER BY v.version DESC;

-- add_strategy{}: run
INSERT INTO strategy (id, area, from_months, to_months, title, words, how_often, source, changed_by, changed_at)
VALUES (:id, :area, :from_months, :to_months, :title, :words, :how_often, :source, :changed_by, :changed_at);

-- keep_strategy_version(int id): run
INSERT INTO strategy_version (strategy_id, version, title, words, how_often, source, changed_by, changed_at)
SELECT id, version, title, words, how_often, source, changed_by, changed_at FROM strategy WHERE id = :id;

-- change_strategy{}: run
UPDATE strategy SET area = :area, from_months = :from_months, to_months = :to_months, title = :title, words = :words, how_often = :how_often, source = :source,
       version = version + 1, changed_by = :changed_by, changed_at = :changed_at
 WHERE id = :id AND version = :version;

-- offer_strategy(int id, int offered): run
UPDATE strategy SET is_offered = :offered WHERE id = :id;
