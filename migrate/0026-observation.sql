-- What was seen of a child's development: with which tool, in which area, as it was entered.

-- The tools: those of the country, and those that an authority adds.  No table of cut-offs stands here: bands are entered as they stand on the sheet.
CREATE TABLE observation_tool (
    id          INTEGER PRIMARY KEY,
    code        TEXT    NOT NULL UNIQUE,         -- 'asq3'; of a local one 'local-' and its id
    name        TEXT    NOT NULL CHECK (name <> ''),
    about       TEXT    NOT NULL DEFAULT '',     -- to whoever enters it
    from_months INTEGER NOT NULL DEFAULT 0,      -- the ages it is meant for
    to_months   INTEGER NOT NULL DEFAULT 72,
    asks_age    INTEGER NOT NULL DEFAULT 0 CHECK (asks_age IN (0, 1)),   -- for which age the sheet was, in months
    evidence    TEXT    NOT NULL DEFAULT '',     -- code of the list 'evidence' that it is
    is_local    INTEGER NOT NULL DEFAULT 1 CHECK (is_local IN (0, 1)),
    is_on       INTEGER NOT NULL DEFAULT 1 CHECK (is_on IN (0, 1)),
    position    INTEGER NOT NULL DEFAULT 100,
    version     INTEGER NOT NULL DEFAULT 1,
    changed_by  INTEGER REFERENCES person (id),
    changed_on  TEXT    NOT NULL DEFAULT ''
) STRICT;

-- What it looks at: a number, an answer, words, or several of these.
CREATE TABLE observation_part (
    id         INTEGER PRIMARY KEY,
    tool_id    INTEGER NOT NULL REFERENCES observation_tool (id),
    code       TEXT    NOT NULL,
    name       TEXT    NOT NULL CHECK (name <> ''),
    area       TEXT    NOT NULL DEFAULT '' CHECK (area IN ('', 'CI', 'CL', 'SEMH', 'SP')),       -- broad area of need
    unit       TEXT    NOT NULL DEFAULT '',      -- what the number is: 'Score'; '' = no number
    low        INTEGER NOT NULL DEFAULT 0,
    high       INTEGER NOT NULL DEFAULT 0,
    is_months  INTEGER NOT NULL DEFAULT 0 CHECK (is_months IN (0, 1)),   -- the number is an age, to be seen beside the child's
    has_answer INTEGER NOT NULL DEFAULT 0 CHECK (has_answer IN (0, 1)),
    has_words  INTEGER NOT NULL DEFAULT 0 CHECK (has_words IN (0, 1)),
    is_on      INTEGER NOT NULL DEFAULT 1 CHECK (is_on IN (0, 1)),
    position   INTEGER NOT NULL,
    UNIQUE (tool_id, code)
) STRICT;

CREATE TABLE observation_answer (
    id       INTEGER PRIMARY KEY,
    tool_id  INTEGER NOT NULL REFERENCES observation_tool (id),
    label    TEXT    NOT NULL CHECK (label <> ''),
    level    INTEGER NOT NULL CHECK (level IN (0, 1, 2)),    -- as expected, to be watched, below
    is_on    INTEGER NOT NULL DEFAULT 1 CHECK (is_on IN (0, 1)),
    position INTEGER NOT NULL
) STRICT;
CREATE INDEX observation_answer_of ON observation_answer (tool_id, position, id);

-- about children
CREATE TABLE observation (
    id             INTEGER PRIMARY KEY,
    child_id       INTEGER NOT NULL REFERENCES child (id),
    tool_id        INTEGER NOT NULL REFERENCES observation_tool (id),
    seen_on        TEXT    NOT NULL,
    sheet_months   INTEGER NOT NULL DEFAULT 0,   -- for which age the sheet was; 0 = not asked
    observer       TEXT    NOT NULL DEFAULT '',  -- who saw it, where that is not PERSON_ID
    setting_id     INTEGER REFERENCES setting (id),
    summary        TEXT    NOT NULL DEFAULT '',
    next_steps     TEXT    NOT NULL DEFAULT '',
    family_view    TEXT    NOT NULL DEFAULT '',
    is_shared      INTEGER NOT NULL DEFAULT 1 CHECK (is_shared IN (0, 1)),   -- the family and those around the child may read it
    struck_on      TEXT    NOT NULL DEFAULT '',  -- it was a mistake: kept, and shown to the service only
    struck_by      INTEGER REFERENCES person (id),
    struck_because TEXT    NOT NULL DEFAULT '',
    person_id      INTEGER REFERENCES person (id),           -- who entered it; NULL = the command line
    version        INTEGER NOT NULL DEFAULT 1,
    created_at     INTEGER NOT NULL,
    changed_by     INTEGER REFERENCES person (id),
    changed_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX observation_by_child ON observation (child_id, seen_on, id);

-- about children
CREATE TABLE observation_value (
    observation_id INTEGER NOT NULL REFERENCES observation (id),
    part_id        INTEGER NOT NULL REFERENCES observation_part (id),
    number         INTEGER NOT NULL DEFAULT -1,  -- -1 = none
    answer_id      INTEGER REFERENCES observation_answer (id),
    words          TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (observation_id, part_id)
) STRICT, WITHOUT ROWID;

INSERT INTO observation_tool (id, code, name, about, from_months, to_months, asks_age, evidence, is_local, position) VALUES
(1, 'check2', 'Progress check at two', 'A short written summary of the three prime areas, from the setting, shared with the family and, if they agree, with the health visitor.', 24, 36, 0, 'check', 0, 10),
(2, 'asq3', 'ASQ-3 questionnaire', 'Scores and bands as they stand on the health visitor’s sheet. A screen, not a diagnosis; not meant for a child whose delay is known already.', 1, 66, 1, 'ASQ', 0, 20),
(3, 'elim', 'ELIM language screen', 'Early Language Identification Measure, at the review at two to two and a half.', 24, 30, 0, 'ASQ', 0, 30),
(4, 'wellcomm', 'WellComm language screen', 'Begin in the section of the child’s age. After red or amber go back a section, until one is green.', 6, 72, 0, 'language', 0, 40),
(5, 'journal', 'Developmental journal', 'Early Years Developmental Journal: the step that the child is in, of fourteen. A child is often in different steps at once.', 0, 71, 0, 'journal', 0, 50),
(6, 'eyfs', 'Early years areas of learning', 'How the child does in each area, in your own judgement. If you can, say for what age it is typical.', 0, 71, 0, 'observations', 0, 60);

INSERT INTO observation_part (id, tool_id, code, name, area, unit, low, high, is_months, has_answer, has_words, position) VALUES
(101, 1, 'communication', 'Communication and language', 'CI', '', 0, 0, 0, 1, 1, 1),
(102, 1, 'physical', 'Physical development', 'SP', '', 0, 0, 0, 1, 1, 2),
(103, 1, 'social', 'Personal, social and emotional development', 'SEMH', '', 0, 0, 0, 1, 1, 3),
(201, 2, 'communication', 'Communication', 'CI', 'Score', 0, 60, 0, 1, 0, 1),
(202, 2, 'gross_motor', 'Gross motor', 'SP', 'Score', 0, 60, 0, 1, 0, 2),
(203, 2, 'fine_motor', 'Fine motor', 'SP', 'Score', 0, 60, 0, 1, 0, 3),
(204, 2, 'problem_solving', 'Problem solving', 'CL', 'Score', 0, 60, 0, 1, 0, 4),
(205, 2, 'personal_social', 'Personal and social', 'SEMH', 'Score', 0, 60, 0, 1, 0, 5),
(301, 3, 'words', 'Words on the list that the child says', 'CI', 'Words', 0, 200, 0, 0, 0, 1),
(302, 3, 'seen', 'What the practitioner saw', 'CI', '', 0, 0, 0, 1, 1, 2),
(303, 3, 'talk', 'What the family said', 'CI', '', 0, 0, 0, 0, 1, 3),
(304, 3, 'help', 'Help that was agreed', 'CI', '', 0, 0, 0, 0, 1, 4),
(401, 4, 'section1', 'Section 1: 6 to 11 months', 'CI', '', 0, 0, 0, 1, 0, 1),
(402, 4, 'section2', 'Section 2: 12 to 17 months', 'CI', '', 0, 0, 0, 1, 0, 2),
(403, 4, 'section3', 'Section 3: 18 to 23 months', 'CI', '', 0, 0, 0, 1, 0, 3),
(404, 4, 'section4', 'Section 4: 24 to 29 months', 'CI', '', 0, 0, 0, 1, 0, 4),
(405, 4, 'section5', 'Section 5: 30 to 35 months', 'CI', '', 0, 0, 0, 1, 0, 5),
(406, 4, 'section6', 'Section 6: 36 to 41 months', 'CI', '', 0, 0, 0, 1, 0, 6),
(407, 4, 'section7', 'Section 7: 42 to 47 months', 'CI', '', 0, 0, 0, 1, 0, 7),
(408, 4, 'section8', 'Section 8: 48 to 59 months', 'CI', '', 0, 0, 0, 1, 0, 8),
(409, 4, 'section9', 'Section 9: 60 to 72 months', 'CI', '', 0, 0, 0, 1, 0, 9),
(501, 5, 'social', 'Personal, social and emotional', 'SEMH', 'Step', 1, 14, 0, 1, 0, 1),
(502, 5, 'communication', 'Communication', 'CI', 'Step', 1, 14, 0, 1, 0, 2),
(503, 5, 'physical', 'Physical', 'SP', 'Step', 1, 14, 0, 1, 0, 3),
(504, 5, 'thinking', 'Thinking', 'CL', 'Step', 1, 14, 0, 1, 0, 4),
(601, 6, 'communication', 'Communication and language', 'CI', 'Typical of a child of so many months', 0, 71, 1, 1, 0, 1),
(602, 6, 'physical', 'Physical development', 'SP', 'Typical of a child of so many months', 0, 71, 1, 1, 0, 2),
(603, 6, 'social', 'Personal, social and emotional development', 'SEMH', 'Typical of a child of so many months', 0, 71, 1, 1, 0, 3),
(604, 6, 'literacy', 'Literacy', 'CL', 'Typical of a child of so many months', 0, 71, 1, 1, 0, 4),
(605, 6, 'mathematics', 'Mathematics', 'CL', 'Typical of a child of so many months', 0, 71, 1, 1, 0, 5),
(606, 6, 'world', 'Understanding the world', 'CL', 'Typical of a child of so many months', 0, 71, 1, 1, 0, 6),
(607, 6, 'arts', 'Expressive arts and design', 'CL', 'Typical of a child of so many months', 0, 71, 1, 1, 0, 7);

INSERT INTO observation_answer (id, tool_id, label, level, position) VALUES
(101, 1, 'Good progress', 0, 1), (102, 1, 'Needs some extra support', 1, 2), (103, 1, 'May have a developmental delay', 2, 3),
(201, 2, 'Above the cut-off', 0, 1), (202, 2, 'In the monitoring zone', 1, 2), (203, 2, 'Below the cut-off', 2, 3),
(301, 3, 'No need found', 0, 1), (302, 3, 'To be looked at again', 1, 2), (303, 3, 'A language need was found', 2, 3),
(401, 4, 'Green', 0, 1), (402, 4, 'Amber', 1, 2), (403, 4, 'Red', 2, 3),
(501, 5, 'Emerging', 0, 1), (502, 5, 'Developing', 0, 2), (503, 5, 'Achieved', 0, 3),
(601, 6, 'As expected for the age', 0, 1), (602, 6, 'A little behind', 1, 2), (603, 6, 'Well behind', 2, 3);
