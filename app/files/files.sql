-- Files that people sent: what each is.  Whose they are is said by the tables of other features.

-- add_file{}: run
INSERT INTO file (id, name, kind, size, hash, sent_by, sent_at) VALUES (:id, :name, :kind, :size, :hash, :sent_by, :sent_at);

-- await_file_words(int file, text state): run
INSERT INTO file_text (file_id, state) VALUES (:file, :state);

-- Where pdftotext is not installed, a PDF waits until it is.
-- file_to_read(int reads_pdf): one, unscoped because the program reads it, nobody else
SELECT t.file_id, f.kind FROM file_text t JOIN file f ON f.id = t.file_id
 WHERE t.state = 'waiting' AND t.tries < 3 AND (:reads_pdf = 1 OR f.kind <> 'pdf') ORDER BY t.file_id LIMIT 1;

-- begin_reading_file(int file): run, unscoped because the program reads it, nobody else
UPDATE file_text SET tries = tries + 1 WHERE file_id = :file;

-- keep_file_words{int file, text state, text word_list, text words}: run, unscoped because the program has read it, nobody else
UPDATE file_text SET state = :state, word_list = :word_list, words = :words WHERE file_id = :file;

-- file_is_known(int id): one, int n, unscoped because it tells only whether a number is somebody's
SELECT count(*) AS n FROM file WHERE id = :id;

-- forget_file(int id): run, unscoped because the caller has found the file within reach
DELETE FROM file WHERE id = :id;
