-- demo_child{}: run
INSERT INTO child (id, given_name, family_name, known_as, born_on, sex, nhs_number, upn, ethnicity, home_language, needs_interpreter, address, postcode, area,
       imd_quintile, is_address_restricted, is_restricted, school_year, not_in_setting_reason, known_on, first_concern_on, left_on, left_reason, created_at, changed_at, sort_name)
VALUES (:id, :given_name, :family_name, :known_as, :born_on, :sex, :nhs_number, :upn, :ethnicity, :home_language, :needs_interpreter, :address, :postcode, :area,
       :imd_quintile, :is_address_restricted, :is_restricted, :school_year, :not_in_setting_reason, :known_on, :first_concern_on, :left_on, :left_reason, :created_at, :changed_at, :sort_name);

-- Before each word stands its kind, one digit.
-- demo_words(int child, text a, text b, text c, text d, text e, text f, text g, text h, text i, text j, text k, text l): run
INSERT INTO child_word (word, child_id, kind)
SELECT substr(x.word, 2), :child, CASE WHEN substr(x.word, 1, 1) BETWEEN '0' AND '9' THEN CAST(substr(x.word, 1, 1) AS INTEGER) ELSE 0 END FROM (SELECT CAST(:a AS TEXT) AS word UNION ALL SELECT CAST(:b AS TEXT) UNION ALL SELECT CAST(:c AS TEXT) UNION ALL SELECT CAST(:d AS TEXT)
       UNION ALL SELECT CAST(:e AS TEXT) UNION ALL SELECT CAST(:f AS TEXT) UNION ALL SELECT CAST(:g AS TEXT) UNION ALL SELECT CAST(:h AS TEXT)
       UNION ALL SELECT CAST(:i AS TEXT) UNION ALL SELECT CAST(:j AS TEXT) UNION ALL SELECT CAST(:k AS TEXT) UNION ALL SELECT CAST(:l AS TEXT)) x
 WHERE x.word <> '';

-- demo_keys(int child, text a, text b, text c, text d, text e, text f, text g, text h, text i, text j, text k, text l, text m, text n, text o, text p): run
INSERT INTO child_match_key (key, child_id)
SELECT x.word, :child FROM (SELECT CAST(:a AS TEXT) AS word UNION ALL SELECT CAST(:b AS TEXT) UNION ALL SELECT CAST(:c AS TEXT) UNION ALL SELECT CAST(:d AS TEXT)
       UNION ALL SELECT CAST(:e AS TEXT) UNION ALL SELECT CAST(:f AS TEXT) UNION ALL SELECT CAST(:g AS TEXT) UNION ALL SELECT CAST(:h AS TEXT)
       UNION ALL SELECT CAST(:i AS TEXT) UNION ALL SELECT CAST(:j AS TEXT) UNION ALL SELECT CAST(:k AS TEXT) UNION ALL SELECT CAST(:l AS TEXT)
       UNION ALL SELECT CAST(:m AS TEXT) UNION ALL SELECT CAST(:n AS TEXT) UNION ALL SELECT CAST(:o AS TEXT) UNION ALL SELECT CAST(:p AS TEXT)) x
 WHERE x.word <> '';

-- demo_status{}: run
INSERT INTO child_status (id, child_id, axis, value, from_on, to_on, reason, person_id, at) VALUES (:id, :child_id, :axis, :value, :from_on, :to_on, :reason, :person_id, :at);

-- demo_need{}: run
INSERT INTO need (id, child_id, code, rank, from_on, to_on, source, person_id) VALUES (:id, :child_id, :code, :rank, :from_on, :to_on, :source, :person_id);

-- demo_placement{}: run
INSERT INTO placement (id, child_id, setting_id, hours, key_person, from_on, to_on) VALUES (:id, :child_id, :setting_id, :hours, :key_person, :from_on, :to_on);

-- demo_professional{}: run
INSERT INTO professional (id, child_id, person_id, name, job, organisation, contact, is_lead, from_on, to_on)
VALUES (:id, :child_id, :person_id, :name, :job, :organisation, :contact, :is_lead, :from_on, :to_on);

-- demo_deadline{}: run
INSERT INTO deadline (id, child_id, rule, about_id, owner_id, owed_by, start_on, due_on, done_on, exception)
VALUES (:id, :child_id, :rule, :about_id, :owner_id, :owed_by, :start_on, :due_on, :done_on, :exception);

-- demo_event{}: run
INSERT INTO event (id, child_id, on_day, kind, title, detail, path, person_id, is_shared, at)
VALUES (:id, :child_id, :on_day, :kind, :title, :detail, :path, :person_id, :is_shared, :at);

-- demo_carer{}: run
INSERT INTO carer (id, child_id, person_id, name, relationship, has_responsibility, telephone, email, language, needs_interpreter, contact_by, is_address_hidden, verified_on, verified_by)
VALUES (:id, :child_id, :person_id, :name, :relationship, :has_responsibility, :telephone, :email, :language, :needs_interpreter, :contact_by, :is_address_hidden, :verified_on, :verified_by);

-- demo_verification{}: run
INSERT INTO verification (id, child_id, carer_id, how, seen, basis, checked_on, person_id) VALUES (:id, :child_id, :carer_id, :how, :seen, :basis, :checked_on, :person_id);

-- demo_agreement{}: run
INSERT INTO agreement (id, child_id, what, given_by, notice_version, given_on, ended_on) VALUES (:id, :child_id, :what, :given_by, :notice_version, :given_on, :ended_on);

-- demo_experience{}: run
INSERT INTO experience (id, child_id, asked_on, answered_on, listened_to, told_next, support_helped, words)
VALUES (:id, :child_id, :asked_on, :answered_on, :listened_to, :told_next, :support_helped, :words);

-- demo_request{}: run
INSERT INTO request (id, reference, kind, door, status, child_id, given_name, family_name, born_on, sex, nhs_number, address, postcode, is_address_restricted, home_language,
       setting_id, setting_words, asker_person_id, asker_name, asker_relationship, asker_organisation, asker_telephone, asker_email, asker_has_responsibility,
       contact_by, contact_language, needs_interpreter, parent_name, parent_contact, going_well, wants, wanted, already_helping, is_agreed, notice_version,
       opinion, diagnosis, parent_informed_on, discussion_offered_on, voluntary_told, permission, urgency, urgency_words, suggested_route, suggested_because,
       received_at, received_on, due_on, acknowledged_at, answered_at, answered_on, hops)
VALUES (:id, :reference, :kind, :door, :status, :child_id, :given_name, :family_name, :born_on, :sex, :nhs_number, :address, :postcode, :is_address_restricted, :home_language,
       :setting_id, :setting_words, :asker_person_id, :asker_name, :asker_relationship, :asker_organisation, :asker_telephone, :asker_email, :asker_has_responsibility,
       :contact_by, :contact_language, :needs_interpreter, :parent_name, :parent_contact, :going_well, :wants, :wanted, :already_helping, :is_agreed, :notice_version,
       :opinion, :diagnosis, :parent_informed_on, :discussion_offered_on, :voluntary_told, :permission, :urgency, :urgency_words, :suggested_route, :suggested_because,
       :received_at, :received_on, :due_on, :acknowledged_at, :answered_at, :answered_on, :hops);

-- demo_question{}: run
INSERT INTO question (id, request_id, words, asked_by, asked_on, answer, answered_on) VALUES (:id, :request_id, :words, :asked_by, :asked_on, :answer, :answered_on);

-- demo_known_children(): many, unscoped because the demo makes them
SELECT id FROM child WHERE known_on <> '' ORDER BY id LIMIT 400;

-- demo_concern{}: run
INSERT INTO concern (request_id, area, words) VALUES (:request_id, :area, :words);

-- demo_decision{}: run
INSERT INTO decision (id, request_id, kind, officer_id, partner_id, contact_name, handover, words, next_on, taken_up_on, taken_up_by, decided_by, decided_at, decided_on)
VALUES (:id, :request_id, :kind, :officer_id, :partner_id, :contact_name, :handover, :words, :next_on, :taken_up_on, :taken_up_by, :decided_by, :decided_at, :decided_on);

-- demo_handover{}: run
INSERT INTO handover (decision_id, request_id, token_hash, expires_at, contact_email, asked_on, remind_on, reminders, answer, why, by_name, answered_on, answered_at)
VALUES (:decision_id, :request_id, :token_hash, 0, :contact_email, :asked_on, :remind_on, :reminders, :answer, :why, :by_name, :answered_on, :answered_at);

-- demo_request_waits(int id): run, unscoped because the demo makes history
UPDATE request SET status = 'waiting', answered_at = 0, answered_on = '' WHERE id = :id;

-- demo_plan{}: run
INSERT INTO plan (id, child_id, cycle, status, setting_id, lead_id, lead_words, assessed, going_well, important, support, parent_view, child_view, staff_needs, started_on, review_due_on, parents_told_on, changed_by, changed_at, created_at)
VALUES (:id, :child_id, :cycle, :status, :setting_id, :lead_id, :lead_words, :assessed, :going_well, :important, :support, :parent_view, :child_view, :staff_needs, :started_on, :review_due_on, :parents_told_on, :changed_by, :changed_at, :created_at);

-- demo_outcome{}: run
INSERT INTO outcome (id, plan_id, position, area, baseline, outcome, strategies, who, how_often, rating, rating_words, less, more, attained)
VALUES (:id, :plan_id, :position, :area, :baseline, :outcome, :strategies, :who, :how_often, :rating, :rating_words, :less, :more, CASE WHEN :attained = 9 THEN NULL ELSE :attained END);

-- demo_review{}: run
INSERT INTO review (id, plan_id, held_on, attended, parent_view, child_view, impact, decision, because, person_id, at)
VALUES (:id, :plan_id, :held_on, :attended, :parent_view, :child_view, :impact, :decision, :because, :person_id, :at);

-- demo_school_start{}: run
INSERT INTO school_start (child_id, agreed_year, agreed_because, agreed_by, agreed_on, school_id, place_on)
VALUES (:child_id, :agreed_year, :agreed_because, :agreed_by, :agreed_on, :school_id, :place_on);

-- demo_passport{}: run
INSERT INTO passport (id, child_id, school_id, status, appreciated, important, support, communication, play_and_learning, sensory, daily_care, movement, medical, upset_and_calm,
       works, does_not_work, first_weeks, parent_words, child_words, school_contact, agreed_with, agreed_on, shared_on, read_on, read_by, read_words, changed_by, changed_at)
VALUES (:id, :child_id, :school_id, :status, :appreciated, :important, :support, :communication, :play_and_learning, :sensory, :daily_care, :movement, :medical, :upset_and_calm,
       :works, :does_not_work, :first_weeks, :parent_words, :child_words, :school_contact, :agreed_with, :agreed_on, :shared_on, :read_on, :read_by, :read_words, :changed_by, :changed_at);

-- demo_school_check{}: run
INSERT INTO school_check (id, child_id, point, checked_on, on_roll, full_time, suspended, attendance, settled, parent_settled, passport_used, words, person_id)
VALUES (:id, :child_id, :point, :checked_on, :on_roll, :full_time, :suspended, :attendance, :settled, :parent_settled, :passport_used, :words, :person_id);

-- demo_person{}: run
INSERT INTO person (id, role, name, email, password_hash, job, organisation, telephone, is_active, sees_service, sees_restricted, created_at)
VALUES (:id, :role, :name, :email, :password_hash, :job, :organisation, :telephone, :is_active, :sees_service, :sees_restricted, :created_at);

-- demo_setting{}: run
INSERT INTO setting (id, kind, name, urn, address, postcode, area, telephone, email, officer_id, senco_name, senco_award_on)
VALUES (:id, :kind, :name, :urn, :address, :postcode, :area, :telephone, :email, :officer_id, :senco_name, :senco_award_on);

-- demo_staff{}: run
INSERT INTO staff (person_id, setting_id, is_senco, from_on) VALUES (:person_id, :setting_id, :is_senco, :from_on);

-- demo_partner{}: run
INSERT INTO partner (id, name, kind, what_they_do, telephone, email, website, areas) VALUES (:id, :name, :kind, :what_they_do, :telephone, :email, :website, :areas);

-- demo_partner_person{}: run
INSERT INTO partner_person (id, partner_id, name, job, email, from_on) VALUES (:id, :partner_id, :name, :job, :email, :from_on);

-- demo_partners(): many
SELECT id, name, kind FROM partner WHERE is_active = 1 ORDER BY id;

-- demo_expected_rate{}: run
INSERT INTO expected_rate (id, what, age, sex, per_10000, from_on, source) VALUES (:id, :what, :age, :sex, :per_10000, :from_on, :source);

-- demo_population{}: run
INSERT INTO area_population (area, age, sex, children, as_at, source) VALUES (:area, :age, :sex, :children, :as_at, :source);

-- demo_authority(text name, text value): run
INSERT INTO authority (name, value) VALUES (:name, :value) ON CONFLICT (name) DO UPDATE SET value = excluded.value;

-- demo_was_here(): one, int people, int demo, unscoped because counts only
SELECT (SELECT count(*) FROM (SELECT id FROM child LIMIT 1) c) + (SELECT count(*) FROM (SELECT id FROM person LIMIT 1) p) AS people,
       (SELECT count(*) FROM authority WHERE name = 'is_demo' AND value = '1') AS demo;

-- demo_ehc_request{}: run
INSERT INTO ehc_request (id, child_id, received_on, source, outcome, outcome_on, drafted_on, result, result_on, place_named, closed_on, created_by, created_at)
VALUES (:id, :child_id, :received_on, :source, :outcome, :outcome_on, :drafted_on, :result, :result_on, :place_named, :closed_on, :created_by, :created_at);

-- demo_ehc_next(int id, text next_rule, text next_due_on): run, unscoped because the demo makes the whole authority
UPDATE ehc_request SET next_rule = :next_rule, next_due_on = :next_due_on WHERE id = :id;

-- demo_ehc_advice{}: run
INSERT INTO ehc_advice (id, request_id, child_id, asked_of, asked_on, received_on) VALUES (:id, :request_id, :child_id, :asked_of, :asked_on, :received_on);

-- demo_ehc_clock{}: run
INSERT INTO ehc_clock (id, request_id, child_id, advice_id, rule, start_on, due_on, done_on, exception, exception_on, evidence, met)
VALUES (:id, :request_id, :child_id, :advice_id, :rule, :start_on, :due_on, :done_on, :exception, :exception_on, :evidence, :met);

-- demo_ehc_review{}: run
INSERT INTO ehc_review (id, request_id, child_id, meeting_on, is_held, papers_on, report_on, decision, decided_on, notice_on, amended_on, place_named, person_id, at)
VALUES (:id, :request_id, :child_id, :meeting_on, :is_held, :papers_on, :report_on, :decision, :decided_on, :notice_on, :amended_on, :place_named, :person_id, :at);

-- demo_confirmed{}: run
INSERT INTO quality_confirmed (id, child_id, on_day, person_id) VALUES (:id, :child_id, :on_day, :person_id);

-- demo_open_records(): many, int lead_id, unscoped because the demo makes its own past
SELECT child_id, known_on, lead_id FROM quality_record ORDER BY child_id;

-- demo_audited{}: run
INSERT INTO quality_audited (id, audit_id, position, child_id, checked_on, checked_by, no_paper) VALUES (:id, :audit_id, :position, :child_id, :checked_on, :checked_by, :no_paper);

-- demo_pairs(): many, unscoped because the demo makes them
SELECT id, child_id, other_id FROM duplicate WHERE status = 'open' ORDER BY per_mille DESC, child_id, other_id;

-- demo_caseload_handover{}: put
INSERT INTO caseload_handover (id, from_id, reason, made_by, made_on, made_at) VALUES (:id, :from_id, :reason, :made_by, :made_on, :made_at);

-- demo_move{}: put
INSERT INTO caseload_move (id, handover_id, child_id, from_id, to_id, note, moved_on, read_at) VALUES (:id, :handover_id, :child_id, :from_id, :to_id, :note, :moved_on, :read_at);

-- demo_hours{}: put
INSERT INTO caseload_hours (id, person_id, hours, from_on, changed_by, changed_at) VALUES (:id, :person_id, :hours, :from_on, :changed_by, :changed_at);
