-- Applications to the inclusion fund: writing, sending, what they were based on, questions, the list.

-- application_by_id(int viewer, int id): one, int panel_id, int band_id, int support_by, int is_senco_there, int has_senco, int works_there, int is_own
SELECT a.id, a.reference, a.child_id, a.setting_id, a.status, coalesce(a.panel_id, 0) AS panel_id, coalesce(a.band_id, 0) AS band_id, a.minutes, a.from_on, a.to_on, a.pays_for, a.tried, a.difference,
       a.family_view, a.family_told_on, a.evidence, a.support, coalesce(a.support_by, 0) AS support_by, a.asked_pence, a.outcome, a.sent_on, a.decided_on, a.created_by, a.created_at, a.changed_at, a.version,
       c.given_name, c.family_name, c.known_as, c.born_on, s.name AS setting_name, coalesce(o.name, '') AS support_name, coalesce(b.name, '') AS sent_name, w.name AS created_name, coalesce(p.meets_on, '') AS meets_on,
       (SELECT count(*) FROM staff f WHERE f.setting_id = a.setting_id AND f.person_id = :viewer AND f.to_on = '' AND f.is_senco = 1) AS is_senco_there,
       (SELECT count(*) FROM staff f JOIN person q ON q.id = f.person_id AND q.is_active = 1 WHERE f.setting_id = a.setting_id AND f.to_on = '' AND f.is_senco = 1) AS has_senco,
       (SELECT count(*) FROM staff f WHERE f.setting_id = a.setting_id AND f.person_id = :viewer AND f.to_on = '') AS works_there,
       (SELECT count(*) FROM child_seen_by v WHERE v.child_id = a.child_id AND v.person_id = :viewer) AS is_own
  FROM funding_application a JOIN child c ON c.id = a.child_id JOIN setting s ON s.id = a.setting_id JOIN person w ON w.id = a.created_by
  LEFT JOIN person o ON o.id = a.support_by LEFT JOIN person b ON b.id = a.sent_by LEFT JOIN funding_panel p ON p.id = a.panel_id
 WHERE a.id = :id AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = a.id AND v.person_id = :viewer);

-- applications_of_child(int viewer, int child): many
SELECT a.id, a.reference, a.setting_id, a.status, a.outcome, a.sent_on, a.decided_on, a.asked_pence, a.from_on, a.to_on, s.name AS setting_name, coalesce(b.name, '') AS band_name, coalesce(p.meets_on, '') AS meets_on
  FROM funding_application a JOIN setting s ON s.id = a.setting_id LEFT JOIN funding_band b ON b.id = a.band_id LEFT JOIN funding_panel p ON p.id = a.panel_id
 WHERE a.child_id = :child AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = a.id AND v.person_id = :viewer)
 ORDER BY a.id DESC;

-- The list.  :show is '' (not decided), 'draft', 'sent', 'question', 'award', 'part', 'no', 'withdrawn', 'all'; :sort is '' (newest), 'old' or 'pence'.  A draft counts as sent on the last of days.
-- applications(int viewer, int setting, text show, text area, text sort, int after, int most): many
SELECT a.id, a.reference, a.child_id, a.status, a.outcome, a.sent_on, a.decided_on, a.asked_pence, a.from_on, a.to_on, a.minutes, c.given_name, c.family_name, c.known_as, c.born_on, s.name AS setting_name, s.area, coalesce(b.name, '') AS band_name,
       coalesce(p.meets_on, '') AS meets_on
  FROM funding_application a JOIN child c ON c.id = a.child_id JOIN setting s ON s.id = a.setting_id LEFT JOIN funding_band b ON b.id = a.band_id LEFT JOIN funding_panel p ON p.id = a.panel_id
 WHERE (:setting = 0 OR a.setting_id = :setting) AND (:area = '' OR s.area = :area)
   AND (:show = 'all' OR (:show = '' AND a.status IN ('draft', 'sent', 'question')) OR (:show <> '' AND a.status = :show) OR (a.status = 'decided' AND a.outcome = :show))
   AND (:after = 0
        OR (:sort = 'pence' AND (a.asked_pence, a.id) < ((SELECT x.asked_pence FROM funding_application x WHERE x.id = :after), :after))
        OR (:sort = 'old' AND (CASE WHEN a.sent_on = '' THEN '9999-12-31' ELSE a.sent_on END, a.id) > ((SELECT CASE WHEN x.sent_on = '' THEN '9999-12-31' ELSE x.sent_on END FROM funding_application x WHERE x.id = :after), :after))
        OR (:sort = '' AND (CASE WHEN a.sent_on = '' THEN '9999-12-31' ELSE a.sent_on END, a.id) < ((SELECT CASE WHEN x.sent_on = '' THEN '9999-12-31' ELSE x.sent_on END FROM funding_application x WHERE x.id = :after), :after)))
   AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = a.id AND v.person_id = :viewer)
 ORDER BY CASE WHEN :sort = 'pence' THEN 0 - a.asked_pence ELSE 0 END, CASE WHEN :sort = 'old' THEN CASE WHEN a.sent_on = '' THEN '9999-12-31' ELSE a.sent_on END ELSE '' END,
          CASE WHEN :sort = '' THEN CASE WHEN a.sent_on = '' THEN '9999-12-31' ELSE a.sent_on END ELSE '' END DESC, CASE WHEN :sort = 'old' THEN a.id ELSE 0 - a.id END
 LIMIT :most;

-- Of one child at one setting, what is not decided.
-- application_open(int child, int setting): one, unscoped because the child was found for the viewer; only its number is told
SELECT id FROM funding_application WHERE child_id = :child AND setting_id = :setting AND status IN ('draft', 'sent', 'question');

-- application_reference_is_taken(text reference): one, int n, unscoped because only whether it is taken is told
SELECT count(*) AS n FROM funding_application WHERE reference = :reference;

-- add_application{}: run
INSERT INTO funding_application (id, reference, child_id, setting_id, status, minutes, from_on, to_on, tried, difference, family_view, family_told_on, evidence, created_by, created_at, changed_at)
VALUES (:id, :reference, :child_id, :setting_id, 'draft', :minutes, :from_on, :to_on, :tried, :difference, :family_view, :family_told_on, :evidence, :created_by, :created_at, :changed_at);

-- change_application{}: run, unscoped because the handler has fetched the application for its viewer
UPDATE funding_application SET band_id = :band_id, minutes = :minutes, from_on = :from_on, to_on = :to_on, pays_for = :pays_for, tried = :tried, difference = :difference, family_view = :family_view,
       family_told_on = :family_told_on, evidence = :evidence, support = :support, support_by = :support_by, changed_at = :changed_at, version = version + 1
 WHERE id = :id AND version = :version AND status = 'draft';

-- send_application{}: run, unscoped because the handler has fetched the application for its viewer
UPDATE funding_application SET status = 'sent', panel_id = :panel_id, asked_pence = :asked_pence, sent_on = CASE WHEN sent_on = '' THEN :sent_on ELSE sent_on END, sent_by = CASE WHEN sent_on = '' THEN :sent_by ELSE sent_by END,
       changed_at = :changed_at, version = version + 1
 WHERE id = :id AND status IN ('draft', 'question', 'decided');

-- withdraw_application(int id, int now): run, unscoped because the handler has fetched the application for its viewer
UPDATE funding_application SET status = 'withdrawn', changed_at = :now, version = version + 1 WHERE id = :id AND status IN ('draft', 'sent', 'question');

-- support_application(int id, text support, int person, int now): run, unscoped because the handler has fetched the application for its viewer
UPDATE funding_application SET support = :support, support_by = :person, changed_at = :now WHERE id = :id AND status = 'draft';

-- set_application_evidence(int id, text evidence): run, unscoped because the handler has fetched the application for its viewer
UPDATE funding_application SET evidence = :evidence WHERE id = :id;

-- panel_closing_from(text day): one
SELECT id, closes_on, meets_on FROM funding_panel WHERE closes_on >= :day AND ended_at = 0 ORDER BY closes_on, id LIMIT 1;

-- ---- what is frozen ----

-- copies_of_application(int viewer, int application): many
SELECT k.id, k.number, k.because, k.at, k.hash, coalesce(p.name, '') AS person_name
  FROM funding_copy k LEFT JOIN person p ON p.id = k.person_id
 WHERE k.application_id = :application AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = k.application_id AND v.person_id = :viewer)
 ORDER BY k.number DESC, k.id;

-- lines_of_copy(int viewer, int copy): many
SELECT l.kind, l.label, l.words
  FROM funding_copy_line l JOIN funding_copy k ON k.id = l.copy_id
 WHERE l.copy_id = :copy AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = k.application_id AND v.person_id = :viewer)
 ORDER BY l.position;

-- add_funding_copy{}: run
INSERT INTO funding_copy (id, application_id, number, because, person_id, at, hash) VALUES (:id, :application_id, :number, :because, :person_id, :at, :hash);

-- add_funding_copy_line{}: run
INSERT INTO funding_copy_line (copy_id, position, kind, label, words) VALUES (:copy_id, :position, :kind, :label, :words);

-- What was told with requests: which kinds, and words.
-- evidence_told_of_child(int viewer, int child): many
SELECT r.id, r.received_on, r.asker_name, r.asker_relationship, r.asker_organisation, coalesce(w.words, '') AS words
  FROM request r LEFT JOIN request_evidence_words w ON w.request_id = r.id
 WHERE r.child_id = :child AND (w.words IS NOT NULL OR EXISTS (SELECT 1 FROM request_evidence k WHERE k.request_id = r.id))
   AND EXISTS (SELECT 1 FROM child_seen_by c WHERE c.child_id = :child AND c.person_id = :viewer)
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer)
 ORDER BY r.received_on, r.id;

-- What was seen at visits, once the setting was told of it.
-- visits_as_evidence(int viewer, int child): many
SELECT v.id, v.held_on, v.observations, v.advice, p.name AS person_name
  FROM visit v JOIN person p ON p.id = v.person_id
 WHERE v.child_id = :child AND v.status = 'held' AND v.told_setting_on <> '' AND v.observations <> ''
   AND EXISTS (SELECT 1 FROM child_seen_by c WHERE c.child_id = :child AND c.person_id = :viewer)
 ORDER BY v.held_on, v.id;

-- ---- questions ----

-- questions_of_application(int viewer, int application): many
SELECT q.id, q.words, q.owner_id, q.due_on, q.asked_on, q.answer, q.answered_on, o.name AS owner_name, coalesce(b.name, '') AS asked_name, coalesce(n.name, '') AS answered_name
  FROM funding_question q JOIN person o ON o.id = q.owner_id LEFT JOIN person b ON b.id = q.asked_by LEFT JOIN person n ON n.id = q.answered_by
 WHERE q.application_id = :application AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = q.application_id AND v.person_id = :viewer)
 ORDER BY q.id;

-- answer_funding_question{}: run, unscoped because the handler has fetched the application for its viewer
UPDATE funding_question SET answer = :answer, answered_by = :answered_by, answered_on = :answered_on WHERE id = :id AND answered_on = '';

-- add_funding_question{}: run
INSERT INTO funding_question (id, application_id, child_id, panel_id, words, owner_id, due_on, asked_by, asked_on) VALUES (:id, :application_id, :child_id, :panel_id, :words, :owner_id, :due_on, :asked_by, :asked_on);

-- Who can be asked: the staff of the setting, and the child's professionals with an account who see the application.
-- people_to_ask(int viewer, int application): many
SELECT p.id, p.name, p.job, p.email FROM person p, funding_application a
 WHERE a.id = :application AND p.is_active = 1
   AND (EXISTS (SELECT 1 FROM staff f WHERE f.person_id = p.id AND f.setting_id = a.setting_id AND f.to_on = '')
        OR EXISTS (SELECT 1 FROM professional r WHERE r.person_id = p.id AND r.child_id = a.child_id AND r.to_on = '' AND p.role IN ('officer', 'manager')))
   AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = a.id AND v.person_id = p.id)
   AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = a.id AND v.person_id = :viewer)
 ORDER BY p.name, p.id;

-- ---- what needs somebody today ----

-- Drafts, questions and reviews of a setting, or of those that a person leads.
-- fund_things_to_do(int viewer, int setting, text soon): many, int award_id
SELECT a.id, 0 AS award_id, a.child_id, a.status, q.due_on, c.given_name, c.family_name, c.known_as
  FROM funding_question q JOIN funding_application a ON a.id = q.application_id JOIN child c ON c.id = a.child_id
 WHERE q.answered_on = '' AND a.status = 'question' AND (q.owner_id = :viewer OR a.setting_id = :setting)
   AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = a.id AND v.person_id = :viewer)
UNION ALL
SELECT a.id, 0 AS award_id, a.child_id, a.status, '' AS due_on, c.given_name, c.family_name, c.known_as
  FROM funding_application a JOIN child c ON c.id = a.child_id
 WHERE a.status = 'draft' AND (a.setting_id = :setting OR a.created_by = :viewer
        OR a.child_id IN (SELECT m.child_id FROM professional m WHERE m.person_id = :viewer AND m.is_lead = 1 AND m.to_on = ''))
   AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = a.id AND v.person_id = :viewer)
UNION ALL
SELECT w.application_id AS id, w.id AS award_id, w.child_id, 'review' AS status, w.review_due_on AS due_on, c.given_name, c.family_name, c.known_as
  FROM funding_award w JOIN child c ON c.id = w.child_id
 WHERE w.review_due_on <> '' AND w.review_due_on <= :soon AND w.last_on >= w.from_on AND NOT EXISTS (SELECT 1 FROM funding_review r WHERE r.award_id = w.id)
   AND w.id IN (SELECT x.id FROM funding_award x WHERE x.setting_id = :setting
                UNION SELECT x.id FROM professional m JOIN funding_award x ON x.child_id = m.child_id WHERE m.person_id = :viewer AND m.is_lead = 1 AND m.to_on = '')
   AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = w.application_id AND v.person_id = :viewer)
 ORDER BY 5, 1, 2
 LIMIT 51;
