-- The outbox: what is to be told to whom.  A notice holds no child's name or need, only a kind and a path to read at.
CREATE TABLE notice (
    id          INTEGER PRIMARY KEY,
    to_address  TEXT    NOT NULL,
    kind        TEXT    NOT NULL,            -- a row of the table in app/notice/texts.c
    path        TEXT    NOT NULL,            -- where to read it, below base-url; emptied once sent (it may hold a link's secret)
    once_key    TEXT    NOT NULL UNIQUE,     -- the same thing is told once
    status      TEXT    NOT NULL CHECK (status IN ('waiting', 'sending', 'sent', 'failed')),
    tries       INTEGER NOT NULL DEFAULT 0,
    next_try_at INTEGER NOT NULL,
    made_at     INTEGER NOT NULL,
    settled_at  INTEGER NOT NULL DEFAULT 0,
    reference   TEXT    NOT NULL DEFAULT '', -- the provider's
    error       TEXT    NOT NULL DEFAULT ''  -- why the last try failed, in words; never the text
) STRICT;
CREATE INDEX notice_due ON notice (next_try_at, id) WHERE status = 'waiting';
CREATE INDEX notice_by_status ON notice (status, id);

-- Signing in by an e-mailed link: used once, within 15 minutes, in the browser that asked.
CREATE TABLE sign_in_link (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    person_id  INTEGER NOT NULL REFERENCES person (id),
    visit_hash TEXT    NOT NULL,
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX sign_in_link_by_person ON sign_in_link (person_id, made_at);

-- Each asking for a link, known address or not: so that it can be limited.
CREATE TABLE sign_in_link_asked (
    id      INTEGER PRIMARY KEY,
    email   TEXT    NOT NULL,
    address TEXT    NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_link_asked_by_at ON sign_in_link_asked (at);
