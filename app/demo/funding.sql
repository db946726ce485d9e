-- The inclusion fund of the demo, row by row.

-- demo_band{}: run
INSERT INTO funding_band (id, stream, name, criteria, unit, cycles, from_on, to_on, source) VALUES (:id, :stream, :name, :criteria, :unit, :cycles, :from_on, :to_on, :source);

-- demo_rate{}: run
INSERT INTO funding_rate (id, band_id, pence, from_on, source) VALUES (:id, :band_id, :pence, :from_on, :source);

-- demo_term{}: run
INSERT INTO funding_term (id, name, from_on, to_on, weeks, pay_on, source) VALUES (:id, :name, :from_on, :to_on, :weeks, :pay_on, :source);
