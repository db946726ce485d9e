-- The inclusion fund of the demo, row by row.

-- demo_band{}: run
INSERT INTO funding_band (id, stream, name, criteria, unit, cycles, from_on, to_on, source) VALUES (:id, :stream, :name, :criteria, :unit, :cycles, :from_on, :to_on, :source);

-- demo_rate{}: run
INSERT INTO funding_rate (id, band_id, pence, from_on, source) VALUES (:id, :band_id, :pence, :from_on, :source);

-- demo_term{}: run
INSERT INTO funding_term (id, name, from_on, to_on, weeks, pay_on, source) VALUES (:id, :name, :from_on, :to_on, :weeks, :pay_on, :source);

-- demo_panel{}: run
INSERT INTO funding_panel (id, closes_on, meets_on, place, begun_at, ended_at) VALUES (:id, :closes_on, :meets_on, :place, :begun_at, :ended_at);

-- demo_member{}: run
INSERT INTO funding_member (person_id, because, from_on) VALUES (:person_id, :because, :from_on);

-- demo_panel_person(int panel, int person): run
INSERT INTO funding_panel_person (panel_id, person_id) VALUES (:panel, :person);
