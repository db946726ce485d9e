-- refused(int id): some
SELECT name FROM person WHERE id = :id;
