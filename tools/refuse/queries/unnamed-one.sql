-- refused(): many
SELECT 1 FROM person;
