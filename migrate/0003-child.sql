-- The register: the child, what is known, who may see.
-- about children
CREATE TABLE child (
    id            INTEGER PRIMARY KEY,
    given_name    TEXT    NOT NULL,          -- may be '' (one-word names stand in family_name)
    family_name   TEXT    NOT NULL CHECK (family_name <> ''),
    known_as      TEXT    NOT NULL DEFAULT '',
    born_on       TEXT    NOT NULL,
    sex           TEXT    NOT NULL DEFAULT '' CHECK (sex IN ('', 'F', 'M')),
    nhs_number    TEXT    NOT NULL DEFAULT '',
    upn           TEXT    NOT NULL DEFAULT '',
    ethnicity     TEXT    NOT NULL DEFAULT '',
    home_language TEXT    NOT NULL DEFAULT '',
    needs_interpreter INTEGER NOT NULL DEFAULT 0 CHECK (needs_interpreter IN (0, 1)),
    address       TEXT    NOT NULL DEFAULT '',
    postcode      TEXT    NOT NULL DEFAULT '',
    area          TEXT    NOT NULL DEFAULT '',
    imd_quintile  INTEGER NOT NULL DEFAULT 0,    -- 1 most deprived in England .. 5 least, 0 not known
    is_address_restricted INTEGER NOT NULL DEFAULT 0 CHECK (is_address_restricted IN (0, 1)),
    is_restricted INTEGER NOT NULL DEFAULT 0 CHECK (is_restricted IN (0, 1)),   -- high risk, or family of staff
    school_year   INTEGER NOT NULL,              -- the September in which Reception normally begins (computed)
    not_in_setting_reason TEXT NOT NULL DEFAULT '',
    known_on      TEXT    NOT NULL DEFAULT '',   -- first known to the service as having or maybe having SEND, '' = not known to it
    first_concern_on TEXT NOT NULL DEFAULT '',
    left_on       TEXT    NOT NULL DEFAULT '',   -- moved away or died
    left_reason   TEXT    NOT NULL DEFAULT '',
    merged_into   INTEGER REFERENCES child (id),
    version       INTEGER NOT NULL DEFAULT 1,
    created_at    INTEGER NOT NULL,
    changed_at    INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX child_nhs_number ON child (nhs_number) WHERE nhs_number <> '';
CREATE UNIQUE INDEX child_upn ON child (upn) WHERE upn <> '';
CREATE INDEX child_by_known ON child (known_on, id) WHERE known_on <> '';
CREATE INDEX child_by_name ON child (family_name, given_name, id) WHERE known_on <> '';
CREATE INDEX child_by_school_year ON child (school_year, id);
CREATE INDEX child_by_born ON child (born_on, id);

-- Folded words of every name, and the postcode, the numbers and the day of birth: prefix search.
-- about children
CREATE TABLE child_word (
    word     TEXT    NOT NULL,
    child_id INTEGER NOT NULL REFERENCES child (id),
    PRIMARY KEY (word, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX child_word_by_child ON child_word (child_id, word);

-- Exact keys under which lib/match looks for possible existing children.
-- about children
CREATE TABLE child_match_key (
    key      TEXT    NOT NULL,
    child_id INTEGER NOT NULL REFERENCES child (id),
    PRIMARY KEY (key, child_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX child_match_key_by_child ON child_match_key (child_id, key);

-- The separate axes, each a dated history, so that any day can be rebuilt.
-- axis: 'sen_provision' N/K/E, 'tier', 'ehc_stage', 'service', 'funding'; values are rows of code.
-- about children
CREATE TABLE child_status (
    id        INTEGER PRIMARY KEY,
    child_id  INTEGER NOT NULL REFERENCES child (id),
    axis      TEXT    NOT NULL CHECK (axis IN ('sen_provision', 'tier', 'ehc_stage', 'service', 'funding')),
    value     TEXT    NOT NULL,
    from_on   TEXT    NOT NULL,
    to_on     TEXT    NOT NULL DEFAULT '',       -- '' = still so; the day the next value began
    reason    TEXT    NOT NULL DEFAULT '',
    person_id INTEGER REFERENCES person (id),
    at        INTEGER NOT NULL
) STRICT;
CREATE INDEX child_status_by_child ON child_status (child_id, axis, from_on, id);
CREATE UNIQUE INDEX child_status_now ON child_status (child_id, axis) WHERE to_on = '';
CREATE INDEX child_status_by_value ON child_status (axis, value, child_id) WHERE to_on = '';

-- about children
CREATE TABLE need (
    id       INTEGER PRIMARY KEY,
    child_id INTEGER NOT NULL REFERENCES child (id),
    code     TEXT    NOT NULL,                   -- a row of code, list 'need'
    rank     INTEGER NOT NULL CHECK (rank BETWEEN 1 AND 9),   -- 1 = primary
    from_on  TEXT    NOT NULL,
    to_on    TEXT    NOT NULL DEFAULT '',
    source   TEXT    NOT NULL DEFAULT '',        -- who says so
    person_id INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX need_by_child ON need (child_id, rank, id);
CREATE UNIQUE INDEX need_rank_now ON need (child_id, rank) WHERE to_on = '';

-- about children
CREATE TABLE placement (
    id         INTEGER PRIMARY KEY,
    child_id   INTEGER NOT NULL REFERENCES child (id),
    setting_id INTEGER NOT NULL REFERENCES setting (id),
    hours      INTEGER NOT NULL DEFAULT 0,       -- a week
    key_person TEXT    NOT NULL DEFAULT '',
    from_on    TEXT    NOT NULL,
    to_on      TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX placement_by_child ON placement (child_id, to_on, id);
CREATE INDEX placement_by_setting ON placement (setting_id, to_on, child_id);

-- Professionals around the child.  The one with is_lead owns the child's next step.
-- about children
CREATE TABLE professional (
    id           INTEGER PRIMARY KEY,
    child_id     INTEGER NOT NULL REFERENCES child (id),
    person_id    INTEGER REFERENCES person (id), -- NULL = has no account
    name         TEXT    NOT NULL,
    job          TEXT    NOT NULL DEFAULT '',
    organisation TEXT    NOT NULL DEFAULT '',
    contact      TEXT    NOT NULL DEFAULT '',
    is_lead      INTEGER NOT NULL DEFAULT 0 CHECK (is_lead IN (0, 1)),
    from_on      TEXT    NOT NULL,
    to_on        TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX professional_by_child ON professional (child_id, to_on, id);
CREATE INDEX professional_by_person ON professional (person_id, to_on, child_id);
CREATE UNIQUE INDEX professional_lead ON professional (child_id) WHERE is_lead = 1 AND to_on = '';

-- A deadline is a row: rule, start, due, done, exception.
-- about children
CREATE TABLE deadline (
    id         INTEGER PRIMARY KEY,
    child_id   INTEGER NOT NULL REFERENCES child (id),
    rule       TEXT    NOT NULL,             -- code list 'deadline': 'first contact', 'plan', 'review', 'passport', ...
    about_id   INTEGER NOT NULL DEFAULT 0,   -- the plan, request or passport it belongs to
    owner_id   INTEGER REFERENCES person (id),
    owed_by    TEXT    NOT NULL DEFAULT '',  -- in words, where the owner has no account
    start_on   TEXT    NOT NULL,
    due_on     TEXT    NOT NULL,
    done_on    TEXT    NOT NULL DEFAULT '',
    exception  TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX deadline_by_child ON deadline (child_id, done_on, due_on, id);
CREATE INDEX deadline_by_owner ON deadline (owner_id, due_on, id) WHERE done_on = '';
CREATE INDEX deadline_by_about ON deadline (about_id, rule);

-- The timeline: one row for each thing that happened, written by the feature in which it happened.
-- about children
CREATE TABLE event (
    id        INTEGER PRIMARY KEY,
    child_id  INTEGER NOT NULL REFERENCES child (id),
    on_day    TEXT    NOT NULL,
    kind      TEXT    NOT NULL,              -- 'request', 'decision', 'plan', 'review', 'status', 'placement', 'passport', 'note', 'merge' ...
    title     TEXT    NOT NULL,              -- plain words
    detail    TEXT    NOT NULL DEFAULT '',
    path      TEXT    NOT NULL DEFAULT '',   -- where to read more
    person_id INTEGER REFERENCES person (id),
    is_shared INTEGER NOT NULL DEFAULT 0 CHECK (is_shared IN (0, 1)),   -- the family may read it
    at        INTEGER NOT NULL
) STRICT;
CREATE INDEX event_by_child ON event (child_id, on_day, id);
CREATE INDEX event_by_at ON event (at, child_id);
