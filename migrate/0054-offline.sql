-- Visits taken along to be written up without signal (app/field): on which device, and what came back too late.

-- A browser that keeps pages, encrypted.  What it keeps is not known here; only that it does.
CREATE TABLE field_device (
    id            INTEGER PRIMARY KEY,
    person_id     INTEGER NOT NULL REFERENCES person (id),
    key_hash      TEXT    NOT NULL UNIQUE,          -- BLAKE2b of the secret by which the device names itself
    name          TEXT    NOT NULL,                 -- 'Chrome on Android', as it says of itself
    made_at       INTEGER NOT NULL,
    seen_at       INTEGER NOT NULL,
    ends_at       INTEGER NOT NULL,                 -- when it wipes what was taken to read, whatever happens
    ended_at      INTEGER NOT NULL DEFAULT 0,
    ended_because TEXT    NOT NULL DEFAULT '' CHECK (ended_because IN ('', 'wiped', 'revoked'))
) STRICT;
CREATE INDEX field_device_by_person ON field_device (person_id, made_at, id);

-- One visit's pages on one device.
-- about children
CREATE TABLE field_pack (
    id        INTEGER PRIMARY KEY,
    device_id INTEGER NOT NULL REFERENCES field_device (id),
    person_id INTEGER NOT NULL REFERENCES person (id),
    child_id  INTEGER NOT NULL REFERENCES child (id),
    visit_id  INTEGER NOT NULL REFERENCES visit (id),
    taken_at  INTEGER NOT NULL,
    sent_at   INTEGER NOT NULL DEFAULT 0,           -- its note came back
    UNIQUE (device_id, visit_id)
) STRICT;
CREATE INDEX field_pack_by_child ON field_pack (child_id, id);
CREATE INDEX field_pack_by_visit ON field_pack (visit_id, id);

-- A note that came back after its writer had lost the child: kept for whoever works with the child now.
-- about children
CREATE TABLE field_left (
    id        INTEGER PRIMARY KEY,
    child_id  INTEGER NOT NULL REFERENCES child (id),
    visit_id  INTEGER NOT NULL REFERENCES visit (id),
    person_id INTEGER NOT NULL REFERENCES person (id),      -- who wrote it
    answers   TEXT    NOT NULL,                     -- form-encoded; opaque to SQL
    at        INTEGER NOT NULL,
    taken_by  INTEGER REFERENCES person (id),       -- who took it over; NULL = nobody yet
    taken_at  INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX field_left_by_child ON field_left (child_id, id);
CREATE INDEX field_left_by_visit ON field_left (visit_id, id);
