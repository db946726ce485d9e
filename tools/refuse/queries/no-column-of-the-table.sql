-- refused{}: run
INSERT INTO person (id, role, name, email, created_at) VALUES (:id, :role, :name, :email, :made_at);
