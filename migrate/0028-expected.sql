-- Expected against found: how much more or less often than all children of their age and sex some children are found, by
-- published figures (app/expected/seed.c).  Made to average one over the children who live here, so that they move the
-- expectation between children and not its sum.  Rates by age and sex, and the population, stand in 0008.
CREATE TABLE expected_factor (
    what     TEXT    NOT NULL CHECK (what IN ('season', 'imd')),
    sex      TEXT    NOT NULL CHECK (sex IN ('', 'F', 'M')),     -- '' = both
    value    TEXT    NOT NULL,                   -- 'autumn', 'spring', 'summer'; the quintile of deprivation, '1' the most
    per_1000 INTEGER NOT NULL CHECK (per_1000 > 0),
    from_on  TEXT    NOT NULL,
    source   TEXT    NOT NULL,
    PRIMARY KEY (what, sex, value, from_on)
) STRICT, WITHOUT ROWID;

-- Each time rates or the population were changed: what was reckoned before does not hold any more.
CREATE TABLE expected_change (
    id        INTEGER PRIMARY KEY,
    what      TEXT    NOT NULL,                  -- 'rate', 'population'
    person_id INTEGER REFERENCES person (id),
    on_day    TEXT    NOT NULL
) STRICT;
