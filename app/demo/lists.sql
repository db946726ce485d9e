-- Whom the demo's lists of others are about, and who handed them in.

-- demo_list_manager(): one
SELECT id FROM person WHERE email = 'manager@marchfield.example';

-- demo_list_setting(): one, unscoped because the demo's children are invented
SELECT t.id, t.name FROM setting t WHERE t.kind = 'group' AND EXISTS (SELECT 1 FROM placement p WHERE p.setting_id = t.id AND p.to_on = '') ORDER BY t.id LIMIT 1 OFFSET 3;

-- demo_list_school(): one as demo_list_setting
SELECT id, name FROM setting WHERE kind = 'school' ORDER BY id LIMIT 1;

-- demo_list_attending(int setting): many, unscoped because the demo's children are invented
SELECT c.id, c.given_name, c.family_name, c.born_on, c.sex, c.nhs_number, c.postcode
  FROM placement p JOIN child c ON c.id = p.child_id
 WHERE p.setting_id = :setting AND p.to_on = '' AND c.merged_into IS NULL AND c.is_restricted = 0 AND c.given_name <> '' ORDER BY c.id LIMIT 12;

-- demo_list_born(text from_on, text to_on): many as demo_list_attending, unscoped because the demo's children are invented
SELECT c.id, c.given_name, c.family_name, c.born_on, c.sex, c.nhs_number, c.postcode
  FROM child c
 WHERE c.born_on BETWEEN :from_on AND :to_on AND c.left_on = '' AND c.merged_into IS NULL AND c.is_restricted = 0 AND c.given_name <> '' AND c.postcode <> '' ORDER BY c.id LIMIT 24;
