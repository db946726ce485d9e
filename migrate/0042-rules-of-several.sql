-- A rule of urgency or route holds when all of its conditions hold.  Until now it had one: that one becomes its first.
CREATE TABLE triage_condition (
    id          INTEGER PRIMARY KEY,
    rule_id     INTEGER NOT NULL REFERENCES triage_rule (id),
    position    INTEGER NOT NULL,
    condition   TEXT    NOT NULL,                    -- a kind of app/request/rules.c with its parameters; never code
    number      INTEGER NOT NULL DEFAULT 0,          -- months, or how many
    list        TEXT    NOT NULL DEFAULT ''          -- phrases (folded), codes or postcode districts, one a line: any of them is enough
) STRICT;
CREATE INDEX triage_condition_of ON triage_condition (rule_id, position, id);
INSERT INTO triage_condition (id, rule_id, position, condition, number, list) SELECT id, id, 1, condition, number, list FROM triage_rule;
ALTER TABLE triage_rule DROP COLUMN condition;
ALTER TABLE triage_rule DROP COLUMN number;
ALTER TABLE triage_rule DROP COLUMN list;

-- Which postcode districts there are ("HR1"), told without reading every child: app/people/people.sql.
CREATE INDEX child_by_district ON child ((CASE WHEN length(postcode) > 5 THEN substr(postcode, 1, length(postcode) - 4) ELSE '' END));
