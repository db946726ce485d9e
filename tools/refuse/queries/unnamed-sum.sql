-- refused(): many
SELECT name || email FROM person;
