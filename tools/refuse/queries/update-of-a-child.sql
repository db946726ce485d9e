-- refused(int id, text name): run
UPDATE child SET given_name = :name WHERE id = :id;
