-- take_once(text key, int person, int at): run
INSERT INTO once (key, person_id, went_to, at) VALUES (:key, :person, '', :at) ON CONFLICT (key) DO NOTHING;

-- once_went_to(text key, int person): one
SELECT went_to FROM once WHERE key = :key AND person_id = :person;

-- set_once(text key, text went_to): put
UPDATE once SET went_to = :went_to WHERE key = :key;

-- drop_once(text key): put
DELETE FROM once WHERE key = :key;

-- sweep_once(int before): run
DELETE FROM once WHERE at < :before;
