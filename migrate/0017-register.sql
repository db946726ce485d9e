-- Finding a child, records that are of one child, and one record that was of two.

-- What kind of word stands in child_word: 0 a number (day of birth, NHS number, UPN, telephone), 1 a word of a name,
-- 2 two words that are asked for together ("+anna smith", "+20220302 smith"), 3 a postcode.
ALTER TABLE child_word ADD COLUMN kind INTEGER NOT NULL DEFAULT 1;
-- All words of a child without its pairs (which sort before '0') are read from this index alone.
DROP INDEX child_word_by_child;
CREATE INDEX child_word_by_child ON child_word (child_id, word, kind);

-- Every different word of the names in the register, with how many children have it.  Holds no child: a name that is
-- typed wrongly is first put right here, among some ten thousand words, and only then looked for among the children.
CREATE TABLE name_word (
    word     TEXT    NOT NULL PRIMARY KEY,
    children INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Under what else a word is found: '>' its ends, '-' itself with a letter left out, '~' its sound, '=' what it is short for.
CREATE TABLE name_key (
    key  TEXT NOT NULL,
    word TEXT NOT NULL,
    PRIMARY KEY (key, word)
) STRICT, WITHOUT ROWID;

-- Folded words of a setting's name.
CREATE TABLE setting_word (
    word       TEXT    NOT NULL,
    setting_id INTEGER NOT NULL REFERENCES setting (id),
    PRIMARY KEY (word, setting_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX setting_word_by_setting ON setting_word (setting_id, word);

-- Names that a child had before: looked for, and shown to those who may change the register.
-- about children
CREATE TABLE child_name (
    id          INTEGER PRIMARY KEY,
    child_id    INTEGER NOT NULL REFERENCES child (id),
    given_name  TEXT    NOT NULL,
    family_name TEXT    NOT NULL,
    known_as    TEXT    NOT NULL DEFAULT '',
    until_on    TEXT    NOT NULL,                -- the day it was recorded that the name is another now
    person_id   INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX child_name_by_child ON child_name (child_id, id);

-- Two records that may be of one child, as lib/match found them, and what was decided.  child_id is the smaller id of the two.
-- about children
CREATE TABLE duplicate (
    id          INTEGER PRIMARY KEY,
    child_id    INTEGER NOT NULL REFERENCES child (id),
    other_id    INTEGER NOT NULL REFERENCES child (id),
    per_mille   INTEGER NOT NULL,                -- how sure, when it was last looked for
    is_household INTEGER NOT NULL DEFAULT 0 CHECK (is_household IN (0, 1)),   -- one home: they may be brothers, sisters, twins
    status      TEXT    NOT NULL CHECK (status IN ('open', 'asked', 'two', 'one')),
    found_on    TEXT    NOT NULL,
    asked_id    INTEGER REFERENCES person (id),  -- who was asked to look
    asked_by    INTEGER REFERENCES person (id),
    question    TEXT    NOT NULL DEFAULT '',
    decided_by  INTEGER REFERENCES person (id),
    decided_on  TEXT    NOT NULL DEFAULT '',
    because     TEXT    NOT NULL DEFAULT '',
    UNIQUE (child_id, other_id),
    CHECK (child_id < other_id)
) STRICT;
CREATE INDEX duplicate_by_status ON duplicate (status, per_mille, id);
CREATE INDEX duplicate_by_other ON duplicate (other_id, id);
CREATE INDEX duplicate_by_asked ON duplicate (asked_id, id) WHERE status = 'asked';

-- Two records became one ('merge': the other's things went to child_id), or one became two ('split': some of child_id's things
-- went to other_id).
-- about children
CREATE TABLE joining (
    id         INTEGER PRIMARY KEY,
    kind       TEXT    NOT NULL CHECK (kind IN ('merge', 'split')),
    child_id   INTEGER NOT NULL REFERENCES child (id),
    other_id   INTEGER NOT NULL REFERENCES child (id),
    because    TEXT    NOT NULL,
    person_id  INTEGER REFERENCES person (id),
    on_day     TEXT    NOT NULL,
    at         INTEGER NOT NULL,
    undone_on  TEXT    NOT NULL DEFAULT '',
    undone_by  INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX joining_by_child ON joining (child_id, id);
CREATE INDEX joining_by_other ON joining (other_id, id);

-- What went from one to the other, row by row, and what of a row was changed because both had one.
-- about children
CREATE TABLE joining_row (
    joining_id INTEGER NOT NULL REFERENCES joining (id),
    position   INTEGER NOT NULL,
    what       TEXT    NOT NULL,                 -- the table
    row_id     INTEGER NOT NULL,
    went       INTEGER NOT NULL CHECK (went IN (0, 1)),   -- 0 = stayed with the other, because this child has its own
    changed    TEXT    NOT NULL DEFAULT '',      -- the column, '' = none
    was        TEXT    NOT NULL DEFAULT '',
    became     TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (joining_id, position)
) STRICT, WITHOUT ROWID;

-- What the two records said, and what was chosen.
-- about children
CREATE TABLE joining_field (
    joining_id INTEGER NOT NULL REFERENCES joining (id),
    field      TEXT    NOT NULL,
    was        TEXT    NOT NULL,                 -- of child_id
    others     TEXT    NOT NULL,                 -- of other_id
    became     TEXT    NOT NULL,
    PRIMARY KEY (joining_id, field)
) STRICT, WITHOUT ROWID;
