-- first(): many
SELECT id, name FROM person;

-- refused(): many as first
SELECT id, email FROM person;
