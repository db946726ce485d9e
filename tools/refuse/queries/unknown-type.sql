-- refused(float id): one
SELECT name FROM person WHERE id = :id;
