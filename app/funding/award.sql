-- Awards, what is paid for them, what became of them.

-- awards_of_child(int viewer, int child): many, int follows_id
SELECT w.id, w.application_id, w.child_id, w.setting_id, w.decision_id, w.band_id, w.unit, w.rate_pence, w.minutes, w.from_on, w.to_on, w.last_on, w.ended_because, w.conditions, w.review_due_on, coalesce(w.follows_id, 0) AS follows_id,
       b.name AS band_name, s.name AS setting_name
  FROM funding_award w JOIN funding_band b ON b.id = w.band_id JOIN setting s ON s.id = w.setting_id
 WHERE w.child_id = :child AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = w.application_id AND v.person_id = :viewer)
 ORDER BY w.from_on DESC, w.id DESC;

-- awards_of_application(int viewer, int application): many as awards_of_child, int follows_id
SELECT w.id, w.application_id, w.child_id, w.setting_id, w.decision_id, w.band_id, w.unit, w.rate_pence, w.minutes, w.from_on, w.to_on, w.last_on, w.ended_because, w.conditions, w.review_due_on, coalesce(w.follows_id, 0) AS follows_id,
       b.name AS band_name, s.name AS setting_name
  FROM funding_award w JOIN funding_band b ON b.id = w.band_id JOIN setting s ON s.id = w.setting_id
 WHERE w.application_id = :application AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = w.application_id AND v.person_id = :viewer)
 ORDER BY w.from_on DESC, w.id DESC;

-- award_by_id(int viewer, int id): one as awards_of_child, int follows_id
SELECT w.id, w.application_id, w.child_id, w.setting_id, w.decision_id, w.band_id, w.unit, w.rate_pence, w.minutes, w.from_on, w.to_on, w.last_on, w.ended_because, w.conditions, w.review_due_on, coalesce(w.follows_id, 0) AS follows_id,
       b.name AS band_name, s.name AS setting_name
  FROM funding_award w JOIN funding_band b ON b.id = w.band_id JOIN setting s ON s.id = w.setting_id
 WHERE w.id = :id AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = w.application_id AND v.person_id = :viewer);

-- Sums of money once may stand beside any other award; two that go on for a time may not.
-- awards_overlapping(int child, text from_on, text to_on, int except): many, unscoped because the handler has fetched the child's application for its viewer
SELECT w.id, w.unit, w.from_on, w.last_on, b.name AS band_name, s.name AS setting_name
  FROM funding_award w JOIN funding_band b ON b.id = w.band_id JOIN setting s ON s.id = w.setting_id
 WHERE w.child_id = :child AND w.id <> :except AND w.unit <> 'once' AND w.from_on <= :to_on AND w.last_on >= :from_on
 ORDER BY w.from_on, w.id;

-- has_live_award(int child, text today): one, int n, unscoped because only whether there is one is told
SELECT count(*) AS n FROM funding_award WHERE child_id = :child AND last_on >= :today AND last_on >= from_on;

-- add_funding_award{}: run
INSERT INTO funding_award (id, application_id, child_id, setting_id, decision_id, band_id, unit, rate_pence, minutes, from_on, to_on, last_on, conditions, review_due_on, follows_id, at)
VALUES (:id, :application_id, :child_id, :setting_id, :decision_id, :band_id, :unit, :rate_pence, :minutes, :from_on, :to_on, :last_on, :conditions, :review_due_on, :follows_id, :at);

-- change_funding_award{}: run, unscoped because the handler has fetched the award for its viewer
UPDATE funding_award SET decision_id = :decision_id, band_id = :band_id, unit = :unit, rate_pence = :rate_pence, minutes = :minutes, to_on = :to_on, last_on = :last_on, conditions = :conditions, review_due_on = :review_due_on WHERE id = :id;

-- end_funding_award(int id, text last_on, text because): run, unscoped because the handler has fetched the award, or the application whose decision ends it, for its viewer
UPDATE funding_award SET last_on = :last_on, ended_because = :because WHERE id = :id AND last_on >= :last_on;

-- payments_shown(int viewer, int award): many, int schedule_id, int number
SELECT p.id, p.kind, p.year, p.from_on, p.to_on, p.pence, p.due_on, p.because, coalesce(p.schedule_id, 0) AS schedule_id, t.name AS term_name, s.name AS setting_name, coalesce(g.number, 0) AS number, coalesce(g.paid_on, '') AS paid_on
  FROM funding_payment p JOIN funding_award w ON w.id = p.award_id JOIN funding_term t ON t.id = p.term_id JOIN setting s ON s.id = p.setting_id LEFT JOIN funding_schedule g ON g.id = p.schedule_id
 WHERE p.award_id = :award AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = w.application_id AND v.person_id = :viewer)
 ORDER BY p.from_on, p.id;

-- ---- a child who went elsewhere ----

-- The newest first; :award 0 = all.
-- awards_adrift(int viewer, int award, text last_from): many, text since
SELECT d.award_id, d.child_id, d.since, w.last_on, w.from_on, w.unit, b.name AS band_name, s.name AS setting_name, c.given_name, c.family_name, c.known_as, c.left_on
  FROM funding_adrift d JOIN funding_award w ON w.id = d.award_id JOIN funding_band b ON b.id = w.band_id JOIN setting s ON s.id = w.setting_id JOIN child c ON c.id = d.child_id
 WHERE (:award = 0 OR d.award_id = :award) AND w.last_on >= :last_from
   AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = d.application_id AND v.person_id = :viewer)
 ORDER BY d.since DESC, d.award_id DESC;

-- add_funding_move{}: run
INSERT INTO funding_move (id, award_id, child_id, decision, on_day, because, person_id, at) VALUES (:id, :award_id, :child_id, :decision, :on_day, :because, :person_id, :at);

-- moves_of_award(int viewer, int award): many
SELECT m.id, m.decision, m.on_day, m.because, coalesce(p.name, '') AS person_name
  FROM funding_move m JOIN funding_award w ON w.id = m.award_id LEFT JOIN person p ON p.id = m.person_id
 WHERE m.award_id = :award AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = w.application_id AND v.person_id = :viewer)
 ORDER BY m.id;

-- ---- what the money changed ----

-- funding_review_of(int viewer, int award): one
SELECT r.id, r.held_on, r.changed, r.setting_view, r.family_view, r.next, r.because, coalesce(p.name, '') AS person_name
  FROM funding_review r JOIN funding_award w ON w.id = r.award_id LEFT JOIN person p ON p.id = r.person_id
 WHERE r.award_id = :award AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = w.application_id AND v.person_id = :viewer);

-- ratings_of_funding_review(int viewer, int review): many
SELECT x.position, x.is_after, x.area, x.outcome, x.rating, x.rated_on
  FROM funding_review_rating x JOIN funding_review r ON r.id = x.review_id JOIN funding_award w ON w.id = r.award_id
 WHERE x.review_id = :review AND EXISTS (SELECT 1 FROM application_seen_by v WHERE v.application_id = w.application_id AND v.person_id = :viewer)
 ORDER BY x.position;

-- voices_of_award(int viewer, int award): many
SELECT v.id, v.changed, v.words, v.on_day, p.name AS person_name
  FROM funding_voice v JOIN person p ON p.id = v.person_id JOIN funding_award w ON w.id = v.award_id
 WHERE v.award_id = :award AND EXISTS (SELECT 1 FROM application_seen_by s WHERE s.application_id = w.application_id AND s.person_id = :viewer)
 ORDER BY v.id;

-- add_funding_review{}: run
INSERT INTO funding_review (id, award_id, child_id, held_on, changed, setting_view, family_view, next, because, person_id, at) VALUES (:id, :award_id, :child_id, :held_on, :changed, :setting_view, :family_view, :next, :because, :person_id, :at);

-- add_funding_review_rating{}: run
INSERT INTO funding_review_rating (review_id, position, is_after, area, outcome, rating, rated_on) VALUES (:review_id, :position, :is_after, :area, :outcome, :rating, :rated_on);

-- award_has_review(int award): one, int n, unscoped because only whether there is one is told
SELECT count(*) AS n FROM funding_review WHERE award_id = :award;
