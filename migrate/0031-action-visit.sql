-- Who does what by when; what somebody has typed and not sent; visits and contacts.

-- Agreed at a visit, in a meeting, in a plan, or by itself.
-- about children
CREATE TABLE action (
    id          INTEGER PRIMARY KEY,
    child_id    INTEGER NOT NULL REFERENCES child (id),
    what        TEXT    NOT NULL CHECK (what <> ''),
    owner_id    INTEGER REFERENCES person (id),      -- who does it, where they have an account
    owner_words TEXT    NOT NULL DEFAULT '',         -- ... or in words: 'The key person', 'Mum and Dad'
    due_on      TEXT    NOT NULL DEFAULT '',         -- '' = no day was agreed
    status      TEXT    NOT NULL DEFAULT 'open' CHECK (status IN ('open', 'done', 'dropped')),
    settled_on  TEXT    NOT NULL DEFAULT '',         -- done, or no longer needed
    settled_by  INTEGER REFERENCES person (id),
    came_of_it  TEXT    NOT NULL DEFAULT '',
    from_kind   TEXT    NOT NULL DEFAULT '' CHECK (from_kind IN ('', 'visit', 'meeting', 'plan')),   -- where it was agreed
    from_id     INTEGER NOT NULL DEFAULT 0,
    is_shared   INTEGER NOT NULL DEFAULT 0 CHECK (is_shared IN (0, 1)),      -- the setting and the family may read it
    created_by  INTEGER REFERENCES person (id),
    created_on  TEXT    NOT NULL,
    version     INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX action_by_child ON action (child_id, status, due_on, id);
CREATE INDEX action_by_owner ON action (owner_id, due_on, id) WHERE status = 'open';
CREATE INDEX action_by_from ON action (from_kind, from_id, id) WHERE from_kind <> '';

-- What somebody has typed into a form and not sent: kept every few seconds, offered when they come back.  Theirs alone.
-- about children
CREATE TABLE typed (
    id         INTEGER PRIMARY KEY,              -- of the page on which it is typed
    person_id  INTEGER NOT NULL REFERENCES person (id),
    child_id   INTEGER NOT NULL REFERENCES child (id),
    form       TEXT    NOT NULL,                 -- the form's address: '/plans/12/edit'
    title      TEXT    NOT NULL,                 -- 'Support plan': never a name
    answers    TEXT    NOT NULL,                 -- form-encoded; opaque to SQL
    is_sent    INTEGER NOT NULL DEFAULT 0 CHECK (is_sent IN (0, 1)),     -- the form was stored or thrown away: what still arrives is not kept
    changed_at INTEGER NOT NULL
) STRICT;
CREATE INDEX typed_by_form ON typed (person_id, form, changed_at, id);
CREATE INDEX typed_by_child ON typed (child_id, id);
CREATE INDEX typed_by_changed ON typed (changed_at, id);

-- What an officer is asked at a visit: edited by an administrator.  The starting words stand in the empty boxes.
CREATE TABLE visit_template (
    id           INTEGER PRIMARY KEY,
    name         TEXT    NOT NULL CHECK (name <> ''),
    kind         TEXT    NOT NULL,               -- code list 'visit_kind'
    ask          TEXT    NOT NULL DEFAULT '',    -- to the officer: what to look at
    observations TEXT    NOT NULL DEFAULT '',    -- starting words of each box
    said         TEXT    NOT NULL DEFAULT '',
    advice       TEXT    NOT NULL DEFAULT '',
    family_words TEXT    NOT NULL DEFAULT '',
    is_on        INTEGER NOT NULL DEFAULT 1 CHECK (is_on IN (0, 1)),
    position     INTEGER NOT NULL,
    version      INTEGER NOT NULL DEFAULT 1,
    changed_by   INTEGER REFERENCES person (id),
    changed_on   TEXT    NOT NULL DEFAULT ''
) STRICT;

-- A visit or another contact about a child: planned, then held and written up.
-- about children
CREATE TABLE visit (
    id           INTEGER PRIMARY KEY,
    child_id     INTEGER NOT NULL REFERENCES child (id),
    kind         TEXT    NOT NULL,               -- code list 'visit_kind'
    status       TEXT    NOT NULL CHECK (status IN ('planned', 'held', 'called off')),
    person_id    INTEGER NOT NULL REFERENCES person (id),    -- who goes
    setting_id   INTEGER REFERENCES setting (id),            -- where, NULL = not in a setting
    template_id  INTEGER REFERENCES visit_template (id),
    planned_on   TEXT    NOT NULL DEFAULT '',
    planned_time TEXT    NOT NULL DEFAULT '',    -- '09:30', '' = not agreed
    purpose      TEXT    NOT NULL DEFAULT '',
    held_on      TEXT    NOT NULL DEFAULT '',
    attended     TEXT    NOT NULL DEFAULT '',
    family_there INTEGER NOT NULL DEFAULT 0 CHECK (family_there IN (0, 1)),
    observations TEXT    NOT NULL DEFAULT '',
    said         TEXT    NOT NULL DEFAULT '',    -- what the child and the family said or showed
    advice       TEXT    NOT NULL DEFAULT '',    -- to the setting
    family_words TEXT    NOT NULL DEFAULT '',    -- to the family, in plain words
    called_off_because TEXT NOT NULL DEFAULT '',
    told_setting_on TEXT NOT NULL DEFAULT '',    -- the follow-up was sent: from then on they read it
    told_family_on TEXT  NOT NULL DEFAULT '',
    told_version INTEGER NOT NULL DEFAULT 0,     -- what was sent was this version
    version      INTEGER NOT NULL DEFAULT 1,
    changed_by   INTEGER REFERENCES person (id),
    changed_at   INTEGER NOT NULL,
    created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX visit_by_child ON visit (child_id, held_on, id);
CREATE INDEX visit_planned ON visit (person_id, planned_on, id) WHERE status = 'planned';
CREATE INDEX visit_by_day ON visit (held_on, id) WHERE status = 'held';

INSERT INTO visit_template (id, name, kind, ask, observations, said, advice, family_words, position) VALUES
(1, 'First visit to a setting', 'setting', 'Watch the child in play, in a group and at a change of activity. Ask the key person what they have tried.', 'In free play:

In a group:

At a change of activity:

What helps already:', '', 'Go on with:

Try next:', 'We watched your child play. We saw:

We will try next:', 10),
(2, 'Review visit to a setting', 'setting', 'Go through each outcome of the plan. What has changed since the last visit?', 'Since the last visit:

Each outcome:', '', 'Go on with:

Change:

Stop:', 'Since the last visit:

What we do next:', 20),
(3, 'Visit at home', 'home', 'Listen first. What does the family want to be different? Who else helps?', 'How the child played and talked:

At home what helps:', 'What the family wants:', '', 'Thank you for having us. We talked about:

We will:', 30),
(4, 'Telephone call', 'telephone', '', '', '', '', '', 40),
(5, 'Advice to staff', 'setting', 'Which staff, about what? What will they try, and when do we look at it again?', 'What staff asked:', '', 'What we showed, and what to try:', '', 50);
