-- Meetings around a child: dates that are proposed and answered, the one that is fixed, who came, what was said and decided (what
-- is to be done stands in action); and each person's calendar.

-- about children
CREATE TABLE meeting (
    id           INTEGER PRIMARY KEY,
    child_id     INTEGER NOT NULL REFERENCES child (id),
    reference    TEXT    NOT NULL UNIQUE,    -- 'M-7K3M-Q2XP': stands in e-mails and calendars where a name must not
    kind         TEXT    NOT NULL,           -- code list 'meeting_kind'
    status       TEXT    NOT NULL CHECK (status IN ('asked', 'proposed', 'fixed', 'held', 'cancelled')),   -- asked: by a parent, nobody has answered yet
    organiser_id INTEGER REFERENCES person (id),     -- NULL = a parent asks and nobody has taken it up
    asked_by     INTEGER REFERENCES person (id),     -- the parent who asks
    purpose      TEXT    NOT NULL DEFAULT '',        -- what we meet for; everybody invited with an account reads it
    place_kind   TEXT    NOT NULL DEFAULT '' CHECK (place_kind IN ('', 'setting', 'place', 'home', 'online', 'telephone')),
    place        TEXT    NOT NULL DEFAULT '',        -- of 'setting' and 'place': goes out by e-mail, so never a family's address
    joining      TEXT    NOT NULL DEFAULT '',        -- of 'online': where to join; read on the page only
    minutes      INTEGER NOT NULL DEFAULT 60 CHECK (minutes BETWEEN 1 AND 600),
    is_bookable  INTEGER NOT NULL DEFAULT 0 CHECK (is_bookable IN (0, 1)),   -- the date that a parent picks is fixed at once
    answer_by    TEXT    NOT NULL DEFAULT '',
    starts_at    INTEGER NOT NULL DEFAULT 0,         -- 0 = no date is fixed
    sequence     INTEGER NOT NULL DEFAULT 0,         -- RFC 5545 3.8.7.4: grows with each change that guests are told of
    because      TEXT    NOT NULL DEFAULT '',        -- why it was moved or does not take place; the guests read it
    parent_view  TEXT    NOT NULL DEFAULT '',        -- what parents and child said, as it was written down
    child_view   TEXT    NOT NULL DEFAULT '',
    said         TEXT    NOT NULL DEFAULT '',
    decided      TEXT    NOT NULL DEFAULT '',        -- one decision a line
    recorded_by  INTEGER REFERENCES person (id),
    recorded_at  INTEGER NOT NULL DEFAULT 0,
    published_at INTEGER NOT NULL DEFAULT 0,         -- from then on the invited parents read the notes
    version      INTEGER NOT NULL DEFAULT 1,
    arranged_on  TEXT    NOT NULL,
    created_at   INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_by_child ON meeting (child_id, id);
CREATE INDEX meeting_asked ON meeting (created_at, id) WHERE status = 'asked';
CREATE INDEX meeting_to_answer ON meeting (answer_by, id) WHERE status = 'proposed';

-- The dates that are offered.
-- about children
CREATE TABLE meeting_time (
    id         INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    starts_at  INTEGER NOT NULL,
    UNIQUE (meeting_id, starts_at)
) STRICT;

-- Who is invited.  Whoever has no account answers by a link; whoever has no address either is told by the organiser.
-- about children
CREATE TABLE meeting_guest (
    id          INTEGER PRIMARY KEY,
    meeting_id  INTEGER NOT NULL REFERENCES meeting (id),
    kind        TEXT    NOT NULL CHECK (kind IN ('family', 'professional', 'setting', 'other')),
    person_id   INTEGER REFERENCES person (id),
    name        TEXT    NOT NULL,
    job         TEXT    NOT NULL DEFAULT '',         -- or who they are to the child
    email       TEXT    NOT NULL DEFAULT '',
    answered_at INTEGER NOT NULL DEFAULT 0,
    coming      TEXT    NOT NULL DEFAULT '' CHECK (coming IN ('', 'yes', 'no')),       -- to the date that is fixed
    words       TEXT    NOT NULL DEFAULT '',         -- with the answer, to the organiser
    told        INTEGER NOT NULL DEFAULT -1,         -- the last SEQUENCE sent, -1 = no invitation yet
    reminded_on TEXT    NOT NULL DEFAULT '',
    attendance  TEXT    NOT NULL DEFAULT '' CHECK (attendance IN ('', 'came', 'sent word', 'did not come')),
    is_open     INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1)),                  -- the meeting is still to come
    removed_on  TEXT    NOT NULL DEFAULT ''          -- no longer invited
) STRICT;
CREATE INDEX meeting_guest_by_meeting ON meeting_guest (meeting_id, id);
CREATE INDEX meeting_guest_of ON meeting_guest (person_id, meeting_id);
CREATE INDEX meeting_guest_open ON meeting_guest (person_id, meeting_id) WHERE is_open = 1;
CREATE UNIQUE INDEX meeting_guest_once ON meeting_guest (meeting_id, person_id) WHERE person_id IS NOT NULL AND removed_on = '';

-- about children
CREATE TABLE meeting_can (
    guest_id INTEGER NOT NULL REFERENCES meeting_guest (id),
    time_id  INTEGER NOT NULL REFERENCES meeting_time (id),
    answer   TEXT    NOT NULL CHECK (answer IN ('yes', 'maybe', 'no')),
    PRIMARY KEY (guest_id, time_id)
) STRICT, WITHOUT ROWID;

-- The link of a guest without an account: it says when and where, never who the child is.  Only the hash is kept.
-- about children
CREATE TABLE meeting_link (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    guest_id   INTEGER NOT NULL REFERENCES meeting_guest (id),
    expires_at INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_link_by_guest ON meeting_link (guest_id);

-- What a parent writes down before the meeting: their own words, and their child's.  Another parent does not read them.
-- about children
CREATE TABLE meeting_words (
    id         INTEGER PRIMARY KEY,
    meeting_id INTEGER NOT NULL REFERENCES meeting (id),
    person_id  INTEGER NOT NULL REFERENCES person (id),
    whose      TEXT    NOT NULL CHECK (whose IN ('parent', 'child')),
    words      TEXT    NOT NULL CHECK (words <> ''),
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX meeting_words_by_meeting ON meeting_words (meeting_id, id);

-- Professionals who see the child see its meetings.  A parent sees those to which they are invited, so that none learns from here
-- when and where another parent is met.
CREATE VIEW meeting_seen_by AS
SELECT m.id AS meeting_id, p.id AS person_id
  FROM meeting m, person p
 WHERE EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = m.child_id AND v.person_id = p.id)
   AND (p.role <> 'parent' OR EXISTS (SELECT 1 FROM meeting_guest g WHERE g.meeting_id = m.id AND g.person_id = p.id AND g.removed_on = ''));

-- A private calendar to be read by a calendar program: the address is known only by its hash; a new one ends the old one.
CREATE TABLE calendar_feed (
    person_id  INTEGER PRIMARY KEY REFERENCES person (id),
    token_hash TEXT    NOT NULL UNIQUE,
    made_at    INTEGER NOT NULL
) STRICT;

-- An invitation that goes with a notice (RFC 5546); emptied once sent, as the path is.
ALTER TABLE notice ADD COLUMN calendar TEXT NOT NULL DEFAULT '';
ALTER TABLE notice ADD COLUMN calendar_method TEXT NOT NULL DEFAULT '' CHECK (calendar_method IN ('', 'REQUEST', 'CANCEL'));
