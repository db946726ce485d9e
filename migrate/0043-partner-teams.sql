-- Partner teams are kept by the authority itself: for which areas they are, and who there may take a family over.
ALTER TABLE partner ADD COLUMN areas TEXT NOT NULL DEFAULT '';       -- |North|South|, of the authority; '' = everywhere
ALTER TABLE partner ADD COLUMN version INTEGER NOT NULL DEFAULT 1;

CREATE TABLE partner_person (
    id         INTEGER PRIMARY KEY,
    partner_id INTEGER NOT NULL REFERENCES partner (id),
    name       TEXT    NOT NULL,
    job        TEXT    NOT NULL DEFAULT '',
    email      TEXT    NOT NULL DEFAULT '',
    from_on    TEXT    NOT NULL,
    to_on      TEXT    NOT NULL DEFAULT ''           -- '' = may still accept
) STRICT;
CREATE INDEX partner_person_of ON partner_person (partner_id, to_on, name, id);
CREATE INDEX handover_by_asked ON handover (asked_on, decision_id);
