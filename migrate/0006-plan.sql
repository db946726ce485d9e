-- Support plans: assess, plan, do, review (SEND Code of Practice 5.38-5.44).
-- about children
CREATE TABLE plan (
    id           INTEGER PRIMARY KEY,
    child_id     INTEGER NOT NULL REFERENCES child (id),
    cycle        INTEGER NOT NULL CHECK (cycle >= 1),
    kind         TEXT    NOT NULL DEFAULT 'SEN support plan',  -- code list 'plan_kind': an ISP can arrive by date
    status       TEXT    NOT NULL CHECK (status IN ('draft', 'active', 'reviewed')),
    setting_id   INTEGER REFERENCES setting (id),
    lead_id      INTEGER REFERENCES person (id),
    lead_words   TEXT    NOT NULL DEFAULT '',
    assessed     TEXT    NOT NULL DEFAULT '',    -- what the child can do now, what is hard: the Assess step
    going_well   TEXT    NOT NULL DEFAULT '',
    parent_view  TEXT    NOT NULL DEFAULT '',
    child_view   TEXT    NOT NULL DEFAULT '',
    staff_needs  TEXT    NOT NULL DEFAULT '',    -- staff development needs identified (5.40)
    started_on   TEXT    NOT NULL DEFAULT '',
    review_due_on TEXT   NOT NULL DEFAULT '',
    parents_told_on TEXT NOT NULL DEFAULT '',
    version      INTEGER NOT NULL DEFAULT 1,
    changed_by   INTEGER REFERENCES person (id),
    changed_at   INTEGER NOT NULL,
    created_at   INTEGER NOT NULL,
    UNIQUE (child_id, cycle)
) STRICT;
CREATE INDEX plan_by_status ON plan (status, review_due_on, id);
CREATE INDEX plan_by_lead ON plan (lead_id, status);

-- about children
CREATE TABLE outcome (
    id        INTEGER PRIMARY KEY,
    plan_id   INTEGER NOT NULL REFERENCES plan (id),
    position  INTEGER NOT NULL,
    area      TEXT    NOT NULL DEFAULT '',       -- CI, CL, SEMH, SP
    baseline  TEXT    NOT NULL DEFAULT '',       -- where we start
    outcome   TEXT    NOT NULL,                  -- what we hope to see
    strategies TEXT   NOT NULL DEFAULT '',
    who       TEXT    NOT NULL DEFAULT '',
    how_often TEXT    NOT NULL DEFAULT '',
    rating    INTEGER NOT NULL DEFAULT 0 CHECK (rating BETWEEN 0 AND 4),   -- 0 not yet rated, 1 not yet, 2 some progress, 3 met, 4 more than hoped
    rating_words TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX outcome_by_plan ON outcome (plan_id, position, id);

-- about children
CREATE TABLE review (
    id          INTEGER PRIMARY KEY,
    plan_id     INTEGER NOT NULL UNIQUE REFERENCES plan (id),
    held_on     TEXT    NOT NULL,
    attended    TEXT    NOT NULL DEFAULT '',
    parent_view TEXT    NOT NULL DEFAULT '',
    child_view  TEXT    NOT NULL DEFAULT '',
    impact      TEXT    NOT NULL DEFAULT '',
    decision    TEXT    NOT NULL CHECK (decision IN ('close', 'continue', 'change', 'step up', 'step down')),
    because     TEXT    NOT NULL DEFAULT '',
    person_id   INTEGER REFERENCES person (id),
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX review_by_day ON review (held_on, id);
