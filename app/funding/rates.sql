-- What the inclusion fund pays, from when: bands, their rates, terms, the year's budget.  No child is in any of it.

-- funding_bands(text stream, text on_day): many, int pence, int confirmed
SELECT b.id, b.stream, b.name, b.criteria, b.unit, b.cycles, b.from_on, b.to_on, b.source,
       coalesce((SELECT r.pence FROM funding_rate r WHERE r.band_id = b.id AND r.from_on <= :on_day ORDER BY r.from_on DESC LIMIT 1), 0) AS pence,
       coalesce((SELECT r.is_confirmed FROM funding_rate r WHERE r.band_id = b.id AND r.from_on <= :on_day ORDER BY r.from_on DESC LIMIT 1), 1) AS confirmed
  FROM funding_band b
 WHERE (:stream = '' OR b.stream = :stream)
 ORDER BY b.stream DESC, b.name, b.id;

-- funding_band_by_id(int id, text on_day): one as funding_bands, int pence, int confirmed
SELECT b.id, b.stream, b.name, b.criteria, b.unit, b.cycles, b.from_on, b.to_on, b.source,
       coalesce((SELECT r.pence FROM funding_rate r WHERE r.band_id = b.id AND r.from_on <= :on_day ORDER BY r.from_on DESC LIMIT 1), 0) AS pence,
       coalesce((SELECT r.is_confirmed FROM funding_rate r WHERE r.band_id = b.id AND r.from_on <= :on_day ORDER BY r.from_on DESC LIMIT 1), 1) AS confirmed
  FROM funding_band b WHERE b.id = :id;

-- rates_of_bands(): many
SELECT r.id, r.band_id, r.pence, r.from_on, r.source, r.is_confirmed FROM funding_rate r ORDER BY r.band_id, r.from_on DESC, r.id;

-- rate_to_confirm(int band, int rate): one
SELECT r.id, r.band_id, r.pence, r.from_on, r.source FROM funding_rate r WHERE r.id = :rate AND r.band_id = :band AND r.is_confirmed = 0;

-- rates_to_confirm(text since): one, int n
SELECT count(*) AS n FROM funding_rate r WHERE r.is_confirmed = 0
   AND NOT EXISTS (SELECT 1 FROM funding_rate x WHERE x.band_id = r.band_id AND x.from_on > r.from_on AND x.from_on <= :since);

-- confirm_rate{}: run
UPDATE funding_rate SET pence = :pence, source = :source, is_confirmed = 1, person_id = :person_id, at = :at WHERE id = :id AND is_confirmed = 0;

-- funding_terms(): many
SELECT id, name, from_on, to_on, weeks, pay_on, source FROM funding_term ORDER BY from_on, id;

-- funding_term_by_id(int id): one as funding_terms
SELECT id, name, from_on, to_on, weeks, pay_on, source FROM funding_term WHERE id = :id;

-- term_is_paid(int term): one, int lines, unscoped because only a number of lines is told
SELECT count(*) AS lines FROM funding_payment WHERE term_id = :term AND schedule_id IS NOT NULL;

-- add_funding_band{}: run
INSERT INTO funding_band (id, stream, name, criteria, unit, cycles, from_on, to_on, source) VALUES (:id, :stream, :name, :criteria, :unit, :cycles, :from_on, :to_on, :source);

-- end_funding_band(int id, text to_on): run
UPDATE funding_band SET to_on = :to_on WHERE id = :id;

-- add_funding_rate{}: run
INSERT INTO funding_rate (id, band_id, pence, from_on, source, person_id, at) VALUES (:id, :band_id, :pence, :from_on, :source, :person_id, :at);

-- add_funding_term{}: run
INSERT INTO funding_term (id, name, from_on, to_on, weeks, pay_on, source, person_id, at) VALUES (:id, :name, :from_on, :to_on, :weeks, :pay_on, :source, :person_id, :at);

-- change_funding_term{}: run
UPDATE funding_term SET name = :name, from_on = :from_on, to_on = :to_on, weeks = :weeks, pay_on = :pay_on, source = :source, person_id = :person_id, at = :at WHERE id = :id;

-- awards_within(text from_on, text to_on): many, unscoped because they are only reckoned anew, unread
SELECT id FROM funding_award WHERE from_on <= :to_on AND last_on >= :from_on ORDER BY id;

-- award_to_reckon(int id): one, unscoped because it is only reckoned, unread
SELECT id, child_id, setting_id, unit, rate_pence, minutes, from_on, last_on FROM funding_award WHERE id = :id;

-- payments_of_award(int award): many, int schedule_id, unscoped because they are only reckoned, unread
SELECT id, term_id, year, kind, from_on, to_on, pence, due_on, coalesce(schedule_id, 0) AS schedule_id FROM funding_payment WHERE award_id = :award ORDER BY from_on, id;

-- drop_planned_payments(int award): run, unscoped because plans of an award are reckoned anew
DELETE FROM funding_payment WHERE award_id = :award AND schedule_id IS NULL;

-- add_funding_payment{}: run
INSERT INTO funding_payment (id, award_id, child_id, setting_id, term_id, year, kind, from_on, to_on, pence, due_on, because, at)
VALUES (:id, :award_id, :child_id, :setting_id, :term_id, :year, :kind, :from_on, :to_on, :pence, :due_on, :because, :at);
