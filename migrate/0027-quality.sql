-- Data quality: how good what is written down is.  What each rule means stands in app/quality/rules.c; here is what they are
-- asked of, what was changed of them, the scores of each month, and the audit of accuracy.

-- Only what the authority has changed of a rule: without a row a rule is as rules.c says.
CREATE TABLE quality_rule (
    rule       TEXT    NOT NULL PRIMARY KEY,
    is_on      INTEGER NOT NULL CHECK (is_on IN (0, 1)),
    days       INTEGER NOT NULL CHECK (days BETWEEN 0 AND 999),  -- rules about time: so long it may be so
    changed_on TEXT    NOT NULL,
    changed_by INTEGER REFERENCES person (id)
) STRICT;

-- Somebody who knows the child has looked at what is written, and it is still right.
-- about children
CREATE TABLE quality_confirmed (
    id        INTEGER PRIMARY KEY,
    child_id  INTEGER NOT NULL REFERENCES child (id),
    on_day    TEXT    NOT NULL,
    person_id INTEGER REFERENCES person (id)
) STRICT;
CREATE INDEX quality_confirmed_by_child ON quality_confirmed (child_id, on_day);

-- The scores of each month, as they stood when they were last reckoned in it.  Numbers only; one child counts in several checks.
CREATE TABLE quality_score (
    scope     TEXT    NOT NULL CHECK (scope IN ('all', 'area', 'setting', 'lead')),
    about     TEXT    NOT NULL,                  -- '' of all, the area's name, the id of the setting or person
    dimension TEXT    NOT NULL,                  -- '' = all of them
    month     TEXT    NOT NULL,                  -- '2026-11'
    as_at     TEXT    NOT NULL,                  -- the day
    children  INTEGER NOT NULL,
    clean     INTEGER NOT NULL,                  -- of these, the children with nothing to mend
    checks    INTEGER NOT NULL,
    passed    INTEGER NOT NULL,
    PRIMARY KEY (scope, about, dimension, month)
) STRICT, WITHOUT ROWID;

-- The audit of accuracy: so many records drawn at random each month, and held beside the paper.  Whoever has the seed and the
-- list of all open records can draw the same ones again (app/quality/draw.c says how).
CREATE TABLE quality_audit (
    id        INTEGER PRIMARY KEY,
    month     TEXT    NOT NULL UNIQUE,           -- '2026-11'
    seed      TEXT    NOT NULL,
    drawn_on  TEXT    NOT NULL,
    drawn_by  INTEGER REFERENCES person (id),
    records   INTEGER NOT NULL                   -- how many there were to draw from
) STRICT;

-- about children
CREATE TABLE quality_audited (
    id         INTEGER PRIMARY KEY,
    audit_id   INTEGER NOT NULL REFERENCES quality_audit (id),
    position   INTEGER NOT NULL,
    child_id   INTEGER NOT NULL REFERENCES child (id),
    checked_on TEXT    NOT NULL DEFAULT '',
    checked_by INTEGER REFERENCES person (id),
    no_paper   TEXT    NOT NULL DEFAULT '',      -- why it could not be checked: there is no paper, or it was not found
    UNIQUE (audit_id, position)
) STRICT;
CREATE INDEX quality_audited_by_child ON quality_audited (child_id, id);

-- What the paper says of each field: the result only, never the words.
-- about children
CREATE TABLE quality_audited_field (
    audited_id INTEGER NOT NULL REFERENCES quality_audited (id),
    field      TEXT    NOT NULL,
    result     TEXT    NOT NULL CHECK (result IN ('agrees', 'differs', 'absent')),
    PRIMARY KEY (audited_id, field)
) STRICT, WITHOUT ROWID;

-- What is known of each open record, as the rules ask it: one row for each child whom the service works with or watches.
CREATE VIEW quality_record AS
SELECT c.id AS child_id, c.area AS area, c.is_restricted AS is_restricted, c.born_on AS born_on, c.sex AS sex, c.nhs_number AS nhs_number, c.upn AS upn,
       c.ethnicity AS ethnicity, c.home_language AS home_language, c.needs_interpreter AS needs_interpreter, c.postcode AS postcode,
       c.not_in_setting_reason AS no_setting_reason, c.known_on AS known_on, c.first_concern_on AS concern_on,
       coalesce(l.person_id, 0) AS lead_id, CASE WHEN l.id IS NULL THEN 0 ELSE 1 END AS has_lead,
       CASE WHEN l.person_id IS NOT NULL AND q.is_active = 0 THEN 1 ELSE 0 END AS lead_is_gone,
       coalesce(a.setting_id, 0) AS setting_id, coalesce(a.hours, 0) AS hours, coalesce(a.key_person, '') AS key_person,
       coalesce(t.kind, '') AS setting_kind, coalesce(t.is_open, 1) AS setting_is_open,
       coalesce(p.value, '') AS provision, coalesce(p.from_on, '') AS provision_from, coalesce(e.value, '') AS ehc_stage, coalesce(e.from_on, '') AS ehc_from,
       coalesce((SELECT n.code FROM need n WHERE n.child_id = c.id AND n.rank = 1 AND n.to_on = ''), '') AS need,
       (SELECT count(*) FROM agreement g WHERE g.child_id = c.id AND g.what = 'support' AND g.ended_on = '') AS agreements,
       (SELECT count(*) FROM placement x WHERE x.child_id = c.id AND x.to_on = '') AS placements,
       (SELECT count(DISTINCT x.setting_id) FROM placement x WHERE x.child_id = c.id AND x.to_on = '') AS places,
       (SELECT coalesce(sum(x.hours), 0) FROM placement x WHERE x.child_id = c.id AND x.to_on = '') AS all_hours,
       (SELECT count(*) FROM carer k WHERE k.child_id = c.id) AS carers,
       (SELECT count(DISTINCT k.name) FROM carer k WHERE k.child_id = c.id) AS carer_names,
       coalesce((SELECT min(k.telephone) FROM carer k WHERE k.child_id = c.id AND k.telephone <> ''), '') AS telephone,
       coalesce((SELECT min(k.email) FROM carer k WHERE k.child_id = c.id AND k.email <> ''), '') AS email,
       (SELECT count(*) FROM carer k WHERE k.child_id = c.id AND k.has_responsibility = 'yes') AS responsible,
       (SELECT count(r.person_id) FROM professional r WHERE r.child_id = c.id AND r.to_on = '') AS accounts,
       (SELECT count(DISTINCT r.person_id) FROM professional r WHERE r.child_id = c.id AND r.to_on = '') AS different_accounts,
       coalesce((SELECT max(v.on_day) FROM event v WHERE v.child_id = c.id), s.from_on) AS last_on,
       coalesce((SELECT max(f.on_day) FROM quality_confirmed f WHERE f.child_id = c.id), '') AS confirmed_on,
       coalesce((SELECT max(y.started_on) FROM plan y WHERE y.child_id = c.id AND y.status = 'active'), '') AS plan_from,
       coalesce((SELECT min(y.review_due_on) FROM plan y WHERE y.child_id = c.id AND y.status = 'active' AND y.review_due_on <> ''), '') AS review_due_on,
       coalesce((SELECT max(y.id) FROM plan y WHERE y.child_id = c.id AND y.status = 'active'), 0) AS plan_id,
       coalesce((SELECT min(d.found_on) FROM duplicate d WHERE d.child_id = c.id AND d.status = 'open'), '') AS pair_found_on,
       coalesce((SELECT min(d.found_on) FROM duplicate d WHERE d.other_id = c.id AND d.status = 'open'), '') AS other_pair_found_on
  FROM child_status s JOIN child c ON c.id = s.child_id
  LEFT JOIN professional l ON l.child_id = c.id AND l.is_lead = 1 AND l.to_on = ''
  LEFT JOIN person q ON q.id = l.person_id
  LEFT JOIN placement a ON a.id = (SELECT x.id FROM placement x WHERE x.child_id = c.id AND x.to_on = '' ORDER BY x.hours DESC, x.id LIMIT 1)
  LEFT JOIN setting t ON t.id = a.setting_id
  LEFT JOIN child_status p ON p.child_id = c.id AND p.axis = 'sen_provision' AND p.to_on = ''
  LEFT JOIN child_status e ON e.child_id = c.id AND e.axis = 'ehc_stage' AND e.to_on = ''
 WHERE s.axis = 'service' AND s.value IN ('open', 'monitoring') AND s.to_on = '' AND c.left_on = '' AND c.merged_into IS NULL;
