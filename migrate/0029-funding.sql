-- The early years inclusion fund, from application to effect; disability access fund and early years pupil premium.
-- Money is whole pence.  A financial year is named by the calendar year in which its April lies.

-- What can be paid.  Bands and rates change every year: each row says from when, and who says so.
CREATE TABLE funding_band (
    id       INTEGER PRIMARY KEY,
    stream   TEXT    NOT NULL CHECK (stream IN ('EYIF', 'DAF', 'EYPP')),
    name     TEXT    NOT NULL CHECK (name <> ''),
    criteria TEXT    NOT NULL DEFAULT '',        -- what the child's needs are like
    unit     TEXT    NOT NULL CHECK (unit IN ('hour', 'week', 'term', 'once', 'year')),
    cycles   INTEGER NOT NULL DEFAULT 0 CHECK (cycles BETWEEN 0 AND 9),   -- reviewed cycles of a plan that are looked for
    from_on  TEXT    NOT NULL,
    to_on    TEXT    NOT NULL DEFAULT '',        -- the last day on which an award may begin
    source   TEXT    NOT NULL CHECK (source <> '')
) STRICT;
CREATE INDEX funding_band_by_stream ON funding_band (stream, name, id);

-- A rate holds until the next one of its band begins.
CREATE TABLE funding_rate (
    id        INTEGER PRIMARY KEY,
    band_id   INTEGER NOT NULL REFERENCES funding_band (id),
    pence     INTEGER NOT NULL CHECK (pence BETWEEN 1 AND 100000000),
    from_on   TEXT    NOT NULL,
    source    TEXT    NOT NULL CHECK (source <> ''),
    person_id INTEGER REFERENCES person (id),
    at        INTEGER NOT NULL DEFAULT 0,
    UNIQUE (band_id, from_on)
) STRICT;

CREATE TABLE funding_term (
    id        INTEGER PRIMARY KEY,
    name      TEXT    NOT NULL CHECK (name <> ''),
    from_on   TEXT    NOT NULL UNIQUE,
    to_on     TEXT    NOT NULL,
    weeks     INTEGER NOT NULL CHECK (weeks BETWEEN 1 AND 26),   -- funded weeks: 38 a year
    pay_on    TEXT    NOT NULL,
    source    TEXT    NOT NULL CHECK (source <> ''),
    person_id INTEGER REFERENCES person (id),
    at        INTEGER NOT NULL DEFAULT 0,
    CHECK (from_on < to_on)
) STRICT;

-- The newest row of a year counts.
CREATE TABLE funding_budget (
    id        INTEGER PRIMARY KEY,
    year      INTEGER NOT NULL,
    pence     INTEGER NOT NULL CHECK (pence BETWEEN 0 AND 1000000000000),
    because   TEXT    NOT NULL,
    person_id INTEGER REFERENCES person (id),
    at        INTEGER NOT NULL
) STRICT;
CREATE INDEX funding_budget_by_year ON funding_budget (year, id);

-- Who decides: managers, and those named here.
CREATE TABLE funding_member (
    person_id INTEGER PRIMARY KEY REFERENCES person (id),
    because   TEXT    NOT NULL,                  -- 'Head of a nursery school', 'Area SENCO' ...
    from_on   TEXT    NOT NULL,
    to_on     TEXT    NOT NULL DEFAULT ''
) STRICT;

CREATE TABLE funding_panel (
    id        INTEGER PRIMARY KEY,
    closes_on TEXT    NOT NULL,                  -- what is sent by this day is looked at
    meets_on  TEXT    NOT NULL UNIQUE,
    place     TEXT    NOT NULL DEFAULT '',
    begun_at  INTEGER NOT NULL DEFAULT 0,
    ended_at  INTEGER NOT NULL DEFAULT 0,
    CHECK (closes_on <= meets_on)
) STRICT;
CREATE INDEX funding_panel_by_close ON funding_panel (closes_on, id);

CREATE TABLE funding_panel_person (
    panel_id  INTEGER NOT NULL REFERENCES funding_panel (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    PRIMARY KEY (panel_id, person_id)
) STRICT;

-- about children
CREATE TABLE funding_application (
    id          INTEGER PRIMARY KEY,
    reference   TEXT    NOT NULL UNIQUE,         -- 'EF-7K3M-Q2XP': stands in payment schedules, tells nothing
    child_id    INTEGER NOT NULL REFERENCES child (id),
    setting_id  INTEGER NOT NULL REFERENCES setting (id),
    status      TEXT    NOT NULL CHECK (status IN ('draft', 'sent', 'question', 'decided', 'withdrawn')),
    panel_id    INTEGER REFERENCES funding_panel (id),
    band_id     INTEGER REFERENCES funding_band (id),
    minutes     INTEGER NOT NULL DEFAULT 0,      -- a week, for bands paid by the hour
    from_on     TEXT    NOT NULL DEFAULT '',
    to_on       TEXT    NOT NULL DEFAULT '',
    pays_for    TEXT    NOT NULL DEFAULT '',
    tried       TEXT    NOT NULL DEFAULT '',
    difference  TEXT    NOT NULL DEFAULT '',     -- that the setting hopes for
    family_view TEXT    NOT NULL DEFAULT '',
    family_told_on TEXT NOT NULL DEFAULT '',
    evidence    TEXT    NOT NULL DEFAULT '',     -- codes of list 'funding_evidence', joined by blanks
    support     TEXT    NOT NULL DEFAULT '',     -- what the inclusion officer says to it
    support_by  INTEGER REFERENCES person (id),
    asked_pence INTEGER NOT NULL DEFAULT 0,      -- what it would cost, when it was sent
    outcome     TEXT    NOT NULL DEFAULT '' CHECK (outcome IN ('', 'award', 'part', 'no')),   -- of the newest decision
    sent_on     TEXT    NOT NULL DEFAULT '',     -- first sent
    sent_by     INTEGER REFERENCES person (id),
    decided_on  TEXT    NOT NULL DEFAULT '',     -- first decided
    created_by  INTEGER NOT NULL REFERENCES person (id),
    created_at  INTEGER NOT NULL,
    changed_at  INTEGER NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX funding_application_by_child ON funding_application (child_id, id);
CREATE INDEX funding_application_by_setting ON funding_application (setting_id, status, id);
CREATE INDEX funding_application_by_status ON funding_application (status, sent_on, id);
CREATE INDEX funding_application_by_sent ON funding_application (sent_on, id);
CREATE INDEX funding_application_by_panel ON funding_application (panel_id, status, id);
CREATE UNIQUE INDEX funding_application_open ON funding_application (child_id, setting_id) WHERE status IN ('draft', 'sent', 'question');

-- What a decision is based on, as it stood when it was sent: never changed, and sealed by a hash over its lines.
-- about children
CREATE TABLE funding_copy (
    id             INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES funding_application (id),
    number         INTEGER NOT NULL,
    because        TEXT    NOT NULL CHECK (because IN ('sent', 'answer', 'appeal')),
    person_id      INTEGER REFERENCES person (id),
    at             INTEGER NOT NULL,
    hash           TEXT    NOT NULL,
    UNIQUE (application_id, number)
) STRICT;

-- about children
CREATE TABLE funding_copy_line (
    copy_id  INTEGER NOT NULL REFERENCES funding_copy (id),
    position INTEGER NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN ('part', 'under', 'fact', 'text')),   -- a heading, a smaller one, label and words, words
    label    TEXT    NOT NULL DEFAULT '',
    words    TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (copy_id, position)
) STRICT, WITHOUT ROWID;

-- What a member of the panel has said of each application before reading it; 'known' was found by the program.
-- Whoever has a conflict does not see the application; who wrote or supported it ('author') sees it and does not decide.
-- about children
CREATE TABLE funding_conflict (
    application_id INTEGER NOT NULL REFERENCES funding_application (id),
    person_id      INTEGER NOT NULL REFERENCES person (id),
    kind           TEXT    NOT NULL CHECK (kind IN ('none', 'said', 'known', 'author')),
    because        TEXT    NOT NULL DEFAULT '',
    at             INTEGER NOT NULL,
    lifted_by      INTEGER REFERENCES person (id),   -- said by mistake
    lifted_at      INTEGER NOT NULL DEFAULT 0,
    lifted_because TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (application_id, person_id)
) STRICT;
CREATE INDEX funding_conflict_by_person ON funding_conflict (person_id, application_id);

-- More is needed before it can be decided: not a refusal.
-- about children
CREATE TABLE funding_question (
    id             INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES funding_application (id),
    child_id       INTEGER NOT NULL REFERENCES child (id),
    panel_id       INTEGER REFERENCES funding_panel (id),
    words          TEXT    NOT NULL,
    owner_id       INTEGER NOT NULL REFERENCES person (id),
    due_on         TEXT    NOT NULL,
    asked_by       INTEGER REFERENCES person (id),
    asked_on       TEXT    NOT NULL,
    answer         TEXT    NOT NULL DEFAULT '',
    answered_by    INTEGER REFERENCES person (id),
    answered_on    TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX funding_question_of ON funding_question (application_id, id);
CREATE INDEX funding_question_by_owner ON funding_question (owner_id, due_on, id) WHERE answered_on = '';

-- Never changed: what was decided, on what, by whom, with the terms of the award as they were decided.
-- about children
CREATE TABLE funding_decision (
    id             INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES funding_application (id),
    child_id       INTEGER NOT NULL REFERENCES child (id),
    panel_id       INTEGER REFERENCES funding_panel (id),
    stage          TEXT    NOT NULL CHECK (stage IN ('panel', 'appeal', 'change')),
    outcome        TEXT    NOT NULL CHECK (outcome IN ('award', 'part', 'no')),
    copy_id        INTEGER NOT NULL REFERENCES funding_copy (id),
    copy_hash      TEXT    NOT NULL,
    band_id        INTEGER REFERENCES funding_band (id),
    rate_pence     INTEGER NOT NULL DEFAULT 0,
    minutes        INTEGER NOT NULL DEFAULT 0,
    from_on        TEXT    NOT NULL DEFAULT '',
    to_on          TEXT    NOT NULL DEFAULT '',
    pence          INTEGER NOT NULL DEFAULT 0,       -- all of the award, as reckoned then
    conditions     TEXT    NOT NULL DEFAULT '',
    reasons        TEXT    NOT NULL CHECK (reasons <> ''),
    helps_instead  TEXT    NOT NULL DEFAULT '',
    person_id      INTEGER REFERENCES person (id),   -- who wrote it down
    decided_on     TEXT    NOT NULL,
    at             INTEGER NOT NULL
) STRICT;
CREATE INDEX funding_decision_of ON funding_decision (application_id, id);
CREATE INDEX funding_decision_by_child ON funding_decision (child_id, id);

-- about children
CREATE TABLE funding_decider (
    decision_id INTEGER NOT NULL REFERENCES funding_decision (id),
    person_id   INTEGER NOT NULL REFERENCES person (id),
    PRIMARY KEY (decision_id, person_id)
) STRICT;

-- about children
CREATE TABLE funding_appeal (
    id             INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES funding_application (id),
    child_id       INTEGER NOT NULL REFERENCES child (id),
    decision_id    INTEGER NOT NULL REFERENCES funding_decision (id),   -- appealed against
    made_by        TEXT    NOT NULL,                 -- who asks, in words
    grounds        TEXT    NOT NULL,
    received_on    TEXT    NOT NULL,
    due_on         TEXT    NOT NULL,
    person_id      INTEGER REFERENCES person (id),
    result_id      INTEGER REFERENCES funding_decision (id)
) STRICT;
CREATE INDEX funding_appeal_of ON funding_appeal (application_id, id);
CREATE UNIQUE INDEX funding_appeal_open ON funding_appeal (application_id) WHERE result_id IS NULL;

-- Money for one child at one setting.  last_on is the last day that is paid for: to_on, or an earlier day with the reason;
-- the day before from_on where the award was taken back whole.
-- about children
CREATE TABLE funding_award (
    id             INTEGER PRIMARY KEY,
    application_id INTEGER NOT NULL REFERENCES funding_application (id),
    child_id       INTEGER NOT NULL REFERENCES child (id),
    setting_id     INTEGER NOT NULL REFERENCES setting (id),
    decision_id    INTEGER NOT NULL REFERENCES funding_decision (id),   -- the newest that says its terms
    band_id        INTEGER NOT NULL REFERENCES funding_band (id),
    unit           TEXT    NOT NULL,
    rate_pence     INTEGER NOT NULL,
    minutes        INTEGER NOT NULL DEFAULT 0,
    from_on        TEXT    NOT NULL,
    to_on          TEXT    NOT NULL,
    last_on        TEXT    NOT NULL,
    ended_because  TEXT    NOT NULL DEFAULT '',
    conditions     TEXT    NOT NULL DEFAULT '',
    review_due_on  TEXT    NOT NULL DEFAULT '',
    follows_id     INTEGER REFERENCES funding_award (id),   -- the same award at the setting before
    at             INTEGER NOT NULL,
    CHECK (from_on <= to_on AND last_on <= to_on)
) STRICT;
CREATE INDEX funding_award_by_child ON funding_award (child_id, last_on, id);
CREATE INDEX funding_award_by_setting ON funding_award (setting_id, last_on, id);
CREATE INDEX funding_award_by_last ON funding_award (last_on, id);
CREATE INDEX funding_award_of ON funding_award (application_id, id);

-- What became of an award when the child went elsewhere.
-- about children
CREATE TABLE funding_move (
    id        INTEGER PRIMARY KEY,
    award_id  INTEGER NOT NULL REFERENCES funding_award (id),
    child_id  INTEGER NOT NULL REFERENCES child (id),
    decision  TEXT    NOT NULL CHECK (decision IN ('follows', 'ends', 'stays')),
    on_day    TEXT    NOT NULL,
    because   TEXT    NOT NULL,
    person_id INTEGER REFERENCES person (id),
    at        INTEGER NOT NULL
) STRICT;
CREATE INDEX funding_move_of ON funding_move (award_id, id);

-- A schedule that went to the finance system: its text is kept as it was sent.
CREATE TABLE funding_schedule (
    id        INTEGER PRIMARY KEY,
    number    INTEGER NOT NULL UNIQUE,
    pay_on    TEXT    NOT NULL,
    lines     INTEGER NOT NULL,
    pence     INTEGER NOT NULL,
    content   TEXT    NOT NULL,
    hash      TEXT    NOT NULL,
    made_by   INTEGER REFERENCES person (id),
    made_at   INTEGER NOT NULL,
    paid_on   TEXT    NOT NULL DEFAULT '',       -- finance has paid
    paid_by   INTEGER REFERENCES person (id)
) STRICT;

-- One line for each term and financial year of an award.  Those without a schedule are plans and are reckoned anew when
-- the award changes; those with one are never touched: what changed afterwards is a line of its own.
-- about children
CREATE TABLE funding_payment (
    id          INTEGER PRIMARY KEY,
    award_id    INTEGER NOT NULL REFERENCES funding_award (id),
    child_id    INTEGER NOT NULL REFERENCES child (id),
    setting_id  INTEGER NOT NULL REFERENCES setting (id),
    term_id     INTEGER NOT NULL REFERENCES funding_term (id),
    year        INTEGER NOT NULL,                -- financial year
    kind        TEXT    NOT NULL CHECK (kind IN ('instalment', 'supplement', 'clawback')),
    from_on     TEXT    NOT NULL,
    to_on       TEXT    NOT NULL,
    pence       INTEGER NOT NULL CHECK (pence <> 0 AND (kind = 'clawback') = (pence < 0)),
    due_on      TEXT    NOT NULL,
    because     TEXT    NOT NULL DEFAULT '',
    schedule_id INTEGER REFERENCES funding_schedule (id),
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX funding_payment_of ON funding_payment (award_id, year, id);
CREATE INDEX funding_payment_by_child ON funding_payment (child_id, id);
CREATE INDEX funding_payment_by_year ON funding_payment (year, schedule_id, pence);
CREATE INDEX funding_payment_by_schedule ON funding_payment (schedule_id, id);
CREATE INDEX funding_payment_due ON funding_payment (due_on, id) WHERE schedule_id IS NULL;

-- What the money changed.
-- about children
CREATE TABLE funding_review (
    id           INTEGER PRIMARY KEY,
    award_id     INTEGER NOT NULL UNIQUE REFERENCES funding_award (id),
    child_id     INTEGER NOT NULL REFERENCES child (id),
    held_on      TEXT    NOT NULL,
    changed      INTEGER NOT NULL CHECK (changed BETWEEN 1 AND 4),     -- nothing, a little, some, a lot
    setting_view TEXT    NOT NULL,
    family_view  TEXT    NOT NULL DEFAULT '',
    next         TEXT    NOT NULL CHECK (next IN ('ends', 'apply', 'less', 'other')),
    because      TEXT    NOT NULL DEFAULT '',
    person_id    INTEGER REFERENCES person (id),
    at           INTEGER NOT NULL
) STRICT;
CREATE INDEX funding_review_by_child ON funding_review (child_id, id);

-- The ratings of the plan's outcomes before and after, as they stood at the review of the money.
-- about children
CREATE TABLE funding_review_rating (
    review_id INTEGER NOT NULL REFERENCES funding_review (id),
    position  INTEGER NOT NULL,
    is_after  INTEGER NOT NULL CHECK (is_after IN (0, 1)),
    area      TEXT    NOT NULL,
    outcome   TEXT    NOT NULL,
    rating    INTEGER NOT NULL,
    rated_on  TEXT    NOT NULL,
    PRIMARY KEY (review_id, position)
) STRICT, WITHOUT ROWID;

-- The family's own words about the money, from their place.
-- about children
CREATE TABLE funding_voice (
    id        INTEGER PRIMARY KEY,
    award_id  INTEGER NOT NULL REFERENCES funding_award (id),
    child_id  INTEGER NOT NULL REFERENCES child (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    changed   INTEGER NOT NULL CHECK (changed BETWEEN 1 AND 4),
    words     TEXT    NOT NULL DEFAULT '',
    on_day    TEXT    NOT NULL
) STRICT;
CREATE INDEX funding_voice_of ON funding_voice (award_id, id);
CREATE INDEX funding_voice_by_child ON funding_voice (child_id, id);

-- Disability access fund and pupil premium: what is known of a child's claim.  The newest row of a stream counts.
-- about children
CREATE TABLE funding_claim (
    id         INTEGER PRIMARY KEY,
    child_id   INTEGER NOT NULL REFERENCES child (id),
    stream     TEXT    NOT NULL CHECK (stream IN ('DAF', 'EYPP')),
    state      TEXT    NOT NULL CHECK (state IN ('asked', 'yes', 'no', 'claimed')),   -- the family was asked; is entitled; is not; the setting has claimed
    setting_id INTEGER REFERENCES setting (id),
    on_day     TEXT    NOT NULL,
    person_id  INTEGER REFERENCES person (id),
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX funding_claim_by_child ON funding_claim (child_id, stream, id);

-- Who may read an application: the service and the setting, by the child; the setting that wrote it; and of the panel those who
-- have said that nothing binds them.  Nobody with a conflict, whatever else they may.
CREATE VIEW application_seen_by AS
SELECT a.id AS application_id, p.id AS person_id
  FROM funding_application a, person p
 WHERE p.role IN ('officer', 'manager', 'practitioner') AND p.is_active = 1
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = a.child_id AND v.person_id = p.id)
   AND NOT EXISTS (SELECT 1 FROM funding_conflict k WHERE k.application_id = a.id AND k.person_id = p.id AND k.kind IN ('said', 'known') AND k.lifted_at = 0)
UNION ALL
SELECT a.id AS application_id, s.person_id AS person_id
  FROM funding_application a JOIN staff s ON s.setting_id = a.setting_id AND s.to_on = '' JOIN person p ON p.id = s.person_id AND p.role = 'practitioner' AND p.is_active = 1
 WHERE NOT EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = a.child_id AND v.person_id = s.person_id)
   AND NOT EXISTS (SELECT 1 FROM sharing_refused x WHERE x.child_id = a.child_id AND x.ended_on = '' AND x.setting_id = a.setting_id)
UNION ALL
SELECT a.id AS application_id, k.person_id AS person_id
  FROM funding_application a JOIN funding_conflict k ON k.application_id = a.id JOIN funding_member m ON m.person_id = k.person_id AND m.to_on = ''
  JOIN person p ON p.id = k.person_id AND p.is_active = 1 JOIN child c ON c.id = a.child_id
 WHERE a.sent_on <> '' AND (k.kind = 'none' OR k.lifted_at > 0) AND (c.is_restricted = 0 OR p.sees_restricted = 1);

-- Which applications stand on a panel's agenda for whom: by the child's name and setting only, so that a member can say whether
-- anything binds them.  Restricted children are for those who see them anyway.
CREATE VIEW agenda_seen_by AS
SELECT a.id AS application_id, p.id AS person_id
  FROM funding_application a JOIN child c ON c.id = a.child_id, person p
 WHERE a.sent_on <> '' AND p.is_active = 1 AND (c.is_restricted = 0 OR p.sees_restricted = 1)
   AND (p.role = 'manager' OR EXISTS (SELECT 1 FROM funding_member m WHERE m.person_id = p.id AND m.to_on = ''))
   AND NOT EXISTS (SELECT 1 FROM funding_conflict k WHERE k.application_id = a.id AND k.person_id = p.id AND k.kind IN ('said', 'known') AND k.lifted_at = 0);

-- National rates, each with where it is published.
INSERT INTO funding_band (id, stream, name, criteria, unit, from_on, source) VALUES
 (1, 'DAF', 'Disability access fund', 'The child gets Disability Living Allowance and takes up funded hours; not in Reception.', 'year', '2024-04-01', 'DfE early years entitlements: local authority funding operational guide'),
 (2, 'EYPP', 'Early years pupil premium', 'The child takes up funded hours and the family gets a qualifying benefit, or the child is or was looked after.', 'hour', '2024-04-01', 'DfE early years entitlements: local authority funding operational guide');
INSERT INTO funding_rate (id, band_id, pence, from_on, source) VALUES
 (1, 1, 91000, '2024-04-01', 'DfE, early years funding 2024 to 2025'), (2, 1, 93800, '2025-04-01', 'DfE, early years funding 2025 to 2026: check before use'), (3, 1, 97500, '2026-04-01', 'DfE, early years funding 2026 to 2027'),
 (4, 2, 68, '2024-04-01', 'DfE, early years funding 2024 to 2025'), (5, 2, 100, '2025-04-01', 'DfE, early years funding 2025 to 2026: check before use'), (6, 2, 115, '2026-04-01', 'DfE, early years funding 2026 to 2027');
