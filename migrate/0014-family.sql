-- In which language an address wants to be written to: chosen on our pages, by parents with or without an account.
CREATE TABLE written_language (
    email    TEXT    NOT NULL PRIMARY KEY,    -- folded to lower case
    language TEXT    NOT NULL,                -- 'pl', 'ro' ...; '' = English
    at       INTEGER NOT NULL
) STRICT;
ALTER TABLE notice ADD COLUMN language TEXT NOT NULL DEFAULT '';   -- in which it is written; '' = English
