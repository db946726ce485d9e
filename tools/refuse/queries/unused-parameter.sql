-- refused(int id, text name): one
SELECT name FROM person WHERE id = :id;
