-- What the indicators compare with: rates expected, each with its source.  (Local figures are loaded by the authority.)
CREATE TABLE expected_rate (
    id        INTEGER PRIMARY KEY,
    what      TEXT    NOT NULL,              -- 'known'
    age       INTEGER NOT NULL,              -- whole years
    sex       TEXT    NOT NULL,
    per_10000 INTEGER NOT NULL,
    from_on   TEXT    NOT NULL,
    source    TEXT    NOT NULL
) STRICT;
CREATE TABLE area_population (
    area     TEXT    NOT NULL,
    age      INTEGER NOT NULL,
    sex      TEXT    NOT NULL,
    children INTEGER NOT NULL,
    as_at    TEXT    NOT NULL,
    source   TEXT    NOT NULL,
    PRIMARY KEY (area, age, sex)
) STRICT;
