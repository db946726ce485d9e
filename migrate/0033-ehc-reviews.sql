-- The review of an EHC plan in its own steps: meeting, papers, report, decision, amended plan (SEND Regulations 2014, regulations 18 to 22).
-- about children
CREATE TABLE ehc_review_steps (
    id          INTEGER PRIMARY KEY,
    request_id  INTEGER NOT NULL REFERENCES ehc_request (id),
    child_id    INTEGER NOT NULL REFERENCES child (id),
    meeting_on  TEXT    NOT NULL,                -- planned; once held, the day it was
    is_held     INTEGER NOT NULL DEFAULT 0 CHECK (is_held IN (0, 1)),
    papers_on   TEXT    NOT NULL DEFAULT '',     -- sent to everybody invited
    report_on   TEXT    NOT NULL DEFAULT '',     -- sent round after the meeting
    decision    TEXT    NOT NULL DEFAULT '' CHECK (decision IN ('', 'keep', 'change', 'end')),
    decided_on  TEXT    NOT NULL DEFAULT '',     -- the family was told
    notice_on   TEXT    NOT NULL DEFAULT '',     -- the amendment notice went out
    amended_on  TEXT    NOT NULL DEFAULT '',     -- the amended plan is final
    place_named TEXT    NOT NULL DEFAULT '',     -- the school named for Reception by this review
    person_id   INTEGER REFERENCES person (id),
    at          INTEGER NOT NULL
) STRICT;
-- What was recorded before had one step: meeting and decision on one day.
INSERT INTO ehc_review_steps (id, request_id, child_id, meeting_on, is_held, report_on, decision, decided_on, amended_on, place_named, person_id, at)
SELECT id, request_id, child_id, held_on, 1, held_on, decision, held_on, CASE WHEN decision = 'change' THEN held_on ELSE '' END, place_named, person_id, at FROM ehc_review;
DROP TABLE ehc_review;
ALTER TABLE ehc_review_steps RENAME TO ehc_review;
CREATE INDEX ehc_review_by_request ON ehc_review (request_id, meeting_on, id);
