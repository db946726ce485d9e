-- Who signs in, what was done, and the authority's own settings.
-- One SQL for two engines: see docs/architecture.md.  Days are ISO text ('' = not known),
-- instants are unix milliseconds (0 = not yet), yes/no is 0/1.

CREATE TABLE authority (
    name   TEXT NOT NULL PRIMARY KEY,        -- 'name', 'colour', 'telephone', 'email', 'privacy_notice_version' ...
    value  TEXT NOT NULL
) STRICT;

CREATE TABLE person (
    id            INTEGER PRIMARY KEY,
    role          TEXT    NOT NULL CHECK (role IN ('parent', 'practitioner', 'school', 'health', 'officer', 'manager', 'analyst', 'administrator')),
    name          TEXT    NOT NULL CHECK (name <> ''),
    email         TEXT    NOT NULL UNIQUE,   -- folded to lower case
    password_hash TEXT    NOT NULL DEFAULT '',   -- argon2id, '' = cannot sign in by password
    job           TEXT    NOT NULL DEFAULT '',   -- 'Inclusion officer', 'Health visitor' ...
    organisation  TEXT    NOT NULL DEFAULT '',
    telephone     TEXT    NOT NULL DEFAULT '',
    is_active     INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1)),
    sees_service  INTEGER NOT NULL DEFAULT 0 CHECK (sees_service IN (0, 1)),     -- officer, manager: every child not restricted
    sees_restricted INTEGER NOT NULL DEFAULT 0 CHECK (sees_restricted IN (0, 1)),-- manager: restricted children too
    created_at    INTEGER NOT NULL,
    last_home_at  INTEGER NOT NULL DEFAULT 0,    -- "since you were last here" counts from here
    before_home_at INTEGER NOT NULL DEFAULT 0    -- ... as it stood when the present visit began
) STRICT;
CREATE INDEX person_by_role ON person (role, is_active, name, id);

CREATE TABLE session (
    token_hash   TEXT    NOT NULL PRIMARY KEY,   -- BLAKE2b of the cookie; the cookie itself is never stored
    person_id    INTEGER NOT NULL REFERENCES person (id),
    started_at   INTEGER NOT NULL,
    last_used_at INTEGER NOT NULL,
    ended_at     INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX session_by_person ON session (person_id, ended_at);

-- Counts failed sign-ins per account and per address, so that guessing is slowed without locking a victim out.
CREATE TABLE sign_in_failure (
    id      INTEGER PRIMARY KEY,
    email   TEXT    NOT NULL,
    address TEXT    NOT NULL,
    at      INTEGER NOT NULL
) STRICT;
CREATE INDEX sign_in_failure_by_email ON sign_in_failure (email, at);
CREATE INDEX sign_in_failure_by_address ON sign_in_failure (address, at);

-- A form carries a random key; sending it twice finds the first answer here.
CREATE TABLE once (
    key       TEXT    NOT NULL PRIMARY KEY,
    person_id INTEGER NOT NULL,
    went_to   TEXT    NOT NULL,
    at        INTEGER NOT NULL
) STRICT;

-- The audit trail: append only, each row's hash covers the row before it.
CREATE TABLE audit (
    id        INTEGER PRIMARY KEY,           -- 1, 2, 3 ... without a gap
    at        INTEGER NOT NULL,
    person_id INTEGER NOT NULL,              -- 0 = nobody signed in
    child_id  INTEGER NOT NULL,              -- 0 = about no child
    action    TEXT    NOT NULL,              -- 'view', 'change', 'export', 'search', 'refused', 'sign in', 'sign out' ...
    what      TEXT    NOT NULL,              -- the route's pattern or the thing changed; never a name or a note
    detail    TEXT    NOT NULL,              -- names of changed fields, an id; never their values
    address   TEXT    NOT NULL,
    hash      TEXT    NOT NULL
) STRICT;
CREATE INDEX audit_by_child ON audit (child_id, id);
CREATE INDEX audit_by_person ON audit (person_id, id);

-- Lists that change by law or local choice: effective-dated rows with their source.
CREATE TABLE code (
    list     TEXT    NOT NULL,               -- 'need', 'sen_provision', 'tier', 'ehc_stage', 'service', 'door' ...
    code     TEXT    NOT NULL,
    label    TEXT    NOT NULL,
    note     TEXT    NOT NULL DEFAULT '',    -- e.g. the area of need a need type belongs to
    position INTEGER NOT NULL,
    from_on  TEXT    NOT NULL DEFAULT '',
    to_on    TEXT    NOT NULL DEFAULT '',
    source   TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (list, code)
) STRICT;
