-- Starting school: the cohort, the agreed override, the passport, and whether it went well.
-- about children
CREATE TABLE school_start (
    child_id    INTEGER PRIMARY KEY REFERENCES child (id),
    agreed_year INTEGER NOT NULL DEFAULT 0,      -- 0 = the normal year (child.school_year)
    agreed_because TEXT NOT NULL DEFAULT '',
    agreed_by   TEXT    NOT NULL DEFAULT '',     -- the admission authority
    agreed_on   TEXT    NOT NULL DEFAULT '',
    school_id   INTEGER REFERENCES setting (id),
    place_on    TEXT    NOT NULL DEFAULT ''      -- the day the place was confirmed
) STRICT;
CREATE INDEX school_start_by_school ON school_start (school_id, child_id);

-- about children
CREATE TABLE passport (
    id           INTEGER PRIMARY KEY,
    child_id     INTEGER NOT NULL UNIQUE REFERENCES child (id),
    school_id    INTEGER REFERENCES setting (id),
    status       TEXT    NOT NULL CHECK (status IN ('draft', 'agreed', 'shared', 'read')),
    appreciated  TEXT    NOT NULL DEFAULT '',    -- what people like about me
    important    TEXT    NOT NULL DEFAULT '',    -- what is important to me
    support      TEXT    NOT NULL DEFAULT '',    -- how best to support me
    communication TEXT   NOT NULL DEFAULT '',
    play_and_learning TEXT NOT NULL DEFAULT '',
    sensory      TEXT    NOT NULL DEFAULT '',
    daily_care   TEXT    NOT NULL DEFAULT '',    -- eating, toileting, sleep
    movement     TEXT    NOT NULL DEFAULT '',
    medical      TEXT    NOT NULL DEFAULT '',
    upset_and_calm TEXT  NOT NULL DEFAULT '',    -- triggers and calming
    works        TEXT    NOT NULL DEFAULT '',
    does_not_work TEXT   NOT NULL DEFAULT '',
    first_weeks  TEXT    NOT NULL DEFAULT '',    -- attendance plan for the first half term
    parent_words TEXT    NOT NULL DEFAULT '',
    child_words  TEXT    NOT NULL DEFAULT '',
    school_contact TEXT  NOT NULL DEFAULT '',
    agreed_with  TEXT    NOT NULL DEFAULT '',
    agreed_on    TEXT    NOT NULL DEFAULT '',
    shared_on    TEXT    NOT NULL DEFAULT '',
    read_on      TEXT    NOT NULL DEFAULT '',
    read_by      INTEGER REFERENCES person (id),
    read_words   TEXT    NOT NULL DEFAULT '',    -- what the school has understood and will do
    version      INTEGER NOT NULL DEFAULT 1,
    changed_by   INTEGER REFERENCES person (id),
    changed_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX passport_by_school ON passport (school_id, status, child_id);

-- How it went: six weeks, end of the autumn term, end of Reception.
-- about children
CREATE TABLE school_check (
    id          INTEGER PRIMARY KEY,
    child_id    INTEGER NOT NULL REFERENCES child (id),
    point       TEXT    NOT NULL CHECK (point IN ('six weeks', 'autumn', 'year')),
    checked_on  TEXT    NOT NULL,
    on_roll     INTEGER NOT NULL CHECK (on_roll IN (0, 1)),
    full_time   INTEGER NOT NULL CHECK (full_time IN (0, 1)),
    suspended   INTEGER NOT NULL CHECK (suspended IN (0, 1)),
    attendance  INTEGER NOT NULL CHECK (attendance BETWEEN 0 AND 100),   -- per cent
    settled     INTEGER NOT NULL CHECK (settled BETWEEN 1 AND 4),        -- 1 not settled .. 4 very settled
    parent_settled INTEGER NOT NULL DEFAULT 0 CHECK (parent_settled BETWEEN 0 AND 4),
    passport_used INTEGER NOT NULL DEFAULT 0 CHECK (passport_used IN (0, 1)),
    words       TEXT    NOT NULL DEFAULT '',
    person_id   INTEGER REFERENCES person (id),
    UNIQUE (child_id, point)
) STRICT;

-- The receiving school sees a child once the passport is shared with it.
DROP VIEW child_seen_by;
CREATE VIEW child_seen_by AS
SELECT c.id AS child_id, p.id AS person_id
  FROM child c, person p
 WHERE p.sees_service = 1 AND p.is_active = 1 AND c.is_restricted = 0
UNION ALL
SELECT c.id AS child_id, p.id AS person_id
  FROM child c, person p
 WHERE p.sees_restricted = 1 AND p.is_active = 1 AND c.is_restricted = 1
UNION ALL
SELECT a.child_id AS child_id, s.person_id AS person_id
  FROM placement a JOIN staff s ON s.setting_id = a.setting_id JOIN person p ON p.id = s.person_id AND p.role = 'practitioner'
 WHERE a.to_on = '' AND s.to_on = ''
UNION ALL
SELECT r.child_id AS child_id, r.person_id AS person_id
  FROM professional r
 WHERE r.to_on = '' AND r.person_id IS NOT NULL
UNION ALL
SELECT k.child_id AS child_id, k.person_id AS person_id
  FROM carer k
 WHERE k.verified_on <> '' AND k.person_id IS NOT NULL
UNION ALL
SELECT t.child_id AS child_id, s.person_id AS person_id
  FROM passport t JOIN staff s ON s.setting_id = t.school_id JOIN person p ON p.id = s.person_id AND p.role = 'school'
 WHERE t.status IN ('shared', 'read') AND s.to_on = '';
