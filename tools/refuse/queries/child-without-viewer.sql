-- refused(int id): one
SELECT given_name FROM child WHERE id = :id;
