-- The words that stand in a file that was sent, so that its reader finds it by them.  Read in the background (app/files/reader.c); goes with the file.
-- about children
CREATE TABLE file_text (
    file_id   INTEGER PRIMARY KEY REFERENCES file (id) ON DELETE CASCADE,
    state     TEXT    NOT NULL CHECK (state IN ('waiting', 'words', 'none', 'wrong')),   -- 'none': a photo, a scanned page; 'wrong': it cannot be read
    tries     INTEGER NOT NULL DEFAULT 0,        -- how often reading was begun: a file at which the program ended three times is left alone
    word_list TEXT    NOT NULL DEFAULT '',       -- every folded word once, each after a space: " glue hearing test"
    words     TEXT    NOT NULL DEFAULT ''        -- the text as it stands, for the extract
) STRICT;
CREATE INDEX file_text_waiting ON file_text (file_id) WHERE state = 'waiting';
INSERT INTO file_text (file_id, state) SELECT f.id, CASE WHEN f.kind IN ('pdf', 'docx') THEN 'waiting' ELSE 'none' END FROM file f;
