-- What a plan asks, as data: each kind of plan with its parts, their words, and from what day. The newest from_on that has come counts.
CREATE TABLE plan_part (
    kind       TEXT    NOT NULL,                 -- code list 'plan_kind'
    part       TEXT    NOT NULL CHECK (part IN ('assessed', 'going_well', 'important', 'support', 'parent_view', 'child_view', 'staff_needs')),
    from_on    TEXT    NOT NULL DEFAULT '',      -- '' = always
    label      TEXT    NOT NULL,
    hint       TEXT    NOT NULL DEFAULT '',
    is_asked   INTEGER NOT NULL DEFAULT 1 CHECK (is_asked IN (0, 1)),
    changed_by INTEGER REFERENCES person (id),
    changed_at INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (kind, part, from_on)
) STRICT;

-- The shape of the Department's early years SEND assessment tools: a one-page profile, what is seen, small outcomes; and its Support and Achievement Play Plan.
INSERT INTO plan_part (kind, part, label, hint, is_asked) VALUES
    ('SEN support plan', 'going_well', 'What do people like about the child, and what is going well?', 'One-page profile: what the child enjoys and is good at', 1),
    ('SEN support plan', 'important', 'What is important to the child?', 'One-page profile: people, things and times of the day that matter to them', 1),
    ('SEN support plan', 'support', 'How is the child best supported?', 'One-page profile: what everybody should know and do', 1),
    ('SEN support plan', 'assessed', 'What can the child do now, and what is hard?', 'What you have seen, and what others have told you', 1),
    ('Support and Achievement Play Plan', 'going_well', 'What does the child love to play, and what can they do in play?', 'What you see them choose', 1),
    ('Support and Achievement Play Plan', 'important', 'Who and what do they play with?', 'Friends, adults, places, toys', 1),
    ('Support and Achievement Play Plan', 'support', 'How do adults join in and help?', 'What makes play go on, what stops it', 1),
    ('Support and Achievement Play Plan', 'assessed', 'What have you noticed that is hard in play?', '', 1),
    ('Support and Achievement Play Plan', 'staff_needs', 'What do staff need to learn or practise?', '', 0);

ALTER TABLE plan ADD COLUMN important TEXT NOT NULL DEFAULT '';
ALTER TABLE plan ADD COLUMN support TEXT NOT NULL DEFAULT '';
