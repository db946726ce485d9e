-- The inclusion fund of the demo, row by row.

-- demo_band{}: run
INSERT INTO funding_band (id, stream, name, criteria, unit, cycles, from_on, to_on, source) VALUES (:id, :stream, :name, :criteria, :unit, :cycles, :from_on, :to_on, :source);

-- demo_rate{}: run
INSERT INTO funding_rate (id, band_id, pence, from_on, source) VALUES (:id, :band_id, :pence, :from_on, :source);

-- demo_term{}: run
INSERT INTO funding_term (id, name, from_on, to_on, weeks, pay_on, source) VALUES (:id, :name, :from_on, :to_on, :weeks, :pay_on, :source);

-- demo_panel{}: run
INSERT INTO funding_panel (id, closes_on, meets_on, place, begun_at, ended_at) VALUES (:id, :closes_on, :meets_on, :place, :begun_at, :ended_at);

-- demo_member{}: run
INSERT INTO funding_member (person_id, because, from_on) VALUES (:person_id, :because, :from_on);

-- demo_panel_person(int panel, int person): run
INSERT INTO funding_panel_person (panel_id, person_id) VALUES (:panel, :person);

-- demo_application{}: run
INSERT INTO funding_application (id, reference, child_id, setting_id, status, panel_id, band_id, minutes, from_on, to_on, pays_for, tried, difference, family_view, family_told_on, evidence, support, support_by, asked_pence, outcome, sent_on, sent_by, decided_on,
       created_by, created_at, changed_at)
VALUES (:id, :reference, :child_id, :setting_id, :status, :panel_id, :band_id, :minutes, :from_on, :to_on, :pays_for, :tried, :difference, :family_view, :family_told_on, :evidence, :support, :support_by, :asked_pence, :outcome, :sent_on, :sent_by, :decided_on,
       :created_by, :created_at, :changed_at);

-- demo_copy{}: run
INSERT INTO funding_copy (id, application_id, number, because, person_id, at, hash) VALUES (:id, :application_id, :number, :because, :person_id, :at, :hash);

-- demo_copy_line{}: run
INSERT INTO funding_copy_line (copy_id, position, kind, label, words) VALUES (:copy_id, :position, :kind, :label, :words);

-- demo_conflict{}: run
INSERT INTO funding_conflict (application_id, person_id, kind, because, at) VALUES (:application_id, :person_id, :kind, :because, :at);

-- demo_fund_question{}: run
INSERT INTO funding_question (id, application_id, child_id, panel_id, words, owner_id, due_on, asked_by, asked_on, answer, answered_by, answered_on) VALUES (:id, :application_id, :child_id, :panel_id, :words, :owner_id, :due_on, :asked_by, :asked_on, :answer, :answered_by, :answered_on);

-- demo_fund_decision{}: run
INSERT INTO funding_decision (id, application_id, child_id, panel_id, stage, outcome, copy_id, copy_hash, band_id, rate_pence, minutes, from_on, to_on, pence, conditions, reasons, helps_instead, person_id, decided_on, at)
VALUES (:id, :application_id, :child_id, :panel_id, :stage, :outcome, :copy_id, :copy_hash, :band_id, :rate_pence, :minutes, :from_on, :to_on, :pence, :conditions, :reasons, :helps_instead, :person_id, :decided_on, :at);

-- demo_decider(int decision, int person): run
INSERT INTO funding_decider (decision_id, person_id) VALUES (:decision, :person);

-- demo_appeal{}: run
INSERT INTO funding_appeal (id, application_id, child_id, decision_id, made_by, grounds, received_on, due_on, person_id, result_id) VALUES (:id, :application_id, :child_id, :decision_id, :made_by, :grounds, :received_on, :due_on, :person_id, :result_id);

-- demo_award{}: run
INSERT INTO funding_award (id, application_id, child_id, setting_id, decision_id, band_id, unit, rate_pence, minutes, from_on, to_on, last_on, ended_because, conditions, review_due_on, at)
VALUES (:id, :application_id, :child_id, :setting_id, :decision_id, :band_id, :unit, :rate_pence, :minutes, :from_on, :to_on, :last_on, :ended_because, :conditions, :review_due_on, :at);

-- demo_payment{}: run
INSERT INTO funding_payment (id, award_id, child_id, setting_id, term_id, year, kind, from_on, to_on, pence, due_on, because, schedule_id, at) VALUES (:id, :award_id, :child_id, :setting_id, :term_id, :year, :kind, :from_on, :to_on, :pence, :due_on, :because, :schedule_id, :at);

-- demo_schedule{}: run
INSERT INTO funding_schedule (id, number, pay_on, lines, pence, content, hash, made_by, made_at, paid_on, paid_by) VALUES (:id, :number, :pay_on, :lines, :pence, :content, :hash, :made_by, :made_at, :paid_on, :paid_by);

-- demo_budget{}: run
INSERT INTO funding_budget (id, year, pence, because, person_id, at) VALUES (:id, :year, :pence, :because, :person_id, :at);

-- demo_fund_review{}: run
INSERT INTO funding_review (id, award_id, child_id, held_on, changed, setting_view, family_view, next, person_id, at) VALUES (:id, :award_id, :child_id, :held_on, :changed, :setting_view, :family_view, :next, :person_id, :at);

-- demo_fund_rating{}: run
INSERT INTO funding_review_rating (review_id, position, is_after, area, outcome, rating, rated_on) VALUES (:review_id, :position, :is_after, :area, :outcome, :rating, :rated_on);

-- demo_fund_voice{}: run
INSERT INTO funding_voice (id, award_id, child_id, person_id, changed, words, on_day) VALUES (:id, :award_id, :child_id, :person_id, :changed, :words, :on_day);

-- demo_application_won(int id): run, unscoped because the demo has just written it
UPDATE funding_application SET outcome = 'award' WHERE id = :id;

-- demo_fill_schedule{}: run
UPDATE funding_schedule SET number = :number, lines = :lines, pence = :pence, content = :content, hash = :hash, made_by = :made_by, made_at = :made_at, paid_on = :paid_on, paid_by = :paid_by WHERE id = :id;

-- demo_drop_schedule(int id): run
DELETE FROM funding_schedule WHERE id = :id;

-- demo_leave_place(int child, int setting, text to_on): run, unscoped because the demo has just written it
UPDATE placement SET to_on = :to_on WHERE child_id = :child AND setting_id = :setting AND to_on = '' AND from_on < :to_on;
