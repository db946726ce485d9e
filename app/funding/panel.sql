-- The panel: its days, who sits on it, who is bound, what was decided.

-- note_authors(int application, int now): run, unscoped because only who is bound is noted, nothing is told
INSERT INTO funding_conflict (application_id, person_id, kind, because, at)
SELECT a.id, p.id, 'author', CASE WHEN p.id IN (a.created_by, coalesce(a.sent_by, 0), coalesce(a.support_by, 0)) THEN 'Wrote, sent or supported the application'
       WHEN EXISTS (SELECT 1 FROM staff f WHERE f.person_id = p.id AND f.setting_id = a.setting_id AND f.to_on = '') THEN 'Works at the setting that applies' ELSE 'Leads on helping the child' END, :now
  FROM funding_application a, person p
 WHERE a.id = :application AND p.role IN ('officer', 'manager', 'practitioner', 'health', 'school')
   AND (p.id IN (a.created_by, coalesce(a.sent_by, 0), coalesce(a.support_by, 0)) OR EXISTS (SELECT 1 FROM staff f WHERE f.person_id = p.id AND f.setting_id = a.setting_id AND f.to_on = '')
        OR EXISTS (SELECT 1 FROM professional r WHERE r.person_id = p.id AND r.child_id = a.child_id AND r.is_lead = 1 AND r.to_on = ''))
ON CONFLICT (application_id, person_id) DO NOTHING;

-- note_family(int application, int now): run, unscoped because only who is bound is noted, nothing is told
INSERT INTO funding_conflict (application_id, person_id, kind, because, at)
SELECT DISTINCT a.id, p.id, 'known', 'A parent or carer of the child has the same email address', :now
  FROM funding_application a JOIN carer k ON k.child_id = a.child_id JOIN person p ON p.email = lower(k.email)
 WHERE a.id = :application AND k.email <> '' AND p.role <> 'parent'
ON CONFLICT (application_id, person_id) DO NOTHING;

-- ---- who sits on it ----

-- panel_seat(int person): one, int sits
SELECT p.id, CASE WHEN p.role = 'manager' OR EXISTS (SELECT 1 FROM funding_member m WHERE m.person_id = p.id AND m.to_on = '') THEN 1 ELSE 0 END AS sits FROM person p WHERE p.id = :person;

-- funding_members(): many
SELECT p.id, p.name, p.role, p.job, p.organisation, m.because, m.from_on, m.to_on FROM funding_member m JOIN person p ON p.id = m.person_id ORDER BY CASE WHEN m.to_on = '' THEN 0 ELSE 1 END, p.name, p.id;

-- people_who_may_sit(): many
SELECT p.id, p.name, p.role, p.job, p.organisation, p.email FROM person p
 WHERE p.is_active = 1 AND (p.role = 'manager' OR EXISTS (SELECT 1 FROM funding_member m WHERE m.person_id = p.id AND m.to_on = '')) ORDER BY p.name, p.id;

-- people_to_name(text role): many
SELECT p.id, p.name, p.job, p.organisation FROM person p
 WHERE p.is_active = 1 AND p.role = :role AND NOT EXISTS (SELECT 1 FROM funding_member m WHERE m.person_id = p.id AND m.to_on = '') ORDER BY p.name, p.id;

-- name_funding_member(int person, text because, text today): run
INSERT INTO funding_member (person_id, because, from_on) VALUES (:person, :because, :today)
ON CONFLICT (person_id) DO UPDATE SET because = excluded.because, from_on = excluded.from_on, to_on = '';

-- end_funding_member(int person, text today): run
UPDATE funding_member SET to_on = :today WHERE person_id = :person AND to_on = '';

-- ---- its days ----

-- funding_panels(int most): many, int applications, int decided, int people, unscoped because only counts of applications are told
SELECT f.id, f.closes_on, f.meets_on, f.place, f.begun_at, f.ended_at,
       (SELECT count(*) FROM funding_application a WHERE a.panel_id = f.id AND a.status IN ('sent', 'question', 'decided')) AS applications,
       (SELECT count(*) FROM funding_decision d WHERE d.panel_id = f.id) AS decided,
       (SELECT count(*) FROM funding_panel_person p WHERE p.panel_id = f.id) AS people
  FROM funding_panel f ORDER BY f.meets_on DESC, f.id DESC LIMIT :most;

-- funding_panel_by_id(int id): one
SELECT id, closes_on, meets_on, place, begun_at, ended_at FROM funding_panel WHERE id = :id;

-- funding_panel_on(text day): one
SELECT id FROM funding_panel WHERE meets_on = :day;

-- add_funding_panel{}: run
INSERT INTO funding_panel (id, closes_on, meets_on, place) VALUES (:id, :closes_on, :meets_on, :place);

-- change_funding_panel{}: run
UPDATE funding_panel SET closes_on = :closes_on, meets_on = :meets_on, place = :place WHERE id = :id AND begun_at = 0;

-- Sent in time for this day, and without one so far.
-- waiting_for_panel(text closes_on): many, unscoped because applications are put to a day, unread
SELECT id, child_id FROM funding_application WHERE status = 'sent' AND panel_id IS NULL AND sent_on <= :closes_on ORDER BY id;

-- put_to_panel(int id, int panel): run, unscoped because applications are put to a day, unread
UPDATE funding_application SET panel_id = :panel WHERE id = :id AND panel_id IS NULL;

-- begin_funding_panel(int id, int now): run
UPDATE funding_panel SET begun_at = :now WHERE id = :id AND begun_at = 0;

-- end_funding_panel(int id, int now): run
UPDATE funding_panel SET ended_at = :now WHERE id = :id AND ended_at = 0;

-- move_undecided(int panel, ref next, int now): run, unscoped because what was not decided is put to the next day, unread
UPDATE funding_application SET panel_id = :next, changed_at = :now WHERE panel_id = :panel AND status = 'sent';

-- undecided_of_panel(int panel): many, unscoped because the deadlines of what was not decided move with it
SELECT id, child_id FROM funding_application WHERE panel_id = :panel AND status = 'sent' ORDER BY id;

-- funding_panel_people(int panel): many
SELECT p.id, p.name, p.job FROM funding_panel_person t JOIN person p ON p.id = t.person_id WHERE t.panel_id = :panel ORDER BY p.name, p.id;

-- drop_funding_panel_people(int panel): run
DELETE FROM funding_panel_person WHERE panel_id = :panel;

-- add_funding_panel_person(int panel, int person): run
INSERT INTO funding_panel_person (panel_id, person_id) VALUES (:panel, :person);

-- ---- the agenda ----

-- What stands on it for this member; of those that they may read (said = 'none', or lifted) all, of the others the name and the setting.
-- agenda_of_panel(int viewer, int panel): many, text said, int cycles
SELECT a.id, a.reference, a.child_id, a.status, a.outcome, a.sent_on, a.from_on, a.to_on, a.minutes, a.asked_pence, a.pays_for, a.difference, c.given_name, c.family_name, c.known_as, c.born_on, s.name AS setting_name, s.area,
       coalesce(b.name, '') AS band_name, coalesce(b.unit, '') AS unit, coalesce(b.cycles, 0) AS cycles, a.support, coalesce(o.name, '') AS support_name,
       coalesce((SELECT CASE WHEN k.lifted_at > 0 THEN 'none' ELSE k.kind END FROM funding_conflict k WHERE k.application_id = a.id AND k.person_id = :viewer), '') AS said
  FROM funding_application a JOIN child c ON c.id = a.child_id JOIN setting s ON s.id = a.setting_id LEFT JOIN funding_band b ON b.id = a.band_id LEFT JOIN person o ON o.id = a.support_by
 WHERE a.panel_id = :panel AND a.status IN ('sent', 'question', 'decided')
   AND EXISTS (SELECT 1 FROM agenda_seen_by v WHERE v.application_id = a.id AND v.person_id = :viewer)
 ORDER BY s.name, a.id;

-- Those that are hidden from this member: how many, told without a word of them.
-- agenda_hidden(int viewer, int panel): one, int n, unscoped because only their number is told
SELECT count(*) AS n FROM funding_application a
 WHERE a.panel_id = :panel AND a.status IN ('sent', 'question', 'decided') AND NOT EXISTS (SELECT 1 FROM agenda_seen_by v WHERE v.application_id = a.id AND v.person_id = :viewer);

-- say_conflict{}: run, unscoped because a member says it of an application on their agenda
INSERT INTO funding_conflict (application_id, person_id, kind, because, at) VALUES (:application_id, :person_id, :kind, :because, :at)
ON CONFLICT (application_id, person_id) DO UPDATE SET kind = excluded.kind, because = excluded.because, at = excluded.at WHERE funding_conflict.kind = 'none';

-- conflicts_of_application(int viewer, int application): many
SELECT k.person_id, k.kind, k.because, k.at, k.lifted_at, k.lifted_because, p.name, coalesce(l.name, '') AS lifted_name
  FROM funding_conflict k JOIN person p ON p.id = k.person_id LEFT JOIN person l ON l.id = k.lifted_by
 WHERE k.application_id = :application AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = k.application_id AND v.person_id = :viewer)
 ORDER BY k.kind DESC, p.name, p.id;

-- lift_conflict{}: run, unscoped because the handler has fetched the application for its viewer
UPDATE funding_conflict SET lifted_by = :lifted_by, lifted_at = :lifted_at, lifted_because = :lifted_because
 WHERE application_id = :application_id AND person_id = :person_id AND kind = 'said' AND lifted_at = 0;

-- own_conflict(int viewer, int application): one, unscoped because it tells a person what they said themselves
SELECT kind, because, lifted_at FROM funding_conflict WHERE application_id = :application AND person_id = :viewer;

-- Those who were there and are not bound.
-- deciders_present(int application, int panel): many, unscoped because the handler has fetched the application for its viewer; only names of the panel are told
SELECT p.id, p.name, p.job
  FROM funding_panel_person t JOIN person p ON p.id = t.person_id JOIN funding_conflict k ON k.person_id = p.id AND k.application_id = :application
 WHERE t.panel_id = :panel AND (k.kind = 'none' OR k.lifted_at > 0)
 ORDER BY p.name, p.id;

-- ---- decisions ----

-- decisions_of_application(int viewer, int application): many
SELECT d.id, d.application_id, d.child_id, d.stage, d.outcome, d.copy_id, d.copy_hash, d.rate_pence, d.minutes, d.from_on, d.to_on, d.pence, d.conditions, d.reasons, d.helps_instead, d.decided_on, d.at,
       coalesce(b.name, '') AS band_name, coalesce(b.unit, '') AS unit, coalesce(p.name, '') AS person_name, k.number AS copy_number, coalesce(f.meets_on, '') AS meets_on
  FROM funding_decision d JOIN funding_copy k ON k.id = d.copy_id LEFT JOIN funding_band b ON b.id = d.band_id LEFT JOIN person p ON p.id = d.person_id LEFT JOIN funding_panel f ON f.id = d.panel_id
 WHERE d.application_id = :application AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = d.application_id AND v.person_id = :viewer)
 ORDER BY d.id DESC;

-- funding_decision_by_id(int viewer, int id): one as decisions_of_application
SELECT d.id, d.application_id, d.child_id, d.stage, d.outcome, d.copy_id, d.copy_hash, d.rate_pence, d.minutes, d.from_on, d.to_on, d.pence, d.conditions, d.reasons, d.helps_instead, d.decided_on, d.at,
       coalesce(b.name, '') AS band_name, coalesce(b.unit, '') AS unit, coalesce(p.name, '') AS person_name, k.number AS copy_number, coalesce(f.meets_on, '') AS meets_on
  FROM funding_decision d JOIN funding_copy k ON k.id = d.copy_id LEFT JOIN funding_band b ON b.id = d.band_id LEFT JOIN person p ON p.id = d.person_id LEFT JOIN funding_panel f ON f.id = d.panel_id
 WHERE d.id = :id AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = d.application_id AND v.person_id = :viewer);

-- deciders_of(int decision): many, unscoped because the handler has fetched the decision for its viewer
SELECT p.id, p.name, p.job FROM funding_decider x JOIN person p ON p.id = x.person_id WHERE x.decision_id = :decision ORDER BY p.name, p.id;

-- add_funding_decision{}: run
INSERT INTO funding_decision (id, application_id, child_id, panel_id, stage, outcome, copy_id, copy_hash, band_id, rate_pence, minutes, from_on, to_on, pence, conditions, reasons, helps_instead, person_id, decided_on, at)
VALUES (:id, :application_id, :child_id, :panel_id, :stage, :outcome, :copy_id, :copy_hash, :band_id, :rate_pence, :minutes, :from_on, :to_on, :pence, :conditions, :reasons, :helps_instead, :person_id, :decided_on, :at);

-- add_funding_decider(int decision, int person): run, unscoped because it belongs to the decision just written
INSERT INTO funding_decider (decision_id, person_id) VALUES (:decision, :person) ON CONFLICT (decision_id, person_id) DO NOTHING;

-- decide_application{}: run, unscoped because the handler has fetched the application for its viewer
UPDATE funding_application SET status = 'decided', outcome = :outcome, decided_on = CASE WHEN decided_on = '' THEN :decided_on ELSE decided_on END, changed_at = :changed_at, version = version + 1
 WHERE id = :id AND status IN ('sent', 'decided');

-- ask_about_application(int id, int now): run, unscoped because the handler has fetched the application for its viewer
UPDATE funding_application SET status = 'question', changed_at = :now, version = version + 1 WHERE id = :id AND status = 'sent';

-- ---- appeals ----

-- appeals_of_application(int viewer, int application): many, int result_id
SELECT x.id, x.decision_id, x.made_by, x.grounds, x.received_on, x.due_on, coalesce(x.result_id, 0) AS result_id
  FROM funding_appeal x
 WHERE x.application_id = :application AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = x.application_id AND v.person_id = :viewer)
 ORDER BY x.id DESC;

-- add_funding_appeal{}: run
INSERT INTO funding_appeal (id, application_id, child_id, decision_id, made_by, grounds, received_on, due_on, person_id) VALUES (:id, :application_id, :child_id, :decision_id, :made_by, :grounds, :received_on, :due_on, :person_id);

-- end_funding_appeal(int id, int result): run, unscoped because the handler has fetched the application for its viewer
UPDATE funding_appeal SET result_id = :result WHERE id = :id AND result_id IS NULL;

-- has_decided(int application, int person): one, int n, unscoped because it tells a person what they did themselves
SELECT count(*) AS n FROM funding_decider x JOIN funding_decision d ON d.id = x.decision_id WHERE d.application_id = :application AND x.person_id = :person;

-- ---- what needs the panel ----

-- Days ahead with what this member has not said or not read; appeals that this person may decide.
-- panels_to_prepare(int viewer, text today, text soon): many, int applications, int unsaid, int undecided
SELECT f.id, f.meets_on, count(*) AS applications,
       coalesce(sum(CASE WHEN EXISTS (SELECT 1 FROM funding_conflict k WHERE k.application_id = a.id AND k.person_id = :viewer) THEN 0 ELSE 1 END), 0) AS unsaid,
       coalesce(sum(CASE WHEN a.status = 'sent' THEN 1 ELSE 0 END), 0) AS undecided
  FROM funding_panel f JOIN funding_application a ON a.panel_id = f.id AND a.status IN ('sent', 'question', 'decided')
 WHERE f.ended_at = 0 AND f.meets_on <= :soon AND EXISTS (SELECT 1 FROM agenda_seen_by v WHERE v.application_id = a.id AND v.person_id = :viewer)
 GROUP BY f.id, f.meets_on ORDER BY f.meets_on, f.id;

-- appeals_to_decide(int viewer): many
SELECT x.id, x.application_id, x.due_on, c.given_name, c.family_name, c.known_as
  FROM funding_appeal x JOIN funding_application a ON a.id = x.application_id JOIN child c ON c.id = x.child_id
 WHERE x.result_id IS NULL AND NOT EXISTS (SELECT 1 FROM funding_decider p JOIN funding_decision d ON d.id = p.decision_id WHERE d.application_id = a.id AND p.person_id = :viewer)
   AND NOT EXISTS (SELECT 1 FROM funding_conflict k WHERE k.application_id = a.id AND k.person_id = :viewer AND k.kind <> 'none' AND k.lifted_at = 0)
   AND EXISTS (SELECT 1 FROM agenda_seen_by v WHERE v.application_id = a.id AND v.person_id = :viewer)
 ORDER BY x.due_on, x.id;
