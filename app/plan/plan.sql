-- Support plans: cycles, outcomes, reviews.  Who may see a plan is who may see its child;
-- :drafts = 1 only for those who write plans, so that a family never reads what is half written; 2 for a family, which reads a draft once it was shown to them.

-- plan_by_id(int viewer, int id, int drafts): one
SELECT p.id, p.child_id, p.cycle, p.kind, p.status, p.setting_id, p.lead_id, p.lead_words, p.assessed, p.going_well, p.important, p.support, p.parent_view, p.child_view, p.staff_needs,
       p.started_on, p.review_due_on, p.parents_told_on, p.shared_on, p.version, p.changed_by, p.changed_at,
       coalesce(s.name, '') AS setting_name, coalesce(l.name, '') AS lead_name, coalesce(l.job, '') AS lead_job, coalesce(l.telephone, '') AS lead_telephone, coalesce(b.name, '') AS changed_name
  FROM plan p
  LEFT JOIN setting s ON s.id = p.setting_id LEFT JOIN person l ON l.id = p.lead_id LEFT JOIN person b ON b.id = p.changed_by
 WHERE p.id = :id AND (:drafts = 1 OR p.status <> 'draft' OR (:drafts = 2 AND p.shared_on <> ''))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = p.child_id AND v.person_id = :viewer);

-- plans_of_child(int viewer, int child, int drafts): many as plan_by_id
SELECT p.id, p.child_id, p.cycle, p.kind, p.status, p.setting_id, p.lead_id, p.lead_words, p.assessed, p.going_well, p.important, p.support, p.parent_view, p.child_view, p.staff_needs,
       p.started_on, p.review_due_on, p.parents_told_on, p.shared_on, p.version, p.changed_by, p.changed_at,
       coalesce(s.name, '') AS setting_name, coalesce(l.name, '') AS lead_name, coalesce(l.job, '') AS lead_job, coalesce(l.telephone, '') AS lead_telephone, coalesce(b.name, '') AS changed_name
  FROM plan p
  LEFT JOIN setting s ON s.id = p.setting_id LEFT JOIN person l ON l.id = p.lead_id LEFT JOIN person b ON b.id = p.changed_by
 WHERE p.child_id = :child AND (:drafts = 1 OR p.status <> 'draft' OR (:drafts = 2 AND p.shared_on <> ''))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY p.cycle DESC, p.id;

-- outcomes_of_plan(int viewer, int plan): many, int attained
SELECT o.id, o.plan_id, o.position, o.area, o.baseline, o.outcome, o.strategies, o.who, o.how_often, o.rating, o.rating_words, o.much_less, o.less, o.more, o.much_more, coalesce(o.attained, 9) AS attained
  FROM outcome o JOIN plan p ON p.id = o.plan_id
 WHERE o.plan_id = :plan
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = p.child_id AND v.person_id = :viewer)
 ORDER BY o.position, o.id;

-- outcomes_of_child(int viewer, int child): many as outcomes_of_plan, int attained
SELECT o.id, o.plan_id, o.position, o.area, o.baseline, o.outcome, o.strategies, o.who, o.how_often, o.rating, o.rating_words, o.much_less, o.less, o.more, o.much_more, coalesce(o.attained, 9) AS attained
  FROM outcome o JOIN plan p ON p.id = o.plan_id
 WHERE p.child_id = :child
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY o.plan_id, o.position, o.id;

-- review_of_plan(int viewer, int plan): one
SELECT r.id, r.plan_id, r.held_on, r.attended, r.parent_view, r.child_view, r.impact, r.decision, r.because, coalesce(b.name, '') AS written_by
  FROM review r JOIN plan p ON p.id = r.plan_id LEFT JOIN person b ON b.id = r.person_id
 WHERE r.plan_id = :plan
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = p.child_id AND v.person_id = :viewer);

-- reviews_of_child(int viewer, int child): many as review_of_plan
SELECT r.id, r.plan_id, r.held_on, r.attended, r.parent_view, r.child_view, r.impact, r.decision, r.because, coalesce(b.name, '') AS written_by
  FROM review r JOIN plan p ON p.id = r.plan_id LEFT JOIN person b ON b.id = r.person_id
 WHERE p.child_id = :child
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY r.held_on, r.id;

-- people_who_may_lead(int viewer, int child): many
SELECT p.id, p.name, p.job, p.organisation FROM person p
 WHERE p.is_active = 1 AND p.role <> 'parent'
   AND (p.role IN ('officer', 'manager')
        OR EXISTS (SELECT 1 FROM professional r WHERE r.child_id = :child AND r.person_id = p.id AND r.to_on = '')
        OR EXISTS (SELECT 1 FROM placement a JOIN staff f ON f.setting_id = a.setting_id WHERE a.child_id = :child AND a.to_on = '' AND f.person_id = p.id AND f.to_on = ''))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY p.name, p.id;

-- setting_attended_now(int viewer, int child): one
SELECT a.setting_id FROM placement a
 WHERE a.child_id = :child AND a.to_on = ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY a.from_on DESC, a.id LIMIT 1;

-- plan_deadlines_open(int viewer, int child): many
SELECT d.about_id FROM deadline d
 WHERE d.child_id = :child AND d.rule = 'plan' AND d.done_on = ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY d.id;

-- add_plan{}: run
INSERT INTO plan (id, child_id, cycle, kind, status, setting_id, lead_id, lead_words, assessed, going_well, important, support, parent_view, child_view, staff_needs, started_on, review_due_on, parents_told_on, changed_by, changed_at, created_at)
VALUES (:id, :child_id, :cycle, :kind, 'draft', :setting_id, :lead_id, :lead_words, :assessed, :going_well, :important, :support, :parent_view, :child_view, :staff_needs, :started_on, :review_due_on, :parents_told_on, :changed_by, :changed_at, :created_at);

-- add_outcome{}: run
INSERT INTO outcome (id, plan_id, position, area, baseline, outcome, strategies, who, how_often, much_less, less, more, much_more)
VALUES (:id, :plan_id, :position, :area, :baseline, :outcome, :strategies, :who, :how_often, :much_less, :less, :more, :much_more);

-- change_plan{}: run, unscoped because the handler has fetched the plan for its viewer
UPDATE plan SET lead_id = :lead_id, lead_words = :lead_words, assessed = :assessed, going_well = :going_well, important = :important, support = :support, parent_view = :parent_view, child_view = :child_view, staff_needs = :staff_needs,
       started_on = :started_on, review_due_on = :review_due_on, parents_told_on = :parents_told_on, changed_by = :changed_by, changed_at = :changed_at, version = version + 1
 WHERE id = :id AND version = :version;

-- change_outcome{}: run, unscoped because the handler has fetched the plan for its viewer
UPDATE outcome SET position = :position, area = :area, baseline = :baseline, outcome = :outcome, strategies = :strategies, who = :who, how_often = :how_often,
       much_less = :much_less, less = :less, more = :more, much_more = :much_more
 WHERE id = :id AND plan_id = :plan_id;

-- remove_outcome(int id, int plan): run, unscoped because the handler has fetched the plan for its viewer
DELETE FROM outcome WHERE id = :id AND plan_id = :plan;

-- make_plan_active(int id, text started_on, int person, int now): run, unscoped because the handler has fetched the plan for its viewer
UPDATE plan SET status = 'active', started_on = :started_on, changed_by = :person, changed_at = :now, version = version + 1 WHERE id = :id AND status = 'draft';

-- make_plan_reviewed(int id, int person, int now): run, unscoped because the handler has fetched the plan for its viewer
UPDATE plan SET status = 'reviewed', changed_by = :person, changed_at = :now, version = version + 1 WHERE id = :id AND status = 'active';

-- rate_outcome(int id, int plan, int rating, text words): run, unscoped because the handler has fetched the plan for its viewer
UPDATE outcome SET rating = :rating, rating_words = :words WHERE id = :id AND plan_id = :plan;

-- measure_outcome(int id, int plan, int attained): run, unscoped because the handler has fetched the plan for its viewer
UPDATE outcome SET attained = :attained WHERE id = :id AND plan_id = :plan;

-- add_idea(int id, int plan, text strategies, text how_often): run, unscoped because the handler has fetched the plan for its viewer
UPDATE outcome SET strategies = :strategies, how_often = CASE WHEN how_often = '' THEN :how_often ELSE how_often END WHERE id = :id AND plan_id = :plan;

-- touch_plan(int id, int person, int now): run, unscoped because the handler has fetched the plan for its viewer
UPDATE plan SET changed_by = :person, changed_at = :now, version = version + 1 WHERE id = :id AND status <> 'reviewed';

-- show_draft(int id, text shared_on): run, unscoped because the handler has fetched the plan for its viewer
UPDATE plan SET shared_on = :shared_on WHERE id = :id AND status = 'draft';

-- staff_needs(int viewer, text after_name, int after, int most): many
SELECT p.id, p.child_id, p.staff_needs, p.started_on, c.given_name, c.family_name, c.known_as, coalesce(s.name, 'In no setting') AS setting_name
  FROM plan p JOIN child c ON c.id = p.child_id LEFT JOIN setting s ON s.id = p.setting_id
 WHERE p.status = 'active' AND p.staff_needs <> '' AND c.left_on = '' AND c.merged_into IS NULL
   AND (coalesce(s.name, 'In no setting'), p.id) > (:after_name, :after)
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY coalesce(s.name, 'In no setting'), p.id LIMIT :most;

-- add_review{}: run
INSERT INTO review (id, plan_id, held_on, attended, parent_view, child_view, impact, decision, because, person_id, at)
VALUES (:id, :plan_id, :held_on, :attended, :parent_view, :child_view, :impact, :decision, :because, :person_id, :at);

-- The lists.  due: the review's day; a draft has none and stands last.  :state is '' (all that is open), 'late', 'soon' or 'draft'.

-- open_plans_of_service(int viewer, text state, text today, text soon, text after_due, int after_id): many
SELECT p.id, p.child_id, p.cycle, p.status, p.review_due_on, p.changed_at, c.given_name, c.family_name, c.known_as, coalesce(s.name, '') AS setting_name, coalesce(l.name, '') AS lead_name,
       CASE WHEN p.status = 'draft' THEN '9999-12-31' ELSE p.review_due_on END AS due
  FROM plan p JOIN child c ON c.id = p.child_id LEFT JOIN setting s ON s.id = p.setting_id LEFT JOIN person l ON l.id = p.lead_id
 WHERE (p.status = 'active' OR p.status = 'draft') AND c.left_on = '' AND c.merged_into IS NULL
   AND (:state = '' OR (:state = 'draft' AND p.status = 'draft') OR (:state = 'late' AND p.status = 'active' AND p.review_due_on < :today)
        OR (:state = 'soon' AND p.status = 'active' AND p.review_due_on >= :today AND p.review_due_on <= :soon)
        OR (:state = 'needs' AND (p.status = 'draft' OR p.review_due_on <= :soon)))
   AND (CASE WHEN p.status = 'draft' THEN '9999-12-31' ELSE p.review_due_on END, p.id) > (:after_due, :after_id)
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY CASE WHEN p.status = 'draft' THEN '9999-12-31' ELSE p.review_due_on END, p.id LIMIT 51;

-- open_plans_of_setting(int viewer, text state, text today, text soon, text after_due, int after_id): many as open_plans_of_service
SELECT p.id, p.child_id, p.cycle, p.status, p.review_due_on, p.changed_at, c.given_name, c.family_name, c.known_as, coalesce(s.name, '') AS setting_name, coalesce(l.name, '') AS lead_name,
       CASE WHEN p.status = 'draft' THEN '9999-12-31' ELSE p.review_due_on END AS due
  FROM plan p JOIN child c ON c.id = p.child_id LEFT JOIN setting s ON s.id = p.setting_id LEFT JOIN person l ON l.id = p.lead_id
 WHERE (p.status = 'active' OR p.status = 'draft') AND c.left_on = '' AND c.merged_into IS NULL
   AND (:state = '' OR (:state = 'draft' AND p.status = 'draft') OR (:state = 'late' AND p.status = 'active' AND p.review_due_on < :today)
        OR (:state = 'soon' AND p.status = 'active' AND p.review_due_on >= :today AND p.review_due_on <= :soon)
        OR (:state = 'needs' AND (p.status = 'draft' OR p.review_due_on <= :soon)))
   AND (CASE WHEN p.status = 'draft' THEN '9999-12-31' ELSE p.review_due_on END, p.id) > (:after_due, :after_id)
   AND p.child_id IN (SELECT v.child_id FROM child_seen_by v WHERE v.person_id = :viewer)
 ORDER BY CASE WHEN p.status = 'draft' THEN '9999-12-31' ELSE p.review_due_on END, p.id LIMIT 51;

-- open_plans_i_lead(int viewer, text state, text today, text soon, text after_due, int after_id): many as open_plans_of_service
SELECT p.id, p.child_id, p.cycle, p.status, p.review_due_on, p.changed_at, c.given_name, c.family_name, c.known_as, coalesce(s.name, '') AS setting_name, coalesce(l.name, '') AS lead_name,
       CASE WHEN p.status = 'draft' THEN '9999-12-31' ELSE p.review_due_on END AS due
  FROM plan p JOIN child c ON c.id = p.child_id LEFT JOIN setting s ON s.id = p.setting_id LEFT JOIN person l ON l.id = p.lead_id
 WHERE (p.status = 'active' OR p.status = 'draft') AND c.left_on = '' AND c.merged_into IS NULL
   AND (:state = '' OR (:state = 'draft' AND p.status = 'draft') OR (:state = 'late' AND p.status = 'active' AND p.review_due_on < :today)
        OR (:state = 'soon' AND p.status = 'active' AND p.review_due_on >= :today AND p.review_due_on <= :soon)
        OR (:state = 'needs' AND (p.status = 'draft' OR p.review_due_on <= :soon)))
   AND (CASE WHEN p.status = 'draft' THEN '9999-12-31' ELSE p.review_due_on END, p.id) > (:after_due, :after_id)
   AND p.id IN (SELECT m.id FROM plan m WHERE m.lead_id = :viewer AND m.status IN ('active', 'draft')
                UNION SELECT m.id FROM professional r JOIN plan m ON m.child_id = r.child_id AND m.status IN ('active', 'draft')
                       WHERE r.person_id = :viewer AND r.is_lead = 1 AND r.to_on = '')
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY CASE WHEN p.status = 'draft' THEN '9999-12-31' ELSE p.review_due_on END, p.id LIMIT 51;

-- ---- what parents say to a plan ----

-- set_family_views(int id, text parent_view, text child_view, int changed_by, int changed_at): run, unscoped because the plan was found for the viewer
UPDATE plan SET parent_view = :parent_view, child_view = :child_view, version = version + 1, changed_by = :changed_by, changed_at = :changed_at WHERE id = :id AND (status = 'active' OR (status = 'draft' AND shared_on <> ''));

-- add_plan_answer{}: run
INSERT INTO plan_answer (id, plan_id, person_id, answer, words, on_day) VALUES (:id, :plan_id, :person_id, :answer, :words, :on_day);

-- answers_of_plan(int viewer, int plan, int own_only): many
SELECT a.id, a.person_id, a.answer, a.words, a.on_day, b.name
  FROM plan_answer a JOIN plan p ON p.id = a.plan_id JOIN person b ON b.id = a.person_id
 WHERE a.plan_id = :plan AND (:own_only = 0 OR a.person_id = :viewer)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = p.child_id AND v.person_id = :viewer)
 ORDER BY a.id DESC;

-- ---- what a kind of plan asks ----

-- plan_parts(text kind, text today): many
SELECT t.part, t.from_on, t.label, t.hint, t.is_asked FROM plan_part t
 WHERE t.kind = :kind AND t.from_on = (SELECT max(u.from_on) FROM plan_part u WHERE u.kind = t.kind AND u.part = t.part AND u.from_on <= :today)
 ORDER BY t.part;

-- plan_parts_to_come(text kind, text today): many as plan_parts
SELECT t.part, t.from_on, t.label, t.hint, t.is_asked FROM plan_part t WHERE t.kind = :kind AND t.from_on > :today ORDER BY t.from_on, t.part;

-- set_plan_part(text kind, text part, text from_on, text label, text hint, int is_asked, int person, int now): run
INSERT INTO plan_part (kind, part, from_on, label, hint, is_asked, changed_by, changed_at) VALUES (:kind, :part, :from_on, :label, :hint, :is_asked, :person, :now)
 ON CONFLICT (kind, part, from_on) DO UPDATE SET label = excluded.label, hint = excluded.hint, is_asked = excluded.is_asked, changed_by = excluded.changed_by, changed_at = excluded.changed_at;
