-- change_child_by_list{int id, text given_name, text family_name, text known_as, text born_on, text sex, text nhs_number, text upn, text ethnicity,
--   text home_language, int needs_interpreter, text address, text postcode, text area, int is_address_restricted, int school_year,
--   text first_concern_on, text sort_name, int now}: run, unscoped because lists are committed by those who see every child
UPDATE child SET given_name = :given_name, family_name = :family_name, known_as = :known_as, born_on = :born_on, sex = :sex, nhs_number = :nhs_number,
       upn = :upn, ethnicity = :ethnicity, home_language = :home_language, needs_interpreter = :needs_interpreter, address = :address, postcode = :postcode,
       area = :area, is_address_restricted = :is_address_restricted, school_year = :school_year, first_concern_on = :first_concern_on,
       sort_name = :sort_name, version = version + 1, changed_at = :now
 WHERE id = :id;

-- take_out_child(int id): run, unscoped because a list that is undone takes out only whom it added
DELETE FROM child WHERE id = :id;

-- take_out_child_events(int child): run, unscoped because a list that is undone takes out only whom it added
DELETE FROM event WHERE child_id = :child;

-- take_out_child_statuses(int child): run, unscoped because a list that is undone takes out only whom it added
DELETE FROM child_status WHERE child_id = :child;

-- take_out_child_placements(int child): run, unscoped because a list that is undone takes out only whom it added
DELETE FROM placement WHERE child_id = :child;

-- take_out_child_professionals(int child): run, unscoped because a list that is undone takes out only whom it added
DELETE FROM professional WHERE child_id = :child;

-- take_out_child_start(int child): run, unscoped because a list that is undone takes out only whom it added
DELETE FROM school_start WHERE child_id = :child;

-- take_out_child_names(int child): run, unscoped because the list that added this child is taken back, by whoever may
DELETE FROM child_name WHERE child_id = :child;

-- take_out_opinions_of_child(int child): run, unscoped because a list that is undone takes out only whom it added
DELETE FROM duplicate_opinion WHERE duplicate_id IN (SELECT d.id FROM duplicate d WHERE (d.child_id = :child OR d.other_id = :child) AND d.status = 'open');

-- take_out_pairs_of_child(int child): run, unscoped because a list that is undone takes out only whom it added
DELETE FROM duplicate WHERE (child_id = :child OR other_id = :child) AND status = 'open';
