-- change_child{int viewer, int id, int version, text given_name, text family_name, text known_as, text born_on, text sex, text nhs_number, text upn,
--   text ethnicity, text home_language, int needs_interpreter, text address, text postcode, text area, int is_address_restricted, int is_restricted,
--   int school_year, text first_concern_on, text left_on, text left_reason, text sort_name, int now}: run
UPDATE child SET given_name = :given_name, family_name = :family_name, known_as = :known_as, born_on = :born_on, sex = :sex, nhs_number = :nhs_number,
       upn = :upn, ethnicity = :ethnicity, home_language = :home_language, needs_interpreter = :needs_interpreter, address = :address, postcode = :postcode,
       area = :area, is_address_restricted = :is_address_restricted, is_restricted = :is_restricted, school_year = :school_year,
       first_concern_on = :first_concern_on, left_on = :left_on, left_reason = :left_reason, sort_name = :sort_name, version = version + 1, changed_at = :now
 WHERE id = :id AND version = :version
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :id AND v.person_id = :viewer);

-- child_with_nhs_number(text nhs_number): one, unscoped because it only tells that a number is taken, never by whom
SELECT id FROM child WHERE nhs_number = :nhs_number AND nhs_number <> '';

-- child_with_upn(text upn): one, unscoped because it only tells that a number is taken, never by whom
SELECT id FROM child WHERE upn = :upn AND upn <> '';

-- who_changed_child(int viewer, int child): one
SELECT a.at, coalesce(p.name, '') AS name
  FROM audit a LEFT JOIN person p ON p.id = a.person_id
 WHERE a.child_id = :child AND a.action = 'change' AND a.what = 'child'
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = :child AND v.person_id = :viewer)
 ORDER BY a.id DESC LIMIT 1;

-- close_needs(int viewer, int child, text to_on): run
UPDATE need SET to_on = :to_on WHERE child_id = :child AND to_on = ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = need.child_id AND v.person_id = :viewer);

-- add_need{}: run
INSERT INTO need (id, child_id, code, rank, from_on, source, person_id) VALUES (:id, :child_id, :code, :rank, :from_on, :source, :person_id);

-- placement_of_child(int viewer, int child, int id): one
SELECT a.id, a.setting_id, a.from_on, a.to_on, t.name
  FROM placement a JOIN setting t ON t.id = a.setting_id
 WHERE a.id = :id AND a.child_id = :child
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = a.child_id AND v.person_id = :viewer);

-- set_key_person(int viewer, int child, int setting, text key_person): run
UPDATE placement SET key_person = :key_person WHERE child_id = :child AND setting_id = :setting AND to_on = ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = placement.child_id AND v.person_id = :viewer);

-- set_hours(int viewer, int child, int setting, int hours): run
UPDATE placement SET hours = :hours WHERE child_id = :child AND setting_id = :setting AND to_on = ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = placement.child_id AND v.person_id = :viewer);

-- end_placement(int viewer, int id, text to_on): run
UPDATE placement SET to_on = :to_on WHERE id = :id AND to_on = ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = placement.child_id AND v.person_id = :viewer);

-- say_why_in_no_setting(int viewer, int child, text reason): run
UPDATE child SET not_in_setting_reason = :reason WHERE id = :child
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = child.id AND v.person_id = :viewer);

-- professional_of_child(int viewer, int child, int id): one
SELECT r.id, r.person_id, r.name, r.job, r.organisation, r.is_lead, r.from_on
  FROM professional r
 WHERE r.id = :id AND r.child_id = :child AND r.to_on = ''
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = r.child_id AND v.person_id = :viewer);

-- professionals_with_account(): many
SELECT p.id, p.name, p.job, p.organisation, p.role FROM person p
 WHERE p.is_active = 1 AND p.role IN ('officer', 'manager', 'health', 'practitioner', 'school') ORDER BY p.name, p.id;

-- forget_child_names(int viewer, int child): run
DELETE FROM child_name WHERE child_id = :child
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = child_name.child_id AND v.person_id = :viewer);
