-- Two records of one child, one record of two children: what was found, what was decided, what went where.
-- The tables of 0017 were never written to: made anew, as it is now known what they must hold.
DROP TABLE duplicate;
DROP TABLE joining_field;
DROP TABLE joining_row;
DROP TABLE joining;

-- What lib/match has learned of how children's records agree and differ here, as it writes it.
CREATE TABLE likeness (
    id         INTEGER PRIMARY KEY CHECK (id = 1),
    model      TEXT    NOT NULL,
    children   INTEGER NOT NULL,
    learned_on TEXT    NOT NULL
) STRICT;

-- Children who were added or changed: they are compared with the register soon.
-- about children
CREATE TABLE child_to_compare (
    child_id INTEGER PRIMARY KEY REFERENCES child (id) ON DELETE CASCADE
) STRICT;
INSERT INTO child_to_compare (child_id) SELECT id FROM child WHERE merged_into IS NULL;

-- Two records that may be of one child, and what was decided.  child_id is the smaller id of the two.
-- about children
CREATE TABLE duplicate (
    id           INTEGER PRIMARY KEY,
    child_id     INTEGER NOT NULL REFERENCES child (id),
    other_id     INTEGER NOT NULL REFERENCES child (id),
    per_mille    INTEGER NOT NULL,               -- how sure, when they were last compared
    is_household INTEGER NOT NULL CHECK (is_household IN (0, 1)),   -- one home: they may be brothers, sisters, twins
    status       TEXT    NOT NULL CHECK (status IN ('open', 'two', 'one')),
    found_on     TEXT    NOT NULL,
    found_by     INTEGER REFERENCES person (id), -- NULL = the comparison; else whoever put them side by side
    decided_by   INTEGER REFERENCES person (id),
    decided_on   TEXT    NOT NULL DEFAULT '',
    because      TEXT    NOT NULL DEFAULT '',
    UNIQUE (child_id, other_id),
    CHECK (child_id < other_id)
) STRICT;
CREATE INDEX duplicate_by_status ON duplicate (status, per_mille, id);
CREATE INDEX duplicate_by_other ON duplicate (other_id, id);

-- What somebody thought who could not or may not decide.
-- about children
CREATE TABLE duplicate_opinion (
    id           INTEGER PRIMARY KEY,
    duplicate_id INTEGER NOT NULL REFERENCES duplicate (id),
    opinion      TEXT    NOT NULL CHECK (opinion IN ('one', 'two', 'unsure')),
    words        TEXT    NOT NULL,
    person_id    INTEGER NOT NULL REFERENCES person (id),
    on_day       TEXT    NOT NULL
) STRICT;
CREATE INDEX duplicate_opinion_of ON duplicate_opinion (duplicate_id, id);

-- Two records became one ('merge': what was other_id's is child_id's now), or one became two ('split': some of what was
-- child_id's is other_id's now).
-- about children
CREATE TABLE joining (
    id         INTEGER PRIMARY KEY,              -- rows with a greater id came afterwards
    kind       TEXT    NOT NULL CHECK (kind IN ('merge', 'split')),
    child_id   INTEGER NOT NULL REFERENCES child (id),
    other_id   INTEGER NOT NULL REFERENCES child (id),
    because    TEXT    NOT NULL,
    person_id  INTEGER REFERENCES person (id),
    on_day     TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    undone_on  TEXT    NOT NULL DEFAULT '',
    undone_by  INTEGER REFERENCES person (id),
    undone_because TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX joining_by_child ON joining (child_id, id);
CREATE INDEX joining_by_other ON joining (other_id, id);

-- Every single thing it did, in order: undone from the last to the first.
-- about children
CREATE TABLE joining_row (
    joining_id INTEGER NOT NULL REFERENCES joining (id),
    position   INTEGER NOT NULL,
    did        TEXT    NOT NULL CHECK (did IN ('went', 'stayed', 'changed', 'added')),
    what       TEXT    NOT NULL,                 -- the table
    row_key    TEXT    NOT NULL,                 -- which row of it
    field      TEXT    NOT NULL DEFAULT '',      -- of 'changed': the column
    was        TEXT    NOT NULL DEFAULT '',
    became     TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (joining_id, position)
) STRICT, WITHOUT ROWID;

-- What the two records said where they differed, and what stands.
-- about children
CREATE TABLE joining_field (
    joining_id INTEGER NOT NULL REFERENCES joining (id),
    field      TEXT    NOT NULL,
    was        TEXT    NOT NULL,                 -- of child_id
    others     TEXT    NOT NULL,                 -- of other_id
    became     TEXT    NOT NULL,
    PRIMARY KEY (joining_id, field)
) STRICT, WITHOUT ROWID;

-- The order of names in lists: folded, so that "de Souza" stands among the Ds and "Öz" among the Os (app/child/words.c).
ALTER TABLE child ADD COLUMN sort_name TEXT NOT NULL DEFAULT '';
UPDATE child SET sort_name = lower(family_name) || ' ' || lower(given_name);
DROP INDEX child_by_name;
CREATE INDEX child_by_sort_name ON child (sort_name, id) WHERE known_on <> '';
