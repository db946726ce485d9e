-- Files that people sent: what each is.  Whose they are is said by the tables of other features.

-- add_file{}: run
INSERT INTO file (id, name, kind, size, hash, sent_by, sent_at) VALUES (:id, :name, :kind, :size, :hash, :sent_by, :sent_at);

-- file_is_known(int id): one, int n, unscoped because it tells only whether a number is somebody's
SELECT count(*) AS n FROM file WHERE id = :id;

-- forget_file(int id): run, unscoped because the caller has found the file within reach
DELETE FROM file WHERE id = :id;
