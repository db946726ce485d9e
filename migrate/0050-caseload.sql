-- Caseloads: what a child weighs in one, how long each person works, and which child went from whom to whom.

-- Points, as dated data: the row with the latest from_on that has come holds.  'what' is a row of weight_fields (app/caseload/weights.c).
CREATE TABLE caseload_weight (
    id         INTEGER PRIMARY KEY,
    what       TEXT    NOT NULL,
    points     INTEGER NOT NULL CHECK (points >= 0 AND points <= 10000),
    from_on    TEXT    NOT NULL,
    changed_by INTEGER REFERENCES person (id),
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX caseload_weight_of ON caseload_weight (what, from_on);

INSERT INTO caseload_weight (id, what, points, from_on, changed_at) VALUES
(1, 'child', 10, '2000-01-01', 0), (2, 'watching', 5, '2000-01-01', 0), (3, 'new', 5, '2000-01-01', 0), (4, 'targeted', 2, '2000-01-01', 0), (5, 'targeted_plus', 4, '2000-01-01', 0),
(6, 'specialist', 6, '2000-01-01', 0), (7, 'ehc', 10, '2000-01-01', 0), (8, 'no_setting', 5, '2000-01-01', 0), (9, 'restricted', 5, '2000-01-01', 0), (10, 'capacity', 600, '2000-01-01', 0), (11, 'full_time', 37, '2000-01-01', 0);

-- Hours a week of work with children, as dated data; who has no row works full time.
CREATE TABLE caseload_hours (
    id         INTEGER PRIMARY KEY,
    person_id  INTEGER NOT NULL REFERENCES person (id),
    hours      INTEGER NOT NULL CHECK (hours >= 0 AND hours <= 60),
    from_on    TEXT    NOT NULL,
    changed_by INTEGER REFERENCES person (id),
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX caseload_hours_of ON caseload_hours (person_id, from_on);

-- One handing over, of one person's children to one or several others.
CREATE TABLE caseload_handover (
    id        INTEGER PRIMARY KEY,
    from_id   INTEGER NOT NULL REFERENCES person (id),
    rest_to   INTEGER REFERENCES person (id),    -- who takes what is about none of those children; NULL = it stays
    reason    TEXT    NOT NULL DEFAULT '',       -- 'leaves', 'balance', 'area', 'back', 'other': no words about a child
    made_by   INTEGER NOT NULL REFERENCES person (id),
    made_on   TEXT    NOT NULL,
    made_at   INTEGER NOT NULL,
    undone_at INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX caseload_handover_from ON caseload_handover (from_id, id);

-- ... each child of it, with what the next person must know.
-- about children
CREATE TABLE caseload_move (
    id          INTEGER PRIMARY KEY,
    handover_id INTEGER NOT NULL REFERENCES caseload_handover (id),
    child_id    INTEGER NOT NULL REFERENCES child (id),
    from_id     INTEGER NOT NULL REFERENCES person (id),
    to_id       INTEGER NOT NULL REFERENCES person (id),
    note        TEXT    NOT NULL DEFAULT '',     -- read by the service alone
    moved_on    TEXT    NOT NULL,
    read_at     INTEGER NOT NULL DEFAULT 0,      -- when the next person said that they have read it
    undone_at   INTEGER NOT NULL DEFAULT 0       -- it was taken back, or handed back
) STRICT;
CREATE INDEX caseload_move_by_child ON caseload_move (child_id, id);
CREATE INDEX caseload_move_of ON caseload_move (handover_id, id);
CREATE INDEX caseload_move_unread ON caseload_move (to_id, id) WHERE read_at = 0 AND undone_at = 0;

-- What changed hands with it, so that it can be taken back just so.  move_id 0: about none of the children.
CREATE TABLE caseload_taken (
    handover_id INTEGER NOT NULL REFERENCES caseload_handover (id),
    move_id     INTEGER NOT NULL,
    kind        TEXT    NOT NULL,                -- 'deadline', 'action', 'visit', 'plan', 'question', 'request', 'setting'
    row_id      INTEGER NOT NULL,
    PRIMARY KEY (handover_id, move_id, kind, row_id)
) STRICT;

-- Led by somebody who has no account here, or whose account is closed: looked for by app/caseload.
CREATE INDEX professional_lead_outside ON professional (child_id) WHERE is_lead = 1 AND to_on = '' AND person_id IS NULL;
CREATE INDEX plan_led ON plan (lead_id, child_id) WHERE status <> 'reviewed';
CREATE INDEX setting_by_officer ON setting (officer_id, id) WHERE officer_id IS NOT NULL;

-- Children who are open or watched and whom nobody with an open account leads: there should be none.
CREATE VIEW child_without_owner AS
SELECT s.child_id AS child_id, s.value AS service, s.from_on AS since_on,
       CASE WHEN l.id IS NULL THEN 'nobody' WHEN l.person_id IS NULL THEN 'outside' ELSE 'gone' END AS why, coalesce(l.person_id, 0) AS lead_id, coalesce(l.name, '') AS lead_name
  FROM child_status s JOIN child c ON c.id = s.child_id
  LEFT JOIN professional l ON l.child_id = s.child_id AND l.is_lead = 1 AND l.to_on = ''
  LEFT JOIN person p ON p.id = l.person_id AND p.is_active = 1
 WHERE s.axis = 'service' AND s.value IN ('open', 'monitoring') AND s.to_on = '' AND c.left_on = '' AND c.merged_into IS NULL AND p.id IS NULL;
