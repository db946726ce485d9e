/* A world of two children: see world.h.  Linked with the tests, never with the program. */
#include "tests/world.h"
#include "base/text.h"

#include <string.h>

const char world_today[] = "2026-11-24", world_other_word[] = "Zzother";
const char world_follow_token[] = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
const char world_other_follow_token[] = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210";

const struct world_person world_people[] = {
    { PARENT, "parent" }, { PRACTITIONER, "practitioner" }, { SCHOOL, "school" }, { HEALTH, "health" },
    { OFFICER, "officer" }, { MANAGER, "manager" }, { ANALYST, "analyst" }, { ADMINISTRATOR, "administrator" }, { 0 }
};

static const char everybody[] =
    "INSERT INTO person (id, role, name, email, sees_service, sees_restricted, created_at) VALUES"
    " (101, 'parent', 'Paula Parent', 'parent@test.example', 0, 0, 1), (102, 'practitioner', 'Petra Practitioner', 'practitioner@test.example', 0, 0, 1),"
    " (103, 'school', 'Sam School', 'school@test.example', 0, 0, 1), (104, 'health', 'Hana Health', 'health@test.example', 0, 0, 1),"
    " (105, 'officer', 'Olu Officer', 'officer@test.example', 1, 0, 1), (106, 'manager', 'Mia Manager', 'manager@test.example', 1, 1, 1),"
    " (107, 'analyst', 'Ana Analyst', 'analyst@test.example', 0, 0, 1), (108, 'administrator', 'Adi Administrator', 'administrator@test.example', 0, 0, 1),"
    " (109, 'practitioner', 'Stan Stranger', 'stranger@test.example', 0, 0, 1);"
    "INSERT INTO setting (id, kind, name, area, officer_id, senco_name) VALUES (201, 'group', 'Oak Tree Nursery', 'North', 105, 'Petra Practitioner'),"
    " (202, 'school', 'Elm Primary School', 'North', 105, 'Sam School'), (203, 'group', 'Ash Nursery', 'South', 105, ''),"
    " (204, 'group', 'Fir Nursery', 'South', 105, ''), (205, 'school', 'Yew Primary School', 'South', 105, '');"
    "INSERT INTO staff (person_id, setting_id, is_senco, from_on) VALUES (102, 201, 1, '2024-01-01'), (103, 202, 1, '2024-01-01'), (109, 203, 1, '2024-01-01');"
    "INSERT INTO quality_audit (id, month, seed, drawn_on, records) VALUES (5001, '2026-11', '2026-11 x', '2026-11-02', 2);"
    "INSERT INTO strategy (id, title, words) VALUES (5001, 'Bubbles', 'Blow and wait');"
    "INSERT INTO observation_tool (id, code, name, asks_age, is_local) VALUES (2, 'asq3', 'ASQ-3 questionnaire', 1, 0), (5001, 'local-5001', 'Play check', 0, 1);"
    "INSERT INTO observation_part (id, tool_id, code, name, area, unit, low, high, has_answer, has_words, position) VALUES (201, 2, 'communication', 'Communication', 'CI', 'Score', 0, 60, 1, 0, 1), (202, 2, 'gross_motor', 'Gross motor', 'SP', 'Score', 0, 60, 1, 0, 2), (5001, 5001, 'part1', 'Playing', '', '', 0, 0, 1, 1, 1);"
    "INSERT INTO observation_answer (id, tool_id, label, level, position) VALUES (201, 2, 'Above the cut-off', 0, 1), (203, 2, 'Below the cut-off', 2, 2), (5001, 5001, 'Plays alone', 0, 1), (5002, 5001, 'Seldom plays', 2, 2);"
    "INSERT INTO letter_template (id, title, subject, words) VALUES (5001, 'It is time', 'The plan of {first name}', 'Dear {parent}');"
    "INSERT INTO letter_run (id, template_id, title, subject, words, chosen, made_by, made_at) VALUES (5001, 5001, 'It is time', 'x', 'x', 'Children I lead', 105, 1);"
    "INSERT INTO caseload_weight (id, what, points, from_on, changed_at) VALUES (1, 'child', 10, '2000-01-01', 0), (2, 'watching', 5, '2000-01-01', 0), (3, 'new', 5, '2000-01-01', 0), (4, 'targeted', 2, '2000-01-01', 0), (5, 'ehc', 10, '2000-01-01', 0), (6, 'no_setting', 5, '2000-01-01', 0), (7, 'restricted', 5, '2000-01-01', 0), (8, 'capacity', 600, '2000-01-01', 0), (9, 'full_time', 37, '2000-01-01', 0), (10, 'targeted_plus', 4, '2000-01-01', 0), (11, 'specialist', 6, '2000-01-01', 0);"
    "INSERT INTO api_partner (id, name, calls_a_minute, made_at) VALUES (301, 'Child health records', 60, 1);"
    "INSERT INTO partner (id, name, kind, what_they_do) VALUES (301, 'Speech and language therapy', 'health', 'Helps children to talk');"
    "INSERT INTO directory_service (id, source, source_id, name, description, changed_at) VALUES (401, 'own', '401', 'Chatter group', 'Play and talk together', 1);"
    "INSERT INTO funding_band (id, stream, name, criteria, unit, from_on, source) VALUES (5001, 'EYIF', 'Band 1', 'Some help', 'term', '2025-04-01', 'Forum'), (5011, 'DAF', 'Disability access fund', '', 'year', '2025-04-01', 'DfE');"
    "INSERT INTO funding_rate (id, band_id, pence, from_on, source) VALUES (5001, 5001, 45000, '2025-04-01', 'Forum'), (5011, 5011, 97500, '2025-04-01', 'DfE');"
    "INSERT INTO funding_rate (id, band_id, pence, from_on, source, is_confirmed) VALUES (5012, 5001, 40000, '2024-04-01', 'To be confirmed', 0);"
    "INSERT INTO funding_term (id, name, from_on, to_on, weeks, pay_on, source) VALUES (5001, 'Autumn 2026', '2026-09-02', '2026-12-18', 14, '2026-09-16', 'Council'), (5002, 'Spring 2027', '2027-01-05', '2027-03-26', 11, '2027-01-19', 'Council');"
    "INSERT INTO directory_load (id, source, content, status, made_at) VALUES (402, 'Town', '{\"id\": \"a\", \"name\": \"A group\"}', 'waiting', 1795000000000);";

/* {c} child, {r} row, {w} words, {q} request, {p} plan, {s} passport, {t} restricted, {a} lead, {n} nursery,
   {k} school, {l} words in small letters, {h} hash of the follow link. */
static const char a_child[] =
    "INSERT INTO child (id, given_name, family_name, born_on, sex, address, postcode, area, imd_quintile, is_restricted, school_year, known_on, first_concern_on, created_at, changed_at)"
    " VALUES ({c}, '{w}a', '{w}sson', '2022-11-07', 'F', '{w} Road 1', 'HR1 2AB', 'North', 2, {t}, 2027, '2026-03-02', '2026-02-02', 1, 1);"
    "INSERT INTO child_word (word, child_id) VALUES ('{l}a', {c}), ('{l}sson', {c});"
    "INSERT INTO child_name (id, child_id, given_name, family_name, until_on) VALUES ({r}, {c}, '{w}', '{w}', '2026-03-02');"
    "INSERT INTO child_match_key (key, child_id) VALUES ('{l}', {c});"
    "INSERT INTO child_status (id, child_id, axis, value, from_on, reason, person_id, at) VALUES ({r}, {c}, 'sen_provision', 'K', '2026-03-02', '{w}', 106, 1), ({r} + 10, {c}, 'tier', 'targeted', '2026-03-02', '{w}', 106, 1), ({r} + 20, {c}, 'service', 'open', '2026-03-02', '{w}', 106, 1);"
    "INSERT INTO need (id, child_id, code, rank, from_on, source) VALUES ({r}, {c}, 'SLCN', 1, '2026-03-02', '{w}');"
    "INSERT INTO placement (id, child_id, setting_id, hours, key_person, from_on) VALUES ({r}, {c}, {n}, 15, '{w}', '2025-09-01');"
    "INSERT INTO professional (id, child_id, person_id, name, job, is_lead, from_on) VALUES ({r}, {c}, {a}, '{w}', 'Lead', 1, '2026-03-02');"
    "INSERT INTO deadline (id, child_id, rule, about_id, owner_id, owed_by, start_on, due_on) VALUES ({r}, {c}, 'review', {p}, 106, '{w}', '2026-09-01', '2026-12-01');"
    "INSERT INTO event (id, child_id, on_day, kind, title, detail, path, person_id, at) VALUES ({r}, {c}, '2026-03-02', 'plan', '{w} began', '{w}', '/plans/{p}', 106, 1);"
    "INSERT INTO carer (id, child_id, name, relationship, has_responsibility, telephone) VALUES ({r}, {c}, '{w}', 'mother', 'yes', '{w}');"
    "INSERT INTO verification (id, child_id, carer_id, how, seen, basis, checked_on, person_id) VALUES ({r}, {c}, {r}, 'seen', '{w}', 'mother', '2026-03-01', 105);"
    "INSERT INTO sharing_refused (id, child_id, person_id, organisation, from_on, ended_on) VALUES ({r}, {c}, 101, '{w}', '2026-03-02', '');"
    "INSERT INTO agreement (id, child_id, what, given_by, given_on) VALUES ({r}, {c}, 'support', '{w}', '2026-03-02');"
    "INSERT INTO experience (id, child_id, asked_on, answered_on, listened_to, told_next, support_helped, words) VALUES ({r}, {c}, '2026-06-01', '2026-06-05', 4, 4, 4, '{w}');"
    "INSERT INTO request (id, reference, kind, door, status, child_id, given_name, family_name, born_on, setting_id, asker_name, wanted, received_at, received_on, due_on, answered_at, answered_on)"
    " VALUES ({q}, 'RD-{w}', 'request', 'setting', 'accepted', {c}, '{w}a', '{w}sson', '2022-11-07', {n}, '{w}', '{w}', 1772000000000, '2026-02-25', '2026-03-04', 1772400000000, '2026-03-02');"
    "INSERT INTO concern (request_id, area, words) VALUES ({q}, 'talking', '{w}');"
    "INSERT INTO decision (id, request_id, kind, officer_id, words, decided_by, decided_at, decided_on) VALUES ({r}, {q}, 'accept', 106, '{w}', 106, 1772400000000, '2026-03-02');"
    "INSERT INTO decision (id, request_id, kind, partner_id, contact_name, handover, words, decided_by, decided_at, decided_on) VALUES ({r} + 20, {q}, 'pass on', 301, '{w}', '{w}', '{w}', 106, 1772400000001, '2026-03-03');"
    "INSERT INTO handover (decision_id, request_id, token_hash, expires_at, asked_on, remind_on) VALUES ({r} + 20, {q}, '{h}', 9000000000000, '2026-03-03', '2026-03-05');"
    "INSERT INTO signpost (decision_id, service_id, position) VALUES ({r}, 401, 1);"
    "INSERT INTO follow_link (token_hash, request_id, made_at, expires_at) VALUES ('{h}', {q}, 1, 9000000000000);"
    "INSERT INTO file (id, name, kind, size, hash, sent_at) VALUES ({r}, '{w}.pdf', 'pdf', 3, '', 1); INSERT INTO request_file (file_id, request_id, number) VALUES ({r}, {q}, 1);"
    "INSERT INTO request_draft (visit_hash, answers, changed_at, keep_until) VALUES ('{w}', 'asker=parent', 1, 9000000000000);"
    "INSERT INTO draft_link (token_hash, visit_hash, made_at, expires_at) VALUES ('{h}', '{w}', 1, 9000000000000);"
    "INSERT INTO plan (id, child_id, cycle, status, setting_id, assessed, review_due_on, started_on, changed_by, changed_at, created_at) VALUES ({p}, {c}, 2, 'active', {n}, '{w}', '2026-12-01', '2026-09-01', 106, 1, 1),"
    " ({p} + 100, {c}, 1, 'reviewed', {n}, '{w}', '2026-09-01', '2026-03-10', 106, 1, 1);"
    "INSERT INTO outcome (id, plan_id, position, area, outcome, baseline) VALUES ({r}, {p}, 1, 'CI', '{w}', '{w}'), ({r} + 10, {p} + 100, 1, 'CI', '{w}', '{w}');"
    "INSERT INTO plan_answer (id, plan_id, person_id, answer, words, on_day) VALUES ({r}, {p}, 101, 'question', '{w}', '2026-11-10');"
    "INSERT INTO review (id, plan_id, held_on, decision, because, person_id, at) VALUES ({r}, {p} + 100, '2026-08-28', 'continue', '{w}', 106, 1);"
    "INSERT INTO school_start (child_id, school_id, place_on) VALUES ({c}, {k}, '2026-11-01');"
    "INSERT INTO passport (id, child_id, school_id, status, appreciated, shared_on, changed_by, changed_at) VALUES ({s}, {c}, {k}, 'shared', '{w}', '2026-11-10', 106, 1);"
    "INSERT INTO ehc_request (id, child_id, received_on, source, outcome, outcome_on, next_rule, next_due_on, created_at) VALUES ({r}, {c}, '2026-09-01', 'parent', 'yes', '2026-10-01', 'EHC issue', '2026-12-22', 1);"
    "INSERT INTO ehc_advice (id, request_id, child_id, asked_of, asked_on) VALUES ({r}, {r}, {c}, '{w}', '2026-10-01');"
    "INSERT INTO ehc_clock (id, request_id, child_id, advice_id, rule, start_on, due_on) VALUES ({r}, {r}, {c}, {r}, 'EHC advice', '2026-10-01', '2026-11-12');"
    "INSERT INTO ehc_clock (id, request_id, child_id, rule, start_on, due_on, done_on, met) VALUES ({r} + 10, {r}, {c}, 'EHC plan', '2025-09-01', '2026-01-19', '2026-01-12', 'yes');"
    "INSERT INTO action (id, child_id, what, owner_id, owner_words, due_on, from_kind, from_id, is_shared, created_by, created_on) VALUES ({r}, {c}, '{w} rings', 106, '', '2026-12-01', 'visit', {r}, 1, 106, '2026-11-10');"
    "INSERT INTO observation (id, child_id, tool_id, seen_on, observer, summary, next_steps, family_view, is_shared, person_id, created_at, changed_by, changed_at) VALUES ({r}, {c}, 5001, '2026-10-05', '{w}', '{w}', '{w}', '{w}', 1, 106, 1, 106, 1);"
    "INSERT INTO observation_value (observation_id, part_id, answer_id, words) VALUES ({r}, 5001, 5002, '{w}');"
    "INSERT INTO typed (id, person_id, child_id, form, title, answers, changed_at) VALUES ({r}, 106, {c}, '/plans/{p}/edit', 'Support plan', 'assessed={w}', 9000000000000);"
    "INSERT INTO visit (id, child_id, kind, status, person_id, setting_id, held_on, observations, said, advice, family_words, told_setting_on, told_family_on, told_version, changed_at, created_at) VALUES ({r}, {c}, 'setting', 'held', 106, {n}, '2026-11-10', '{w}', '{w}', '{w}', '{w}', '2026-11-11', '2026-11-11', 1, 1, 1);"
    "INSERT INTO visit (id, child_id, kind, status, person_id, setting_id, planned_on, purpose, changed_at, created_at) VALUES ({r} + 20, {c}, 'setting', 'planned', 106, {n}, '2026-11-24', '{w}', 1, 1);"
    "INSERT INTO funding_application (id, reference, child_id, setting_id, status, panel_id, band_id, from_on, to_on, pays_for, family_view, evidence, asked_pence, sent_on, sent_by, created_by, created_at, changed_at)"
    " VALUES ({r}, 'EF-{w}', {c}, {n}, 'sent', 5001, 5001, '2027-01-05', '2027-03-26', '{w}', '{w}', 'plan', 45000, '2026-11-20', 102, 102, 1, 1), ({r} + 10, 'EF-{w}-2', {c}, {n}, 'withdrawn', NULL, NULL, '', '', '{w}', '{w}', '', 0, '', NULL, 102, 1, 1);"
    "INSERT INTO funding_copy (id, application_id, number, because, person_id, at, hash) VALUES ({r}, {r}, 1, 'sent', 102, 1, '');"
    "INSERT INTO funding_copy_line (copy_id, position, kind, label, words) VALUES ({r}, 0, 'text', '{w}', '{w}');"
    "INSERT INTO funding_application (id, reference, child_id, setting_id, status, outcome, panel_id, band_id, from_on, to_on, pays_for, asked_pence, sent_on, sent_by, decided_on, created_by, created_at, changed_at)"
    " VALUES ({r} + 20, 'EF-{w}-3', {c}, {n}, 'decided', 'part', 5001, 5001, '2026-09-02', '2027-03-26', '{w}', 45000, '2026-08-20', 102, '2026-09-01', 102, 1, 1);"
    "INSERT INTO funding_copy (id, application_id, number, because, person_id, at, hash) VALUES ({r} + 20, {r} + 20, 1, 'sent', 102, 1, '');"
    "INSERT INTO funding_decision (id, application_id, child_id, panel_id, stage, outcome, copy_id, copy_hash, band_id, rate_pence, from_on, to_on, pence, reasons, person_id, decided_on, at)"
    " VALUES ({r}, {r} + 20, {c}, 5001, 'panel', 'part', {r} + 20, '', 5001, 45000, '2026-09-02', '2027-03-26', 90000, '{w}', 106, '2026-09-01', 1);"
    "INSERT INTO funding_decider (decision_id, person_id) VALUES ({r}, 108);"
    "INSERT INTO funding_appeal (id, application_id, child_id, decision_id, made_by, grounds, received_on, due_on, person_id) VALUES ({r}, {r} + 20, {c}, {r}, '{w}', '{w}', '2026-11-01', '2026-11-27', 105);"
    "INSERT INTO funding_award (id, application_id, child_id, setting_id, decision_id, band_id, unit, rate_pence, from_on, to_on, last_on, conditions, review_due_on, at) VALUES ({r}, {r} + 20, {c}, {n}, {r}, 5001, 'term', 45000, '2026-09-02', '2027-03-26', '2027-03-26', '{w}', '2026-12-01', 1);"
    "INSERT INTO funding_payment (id, award_id, child_id, setting_id, term_id, year, kind, from_on, to_on, pence, due_on, because, at) VALUES ({r}, {r}, {c}, {n}, 5001, 2026, 'instalment', '2026-09-02', '2026-12-18', 45000, '2026-09-16', '{w}', 1);"
    "INSERT INTO funding_application (id, reference, child_id, setting_id, status, outcome, pays_for, asked_pence, sent_on, sent_by, decided_on, created_by, created_at, changed_at)"
    " VALUES ({r} + 30, 'EF-{w}-4', {c}, {n}, 'decided', 'no', '{w}', 45000, '2026-06-20', 102, '2026-07-01', 102, 1, 1);"
    "INSERT INTO funding_copy (id, application_id, number, because, person_id, at, hash) VALUES ({r} + 30, {r} + 30, 1, 'sent', 102, 1, '');"
    "INSERT INTO funding_decision (id, application_id, child_id, stage, outcome, copy_id, copy_hash, reasons, helps_instead, person_id, decided_on, at) VALUES ({r} + 30, {r} + 30, {c}, 'panel', 'no', {r} + 30, '', '{w}', '{w}', 106, '2026-07-01', 1);"
    "INSERT INTO funding_move (id, award_id, child_id, decision, on_day, because, person_id, at) VALUES ({r}, {r}, {c}, 'stays', '2026-10-01', '{w}', 106, 1);"
    "INSERT INTO funding_review (id, award_id, child_id, held_on, changed, setting_view, family_view, next, because, person_id, at) VALUES ({r}, {r}, {c}, '2026-11-01', 3, '{w}', '{w}', 'apply', '{w}', 102, 1);"
    "INSERT INTO funding_review_rating (review_id, position, is_after, area, outcome, rating, rated_on) VALUES ({r}, 0, 0, 'CI', '{w}', 2, '2026-08-28');"
    "INSERT INTO funding_voice (id, award_id, child_id, person_id, changed, words, on_day) VALUES ({r}, {r}, {c}, 101, 4, '{w}', '2026-11-02');"
    "INSERT INTO funding_claim (id, child_id, stream, state, setting_id, on_day, person_id, at) VALUES ({r}, {c}, 'DAF', 'yes', {n}, '2026-10-01', 102, 1);"
    "INSERT INTO funding_question (id, application_id, child_id, words, owner_id, due_on, asked_by, asked_on, answer, answered_by, answered_on) VALUES ({r}, {r}, {c}, '{w}', 102, '2026-11-18', 106, '2026-11-11', '{w}', 102, '2026-11-17');"
    "INSERT INTO ehc_review (id, request_id, child_id, meeting_on, is_held, report_on, decision, decided_on, person_id, at) VALUES ({r}, {r}, {c}, '2026-09-01', 1, '2026-09-08', 'keep', '2026-09-20', 106, 1);"
    "INSERT INTO quality_audited (id, audit_id, position, child_id, checked_on, no_paper) VALUES ({r}, 5001, {r}, {c}, '2026-11-03', '{w}');"
    "INSERT INTO quality_audited_field (audited_id, field, result) VALUES ({r}, 'name', 'differs');"
    "INSERT INTO quality_confirmed (id, child_id, on_day) VALUES ({r}, {c}, '2026-01-02');"
    "INSERT INTO meeting (id, child_id, reference, kind, status, organiser_id, purpose, place_kind, place, answer_by, parent_view, child_view, said, decided, arranged_on, created_at) VALUES ({r}, {c}, 'M-{w}', 'around', 'fixed', 106, '{w}', 'place', '{w}', '2026-11-25', '{w}', '{w}', '{w}', '{w}', '2026-11-20', 1),"
    " ({r} + 10, {c}, 'M-{w}-2', 'review', 'proposed', 106, '{w}', 'online', '', '2026-11-25', '', '', '', '', '2026-11-20', 1), ({r} + 20, {c}, 'M-{w}-3', 'other', 'asked', NULL, '{w}', '', '', '', '', '', '', '', '2026-11-20', 1);"
    "INSERT INTO field_device (id, person_id, key_hash, name, made_at, seen_at, ends_at) SELECT {r}, CASE WHEN {c} = 1001 THEN 105 ELSE 106 END, '{h}', '{w}', 1795900000000, 1795900000000, 1796900000000;"
    "INSERT INTO field_pack (id, device_id, person_id, child_id, visit_id, taken_at) SELECT {r}, {r}, d.person_id, {c}, {r} + 20, 1795900000000 FROM field_device d WHERE d.id = {r};"
    "INSERT INTO field_left (id, child_id, visit_id, person_id, answers, at) VALUES ({r}, {c}, {r}, 106, 'observations={w}', 1);"
    "UPDATE meeting SET starts_at = 1796200000000 WHERE id = {r};"
    "INSERT INTO meeting_time (id, meeting_id, starts_at) VALUES ({r}, {r}, 1796300000000), ({r} + 10, {r} + 10, 1796200000000);"
    "INSERT INTO meeting_guest (id, meeting_id, kind, person_id, name, email) VALUES ({r}, {r}, 'other', NULL, '{w}', '{l}@test.example'), ({r} + 10, {r} + 10, 'professional', 106, '{w}', 'manager@test.example'), ({r} + 20, {r} + 20, 'family', NULL, '{w}', '');"
    "INSERT INTO meeting_can (guest_id, time_id, answer) VALUES ({r}, {r}, 'yes'); INSERT INTO meeting_link (token_hash, guest_id, expires_at) VALUES ('{h}', {r}, 9000000000000);"
    "INSERT INTO calendar_feed (person_id, token_hash, made_at) SELECT 105, '{h}', 1 WHERE {c} = 1001;"
    "INSERT INTO meeting_words (id, meeting_id, person_id, whose, words, at) VALUES ({r}, {r}, 101, 'parent', '{w}', 1);"
    "INSERT INTO file (id, name, kind, size, hash, sent_at) VALUES ({r} + 30, '{w}.pdf', 'pdf', 3, '', 1);"
    "INSERT INTO document (id, child_id, kind, title, written_on, seen_by, file_id, person_id, at) VALUES ({r}, {c}, 'medical', '{w}', '2026-10-01', 'everybody', {r} + 30, 106, 1);"
    "INSERT INTO document (id, child_id, kind, title, written_on, seen_by, run_id, position, to_name, subject, words, person_id, at) VALUES ({r} + 10, {c}, 'letter', '{w}', '2026-10-01', 'everybody', 5001, 1, '{w}', '{w}', '{w}', 105, 1);"
    "INSERT INTO caseload_handover (id, from_id, reason, made_by, made_on, made_at) VALUES ({r}, 106, 'balance', 105, '2026-11-23', 1);"
    "INSERT INTO caseload_move (id, handover_id, child_id, from_id, to_id, note, moved_on) VALUES ({r}, {r}, {c}, 106, 105, '{w}', '2026-11-23');"
    "INSERT INTO caseload_taken (handover_id, move_id, kind, row_id) VALUES ({r}, {r}, 'deadline', {r}), ({r}, {r}, 'action', {r}), ({r}, {r}, 'visit', {r} + 20), ({r}, {r}, 'plan', {p}), ({r}, 0, 'request', {q});"
    "INSERT INTO school_check (id, child_id, point, checked_on, on_roll, full_time, suspended, attendance, settled, words) VALUES ({r}, {c}, 'six weeks', '2026-11-01', 1, 1, 0, 95, 3, '{w}');";

static const char around_anna[] =
    "INSERT INTO funding_panel (id, closes_on, meets_on, place, begun_at) VALUES (5001, '2026-11-25', '2026-12-09', 'Oak Room', 1);"
    "INSERT INTO funding_member (person_id, because, from_on) VALUES (104, 'Health visitor', '2026-01-01');"
    "INSERT INTO funding_conflict (application_id, person_id, kind, at) VALUES (5001, 102, 'author', 1), (5001, 104, 'none', 1), (5001, 106, 'none', 1), (5002, 106, 'none', 1), (5021, 104, 'none', 1), (5021, 106, 'none', 1), (5022, 106, 'none', 1);"
    "INSERT INTO funding_schedule (id, number, pay_on, lines, pence, content, hash, made_by, made_at) VALUES (5001, 1, '2026-09-16', 0, 0, 'Schedule', '', 106, 1);"
    "INSERT INTO funding_budget (id, year, pence, because, person_id, at) VALUES (5001, 2026, 25000000, 'Cabinet', 106, 1);"
    "INSERT INTO funding_panel_person (panel_id, person_id) VALUES (5001, 104), (5001, 106);"
    "INSERT INTO funding_application (id, reference, child_id, setting_id, status, created_by, created_at, changed_at) VALUES (5099, 'EF-DRAFT', 1001, 205, 'draft', 105, 1, 1);"
    "UPDATE carer SET person_id = 101, verified_on = '2026-03-01', verified_by = 105 WHERE child_id = 1001;"
    "INSERT INTO professional (id, child_id, person_id, name, job, from_on) VALUES (5051, 1001, 104, 'Hana Health', 'Health visitor', '2026-01-01'), (5052, 1001, 105, 'Olu Officer', 'Inclusion officer', '2026-03-02');"
    "INSERT INTO meeting_guest (id, meeting_id, kind, person_id, name, email) VALUES (5071, 5001, 'family', 101, 'Paula Parent', 'parent@test.example'), (5072, 5011, 'family', 101, 'Paula Parent', 'parent@test.example'),"
    " (5073, 5001, 'professional', 105, 'Olu Officer', 'officer@test.example'), (5074, 5011, 'professional', 105, 'Olu Officer', 'officer@test.example'), (5075, 5001, 'setting', 102, 'Petra Practitioner', 'practitioner@test.example'), (5076, 5001, 'professional', 104, 'Hana Health', '');"
    "INSERT INTO meeting_can (guest_id, time_id, answer) VALUES (5072, 5011, 'yes');"
    "UPDATE handover SET contact_email = 'health@test.example' WHERE request_id = 2001;"
    "UPDATE request SET asker_person_id = 102, asker_name = 'Petra Practitioner' WHERE id = 2001;"
    "INSERT INTO request (id, reference, kind, door, status, child_id, given_name, family_name, born_on, asker_person_id, asker_name, received_at, received_on, due_on) VALUES"
    " (2003, 'RD-HEALTH', 'notification', 'health visitor', 'waiting', NULL, 'Ben', 'Bright', '2023-01-01', 104, 'Hana Health', 1795000000000, '2026-11-18', '2026-11-25'),"
    " (2004, 'RD-SCHOOL', 'request', 'school', 'waiting', NULL, 'Cal', 'Carr', '2022-10-01', 103, 'Sam School', 1795000000000, '2026-11-18', '2026-11-25'),"
    " (2005, 'RD-PARENT', 'request', 'parent', 'waiting', NULL, 'Anna', 'Annasson', '2022-11-07', NULL, 'Paula Parent', 1795000000000, '2026-11-18', '2026-11-25');"
    "UPDATE request SET claimed_by = 105, claimed_at = 1 WHERE id = 2004;"
    "INSERT INTO request_step (id, request_id, kind, person_id, note, at, on_day) VALUES (5061, 2004, 'claimed', 105, '', 1, '2026-11-18');"
    "INSERT INTO request_overdue (request_id, due_on, told_at) VALUES (2005, '2026-11-25', 1), (2003, '2026-11-25', 1);"
    "INSERT INTO caseload_hours (id, person_id, hours, from_on, changed_by, changed_at) VALUES (5001, 105, 30, '2026-01-01', 106, 1);"
    "UPDATE action SET owner_id = 105 WHERE id = 5001; UPDATE typed SET person_id = 105 WHERE id = 5001; UPDATE visit SET person_id = 105 WHERE id IN (5001, 5021);"
    "INSERT INTO visit_template (id, name, kind, position) VALUES (5001, 'First visit', 'setting', 1);"
    "INSERT INTO partner_person (id, partner_id, name, job, email, from_on) VALUES (5001, 301, 'Sam Reed', 'Team lead', 'sam@partner.example', '2026-01-01');"
    "INSERT INTO triage_rules (id, number, made_on) VALUES (5001, 1, '2026-11-01');"
    "INSERT INTO triage_rule (id, rules_id, kind, position, route, words) VALUES (5001, 5001, 'route', 1, 'advice', 'Always'), (5002, 5001, 'route', 2, 'advice', 'Always');"
    "INSERT INTO triage_condition (id, rule_id, position, condition) VALUES (5001, 5001, 1, 'always'), (5002, 5001, 2, 'notified'), (5003, 5002, 1, 'always');"
    "INSERT INTO triage_meeting (id, held_on, begun_by, begun_at) VALUES (5001, '2026-11-24', 105, 1);"
    "INSERT INTO triage_meeting_person (meeting_id, person_id) VALUES (5001, 105);"
    "INSERT INTO triage_meeting_request (meeting_id, request_id, position) VALUES (5001, 2005, 1), (5001, 2003, 2), (5001, 2001, 3);"
    "INSERT INTO triage_bulk (id, person_id, action, at) VALUES (5001, 106, 'claim', 1);"
    "INSERT INTO triage_bulk_request (bulk_id, request_id, position, is_done, words) VALUES (5001, 2003, 0, 1, 'Done');"
    "INSERT INTO concern (request_id, area, words) VALUES (2003, 'moving', 'slow'), (2004, 'talking', 'quiet'), (2005, 'talking', 'quiet');"
    /* a record that may be Anna's too, and one that was; the same of the other child */
    "INSERT INTO child (id, given_name, family_name, born_on, is_restricted, school_year, merged_into, created_at, changed_at) VALUES"
    " (1003, 'Ana', 'Annasson', '2022-11-07', 0, 2027, NULL, 1, 1), (1004, 'Anna', 'Annason', '2022-11-07', 0, 2027, 1001, 1, 1),"
    " (1005, 'Zzothera', 'Zzothersson', '2022-11-08', 1, 2027, NULL, 1, 1), (1006, 'Zzothera', 'Zzotherson', '2022-11-07', 1, 2027, 1002, 1, 1);"
    "INSERT INTO duplicate (id, child_id, other_id, per_mille, is_household, status, found_on) VALUES (5001, 1001, 1003, 995, 0, 'open', '2026-11-20'), (5002, 1002, 1005, 994, 0, 'open', '2026-11-20');"
    "INSERT INTO duplicate_opinion (id, duplicate_id, opinion, words, person_id, on_day) VALUES (5001, 5001, 'one', 'Anna', 105, '2026-11-21'), (5002, 5002, 'one', 'Zzother', 106, '2026-11-21');"
    "INSERT INTO joining (id, kind, child_id, other_id, because, person_id, on_day, at) VALUES (5001, 'merge', 1001, 1004, 'Anna', 106, '2026-11-22', 1), (5002, 'merge', 1002, 1006, 'Zzother', 106, '2026-11-22', 1);"
    "INSERT INTO joining_row (joining_id, position, did, what, row_key) VALUES (5001, 0, 'went', 'need', '5001'), (5002, 0, 'went', 'need', '5002');"
    "INSERT INTO joining_field (joining_id, field, was, others, became) VALUES (5001, 'Family name', 'Annasson', 'Annason', 'Annasson'), (5002, 'Family name', 'Zzothersson', 'Zzotherson', 'Zzothersson');"
    /* a list that names Anna, looked at by the manager; 31, 30 and 29 are the separators of app/imports */
    "INSERT INTO import_list (id, source, file_hash, status, on_day, headings, heading_line, lines, columns, person_id, made_at) VALUES"
    " (5001, 'children', 'hash', 'staged', '2026-11-24', 'Surname\x1f" "DOB', 1, 1, 'family_name=0\x1f" "born_on=1', 106, 1796000000000);"
    "INSERT INTO import_chunk (import_id, position, lines) VALUES (5001, 1, '1\x1f\x1f" "Annasson\x1f" "7/11/2022');"
    "INSERT INTO import_row (id, import_id, line, kind, name, born_on, told, maybe) VALUES (5001, 5001, 1, 'unsure', 'Annasson', '2022-11-07', 'family_name\x1d" "Annasson\x1f" "born_on\x1d" "2022-11-07', '1001');"
    "INSERT INTO import_change (id, import_id, line, what, child_id, field, was, version) VALUES (5001, 5001, 1, 'field', 1001, 'area', 'South', 7);";

static const char *with(struct arena *a, const char *text, const char *const (*value)[2])
{
    struct out o = { .arena = a };
    for (const char *s = text; *s; s++) {
        const char *put = NULL;
        for (size_t i = 0; *s == '{' && value[i][0]; i++)
            if (s[1] == value[i][0][0] && s[2] == '}')
                put = value[i][1];
        if (put) {
            html_lit(&o, put, strlen(put));
            s += 2;
        } else
            html_lit(&o, s, 1);
    }
    html_lit(&o, "", 1);
    return o.at;
}

struct table { const char *name; };
static const struct db_column table_column[] = { { 't', offsetof(struct table, name) } };
static const struct db_query tables_of[] = {
    { .name = "tables", .params = "", .columns = 1, .column = table_column, .row_size = sizeof(struct table), .text = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT IN ('migration', 'code', 'authority', 'sqlite_sequence')" },
    { .name = "tables", .params = "", .columns = 1, .column = table_column, .row_size = sizeof(struct table), .text = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT IN ('migration', 'code', 'authority')" },
};

static void empty(struct db *db)
{
    size_t n;
    struct table *t = db_many(db, &tables_of[db_is_postgres(db)], &n);
    for (size_t i = 0; i < n; i++)
        house_script(db, arena_print(db->arena, "DELETE FROM %s", t[i].name));
}

void world_fill(struct db *db)
{
    struct arena *before = db->arena, own = { 0 };
    db->arena = &own;
    const char *const hers[][2] = { { "c", "1001" }, { "r", "5001" }, { "w", "Anna" }, { "l", "anna" }, { "q", "2001" }, { "p", "3001" }, { "s", "4001" }, { "t", "0" }, { "a", "106" }, { "n", "201" }, { "k", "202" },
                                    { "h", web_hash(&own, world_follow_token) }, { NULL, NULL } };
    const char *const others[][2] = { { "c", "1002" }, { "r", "5002" }, { "w", world_other_word }, { "l", "zzother" }, { "q", "2002" }, { "p", "3002" }, { "s", "4002" }, { "t", "1" }, { "a", "106" }, { "n", "204" }, { "k", "205" },
                                      { "h", web_hash(&own, world_other_follow_token) }, { NULL, NULL } };
    house_script(db, db_is_postgres(db) ? "SET session_replication_role = replica" : "PRAGMA foreign_keys=OFF");
    db_begin_write(db);
    empty(db);
    house_script(db, everybody);
    house_script(db, with(&own, a_child, hers));
    house_script(db, with(&own, a_child, others));
    house_script(db, around_anna);
    db_commit(db);
    house_script(db, db_is_postgres(db) ? "SET session_replication_role = DEFAULT" : "PRAGMA foreign_keys=ON");
    db->arena = before;
    arena_free(&own);
}
