-- refused(int id): run
INSERT INTO person (id, role, name, email, created_at) SELECT c.id, 'parent', c.given_name, '', 0 FROM child c WHERE c.id = :id;
