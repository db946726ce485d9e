-- setting_by_id(int id): one
SELECT t.id, t.kind, t.name, t.urn, t.address, t.postcode, t.area, t.telephone, t.email, t.officer_id, t.senco_name, t.senco_award_on, t.is_open,
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
