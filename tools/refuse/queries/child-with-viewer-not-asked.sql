-- refused(int viewer, int id): one
SELECT c.given_name FROM child c, person p WHERE c.id = :id AND p.id = :viewer;
