-- setting_by_id(int id): one
SELECT t.id, t.kind, t.name, t.urn, t.address, t.postcode, t.area, t.telephone, t.email, t.officer_id, t.senco_name, t.senco_award_on, t.is_open, t.version,
       coalesce(p.name, '') AS officer_name
  FROM setting t LEFT JOIN person p ON p.id = t.officer_id
 WHERE t.id = :id;

-- settings_of_kind(text kind): many
SELECT id, kind, name, area FROM setting WHERE kind = :kind AND is_open = 1 ORDER BY name, id;

-- settings_open(): many as settings_of_kind
SELECT id, kind, name, area FROM setting WHERE is_open = 1 ORDER BY name, id;

-- add_setting{}: run
INSERT INTO setting (id, kind, name, urn, address, postcode, area, telephone, email, officer_id, senco_name, senco_award_on, is_open)
VALUES (:id, :kind, :name, :urn, :address, :postcode, :area, :telephone, :email, :officer_id, :senco_name, :senco_award_on, :is_open);

-- add_staff(int person, int setting, int is_senco, text from_on): run
INSERT INTO staff (person_id, setting_id, is_senco, from_on) VALUES (:person, :setting, :is_senco, :from_on)
ON CONFLICT (person_id, setting_id) DO UPDATE SET is_senco = excluded.is_senco, from_on = excluded.from_on, to_on = '';

-- settings_listed(text kind, text area, int closed_too, text name_from, int id_from, int most): many
SELECT t.id, t.kind, t.name, t.area, t.senco_name, t.senco_award_on, t.is_open, coalesce(p.name, '') AS officer_name
  FROM setting t LEFT JOIN person p ON p.id = t.officer_id
 WHERE (:kind = '' OR t.kind = :kind) AND (:area = '' OR t.area = :area) AND (t.is_open = 1 OR :closed_too = 1) AND (t.name, t.id) > (:name_from, :id_from)
 ORDER BY t.name, t.id LIMIT :most;

-- areas_of_settings(): many
SELECT DISTINCT area FROM setting WHERE area <> '' ORDER BY area;

-- children_known_at(int viewer, int setting): many
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, a.from_on, a.hours,
       (SELECT n.code FROM need n WHERE n.child_id = c.id AND n.to_on = '' AND n.rank = 1) AS need,
       (SELECT s.value FROM child_status s WHERE s.child_id = c.id AND s.axis = 'sen_provision' AND s.to_on = '') AS provision
  FROM placement a JOIN child c ON c.id = a.child_id
 WHERE a.setting_id = :setting AND a.to_on = '' AND c.known_on <> '' AND c.left_on = '' AND c.merged_into IS NULL
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY c.sort_name, c.id LIMIT 200;

-- staff_of_setting(int setting): many
SELECT p.id, p.name, p.job, f.is_senco FROM staff f JOIN person p ON p.id = f.person_id
 WHERE f.setting_id = :setting AND f.to_on = '' AND p.is_active = 1 ORDER BY f.is_senco DESC, p.name, p.id;

-- setting_with_urn(text urn): one
SELECT id FROM setting WHERE urn = :urn AND urn <> '' ORDER BY id LIMIT 1;

-- change_setting{}: run
UPDATE setting SET kind = :kind, name = :name, urn = :urn, address = :address, postcode = :postcode, area = :area, telephone = :telephone, email = :email,
       officer_id = :officer_id, senco_name = :senco_name, senco_award_on = :senco_award_on, is_open = :is_open, version = version + 1
 WHERE id = :id AND version = :version;

-- settings_to_list(): many
SELECT id, name FROM setting ORDER BY id;

-- drop_setting_words(): run
DELETE FROM setting_word;

-- drop_words_of_setting(int setting): run
DELETE FROM setting_word WHERE setting_id = :setting;

-- add_setting_word(text word, int setting): run
INSERT INTO setting_word (word, setting_id) VALUES (:word, :setting) ON CONFLICT (word, setting_id) DO NOTHING;
