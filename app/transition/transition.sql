-- Starting school: the cohort, the place, the passport, the checks.
-- The year of a child is the agreed one where there is one, else child.school_year: the view starter.  SQLite reads it in the
-- order of its index, and stops at LIMIT, where all that ORDER BY names is among the columns.

-- starters(int viewer, int year, text show, text area, int after, int most): many, int passport_id, int agreed_year
SELECT y.child_id AS id, y.sort_name, c.given_name, c.family_name, c.known_as, c.born_on, c.area, c.school_year, coalesce(s.agreed_year, 0) AS agreed_year,
       coalesce(t.name, '') AS school, coalesce(s.place_on, '') AS place_on, coalesce(p.id, 0) AS passport_id, coalesce(p.status, '') AS passport,
       coalesce(p.shared_on, '') AS shared_on, coalesce(p.read_on, '') AS read_on, coalesce(e.value, 'none') AS ehc_stage, coalesce(v.value, '') AS sen_provision,
       coalesce((SELECT n.name FROM placement a JOIN setting n ON n.id = a.setting_id WHERE a.child_id = c.id AND a.to_on = '' ORDER BY a.id DESC LIMIT 1), '') AS setting_name
  FROM starter y JOIN child c ON c.id = y.child_id LEFT JOIN school_start s ON s.child_id = y.child_id
  LEFT JOIN setting t ON t.id = s.school_id
  LEFT JOIN passport p ON p.child_id = y.child_id
  LEFT JOIN child_status e ON e.child_id = y.child_id AND e.axis = 'ehc_stage' AND e.to_on = ''
  LEFT JOIN child_status v ON v.child_id = y.child_id AND v.axis = 'sen_provision' AND v.to_on = ''
 WHERE y.year = :year
   AND (:area = '' OR y.area = :area)
   AND (:show = '' OR (:show = 'no-school' AND s.school_id IS NULL) OR (:show = 'no-place' AND coalesce(s.place_on, '') = '')
        OR (:show = 'no-passport' AND p.id IS NULL) OR (:show = 'not-agreed' AND p.status = 'draft')
        OR (:show = 'not-shared' AND coalesce(p.status, '') NOT IN ('shared', 'read')) OR (:show = 'not-read' AND p.status = 'shared')
        OR (:show = 'ehc-plan' AND e.value = 'plan') OR (:show = 'ehc-no-school' AND e.value = 'plan' AND s.school_id IS NULL)
        OR (:show = 'agreed-year' AND coalesce(s.agreed_year, 0) <> 0))
   AND ((y.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service m WHERE m.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by b WHERE b.child_id = y.child_id AND b.person_id = :viewer))
   AND (:after = 0 OR (y.sort_name, y.child_id) > (SELECT x.sort_name, x.id FROM child x WHERE x.id = :after))
 ORDER BY y.sort_name, y.child_id
 LIMIT :most;

-- starters_count(int viewer, int year, text area): one, int children, int with_school, int with_place, int no_passport, int draft, int agreed, int shared, int reads
SELECT count(*) AS children,
       coalesce(sum(CASE WHEN s.school_id IS NOT NULL THEN 1 ELSE 0 END), 0) AS with_school,
       coalesce(sum(CASE WHEN coalesce(s.place_on, '') <> '' THEN 1 ELSE 0 END), 0) AS with_place,
       coalesce(sum(CASE WHEN p.status IS NULL THEN 1 ELSE 0 END), 0) AS no_passport,
       coalesce(sum(CASE WHEN p.status = 'draft' THEN 1 ELSE 0 END), 0) AS draft,
       coalesce(sum(CASE WHEN p.status = 'agreed' THEN 1 ELSE 0 END), 0) AS agreed,
       coalesce(sum(CASE WHEN p.status = 'shared' THEN 1 ELSE 0 END), 0) AS shared,
       coalesce(sum(CASE WHEN p.status = 'read' THEN 1 ELSE 0 END), 0) AS reads
  FROM starter y LEFT JOIN school_start s ON s.child_id = y.child_id
  LEFT JOIN passport p ON p.child_id = y.child_id
 WHERE y.year = :year
   AND (:area = '' OR y.area = :area)
   AND ((y.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service m WHERE m.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by b WHERE b.child_id = y.child_id AND b.person_id = :viewer));

-- Of them those with an EHC plan: a few, so they are counted from that side.
-- starters_with_plan(int viewer, int year, text area): one, int ehc_plan, int ehc_with_school
SELECT count(*) AS ehc_plan, coalesce(sum(CASE WHEN s.school_id IS NOT NULL THEN 1 ELSE 0 END), 0) AS ehc_with_school
  FROM child_status e JOIN child c ON c.id = e.child_id LEFT JOIN school_start s ON s.child_id = e.child_id
 WHERE e.axis = 'ehc_stage' AND e.value = 'plan' AND e.to_on = ''
   AND CASE WHEN coalesce(s.agreed_year, 0) = 0 THEN c.school_year ELSE s.agreed_year END = :year
   AND c.known_on <> '' AND c.left_on = '' AND c.merged_into IS NULL AND (:area = '' OR c.area = :area)
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service m WHERE m.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by b WHERE b.child_id = c.id AND b.person_id = :viewer));

-- Whose passports are not shared: mine are those whose lead I am, or (a setting) whom we look after.
-- my_starters(int viewer, int year): many, int passport_id
SELECT c.id, c.sort_name, c.given_name, c.family_name, c.known_as, coalesce(p.id, 0) AS passport_id, coalesce(p.status, '') AS passport, coalesce(s.place_on, '') AS place_on
  FROM child c
  LEFT JOIN school_start s ON s.child_id = c.id
  LEFT JOIN passport p ON p.child_id = c.id
 WHERE c.id IN (SELECT r.child_id FROM professional r WHERE r.person_id = :viewer AND r.is_lead = 1 AND r.to_on = ''
                UNION SELECT a.child_id FROM staff f JOIN placement a ON a.setting_id = f.setting_id AND a.to_on = '' WHERE f.person_id = :viewer AND f.to_on = '')
   AND CASE WHEN coalesce(s.agreed_year, 0) = 0 THEN c.school_year ELSE s.agreed_year END = :year
   AND c.known_on <> '' AND c.left_on = '' AND c.merged_into IS NULL
   AND coalesce(p.status, '') NOT IN ('shared', 'read')
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by b WHERE b.child_id = c.id AND b.person_id = :viewer))
 ORDER BY CASE WHEN p.status = 'agreed' THEN 0 WHEN p.status = 'draft' THEN 1 ELSE 2 END, c.sort_name, c.id;

-- A manager's are all of the service: counted by starters_count, and the first few.
-- all_starters(int viewer, int year, int most): many as my_starters, int passport_id
SELECT y.child_id AS id, y.sort_name, c.given_name, c.family_name, c.known_as, coalesce(p.id, 0) AS passport_id, coalesce(p.status, '') AS passport, coalesce(s.place_on, '') AS place_on
  FROM starter y JOIN child c ON c.id = y.child_id LEFT JOIN school_start s ON s.child_id = y.child_id LEFT JOIN passport p ON p.child_id = y.child_id
 WHERE y.year = :year AND coalesce(p.status, '') NOT IN ('shared', 'read')
   AND ((y.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service m WHERE m.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by b WHERE b.child_id = y.child_id AND b.person_id = :viewer))
 ORDER BY y.sort_name, y.child_id
 LIMIT :most;

-- start_of(int viewer, int child): one, int agreed_year, int school_id, int passport_id, int passport_school_id
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.home_language, c.needs_interpreter, c.school_year, c.known_on, c.left_on,
       coalesce(s.agreed_year, 0) AS agreed_year, coalesce(s.agreed_because, '') AS agreed_because, coalesce(s.agreed_by, '') AS agreed_by, coalesce(s.agreed_on, '') AS agreed_on,
       coalesce(s.school_id, 0) AS school_id, coalesce(s.place_on, '') AS place_on, coalesce(t.name, '') AS school, coalesce(e.value, 'none') AS ehc_stage,
       coalesce(p.id, 0) AS passport_id, coalesce(p.status, '') AS passport, coalesce(p.school_id, 0) AS passport_school_id,
       coalesce(p.shared_on, '') AS shared_on, coalesce(p.read_on, '') AS read_on
  FROM child c
  LEFT JOIN school_start s ON s.child_id = c.id
  LEFT JOIN setting t ON t.id = s.school_id
  LEFT JOIN passport p ON p.child_id = c.id
  LEFT JOIN child_status e ON e.child_id = c.id AND e.axis = 'ehc_stage' AND e.to_on = ''
 WHERE c.id = :child AND EXISTS (SELECT 1 FROM child_seen_by b WHERE b.child_id = c.id AND b.person_id = :viewer);

-- set_agreed_year(int child, int year, text because, text by_whom, text on_day): run, unscoped because the caller has fetched the child through start_of
INSERT INTO school_start (child_id, agreed_year, agreed_because, agreed_by, agreed_on) VALUES (:child, :year, :because, :by_whom, :on_day)
 ON CONFLICT (child_id) DO UPDATE SET agreed_year = excluded.agreed_year, agreed_because = excluded.agreed_because,
    agreed_by = excluded.agreed_by, agreed_on = excluded.agreed_on;

-- set_school_place(int child, ref school, text place_on): run, unscoped because the caller has fetched the child through start_of
INSERT INTO school_start (child_id, school_id, place_on) VALUES (:child, :school, :place_on)
 ON CONFLICT (child_id) DO UPDATE SET school_id = excluded.school_id, place_on = excluded.place_on;

-- receiving_schools(): many
SELECT id, name, kind FROM setting WHERE kind IN ('school', 'special school') AND is_open = 1 ORDER BY name, id;

-- receiving_school(int id): one
SELECT id, name, kind FROM setting WHERE id = :id AND kind IN ('school', 'special school') AND is_open = 1;

-- passport_by_id(int viewer, int id): one, int school_id, int read_by, int is_at_my_school
SELECT p.id, p.child_id, coalesce(p.school_id, 0) AS school_id, p.status, p.appreciated, p.important, p.support, p.communication, p.play_and_learning, p.sensory,
       p.daily_care, p.movement, p.medical, p.upset_and_calm, p.works, p.does_not_work, p.first_weeks, p.parent_words, p.child_words, p.school_contact,
       p.agreed_with, p.agreed_on, p.shared_on, p.read_on, coalesce(p.read_by, 0) AS read_by, p.read_words, p.version, p.changed_at,
       coalesce(h.name, '') AS changed_name, coalesce(r.name, '') AS read_name, coalesce(t.name, '') AS school,
       CASE WHEN EXISTS (SELECT 1 FROM staff f WHERE f.setting_id = p.school_id AND f.person_id = :viewer AND f.to_on = '') THEN 1 ELSE 0 END AS is_at_my_school
  FROM passport p
  LEFT JOIN person h ON h.id = p.changed_by
  LEFT JOIN person r ON r.id = p.read_by
  LEFT JOIN setting t ON t.id = p.school_id
 WHERE p.id = :id AND EXISTS (SELECT 1 FROM child_seen_by b WHERE b.child_id = p.child_id AND b.person_id = :viewer);

-- add_passport{}: run
INSERT INTO passport (id, child_id, status, appreciated, important, support, communication, play_and_learning, sensory, daily_care, movement, medical,
       upset_and_calm, works, does_not_work, first_weeks, parent_words, child_words, changed_by, changed_at)
VALUES (:id, :child_id, 'draft', :appreciated, :important, :support, :communication, :play_and_learning, :sensory, :daily_care, :movement, :medical,
       :upset_and_calm, :works, :does_not_work, :first_weeks, :parent_words, :child_words, :changed_by, :changed_at);

-- Nothing if somebody else has saved since this version. What was agreed is to be agreed anew; a school that has read is asked to read again.
-- change_passport{}: run, unscoped because the caller has fetched the passport through passport_by_id
UPDATE passport SET appreciated = :appreciated, important = :important, support = :support, communication = :communication,
       play_and_learning = :play_and_learning, sensory = :sensory, daily_care = :daily_care, movement = :movement, medical = :medical,
       upset_and_calm = :upset_and_calm, works = :works, does_not_work = :does_not_work, first_weeks = :first_weeks,
       parent_words = :parent_words, child_words = :child_words,
       status = CASE WHEN status = 'agreed' THEN 'draft' WHEN status = 'read' THEN 'shared' ELSE status END,
       agreed_on = CASE WHEN status = 'agreed' THEN '' ELSE agreed_on END, agreed_with = CASE WHEN status = 'agreed' THEN '' ELSE agreed_with END,
       version = version + 1, changed_by = :changed_by, changed_at = :changed_at
 WHERE id = :id AND version = :version;

-- add_family_words(int id, text parent_words, text child_words, int version, int person, int now): run, unscoped because the caller has fetched the passport through passport_by_id
UPDATE passport SET parent_words = :parent_words, child_words = :child_words, version = version + 1, changed_by = :person, changed_at = :now
 WHERE id = :id AND version = :version AND status IN ('draft', 'agreed');

-- set_passport_agreed(int id, text with_whom, text on_day): run, unscoped because the caller has fetched the passport through passport_by_id
UPDATE passport SET status = 'agreed', agreed_with = :with_whom, agreed_on = :on_day, version = version + 1
 WHERE id = :id AND status IN ('draft', 'agreed');

-- set_passport_shared(int id, int school, text on_day): run, unscoped because the caller has fetched the passport through passport_by_id
UPDATE passport SET status = 'shared', school_id = :school, shared_on = :on_day, version = version + 1 WHERE id = :id AND status = 'agreed';

-- set_passport_unshared(int id): run, unscoped because the caller has fetched the passport or the child in a scoped query
UPDATE passport SET status = 'agreed', school_id = NULL, shared_on = '', read_on = '', read_by = NULL, read_words = '', school_contact = '', version = version + 1
 WHERE id = :id AND status IN ('shared', 'read');

-- set_passport_read(int id, int person, text on_day, text words, text contact): run, unscoped because the caller has fetched the passport through passport_by_id
UPDATE passport SET status = 'read', read_by = :person, read_on = :on_day, read_words = :words, school_contact = :contact, version = version + 1
 WHERE id = :id AND status = 'shared';

-- coming_children(int viewer, int year, int after, int most): many
SELECT p.id, p.child_id, p.status, p.shared_on, p.read_on, c.given_name, c.family_name, c.known_as, c.born_on, coalesce(t.name, '') AS school,
       coalesce((SELECT n.name FROM placement a JOIN setting n ON n.id = a.setting_id WHERE a.child_id = c.id AND a.to_on = '' ORDER BY a.id DESC LIMIT 1), '') AS setting_name
  FROM passport p JOIN child c ON c.id = p.child_id LEFT JOIN setting t ON t.id = p.school_id LEFT JOIN school_start s ON s.child_id = c.id
 WHERE p.school_id IN (SELECT f.setting_id FROM staff f WHERE f.person_id = :viewer AND f.to_on = '') AND p.status IN ('shared', 'read')
   AND CASE WHEN coalesce(s.agreed_year, 0) = 0 THEN c.school_year ELSE s.agreed_year END >= :year
   AND c.id IN (SELECT b.child_id FROM child_seen_by b WHERE b.person_id = :viewer)
   AND (:after = 0 OR (CASE WHEN p.status = 'shared' THEN 0 ELSE 1 END, c.sort_name, c.id)
        > (SELECT CASE WHEN y.status = 'shared' THEN 0 ELSE 1 END, x.sort_name, x.id FROM passport y JOIN child x ON x.id = y.child_id WHERE y.id = :after))
 ORDER BY CASE WHEN p.status = 'shared' THEN 0 ELSE 1 END, c.sort_name, c.id
 LIMIT :most;

-- passports_to_read(int viewer, int year): many
SELECT p.id, p.child_id, p.shared_on, c.given_name, c.family_name, c.known_as
  FROM passport p JOIN child c ON c.id = p.child_id LEFT JOIN school_start s ON s.child_id = c.id
 WHERE p.school_id IN (SELECT f.setting_id FROM staff f WHERE f.person_id = :viewer AND f.to_on = '') AND p.status = 'shared'
   AND CASE WHEN coalesce(s.agreed_year, 0) = 0 THEN c.school_year ELSE s.agreed_year END >= :year
   AND c.id IN (SELECT b.child_id FROM child_seen_by b WHERE b.person_id = :viewer)
 ORDER BY p.shared_on, p.id LIMIT 50;

-- checks_due(int viewer, text until): many
SELECT d.id, d.child_id, d.due_on, c.given_name, c.family_name, c.known_as
  FROM deadline d JOIN child c ON c.id = d.child_id JOIN passport p ON p.child_id = d.child_id
 WHERE d.rule = 'school check' AND d.done_on = '' AND d.due_on <= :until
   AND p.school_id IN (SELECT f.setting_id FROM staff f WHERE f.person_id = :viewer AND f.to_on = '')
   AND c.id IN (SELECT b.child_id FROM child_seen_by b WHERE b.person_id = :viewer)
 ORDER BY d.due_on, d.id LIMIT 50;

-- passports_of_family(int viewer): many
SELECT p.id, p.child_id, p.status, p.parent_words, p.child_words, c.given_name, c.family_name, c.known_as, coalesce(t.name, '') AS school
  FROM passport p JOIN child c ON c.id = p.child_id LEFT JOIN setting t ON t.id = p.school_id
 WHERE p.child_id IN (SELECT b.child_id FROM child_seen_by b WHERE b.person_id = :viewer)
   AND EXISTS (SELECT 1 FROM carer k WHERE k.child_id = p.child_id AND k.person_id = :viewer AND k.verified_on <> '')
 ORDER BY p.id;

-- school_checks_of(int viewer, int child): many
SELECT k.id, k.point, k.checked_on, k.on_roll, k.full_time, k.suspended, k.attendance, k.settled, k.parent_settled, k.passport_used, k.words, coalesce(p.name, '') AS person
  FROM school_check k LEFT JOIN person p ON p.id = k.person_id
 WHERE k.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by b WHERE b.child_id = :child AND b.person_id = :viewer)
 ORDER BY k.checked_on, k.id;

-- set_school_check{}: run, unscoped because the caller has fetched the child through start_of
INSERT INTO school_check (id, child_id, point, checked_on, on_roll, full_time, suspended, attendance, settled, parent_settled, passport_used, words, person_id)
VALUES (:id, :child_id, :point, :checked_on, :on_roll, :full_time, :suspended, :attendance, :settled, :parent_settled, :passport_used, :words, :person_id)
 ON CONFLICT (child_id, point) DO UPDATE SET checked_on = excluded.checked_on, on_roll = excluded.on_roll, full_time = excluded.full_time,
    suspended = excluded.suspended, attendance = excluded.attendance, settled = excluded.settled, parent_settled = excluded.parent_settled,
    passport_used = excluded.passport_used, words = excluded.words, person_id = excluded.person_id;

-- What a passport is drafted from.

-- latest_plan(int viewer, int child): one
SELECT p.id, p.going_well, p.parent_view, p.child_view, p.assessed
  FROM plan p
 WHERE p.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by b WHERE b.child_id = :child AND b.person_id = :viewer)
 ORDER BY CASE WHEN p.status = 'active' THEN 0 WHEN p.status = 'reviewed' THEN 1 ELSE 2 END, p.cycle DESC
 LIMIT 1;

-- latest_review(int viewer, int child): one
SELECT r.held_on, r.parent_view, r.child_view, r.impact
  FROM review r JOIN plan p ON p.id = r.plan_id
 WHERE p.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by b WHERE b.child_id = :child AND b.person_id = :viewer)
 ORDER BY r.held_on DESC, r.id DESC
 LIMIT 1;

-- latest_outcomes(int viewer, int plan): many
SELECT o.area, o.baseline, o.outcome, o.strategies, o.rating
  FROM outcome o JOIN plan p ON p.id = o.plan_id
 WHERE o.plan_id = :plan AND EXISTS (SELECT 1 FROM child_seen_by b WHERE b.child_id = p.child_id AND b.person_id = :viewer)
 ORDER BY o.position, o.id;

-- needs_told(int viewer, int child): many
SELECT n.code, n.rank FROM need n
 WHERE n.child_id = :child AND n.to_on = '' AND EXISTS (SELECT 1 FROM child_seen_by b WHERE b.child_id = :child AND b.person_id = :viewer)
 ORDER BY n.rank, n.id;

-- people_around(int viewer, int child): many
SELECT r.name, r.job, r.organisation, r.contact, r.is_lead FROM professional r
 WHERE r.child_id = :child AND r.to_on = '' AND EXISTS (SELECT 1 FROM child_seen_by b WHERE b.child_id = :child AND b.person_id = :viewer)
 ORDER BY r.is_lead DESC, r.from_on, r.id;

-- latest_observations(int viewer, int child): many
SELECT o.id, o.seen_on, o.summary, k.name AS tool, coalesce((SELECT min(p.area) FROM observation_part p WHERE p.tool_id = k.id HAVING count(DISTINCT p.area) = 1), '') AS area
  FROM observation o JOIN observation_tool k ON k.id = o.tool_id
 WHERE o.child_id = :child AND o.is_shared = 1 AND o.struck_on = '' AND o.summary <> ''
   AND NOT EXISTS (SELECT 1 FROM observation l WHERE l.child_id = o.child_id AND l.tool_id = o.tool_id AND l.struck_on = '' AND l.is_shared = 1 AND l.summary <> '' AND (l.seen_on, l.id) > (o.seen_on, o.id))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = o.child_id AND v.person_id = :viewer)
 ORDER BY o.seen_on, o.id;
