-- A rate that nobody here has held beside its source says so, and nothing is reckoned with it.
ALTER TABLE funding_rate ADD COLUMN is_confirmed INTEGER NOT NULL DEFAULT 1 CHECK (is_confirmed IN (0, 1));
UPDATE funding_rate SET is_confirmed = 0, source = 'DfE, early years funding 2025 to 2026: not read by whoever entered it' WHERE id IN (2, 5) AND person_id IS NULL;
UPDATE funding_rate SET is_confirmed = 0, source = 'DfE, early years funding 2026 to 2027: Devon prints £1.15, West Berkshire £1.92' WHERE id = 6 AND person_id IS NULL;
