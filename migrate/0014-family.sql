-- In which language an address wants to be written to: chosen on our pages, by parents with or without an account.
CREATE TABLE written_language (
    email    TEXT    NOT NULL PRIMARY KEY,    -- folded to lower case
    language TEXT    NOT NULL,                -- 'pl', 'ro' ...; '' = English
    at       INTEGER NOT NULL
) STRICT;
ALTER TABLE notice ADD COLUMN language TEXT NOT NULL DEFAULT '';   -- in which it is written; '' = English

-- How an officer made sure who a parent is and that they have parental responsibility (Children Act 1989 ss.2-4A).
-- A row for each check; one that was taken back stays, with the day.
-- about children
CREATE TABLE verification (
    id          INTEGER PRIMARY KEY,
    child_id    INTEGER NOT NULL REFERENCES child (id),
    carer_id    INTEGER NOT NULL REFERENCES carer (id),
    how         TEXT    NOT NULL,             -- 'seen', 'video', 'known'
    seen        TEXT    NOT NULL DEFAULT '',  -- what was looked at, in words; never a document's number
    basis       TEXT    NOT NULL,             -- of parental responsibility: 'mother', 'certificate', 'married', 'order', 'agreement', 'adopted'
    checked_on  TEXT    NOT NULL,
    person_id   INTEGER NOT NULL REFERENCES person (id),
    ended_on    TEXT    NOT NULL DEFAULT '',
    ended_by    INTEGER REFERENCES person (id),
    end_reason  TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX verification_by_child ON verification (child_id, carer_id, id);

-- With whom a parent does not want the record shared.  Sharing stands unless somebody with parental responsibility has said no.
-- about children
CREATE TABLE sharing_refused (
    id           INTEGER PRIMARY KEY,
    child_id     INTEGER NOT NULL REFERENCES child (id),
    person_id    INTEGER NOT NULL REFERENCES person (id),    -- the parent
    setting_id   INTEGER NOT NULL DEFAULT 0,                 -- a nursery or school, or 0
    organisation TEXT    NOT NULL DEFAULT '',                -- of professionals with an account, or ''
    from_on      TEXT    NOT NULL,
    ended_on     TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX sharing_refused_by_child ON sharing_refused (child_id, ended_on, id);

-- What a parent says to the plan that is under way.
-- about children
CREATE TABLE plan_answer (
    id        INTEGER PRIMARY KEY,
    plan_id   INTEGER NOT NULL REFERENCES plan (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    answer    TEXT    NOT NULL CHECK (answer IN ('agree', 'question')),
    words     TEXT    NOT NULL DEFAULT '',
    on_day    TEXT    NOT NULL
) STRICT;
CREATE INDEX plan_answer_by_plan ON plan_answer (plan_id, id);

-- The settings and the professionals of other organisations lose sight of a child where a parent has said no.  The service
-- itself, and the family, do not: the council keeps the record by law (docs/security.md).
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
   AND NOT EXISTS (SELECT 1 FROM sharing_refused x WHERE x.child_id = a.child_id AND x.ended_on = '' AND x.setting_id = a.setting_id)
UNION ALL
SELECT r.child_id AS child_id, r.person_id AS person_id
  FROM professional r JOIN person p ON p.id = r.person_id
 WHERE r.to_on = ''
   AND (p.role IN ('officer', 'manager') OR NOT EXISTS (SELECT 1 FROM sharing_refused x
        WHERE x.child_id = r.child_id AND x.ended_on = '' AND x.organisation <> '' AND x.organisation = p.organisation))
UNION ALL
SELECT k.child_id AS child_id, k.person_id AS person_id
  FROM carer k
 WHERE k.verified_on <> '' AND k.person_id IS NOT NULL
UNION ALL
SELECT t.child_id AS child_id, s.person_id AS person_id
  FROM passport t JOIN staff s ON s.setting_id = t.school_id JOIN person p ON p.id = s.person_id AND p.role = 'school'
 WHERE t.status IN ('shared', 'read') AND s.to_on = ''
   AND NOT EXISTS (SELECT 1 FROM sharing_refused x WHERE x.child_id = t.child_id AND x.ended_on = '' AND x.setting_id = t.school_id);
