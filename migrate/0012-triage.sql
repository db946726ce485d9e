-- Triage as the work of a team: rules as data, who has claimed what, the clock and its pauses, meetings, many at once.

-- A version of the rules of urgency and route.  What was put live is never changed again: a change is a new version.
CREATE TABLE triage_rules (
    id          INTEGER PRIMARY KEY,
    number      INTEGER NOT NULL UNIQUE,             -- 1, 2, 3 ...: how people name it
    note        TEXT    NOT NULL DEFAULT '',         -- what is new in it
    live_from   TEXT    NOT NULL DEFAULT '',         -- judges what arrives from that day on; '' = a draft
    made_on     TEXT    NOT NULL,
    made_by     INTEGER REFERENCES person (id),      -- NULL = came with the program
    live_by     INTEGER REFERENCES person (id),
    tried_on    TEXT    NOT NULL DEFAULT ''          -- tried against last year's requests as it stands; '' = not since its last change
) STRICT;
CREATE INDEX triage_rules_live ON triage_rules (live_from, number);

-- One rule: a kind of condition of app/request/rules.c with its parameters; never code.
CREATE TABLE triage_rule (
    id          INTEGER PRIMARY KEY,
    rules_id    INTEGER NOT NULL REFERENCES triage_rules (id),
    kind        TEXT    NOT NULL CHECK (kind IN ('urgency', 'route')),
    position    INTEGER NOT NULL,                    -- of routes the first that holds is suggested
    condition   TEXT    NOT NULL,
    number      INTEGER NOT NULL DEFAULT 0,          -- months, or how many
    list        TEXT    NOT NULL DEFAULT '',         -- phrases (folded) or codes, one a line
    points      INTEGER NOT NULL DEFAULT 0,
    route       TEXT    NOT NULL DEFAULT '',         -- code list 'route'
    words       TEXT    NOT NULL,                    -- the reason, as it is shown
    source      TEXT    NOT NULL DEFAULT ''          -- law, guidance or local decision
) STRICT;
CREATE INDEX triage_rule_of ON triage_rule (rules_id, kind, position, id);

ALTER TABLE request ADD COLUMN rules_id INTEGER REFERENCES triage_rules (id);       -- which version judged it; NULL = before there were any
ALTER TABLE request ADD COLUMN claimed_by INTEGER REFERENCES person (id);           -- who answers it
ALTER TABLE request ADD COLUMN claimed_at INTEGER NOT NULL DEFAULT 0;
CREATE INDEX request_by_claim ON request (claimed_by, status);

-- What was done with a request between its arrival and its answer.
-- about children
CREATE TABLE request_step (
    id         INTEGER PRIMARY KEY,
    request_id INTEGER NOT NULL REFERENCES request (id),
    kind       TEXT    NOT NULL CHECK (kind IN ('claimed', 'released', 'given', 'ran out', 'seen', 'meeting')),
    person_id  INTEGER REFERENCES person (id),       -- who did it; NULL = the clock
    to_id      INTEGER REFERENCES person (id),       -- to whom it was given
    note       TEXT    NOT NULL DEFAULT '',
    at         INTEGER NOT NULL,
    on_day     TEXT    NOT NULL
) STRICT;
CREATE INDEX request_step_of ON request_step (request_id, id);

ALTER TABLE question ADD COLUMN holds_clock INTEGER NOT NULL DEFAULT 0 CHECK (holds_clock IN (0, 1));      -- nothing can be decided without its answer

-- The clock stands while an answer is awaited without which nothing can be decided: 10 working days at the most.
-- about children
CREATE TABLE request_pause (
    id         INTEGER PRIMARY KEY,
    request_id INTEGER NOT NULL REFERENCES request (id),
    reason     TEXT    NOT NULL CHECK (reason <> ''),    -- the asker reads it
    person_id  INTEGER REFERENCES person (id),
    from_on    TEXT    NOT NULL,                     -- the working days after this day do not count ...
    until_on   TEXT    NOT NULL,                     -- ... up to this one at the latest
    due_before TEXT    NOT NULL,                     -- the due day without the pause
    ended_on   TEXT    NOT NULL DEFAULT ''           -- answered or decided
) STRICT;
CREATE INDEX request_pause_of ON request_pause (request_id, id);
CREATE UNIQUE INDEX request_pause_open ON request_pause (request_id) WHERE ended_on = '';

-- A clock that has run out is told to the managers once.
-- about children
CREATE TABLE request_overdue (
    request_id INTEGER NOT NULL REFERENCES request (id),
    due_on     TEXT    NOT NULL,                     -- the day that passed; a later clock is another row
    told_at    INTEGER NOT NULL,
    seen_by    INTEGER REFERENCES person (id),       -- the manager who has taken note
    seen_at    INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (request_id, due_on)
) STRICT;
CREATE INDEX request_overdue_unseen ON request_overdue (seen_at, due_on, request_id);

-- The weekly meeting: who was there, and what became of each request.
CREATE TABLE triage_meeting (
    id         INTEGER PRIMARY KEY,
    held_on    TEXT    NOT NULL,
    begun_by   INTEGER NOT NULL REFERENCES person (id),
    begun_at   INTEGER NOT NULL,
    ended_at   INTEGER NOT NULL DEFAULT 0,
    others     TEXT    NOT NULL DEFAULT ''           -- who came from elsewhere, with their work
) STRICT;
CREATE INDEX triage_meeting_by_day ON triage_meeting (held_on, id);

CREATE TABLE triage_meeting_person (
    meeting_id INTEGER NOT NULL REFERENCES triage_meeting (id),
    person_id  INTEGER NOT NULL REFERENCES person (id),
    PRIMARY KEY (meeting_id, person_id)
) STRICT;

-- about children
CREATE TABLE triage_meeting_request (
    meeting_id INTEGER NOT NULL REFERENCES triage_meeting (id),
    request_id INTEGER NOT NULL REFERENCES request (id),
    position   INTEGER NOT NULL,
    outcome    TEXT    NOT NULL DEFAULT '' CHECK (outcome IN ('', 'decided', 'next time', 'given')),
    note       TEXT    NOT NULL DEFAULT '',
    by_id      INTEGER REFERENCES person (id),
    at         INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (meeting_id, request_id)
) STRICT;
CREATE INDEX triage_meeting_of_request ON triage_meeting_request (request_id, meeting_id);

-- The same done to several: what became of each.
CREATE TABLE triage_bulk (
    id         INTEGER PRIMARY KEY,
    person_id  INTEGER NOT NULL REFERENCES person (id),
    action     TEXT    NOT NULL CHECK (action IN ('claim', 'release', 'give', 'advise')),
    at         INTEGER NOT NULL
) STRICT;

-- about children
CREATE TABLE triage_bulk_request (
    bulk_id    INTEGER NOT NULL REFERENCES triage_bulk (id),
    request_id INTEGER NOT NULL REFERENCES request (id),
    position   INTEGER NOT NULL,
    is_done    INTEGER NOT NULL CHECK (is_done IN (0, 1)),
    words      TEXT    NOT NULL,
    PRIMARY KEY (bulk_id, request_id)
) STRICT;
