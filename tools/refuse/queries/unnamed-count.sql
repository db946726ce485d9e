-- refused(): one
SELECT count(*) FROM person;
