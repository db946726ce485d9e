-- refused(int id): one
SELECT name FROM person p WHERE EXISTS (SELECT 1 FROM placement x WHERE x.child_id = :id);
