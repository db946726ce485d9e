-- What an officer's first page asks of all the children that this person leads (thousands among a million): from the index
-- alone.  What the index is about stands in it too, because SQLite else looks at each row for it.
CREATE INDEX professional_led_by ON professional (person_id, child_id, is_lead, to_on) WHERE is_lead = 1 AND to_on = '';
DROP INDEX deadline_by_owner;
CREATE INDEX deadline_by_owner ON deadline (owner_id, due_on, id, child_id, done_on) WHERE done_on = '';
