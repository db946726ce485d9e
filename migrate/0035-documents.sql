-- Documents of a child: reports and letters with their kind, date, author and who may see them; letters from templates.
CREATE TABLE letter_template (
    id         INTEGER PRIMARY KEY,
    title      TEXT    NOT NULL,                 -- what it is for, in the list
    subject    TEXT    NOT NULL,                 -- its heading; may hold {fields}
    words      TEXT    NOT NULL,                 -- paragraphs parted by empty lines; may hold {fields}
    is_offered INTEGER NOT NULL DEFAULT 1 CHECK (is_offered IN (0, 1)),
    version    INTEGER NOT NULL DEFAULT 1,
    changed_by INTEGER REFERENCES person (id),
    changed_at INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO letter_template (id, title, subject, words) VALUES
    (1, 'We will work with your child', '{child}, born {born}', 'Dear {parent},

Thank you for asking us for support. We are glad to work with you and {first name}.

{lead} leads on helping {first name} and will be in touch with you. You know {first name} best: tell us what goes well, and what worries you.

Nothing is decided without you. You can read everything we write about {first name}, and say what you think of it, at any time.'),
    (2, 'It is time to look at the plan', 'The support plan of {first name}', 'Dear {parent},

The support plan of {first name} is to be looked at by {review}. We would like to do this with you.

Please think about three things: what {first name} does now that they did not do before, what is still hard, and what you would like to happen next.

If the day does not suit you, telephone us and we will find another.'),
    (3, 'Starting school', '{first name} starts school in September {year}', 'Dear {parent},

{first name} can start in Reception in September {year}. Apply to the council for a school place by 15 January {year}, if you have not done so.

We would like to write a school passport with you: one page that tells the school what people like about {first name}, what matters to them and what helps. {lead} will arrange a time.

If {first name} has or may need an Education, Health and Care plan, please talk to us now.');

CREATE TABLE letter_run (
    id          INTEGER PRIMARY KEY,
    template_id INTEGER NOT NULL REFERENCES letter_template (id),
    title       TEXT    NOT NULL,                -- of the template as it was
    subject     TEXT    NOT NULL,
    words       TEXT    NOT NULL,
    chosen      TEXT    NOT NULL,                -- the selection in words: "Children I lead"
    made_by     INTEGER NOT NULL REFERENCES person (id),
    made_at     INTEGER NOT NULL
) STRICT;
CREATE INDEX letter_run_by_person ON letter_run (made_by, made_at, id);

-- about children
CREATE TABLE document (
    id         INTEGER PRIMARY KEY,
    child_id   INTEGER NOT NULL REFERENCES child (id),
    kind       TEXT    NOT NULL,                 -- code list 'document_kind'
    title      TEXT    NOT NULL,
    author     TEXT    NOT NULL DEFAULT '',      -- who wrote it, in words
    written_on TEXT    NOT NULL DEFAULT '',
    about      TEXT    NOT NULL DEFAULT '',      -- what stands in it, for finding it
    seen_by    TEXT    NOT NULL CHECK (seen_by IN ('service', 'professionals', 'everybody')),
    file_id    INTEGER REFERENCES file (id),     -- NULL for a letter
    run_id     INTEGER REFERENCES letter_run (id),
    position   INTEGER NOT NULL DEFAULT 0,       -- of a letter in its run
    to_name    TEXT    NOT NULL DEFAULT '',      -- of a letter, as it was
    to_address TEXT    NOT NULL DEFAULT '',      -- '' = to be handed over: the address is not for whoever wrote it
    subject    TEXT    NOT NULL DEFAULT '',
    words      TEXT    NOT NULL DEFAULT '',
    person_id  INTEGER REFERENCES person (id),
    at         INTEGER NOT NULL,
    version    INTEGER NOT NULL DEFAULT 1
) STRICT;
CREATE INDEX document_by_child ON document (child_id, written_on, id);
CREATE INDEX document_by_run ON document (run_id, position, id);
CREATE INDEX document_by_person ON document (person_id, at, id);

-- Finding one's own notes by their words goes by who wrote them.
CREATE INDEX event_by_person ON event (person_id, at) WHERE detail <> '';
CREATE INDEX plan_by_changer ON plan (changed_by, id);
CREATE INDEX review_by_person ON review (person_id, id);
CREATE INDEX visit_by_person ON visit (person_id, id);
