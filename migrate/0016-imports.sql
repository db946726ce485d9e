-- Lists of others: each is staged row by row and looked at before anything of it reaches the register (app/imports).

CREATE TABLE import_list (
    id           INTEGER PRIMARY KEY,
    source       TEXT    NOT NULL,               -- a row of app/imports/sources.c
    file_name    TEXT    NOT NULL DEFAULT '',
    file_hash    TEXT    NOT NULL,               -- BLAKE2b of its bytes: the same file twice is known
    how          TEXT    NOT NULL DEFAULT '',    -- how it was read: encoding, separator, sheet
    status       TEXT    NOT NULL CHECK (status IN ('columns', 'staging', 'staged', 'committing', 'committed', 'undoing', 'undone', 'dropped')),
    setting_id   INTEGER REFERENCES setting (id),-- the setting or school that all rows are about, where there is one
    on_day       TEXT    NOT NULL,               -- the day on which it was true
    headings     TEXT    NOT NULL,               -- cells parted by U+001F
    heading_line INTEGER NOT NULL,
    lines        INTEGER NOT NULL DEFAULT 0,     -- rows below the headings
    columns      TEXT    NOT NULL DEFAULT '',    -- "field=column" parted by U+001F; columns from 0
    day_order    INTEGER NOT NULL DEFAULT 0 CHECK (day_order IN (0, 1, 2)),    -- 0 not asked, 1 day first, 2 month first
    message      TEXT    NOT NULL DEFAULT '',    -- what whoever looks at it must know: compared anew, could not be committed
    person_id    INTEGER REFERENCES person (id), -- NULL = the command line
    made_at      INTEGER NOT NULL,
    staged_at    INTEGER NOT NULL DEFAULT 0,     -- the register as it was compared with
    committed_at INTEGER NOT NULL DEFAULT 0,
    committed_by INTEGER REFERENCES person (id),
    undone_at    INTEGER NOT NULL DEFAULT 0,
    undone_by    INTEGER REFERENCES person (id),
    version      INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX import_list_by_status ON import_list (status, id);
CREATE INDEX import_list_by_hash ON import_list (file_hash, id);

-- The rows as they came, a hundred to a piece: rows parted by U+001E, cells by U+001F, the first two its line and its fault.
-- about children
CREATE TABLE import_chunk (
    import_id INTEGER NOT NULL REFERENCES import_list (id),
    position  INTEGER NOT NULL,
    lines     TEXT    NOT NULL,
    PRIMARY KEY (import_id, position)
) STRICT, WITHOUT ROWID;

-- about children
CREATE TABLE import_row (
    id         INTEGER PRIMARY KEY,
    import_id  INTEGER NOT NULL REFERENCES import_list (id),
    line       INTEGER NOT NULL,                 -- in the file
    kind       TEXT    NOT NULL CHECK (kind IN ('new', 'same', 'changed', 'unsure', 'wrong')),
    about_id   INTEGER NOT NULL DEFAULT 0,       -- the child (or setting) it is; 0 = none yet
    first_line INTEGER NOT NULL DEFAULT 0,       -- an earlier row of this list that names the same new child
    name       TEXT    NOT NULL DEFAULT '',
    born_on    TEXT    NOT NULL DEFAULT '',
    told       TEXT    NOT NULL DEFAULT '',      -- "field U+001D value" parted by U+001F
    differs    TEXT    NOT NULL DEFAULT '',      -- "label U+001D was U+001D now" parted by U+001F
    faults     TEXT    NOT NULL DEFAULT '',      -- one a line
    likeness   INTEGER NOT NULL DEFAULT 0,       -- per mille, of the best candidate
    maybe      TEXT    NOT NULL DEFAULT '',      -- the candidates: ids parted by blanks, best first
    decision   TEXT    NOT NULL DEFAULT '' CHECK (decision IN ('', 'new', 'same', 'leave')),
    decided_by INTEGER REFERENCES person (id),
    is_moved   INTEGER NOT NULL DEFAULT 0 CHECK (is_moved IN (0, 1)),   -- another kind since it was compared anew
    UNIQUE (import_id, line)
) STRICT;
CREATE INDEX import_row_by_kind ON import_row (import_id, kind, line);

-- What a committed list did, in order: what its undoing goes back through.
-- about children
CREATE TABLE import_change (
    id        INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES import_list (id),
    line      INTEGER NOT NULL,
    what      TEXT    NOT NULL,                  -- 'child', 'field', 'placement', 'placement end', 'professional', 'school', 'status', 'event', 'request', 'setting', 'setting field'
    child_id  INTEGER NOT NULL DEFAULT 0,
    about_id  INTEGER NOT NULL DEFAULT 0,
    field     TEXT    NOT NULL DEFAULT '',
    was       TEXT    NOT NULL DEFAULT '',
    version   INTEGER NOT NULL DEFAULT 0         -- of the child or setting, once the list was committed
) STRICT;
CREATE INDEX import_change_by_list ON import_change (import_id, id);
CREATE INDEX import_change_by_child ON import_change (child_id, import_id);

-- How the columns of a source were matched last time, by the headings of the file.
CREATE TABLE import_columns (
    source        TEXT    NOT NULL,
    headings_hash TEXT    NOT NULL,
    columns       TEXT    NOT NULL,
    day_order     INTEGER NOT NULL DEFAULT 0,
    used_at       INTEGER NOT NULL,
    PRIMARY KEY (source, headings_hash)
) STRICT;

-- "Has the register changed since this list was compared with it?"
CREATE INDEX child_by_changed ON child (changed_at, id);

-- A list may name children whose records are restricted: who may not read those may not read lists.
CREATE VIEW import_seen_by AS
SELECT i.id AS import_id, p.id AS person_id
  FROM import_list i, person p
 WHERE p.sees_service = 1 AND p.sees_restricted = 1 AND p.is_active = 1;
