-- Parents and carers, what they agreed to, and what they say of us.
-- about children
CREATE TABLE carer (
    id            INTEGER PRIMARY KEY,
    child_id      INTEGER NOT NULL REFERENCES child (id),
    person_id     INTEGER REFERENCES person (id),     -- their account, once an officer has verified them
    name          TEXT    NOT NULL,
    relationship  TEXT    NOT NULL DEFAULT '',
    has_responsibility TEXT NOT NULL DEFAULT 'unknown' CHECK (has_responsibility IN ('yes', 'no', 'unknown')), -- parental responsibility
    telephone     TEXT    NOT NULL DEFAULT '',
    email         TEXT    NOT NULL DEFAULT '',
    language      TEXT    NOT NULL DEFAULT '',
    needs_interpreter INTEGER NOT NULL DEFAULT 0 CHECK (needs_interpreter IN (0, 1)),
    contact_by    TEXT    NOT NULL DEFAULT '',        -- 'telephone', 'text', 'email', 'letter'
    is_address_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_address_hidden IN (0, 1)),  -- the child's address is hidden from this carer
    verified_on   TEXT    NOT NULL DEFAULT '',
    verified_by   INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX carer_by_child ON carer (child_id, id);
CREATE INDEX carer_by_person ON carer (person_id, child_id);

-- Agreement to a service or to sharing.  It is not consent as a lawful basis (docs/security.md).
-- about children
CREATE TABLE agreement (
    id             INTEGER PRIMARY KEY,
    child_id       INTEGER NOT NULL REFERENCES child (id),
    what           TEXT    NOT NULL,                  -- 'support', 'sharing with health', 'sharing with school' ...
    given_by       TEXT    NOT NULL,
    notice_version TEXT    NOT NULL DEFAULT '',
    given_on       TEXT    NOT NULL,
    ended_on       TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX agreement_by_child ON agreement (child_id, given_on, id);

-- Three questions to families (indicator 18): 1 strongly disagree .. 5 strongly agree.
-- about children
CREATE TABLE experience (
    id            INTEGER PRIMARY KEY,
    child_id      INTEGER NOT NULL REFERENCES child (id),
    asked_on      TEXT    NOT NULL,
    answered_on   TEXT    NOT NULL DEFAULT '',
    listened_to   INTEGER NOT NULL DEFAULT 0 CHECK (listened_to BETWEEN 0 AND 5),
    told_next     INTEGER NOT NULL DEFAULT 0 CHECK (told_next BETWEEN 0 AND 5),
    support_helped INTEGER NOT NULL DEFAULT 0 CHECK (support_helped BETWEEN 0 AND 5),
    words         TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX experience_by_child ON experience (child_id, id);
CREATE INDEX experience_by_day ON experience (asked_on, id);

-- Who may see which child: every query about children asks this view.
-- Service team; settings the child attends; professionals around the child; verified carers; the school
-- with which a passport is shared (0007 adds that arm).
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
 WHERE k.verified_on <> '' AND k.person_id IS NOT NULL;
