-- Local services that families and officers find help in: loaded from Open Referral UK or Outpost files, then kept by hand.
-- Lists in one text are written |a|b|, so that one of them is found by '%|a|%'.

CREATE TABLE directory_service (
    id           INTEGER PRIMARY KEY,
    source       TEXT    NOT NULL,               -- whose list it came in; 'own' = written here
    source_id    TEXT    NOT NULL,               -- its identifier there; here: ours
    name         TEXT    NOT NULL CHECK (name <> ''),
    description  TEXT    NOT NULL DEFAULT '',
    organisation TEXT    NOT NULL DEFAULT '',
    website      TEXT    NOT NULL DEFAULT '',    -- http or https
    email        TEXT    NOT NULL DEFAULT '',
    telephone    TEXT    NOT NULL DEFAULT '',
    address      TEXT    NOT NULL DEFAULT '',
    postcode     TEXT    NOT NULL DEFAULT '',
    opening      TEXT    NOT NULL DEFAULT '',    -- one line for each time
    cost         TEXT    NOT NULL DEFAULT '',
    how_to_start TEXT    NOT NULL DEFAULT '',
    access       TEXT    NOT NULL DEFAULT '',    -- of the building
    alert        TEXT    NOT NULL DEFAULT '',    -- news for a short time
    age_from     INTEGER NOT NULL DEFAULT 0,     -- months
    age_to       INTEGER NOT NULL DEFAULT 1200,  -- months, that month included; 1200 = no end
    needs        TEXT    NOT NULL DEFAULT '',    -- codes of list 'concern'; '' = for any need
    languages    TEXT    NOT NULL DEFAULT '',    -- codes of list 'language' beside English
    areas        TEXT    NOT NULL DEFAULT '',    -- of the authority; '' = everywhere
    is_hidden    INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1)),  -- by somebody here
    is_gone      INTEGER NOT NULL DEFAULT 0 CHECK (is_gone IN (0, 1)),    -- closed, or no longer in its list
    checked_on   TEXT    NOT NULL DEFAULT '',    -- the day on which its list says that it was last checked
    changed_by   INTEGER REFERENCES person (id),
    changed_at   INTEGER NOT NULL,
    version      INTEGER NOT NULL DEFAULT 1,
    UNIQUE (source, source_id)
) STRICT;
CREATE INDEX directory_service_by_name ON directory_service (name, id);

-- A field that was changed here: a later load leaves it, and only remembers what its list says.
CREATE TABLE directory_own (
    service_id INTEGER NOT NULL REFERENCES directory_service (id),
    field      TEXT    NOT NULL,
    file_value TEXT    NOT NULL,
    PRIMARY KEY (service_id, field)
) STRICT;

-- A file that waits to be looked at before it is loaded; its text goes once it is.
CREATE TABLE directory_load (
    id         INTEGER PRIMARY KEY,
    source     TEXT    NOT NULL,
    file_name  TEXT    NOT NULL DEFAULT '',
    content    TEXT    NOT NULL,
    status     TEXT    NOT NULL CHECK (status IN ('waiting', 'loaded', 'dropped')),
    added      INTEGER NOT NULL DEFAULT 0,
    changed    INTEGER NOT NULL DEFAULT 0,
    gone       INTEGER NOT NULL DEFAULT 0,
    made_by    INTEGER REFERENCES person (id),
    made_at    INTEGER NOT NULL,
    settled_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX directory_load_by_made ON directory_load (made_at, id);

-- A partner asked to take a request over: it stays ours, and its clock runs, until a named person there says yes.
-- about children
CREATE TABLE handover (
    decision_id  INTEGER PRIMARY KEY REFERENCES decision (id),
    request_id   INTEGER NOT NULL REFERENCES request (id),
    token_hash   TEXT    NOT NULL UNIQUE,        -- of the link sent last; the link itself is not kept
    expires_at   INTEGER NOT NULL,
    wrong_tries  INTEGER NOT NULL DEFAULT 0,     -- at the date of birth: the link ends after five
    visit_hash   TEXT    NOT NULL DEFAULT '',    -- the browser that knew the date of birth
    contact_email TEXT   NOT NULL DEFAULT '',    -- '' = they tell us by telephone
    asked_on     TEXT    NOT NULL,
    remind_on    TEXT    NOT NULL DEFAULT '',    -- '' = no more
    reminders    INTEGER NOT NULL DEFAULT 0,
    answer       TEXT    NOT NULL DEFAULT '' CHECK (answer IN ('', 'accepted', 'declined', 'taken back')),
    why          TEXT    NOT NULL DEFAULT '',    -- of a no: 'area', 'age', 'criteria', 'known', 'full', 'other'
    words        TEXT    NOT NULL DEFAULT '',    -- of a no; for us, not for the asker
    by_name      TEXT    NOT NULL DEFAULT '',
    by_job       TEXT    NOT NULL DEFAULT '',
    contact_on   TEXT    NOT NULL DEFAULT '',    -- of a yes: when they get in touch with the family
    answered_on  TEXT    NOT NULL DEFAULT '',
    answered_at  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX handover_by_request ON handover (request_id, decision_id);
CREATE INDEX handover_to_remind ON handover (remind_on, decision_id) WHERE answer = '';
CREATE UNIQUE INDEX handover_open ON handover (request_id) WHERE answer = '';

-- Services that were named to an asker: read on the page of the request, not sent by e-mail.
-- about children
CREATE TABLE signpost (
    decision_id INTEGER NOT NULL REFERENCES decision (id),
    service_id  INTEGER NOT NULL REFERENCES directory_service (id),
    position    INTEGER NOT NULL,
    PRIMARY KEY (decision_id, service_id)
) STRICT;

-- Somebody with an account answers what was passed to their address.
CREATE VIEW handover_seen_by AS
SELECT h.decision_id AS decision_id, p.id AS person_id
  FROM handover h JOIN person p ON p.email = h.contact_email
 WHERE h.contact_email <> '' AND p.is_active = 1 AND p.role <> 'parent';

-- What became of a notice after the provider took it, where it tells: '' = it does not.
ALTER TABLE notice ADD COLUMN delivery TEXT NOT NULL DEFAULT '' CHECK (delivery IN ('', 'pending', 'delivered', 'bounced'));
ALTER TABLE notice ADD COLUMN checks INTEGER NOT NULL DEFAULT 0;      -- how often the provider was asked
CREATE INDEX notice_to_follow ON notice (next_try_at, id) WHERE delivery = 'pending';

-- The numbers of a digest, each a row of notice_counted in app/notice/texts.c.
CREATE TABLE notice_count (
    notice_id INTEGER NOT NULL REFERENCES notice (id) ON DELETE CASCADE,
    what      TEXT    NOT NULL,
    n         INTEGER NOT NULL,
    PRIMARY KEY (notice_id, what)
) STRICT;

-- How often somebody wants a digest; without a row: daily for the service, weekly for settings and others.
CREATE TABLE digest_choice (
    person_id  INTEGER PRIMARY KEY REFERENCES person (id),
    how        TEXT    NOT NULL CHECK (how IN ('daily', 'weekly', 'none')),
    changed_at INTEGER NOT NULL
) STRICT;

-- Once a day, even where the service was stopped in between; also where there was nothing to tell.
CREATE TABLE digest_made (
    person_id INTEGER NOT NULL REFERENCES person (id),
    on_day    TEXT    NOT NULL,
    PRIMARY KEY (person_id, on_day)
) STRICT;
