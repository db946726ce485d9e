-- EHC needs assessment: what was asked, decided, advised; its clocks, each a row (SEND Regulations 2014).
-- about children
CREATE TABLE ehc_request (
    id          INTEGER PRIMARY KEY,
    child_id    INTEGER NOT NULL REFERENCES child (id),
    received_on TEXT    NOT NULL,
    source      TEXT    NOT NULL,                -- a row of code, list 'ehc_source'
    outcome     TEXT    NOT NULL DEFAULT '' CHECK (outcome IN ('', 'yes', 'no', 'withdrawn')),   -- of the request: is there an assessment
    outcome_on  TEXT    NOT NULL DEFAULT '',
    drafted_on  TEXT    NOT NULL DEFAULT '',     -- the draft plan was sent to the parents
    result      TEXT    NOT NULL DEFAULT '' CHECK (result IN ('', 'plan', 'not issued', 'withdrawn')),   -- of the assessment
    result_on   TEXT    NOT NULL DEFAULT '',
    place_named TEXT    NOT NULL DEFAULT '',     -- the setting or school that the plan names
    closed_on   TEXT    NOT NULL DEFAULT '',     -- refused, withdrawn, not issued, or the plan ended; '' = clocks may run
    next_rule   TEXT    NOT NULL DEFAULT '',     -- the first open clock, for the list
    next_due_on TEXT    NOT NULL DEFAULT '9999-12-31',
    created_by  INTEGER REFERENCES person (id),
    created_at  INTEGER NOT NULL
) STRICT;
CREATE INDEX ehc_request_by_child ON ehc_request (child_id, received_on, id);
CREATE UNIQUE INDEX ehc_request_open ON ehc_request (child_id) WHERE closed_on = '';
CREATE INDEX ehc_request_by_next ON ehc_request (next_due_on, id) WHERE closed_on = '';

-- about children
CREATE TABLE ehc_advice (
    id          INTEGER PRIMARY KEY,
    request_id  INTEGER NOT NULL REFERENCES ehc_request (id),
    child_id    INTEGER NOT NULL REFERENCES child (id),
    asked_of    TEXT    NOT NULL,
    asked_on    TEXT    NOT NULL,
    received_on TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ehc_advice_by_request ON ehc_advice (request_id, asked_on, id);

-- A clock is never moved: an exception is written down beside its due day.
-- about children
CREATE TABLE ehc_clock (
    id           INTEGER PRIMARY KEY,
    request_id   INTEGER NOT NULL REFERENCES ehc_request (id),
    child_id     INTEGER NOT NULL REFERENCES child (id),
    advice_id    INTEGER REFERENCES ehc_advice (id),
    rule         TEXT    NOT NULL,               -- of app/ehc/clocks.c; a row of code, list 'deadline'
    start_on     TEXT    NOT NULL,
    due_on       TEXT    NOT NULL,
    done_on      TEXT    NOT NULL DEFAULT '',
    exception    TEXT    NOT NULL DEFAULT '' CHECK (exception IN ('', 'a', 'b', 'c', 'd')),
    exception_on TEXT    NOT NULL DEFAULT '',
    evidence     TEXT    NOT NULL DEFAULT '',
    met          TEXT    NOT NULL DEFAULT '' CHECK (met IN ('', 'yes', 'no', 'excepted', 'ended'))   -- ended: it stopped mattering
) STRICT;
CREATE INDEX ehc_clock_by_request ON ehc_clock (request_id, due_on, id);
CREATE INDEX ehc_clock_by_rule ON ehc_clock (rule, done_on, id);

-- about children
CREATE TABLE ehc_review (
    id          INTEGER PRIMARY KEY,
    request_id  INTEGER NOT NULL REFERENCES ehc_request (id),
    child_id    INTEGER NOT NULL REFERENCES child (id),
    held_on     TEXT    NOT NULL,
    decision    TEXT    NOT NULL CHECK (decision IN ('keep', 'change', 'end')),
    place_named TEXT    NOT NULL DEFAULT '',     -- the school named for Reception at this review
    person_id   INTEGER REFERENCES person (id),
    at          INTEGER NOT NULL
) STRICT;
CREATE INDEX ehc_review_by_request ON ehc_review (request_id, held_on, id);
