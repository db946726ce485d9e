-- refused(int id): run
DELETE FROM need WHERE id = :id;
