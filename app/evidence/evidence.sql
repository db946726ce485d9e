-- Everything the figures are made of, each list in one query.  No name leaves: the figures count, and a list of
-- children behind a figure asks child_behind for each child, which is scoped.

-- figures_children(): many, int has_postcode, int has_number, int has_reason, int needs, int agreements, int leads, int reception_year, unscoped because figures count everybody and name nobody
SELECT c.id, c.area, c.born_on, c.sex, c.known_on, c.first_concern_on, c.left_on,
       CASE WHEN c.postcode <> '' THEN 1 ELSE 0 END AS has_postcode,
       CASE WHEN c.nhs_number <> '' OR c.upn <> '' THEN 1 ELSE 0 END AS has_number,
       CASE WHEN c.not_in_setting_reason <> '' THEN 1 ELSE 0 END AS has_reason,
       (SELECT count(*) FROM need n WHERE n.child_id = c.id AND n.rank = 1 AND n.to_on = '') AS needs,
       (SELECT count(*) FROM agreement a WHERE a.child_id = c.id AND a.what = 'support' AND a.ended_on = '') AS agreements,
       (SELECT count(*) FROM professional l WHERE l.child_id = c.id AND l.is_lead = 1 AND l.to_on = '') AS leads,
       CASE WHEN coalesce(s.agreed_year, 0) > 0 THEN s.agreed_year ELSE c.school_year END AS reception_year
  FROM child c LEFT JOIN school_start s ON s.child_id = c.id
 WHERE c.known_on <> '' AND c.merged_into IS NULL
 ORDER BY c.id;

-- figures_statuses(): many, unscoped because figures count everybody and name nobody
SELECT child_id, axis, value, from_on, to_on FROM child_status
 WHERE axis IN ('sen_provision', 'service', 'ehc_stage')
 ORDER BY child_id, axis, from_on, id;

-- figures_placements(): many, unscoped because figures count everybody and name nobody
SELECT a.child_id, a.setting_id, a.from_on, a.to_on
  FROM placement a JOIN child c ON c.id = a.child_id
 WHERE c.known_on <> '' AND c.merged_into IS NULL
 ORDER BY a.child_id, a.from_on, a.id;

-- figures_events(): many, unscoped because figures count everybody and name nobody
SELECT child_id, on_day FROM event ORDER BY child_id, on_day, id;

-- figures_plans(): many, unscoped because figures count everybody and name nobody
SELECT p.id, p.child_id, p.started_on, coalesce(r.held_on, '') AS held_on
  FROM plan p LEFT JOIN review r ON r.plan_id = p.id
 WHERE p.status <> 'draft' AND p.started_on <> ''
 ORDER BY p.child_id, p.started_on, p.id;

-- figures_outcomes(): many, int outcomes, int met, int unrated, unscoped because figures count everybody and name nobody
SELECT p.child_id, r.held_on, count(*) AS outcomes,
       sum(CASE WHEN o.rating >= 3 THEN 1 ELSE 0 END) AS met,
       sum(CASE WHEN o.rating = 0 THEN 1 ELSE 0 END) AS unrated
  FROM review r JOIN plan p ON p.id = r.plan_id JOIN outcome o ON o.plan_id = p.id
 GROUP BY r.id, p.child_id, r.held_on
 ORDER BY r.id;

-- figures_requests(): many, int child_id, unscoped because figures count everybody and name nobody
SELECT r.id, coalesce(r.child_id, 0) AS child_id, coalesce(c.area, '') AS area, r.received_on, r.due_on, r.answered_on, r.hops
  FROM request r LEFT JOIN child c ON c.id = r.child_id
 ORDER BY r.id;

-- figures_accepted(): many, int child_id, unscoped because figures count everybody and name nobody
SELECT r.child_id, coalesce(min(d.decided_on), '') AS decided_on, min(r.received_on) AS received_on
  FROM request r LEFT JOIN decision d ON d.request_id = r.id AND d.kind IN ('accept', 'join')
 WHERE r.child_id IS NOT NULL
 GROUP BY r.child_id
 ORDER BY r.child_id;

-- figures_experience(): many, unscoped because figures count everybody and name nobody
SELECT x.child_id, c.area, x.asked_on, x.answered_on, x.listened_to, x.told_next, x.support_helped
  FROM experience x JOIN child c ON c.id = x.child_id
 ORDER BY x.id;

-- figures_passports(): many, unscoped because figures count everybody and name nobody
SELECT child_id, shared_on FROM passport ORDER BY child_id;

-- figures_checks(): many, unscoped because figures count everybody and name nobody
SELECT child_id, on_roll, full_time, suspended, attendance, settled FROM school_check WHERE point = 'autumn' ORDER BY child_id;

-- figures_settings(): many
SELECT id, kind, area, senco_award_on FROM setting WHERE is_open = 1 ORDER BY id;

-- figures_population(): many
SELECT area, age, sex, children FROM area_population ORDER BY area, age, sex;

-- figures_expected(text today): many
SELECT age, sex, per_10000 FROM expected_rate WHERE what = 'known' AND from_on <= :today ORDER BY from_on, id;

-- figures_version(): one, int newest, unscoped because it is only the time of the newest event
SELECT coalesce(max(at), 0) AS newest FROM event;

-- child_behind(int viewer, int id): one
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.area
  FROM child c
 WHERE c.id = :id AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer);

-- Lists for managers' own analysis (rightdoor export).  The operator of the machine runs them; the audit trail says so.

-- export_children(int after): many, unscoped because the operator exports the register on purpose, and the audit trail says so
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.sex, c.nhs_number, c.upn, c.ethnicity, c.home_language, c.postcode, c.area, c.imd_quintile,
       c.is_address_restricted, c.is_restricted, c.school_year, c.known_on, c.first_concern_on, c.left_on, c.left_reason,
       coalesce(p.value, '') AS sen_provision, coalesce(t.value, '') AS tier, coalesce(e.value, '') AS ehc_stage, coalesce(s.value, '') AS service, coalesce(n.code, '') AS primary_need
  FROM child c
  LEFT JOIN child_status p ON p.child_id = c.id AND p.axis = 'sen_provision' AND p.to_on = ''
  LEFT JOIN child_status t ON t.child_id = c.id AND t.axis = 'tier' AND t.to_on = ''
  LEFT JOIN child_status e ON e.child_id = c.id AND e.axis = 'ehc_stage' AND e.to_on = ''
  LEFT JOIN child_status s ON s.child_id = c.id AND s.axis = 'service' AND s.to_on = ''
  LEFT JOIN need n ON n.child_id = c.id AND n.rank = 1 AND n.to_on = ''
 WHERE c.merged_into IS NULL AND c.id > :after
 ORDER BY c.id LIMIT 5000;

-- export_requests(int after): many, int child_id, int setting_id, unscoped because the operator exports the requests on purpose, and the audit trail says so
SELECT r.id, r.reference, r.kind, r.door, r.status, coalesce(r.child_id, 0) AS child_id, coalesce(r.setting_id, 0) AS setting_id,
       r.urgency, r.suggested_route, r.received_on, r.due_on, r.answered_on, r.hops
  FROM request r WHERE r.id > :after ORDER BY r.id LIMIT 5000;

-- export_plans(int after): many, int setting_id, int outcomes, unscoped because the operator exports the plans on purpose, and the audit trail says so
SELECT p.id, p.child_id, p.cycle, p.kind, p.status, coalesce(p.setting_id, 0) AS setting_id, p.started_on, p.review_due_on, p.parents_told_on,
       (SELECT count(*) FROM outcome o WHERE o.plan_id = p.id) AS outcomes
  FROM plan p WHERE p.id > :after ORDER BY p.id LIMIT 5000;

-- export_reviews(int after): many, int outcomes, int met, int unrated, unscoped because the operator exports the reviews on purpose, and the audit trail says so
SELECT r.id, r.plan_id, p.child_id, p.cycle, p.started_on, r.held_on, r.decision, count(o.id) AS outcomes,
       coalesce(sum(CASE WHEN o.rating >= 3 THEN 1 ELSE 0 END), 0) AS met, coalesce(sum(CASE WHEN o.rating = 0 THEN 1 ELSE 0 END), 0) AS unrated
  FROM review r JOIN plan p ON p.id = r.plan_id LEFT JOIN outcome o ON o.plan_id = p.id
 WHERE r.id > :after
 GROUP BY r.id, r.plan_id, p.child_id, p.cycle, p.started_on, r.held_on, r.decision
 ORDER BY r.id LIMIT 5000;
