-- What families read of money, and what is known of claims.  Who may see it is who may see the child.

-- Without drafts, which are nobody's but their writers'.
-- money_for_family(int viewer, int child): many
SELECT a.id, a.status, a.outcome, a.sent_on, a.decided_on, a.pays_for, s.name AS setting_name, coalesce(p.meets_on, '') AS meets_on, coalesce(d.reasons, '') AS reasons, coalesce(d.helps_instead, '') AS helps_instead, coalesce(d.decided_on, '') AS newest_on,
       coalesce((SELECT max(x.due_on) FROM funding_appeal x WHERE x.application_id = a.id AND x.result_id IS NULL), '') AS appeal_due_on,
       coalesce((SELECT max(q.due_on) FROM funding_question q WHERE q.application_id = a.id AND q.answered_on = ''), '') AS answer_due_on
  FROM funding_application a JOIN setting s ON s.id = a.setting_id LEFT JOIN funding_panel p ON p.id = a.panel_id
  LEFT JOIN funding_decision d ON d.id = (SELECT max(y.id) FROM funding_decision y WHERE y.application_id = a.id)
 WHERE a.child_id = :child AND a.sent_on <> '' AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = a.child_id AND v.person_id = :viewer)
 ORDER BY a.sent_on DESC, a.id DESC;

-- awards_for_family(int viewer, int child): many
SELECT w.id, w.application_id, w.from_on, w.last_on, w.unit, s.name AS setting_name,
       coalesce((SELECT max(v.on_day) FROM funding_voice v WHERE v.award_id = w.id AND v.person_id = :viewer), '') AS said_on
  FROM funding_award w JOIN setting s ON s.id = w.setting_id
 WHERE w.child_id = :child AND w.last_on >= w.from_on AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = w.child_id AND v.person_id = :viewer)
 ORDER BY w.from_on DESC, w.id DESC;

-- decision_for_family(int viewer, int child, int application): one
SELECT d.id, d.outcome, d.decided_on FROM funding_decision d JOIN funding_application a ON a.id = d.application_id
 WHERE d.application_id = :application AND a.child_id = :child AND a.status = 'decided' AND NOT EXISTS (SELECT 1 FROM funding_appeal x WHERE x.application_id = a.id AND x.result_id IS NULL)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = a.child_id AND v.person_id = :viewer)
 ORDER BY d.id DESC LIMIT 1;

-- add_funding_voice{}: run
INSERT INTO funding_voice (id, award_id, child_id, person_id, changed, words, on_day) VALUES (:id, :award_id, :child_id, :person_id, :changed, :words, :on_day);

-- ---- disability access fund, pupil premium ----

-- All that the prompts follow from, in one question: the page of a child asks much already.
-- claims_of_child(int viewer, int child, text today): one, int places, int hours, int daf_pence, int eypp_pence, int daf_confirmed, int eypp_confirmed
SELECT c.id, c.born_on, c.school_year,
       (SELECT count(*) FROM placement p JOIN setting t ON t.id = p.setting_id WHERE p.child_id = c.id AND p.to_on = '' AND t.kind NOT IN ('school', 'special school')) AS places,
       coalesce((SELECT max(p.hours) FROM placement p JOIN setting t ON t.id = p.setting_id WHERE p.child_id = c.id AND p.to_on = '' AND t.kind NOT IN ('school', 'special school')), 0) AS hours,
       coalesce((SELECT r.pence FROM funding_rate r JOIN funding_band b ON b.id = r.band_id WHERE b.stream = 'DAF' AND r.from_on <= :today ORDER BY r.from_on DESC LIMIT 1), 0) AS daf_pence,
       coalesce((SELECT r.is_confirmed FROM funding_rate r JOIN funding_band b ON b.id = r.band_id WHERE b.stream = 'DAF' AND r.from_on <= :today ORDER BY r.from_on DESC LIMIT 1), 0) AS daf_confirmed,
       coalesce((SELECT r.pence FROM funding_rate r JOIN funding_band b ON b.id = r.band_id WHERE b.stream = 'EYPP' AND r.from_on <= :today ORDER BY r.from_on DESC LIMIT 1), 0) AS eypp_pence,
       coalesce((SELECT r.is_confirmed FROM funding_rate r JOIN funding_band b ON b.id = r.band_id WHERE b.stream = 'EYPP' AND r.from_on <= :today ORDER BY r.from_on DESC LIMIT 1), 0) AS eypp_confirmed,
       coalesce(d.state, '') AS daf_state, coalesce(d.on_day, '') AS daf_on, coalesce(ds.name, '') AS daf_setting, coalesce(e.state, '') AS eypp_state, coalesce(e.on_day, '') AS eypp_on, coalesce(es.name, '') AS eypp_setting
  FROM child c
  LEFT JOIN funding_claim d ON d.id = (SELECT k.id FROM funding_claim k WHERE k.child_id = c.id AND k.stream = 'DAF' ORDER BY k.on_day DESC, k.id DESC LIMIT 1) LEFT JOIN setting ds ON ds.id = d.setting_id
  LEFT JOIN funding_claim e ON e.id = (SELECT k.id FROM funding_claim k WHERE k.child_id = c.id AND k.stream = 'EYPP' ORDER BY k.on_day DESC, k.id DESC LIMIT 1) LEFT JOIN setting es ON es.id = e.setting_id
 WHERE c.id = :child AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer);

-- add_funding_claim{}: run
INSERT INTO funding_claim (id, child_id, stream, state, setting_id, on_day, person_id, at) VALUES (:id, :child_id, :stream, :state, :setting_id, :on_day, :person_id, :at);
