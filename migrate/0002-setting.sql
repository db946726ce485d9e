-- Nurseries, childminders, schools, and who works there.
CREATE TABLE setting (
    id           INTEGER PRIMARY KEY,
    kind         TEXT    NOT NULL CHECK (kind IN ('group', 'childminder', 'nursery school', 'school', 'special school')),
    name         TEXT    NOT NULL CHECK (name <> ''),
    urn          TEXT    NOT NULL DEFAULT '',    -- GIAS or Ofsted number
    address      TEXT    NOT NULL DEFAULT '',
    postcode     TEXT    NOT NULL DEFAULT '',
    area         TEXT    NOT NULL DEFAULT '',    -- the authority's locality
    telephone    TEXT    NOT NULL DEFAULT '',
    email        TEXT    NOT NULL DEFAULT '',
    officer_id   INTEGER REFERENCES person (id), -- the link inclusion officer
    senco_name   TEXT    NOT NULL DEFAULT '',
    senco_award_on TEXT  NOT NULL DEFAULT '',    -- day the level 3 early years SENCO award was gained
    is_open      INTEGER NOT NULL DEFAULT 1 CHECK (is_open IN (0, 1)),
    version      INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX setting_by_kind ON setting (kind, name, id);

CREATE TABLE staff (
    person_id  INTEGER NOT NULL REFERENCES person (id),
    setting_id INTEGER NOT NULL REFERENCES setting (id),
    is_senco   INTEGER NOT NULL DEFAULT 0 CHECK (is_senco IN (0, 1)),
    from_on    TEXT    NOT NULL DEFAULT '',
    to_on      TEXT    NOT NULL DEFAULT '',
    PRIMARY KEY (person_id, setting_id)
) STRICT;
CREATE INDEX staff_by_setting ON staff (setting_id, person_id);
