-- An e-mail that a mail server had whole when nothing more was heard of it: it may have been sent.
ALTER TABLE notice ADD COLUMN given_at INTEGER NOT NULL DEFAULT 0;    -- the moment before its last bytes went out, of the try under way; 0 = not so far
ALTER TABLE notice ADD COLUMN unsure_at INTEGER NOT NULL DEFAULT 0;   -- when it was last not known whether it was sent; 0 = never
