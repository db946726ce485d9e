-- refused(int id): one, int n
SELECT (SELECT count(*) FROM event e WHERE e.person_id = p.id) AS n FROM person p WHERE p.id = :id;
