-- refused(int id): one
SELECT name FROM person WHERE id = :idd;
