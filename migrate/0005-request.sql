-- The front door: asking, triage, the answer, handover.  Everything that comes in is one row here,
-- whatever the door: nobody is told to use another form.

CREATE TABLE partner (                       -- who else can help: teams we pass to and signpost to
    id        INTEGER PRIMARY KEY,
    name      TEXT    NOT NULL,
    kind      TEXT    NOT NULL,              -- 'health', 'social care', 'family hub', 'advice', 'education', 'authority', 'charity'
    what_they_do TEXT NOT NULL DEFAULT '',   -- plain words for families
    telephone TEXT    NOT NULL DEFAULT '',
    email     TEXT    NOT NULL DEFAULT '',
    website   TEXT    NOT NULL DEFAULT '',
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1))
) STRICT;

-- about children
CREATE TABLE request (
    id            INTEGER PRIMARY KEY,
    reference     TEXT    NOT NULL UNIQUE,   -- 'RD-7K3M-Q2XP': spoken on the telephone, tells nothing
    kind          TEXT    NOT NULL CHECK (kind IN ('request', 'notification', 'notification and request')),  -- notification: CFA 2014 s.23
    door          TEXT    NOT NULL,          -- code list 'door': 'parent', 'setting', 'health visitor', ...
    status        TEXT    NOT NULL CHECK (status IN ('waiting', 'accepted', 'passed on', 'advised', 'joined')),
    child_id      INTEGER REFERENCES child (id),     -- once it has become or joined a child
    -- the child as told
    given_name    TEXT    NOT NULL,
    family_name   TEXT    NOT NULL,
    born_on       TEXT    NOT NULL,
    sex           TEXT    NOT NULL DEFAULT '',
    nhs_number    TEXT    NOT NULL DEFAULT '',
    upn           TEXT    NOT NULL DEFAULT '',
    address       TEXT    NOT NULL DEFAULT '',
    postcode      TEXT    NOT NULL DEFAULT '',
    is_address_restricted INTEGER NOT NULL DEFAULT 0 CHECK (is_address_restricted IN (0, 1)),
    home_language TEXT    NOT NULL DEFAULT '',
    setting_id    INTEGER REFERENCES setting (id),
    setting_words TEXT    NOT NULL DEFAULT '',       -- the setting as the asker names it; 'none' = attends no setting
    -- who asks
    asker_person_id INTEGER REFERENCES person (id),
    asker_name    TEXT    NOT NULL,
    asker_relationship TEXT NOT NULL DEFAULT '',     -- or job
    asker_organisation TEXT NOT NULL DEFAULT '',
    asker_telephone TEXT  NOT NULL DEFAULT '',
    asker_email   TEXT    NOT NULL DEFAULT '',
    asker_has_responsibility TEXT NOT NULL DEFAULT 'unknown' CHECK (asker_has_responsibility IN ('yes', 'no', 'unknown')),
    contact_by    TEXT    NOT NULL DEFAULT '',
    contact_language TEXT NOT NULL DEFAULT '',
    needs_interpreter INTEGER NOT NULL DEFAULT 0 CHECK (needs_interpreter IN (0, 1)),
    parent_name   TEXT    NOT NULL DEFAULT '',       -- where a professional asks
    parent_contact TEXT   NOT NULL DEFAULT '',
    -- what is asked
    going_well    TEXT    NOT NULL DEFAULT '',
    wants         TEXT    NOT NULL DEFAULT '',       -- code list 'wants': 'advice', 'talk', 'visit', 'unsure'
    wanted        TEXT    NOT NULL DEFAULT '',       -- ... in the asker's words
    already_helping TEXT  NOT NULL DEFAULT '',
    is_agreed     INTEGER NOT NULL DEFAULT 0 CHECK (is_agreed IN (0, 1)),  -- parent agrees to the service
    notice_version TEXT   NOT NULL DEFAULT '',
    -- notification duties, Children and Families Act 2014 s.23
    opinion       TEXT    NOT NULL DEFAULT '',       -- 'has SEN', 'probably has SEN', 'has a disability', 'probably has a disability'
    diagnosis     TEXT    NOT NULL DEFAULT '',
    parent_informed_on TEXT NOT NULL DEFAULT '',
    discussion_offered_on TEXT NOT NULL DEFAULT '',
    voluntary_told TEXT   NOT NULL DEFAULT '',
    permission    TEXT    NOT NULL DEFAULT 'not recorded' CHECK (permission IN ('given', 'refused', 'not recorded')),
    -- its way through
    urgency       INTEGER NOT NULL DEFAULT 0,        -- points; higher is more urgent
    urgency_words TEXT    NOT NULL DEFAULT '',       -- why, one reason a line
    suggested_route TEXT  NOT NULL DEFAULT '',
    suggested_because TEXT NOT NULL DEFAULT '',
    received_at   INTEGER NOT NULL,
    received_on   TEXT    NOT NULL,
    due_on        TEXT    NOT NULL,                  -- first answer, in working days
    acknowledged_at INTEGER NOT NULL DEFAULT 0,
    answered_at   INTEGER NOT NULL DEFAULT 0,        -- first human decision
    answered_on   TEXT    NOT NULL DEFAULT '',
    hops          INTEGER NOT NULL DEFAULT 0,        -- times it was passed on
    version       INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX request_by_status ON request (status, due_on, id);
CREATE INDEX request_by_child ON request (child_id, id);
CREATE INDEX request_by_asker ON request (asker_person_id, id);
CREATE INDEX request_by_setting ON request (setting_id, id);
CREATE INDEX request_by_received ON request (received_on, id);

-- about children
CREATE TABLE concern (
    request_id INTEGER NOT NULL REFERENCES request (id),
    area       TEXT    NOT NULL,             -- code list 'concern': 'talking', 'playing', 'moving', 'hearing and seeing', 'feelings', 'other'
    words      TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (request_id, area)
) STRICT;

-- What we ask back before or after a decision; a notifier is asked about a duty that is not recorded.
-- about children
CREATE TABLE question (
    id          INTEGER PRIMARY KEY,
    request_id  INTEGER NOT NULL REFERENCES request (id),
    words       TEXT    NOT NULL,
    asked_by    INTEGER REFERENCES person (id),      -- NULL = the system, by a rule
    asked_on    TEXT    NOT NULL,
    answer      TEXT    NOT NULL DEFAULT '',
    answered_on TEXT    NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX question_by_request ON question (request_id, id);

-- Every decision names who helps next, and says it in words the asker reads.
-- about children
CREATE TABLE decision (
    id         INTEGER PRIMARY KEY,
    request_id INTEGER NOT NULL REFERENCES request (id),
    kind       TEXT    NOT NULL CHECK (kind IN ('accept', 'pass on', 'advise', 'join')),
    officer_id INTEGER REFERENCES person (id),       -- who helps next, where it is one of us
    partner_id INTEGER REFERENCES partner (id),      -- who helps next, where it is a partner
    contact_name TEXT  NOT NULL DEFAULT '',          -- the named person at the partner (warm handover)
    handover   TEXT    NOT NULL DEFAULT '',          -- what was said and agreed with them; not for the asker
    words      TEXT    NOT NULL,                     -- to the asker, in plain words
    next_on    TEXT    NOT NULL DEFAULT '',          -- when the next thing happens
    taken_up_on TEXT   NOT NULL DEFAULT '',          -- the partner has accepted
    taken_up_by TEXT   NOT NULL DEFAULT '',
    decided_by INTEGER NOT NULL REFERENCES person (id),
    decided_at INTEGER NOT NULL,
    decided_on TEXT    NOT NULL
) STRICT;
CREATE INDEX decision_by_request ON decision (request_id, id);
CREATE INDEX decision_open_handover ON decision (decided_on, id) WHERE kind = 'pass on' AND taken_up_on = '';

-- A way to follow a request without an account: unguessable, expiring, revocable.  Only the hash is kept.
-- about children
CREATE TABLE follow_link (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    request_id INTEGER NOT NULL REFERENCES request (id),
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    revoked_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX follow_link_by_request ON follow_link (request_id);

-- Answers so far of somebody filling in the form, bound to their browser; swept after a day.
-- about children
CREATE TABLE request_draft (
    visit_hash TEXT    NOT NULL PRIMARY KEY,
    answers    TEXT    NOT NULL,             -- form-encoded; opaque to SQL
    changed_at INTEGER NOT NULL
) STRICT;

-- Who may see a request: the service team, who asked, the setting that asked, and whoever sees the child it became.
CREATE VIEW request_seen_by AS
SELECT r.id AS request_id, p.id AS person_id
  FROM request r, person p
 WHERE p.sees_service = 1 AND p.is_active = 1
   AND NOT EXISTS (SELECT 1 FROM child c WHERE c.id = r.child_id AND c.is_restricted = 1 AND p.sees_restricted = 0)
UNION ALL
SELECT r.id AS request_id, r.asker_person_id AS person_id
  FROM request r
 WHERE r.asker_person_id IS NOT NULL
UNION ALL
SELECT r.id AS request_id, s.person_id AS person_id
  FROM request r JOIN staff s ON s.setting_id = r.setting_id
 WHERE r.door = 'setting' AND s.to_on = '' AND (r.asker_person_id IS NULL OR r.asker_person_id <> s.person_id);
