-- The doors: files that come with a request, coming back to a form, what evidence there is, and partners' systems.

-- A file that somebody sent.  Its bytes lie in the folder of files under its id; what it is was told by its bytes.
-- about children
CREATE TABLE file (
    id      INTEGER PRIMARY KEY,
    name    TEXT    NOT NULL,                -- as its sender calls it: shown on pages, never in an address or a header
    kind    TEXT    NOT NULL,                -- 'pdf', 'jpeg', 'png', 'heic', 'docx': lib/file/kind.c
    size    INTEGER NOT NULL,                -- bytes
    hash    TEXT    NOT NULL,                -- BLAKE2b-256 of its bytes
    sent_by INTEGER REFERENCES person (id),  -- NULL = somebody without an account
    sent_at INTEGER NOT NULL
) STRICT;

-- about children
CREATE TABLE request_file (
    file_id    INTEGER PRIMARY KEY REFERENCES file (id),
    request_id INTEGER NOT NULL REFERENCES request (id),
    number     INTEGER NOT NULL,             -- 1, 2, 3 ... of this request: what it is called when it is sent out
    UNIQUE (request_id, number)
) STRICT;

-- Sent with a form that is not finished; goes with the draft.
-- about children
CREATE TABLE draft_file (
    file_id    INTEGER PRIMARY KEY REFERENCES file (id),
    visit_hash TEXT    NOT NULL
) STRICT;
CREATE INDEX draft_file_by_visit ON draft_file (visit_hash, file_id);

-- Who saved their answers by e-mail keeps them longer than a day; 0 = a day.
ALTER TABLE request_draft ADD COLUMN keep_until INTEGER NOT NULL DEFAULT 0;

-- The link by which a saved draft is gone on with: used once, and only the hash is kept.
-- about children
CREATE TABLE draft_link (
    token_hash TEXT    NOT NULL PRIMARY KEY,
    visit_hash TEXT    NOT NULL,
    made_at    INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    used_at    INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX draft_link_by_visit ON draft_link (visit_hash);

-- Each asking for such a link, by a hash of the address asked for, so that nobody is flooded with e-mail.
CREATE TABLE draft_link_asked (
    id         INTEGER PRIMARY KEY,
    email_hash TEXT    NOT NULL,
    address    TEXT    NOT NULL,
    at         INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_link_asked_by_at ON draft_link_asked (at);

-- What there is already, as the asker says: offered as a checklist, never demanded.
-- about children
CREATE TABLE request_evidence (
    request_id INTEGER NOT NULL REFERENCES request (id),
    kind       TEXT    NOT NULL,             -- code list 'evidence'
    PRIMARY KEY (request_id, kind)
) STRICT;

-- ... and when it was, and what it showed.
-- about children
CREATE TABLE request_evidence_words (
    request_id INTEGER PRIMARY KEY REFERENCES request (id),
    words      TEXT    NOT NULL
) STRICT;

-- A partner's system that asks through the API, and its keys: of a key only the hash is kept.
CREATE TABLE api_partner (
    id         INTEGER PRIMARY KEY,
    name       TEXT    NOT NULL UNIQUE,      -- 'Marchfield Community Health: child health records'
    email      TEXT    NOT NULL DEFAULT '',  -- whom to tell when something is wrong
    calls_a_minute INTEGER NOT NULL CHECK (calls_a_minute >= 1),
    made_at    INTEGER NOT NULL
) STRICT;

CREATE TABLE api_key (
    id         INTEGER PRIMARY KEY,
    partner_id INTEGER NOT NULL REFERENCES api_partner (id),
    key_hash   TEXT    NOT NULL UNIQUE,
    ending     TEXT    NOT NULL,             -- its last four letters, so that people can tell keys apart
    made_by    INTEGER NOT NULL REFERENCES person (id),
    made_at    INTEGER NOT NULL,
    revoked_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX api_key_by_partner ON api_key (partner_id, id);

-- Which request came from which system, so that sending it twice makes one.
-- about children
CREATE TABLE api_request (
    request_id INTEGER PRIMARY KEY REFERENCES request (id),
    partner_id INTEGER NOT NULL REFERENCES api_partner (id),
    idempotency_hash TEXT NOT NULL,
    body_hash  TEXT    NOT NULL,
    their_reference TEXT NOT NULL DEFAULT '',
    made_at    INTEGER NOT NULL,
    UNIQUE (partner_id, idempotency_hash)
) STRICT;
CREATE INDEX api_request_by_partner ON api_request (partner_id, request_id);
