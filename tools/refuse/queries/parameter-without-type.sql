-- refused(id): one
SELECT name FROM person WHERE id = :id;
