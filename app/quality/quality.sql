-- What the rules of data quality are asked of, the scores of each month, and what the pages show.  The audit stands in audit.sql.

-- ---- the rules ----

-- quality_rules_changed(): many
SELECT rule, is_on, days, changed_on FROM quality_rule ORDER BY rule;

-- set_quality_rule(text rule, int is_on, int days, text changed_on, ref person): run
INSERT INTO quality_rule (rule, is_on, days, changed_on, changed_by) VALUES (:rule, :is_on, :days, :changed_on, :person)
 ON CONFLICT (rule) DO UPDATE SET is_on = excluded.is_on, days = excluded.days, changed_on = excluded.changed_on, changed_by = excluded.changed_by;

-- ---- records ----

-- quality_frame(): many, unscoped because they are counted, or drawn by lot, and who may not see one is told nothing
SELECT child_id FROM quality_record ORDER BY child_id;

-- quality_records(int after, int upto): many, int has_lead, int lead_is_gone, int lead_id, int setting_id, int hours, int setting_is_open, int agreements, int placements, int places, int all_hours, int carers,
--   int carer_names, int responsible, int accounts, int different_accounts, int plan_id, unscoped because they are counted, naming nobody, and listed only for those who see the child
SELECT child_id, area, is_restricted, born_on, sex, nhs_number, upn, ethnicity, home_language, needs_interpreter, postcode, no_setting_reason, known_on, concern_on,
       lead_id, has_lead, lead_is_gone, setting_id, hours, key_person, setting_kind, setting_is_open, provision, provision_from, ehc_stage, ehc_from,
       need, agreements, placements, places, all_hours, carers, carer_names, telephone, email, responsible, accounts, different_accounts, last_on, confirmed_on,
       plan_from, review_due_on, plan_id, pair_found_on, other_pair_found_on
  FROM quality_record WHERE child_id > :after AND child_id <= :upto ORDER BY child_id;

-- quality_records_seen(int viewer): many as quality_records, int has_lead, int lead_is_gone, int lead_id, int setting_id, int hours, int setting_is_open, int agreements, int placements, int places, int all_hours, int carers,
--   int carer_names, int responsible, int accounts, int different_accounts, int plan_id
SELECT r.child_id, r.area, r.is_restricted, r.born_on, r.sex, r.nhs_number, r.upn, r.ethnicity, r.home_language, r.needs_interpreter, r.postcode, r.no_setting_reason, r.known_on, r.concern_on,
       r.lead_id, r.has_lead, r.lead_is_gone, r.setting_id, r.hours, r.key_person, r.setting_kind, r.setting_is_open, r.provision, r.provision_from, r.ehc_stage, r.ehc_from,
       r.need, r.agreements, r.placements, r.places, r.all_hours, r.carers, r.carer_names, r.telephone, r.email, r.responsible, r.accounts, r.different_accounts, r.last_on, r.confirmed_on,
       r.plan_from, r.review_due_on, r.plan_id, r.pair_found_on, r.other_pair_found_on
  FROM quality_record r
 WHERE r.child_id IN (SELECT v.child_id FROM child_seen_by v WHERE v.person_id = :viewer)
 ORDER BY r.child_id LIMIT 1000;

-- quality_record_seen(int viewer, int child): one as quality_records, int has_lead, int lead_is_gone, int lead_id, int setting_id, int hours, int setting_is_open, int agreements, int placements, int places, int all_hours, int carers,
--   int carer_names, int responsible, int accounts, int different_accounts, int plan_id
SELECT r.child_id, r.area, r.is_restricted, r.born_on, r.sex, r.nhs_number, r.upn, r.ethnicity, r.home_language, r.needs_interpreter, r.postcode, r.no_setting_reason, r.known_on, r.concern_on,
       r.lead_id, r.has_lead, r.lead_is_gone, r.setting_id, r.hours, r.key_person, r.setting_kind, r.setting_is_open, r.provision, r.provision_from, r.ehc_stage, r.ehc_from,
       r.need, r.agreements, r.placements, r.places, r.all_hours, r.carers, r.carer_names, r.telephone, r.email, r.responsible, r.accounts, r.different_accounts, r.last_on, r.confirmed_on,
       r.plan_from, r.review_due_on, r.plan_id, r.pair_found_on, r.other_pair_found_on
  FROM quality_record r
 WHERE r.child_id = :child AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer);

-- ---- scores of the months ----

-- set_quality_score{}: run
INSERT INTO quality_score (scope, about, dimension, month, as_at, children, clean, checks, passed)
VALUES (:scope, :about, :dimension, :month, :as_at, :children, :clean, :checks, :passed)
 ON CONFLICT (scope, about, dimension, month) DO UPDATE SET as_at = excluded.as_at, children = excluded.children, clean = excluded.clean, checks = excluded.checks, passed = excluded.passed;

-- quality_scores_of_day(text as_at): one, int n
SELECT count(*) AS n FROM quality_score WHERE scope = 'all' AND about = '' AND as_at = :as_at;

-- The months of one, oldest first.
-- quality_trend(text scope, text about, text since): many
SELECT dimension, month, as_at, children, clean, checks, passed FROM quality_score
 WHERE scope = :scope AND about = :about AND month >= :since
 ORDER BY month, dimension;

-- ---- who is listed ----

-- quality_child(int viewer, int child): one, text setting_name, text lead_name
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.area,
       coalesce((SELECT t.name FROM placement a JOIN setting t ON t.id = a.setting_id WHERE a.child_id = c.id AND a.to_on = '' ORDER BY a.hours DESC, a.id LIMIT 1), '') AS setting_name,
       coalesce((SELECT l.name FROM professional l WHERE l.child_id = c.id AND l.is_lead = 1 AND l.to_on = ''), '') AS lead_name
  FROM child c
 WHERE c.id = :child AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer);

-- quality_setting_names(): many
SELECT id, name, area, kind FROM setting ORDER BY id;

-- quality_lead_names(): many
SELECT id, name, job FROM person WHERE role IN ('officer', 'manager', 'practitioner', 'health', 'school') ORDER BY id;

-- quality_confirm{}: run
INSERT INTO quality_confirmed (id, child_id, on_day, person_id) VALUES (:id, :child_id, :on_day, :person_id);
