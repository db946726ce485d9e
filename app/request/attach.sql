-- Reports and photos that came with a request, or with a form that is not sent yet.

-- attach_file(int request, int file): run, unscoped because the caller has fetched the request within reach
INSERT INTO request_file (request_id, file_id, number)
SELECT :request, :file, coalesce(max(number), 0) + 1 FROM request_file WHERE request_id = :request;

-- files_of_request(int request): many, unscoped because the caller has fetched the request within reach
SELECT f.id, f.name, f.kind, f.size, f.sent_at, t.number FROM request_file t JOIN file f ON f.id = t.file_id
 WHERE t.request_id = :request ORDER BY t.number;

-- file_of_request(int viewer, int request, int file): one, int child_id
SELECT f.id, f.kind, t.number, r.reference, coalesce(r.child_id, 0) AS child_id
  FROM request_file t JOIN file f ON f.id = t.file_id JOIN request r ON r.id = t.request_id
 WHERE t.request_id = :request AND t.file_id = :file
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer);

-- files_about_child(int viewer, int child): many
SELECT f.id, f.name, f.kind, f.size, f.sent_at, t.number, t.request_id, r.reference, r.asker_name, r.asker_organisation
  FROM request r JOIN request_file t ON t.request_id = r.id JOIN file f ON f.id = t.file_id
 WHERE r.child_id = :child
   AND EXISTS (SELECT 1 FROM child_seen_by c WHERE c.child_id = :child AND c.person_id = :viewer)
   AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer)
 ORDER BY f.sent_at DESC, f.id DESC LIMIT 100;

-- keep_draft_file(text visit_hash, int file): run, unscoped because the visit's hash is the proof
INSERT INTO draft_file (visit_hash, file_id) VALUES (:visit_hash, :file);

-- attach_files_of_draft(int request, text visit_hash): put, unscoped because the visit's hash is the proof
INSERT INTO request_file (request_id, file_id, number)
SELECT :request, d.file_id, (SELECT count(*) FROM draft_file e WHERE e.visit_hash = d.visit_hash AND e.file_id <= d.file_id) FROM draft_file d WHERE d.visit_hash = :visit_hash;

-- files_of_draft(text visit_hash): many, unscoped because the visit's hash is the proof
SELECT f.id, f.name, f.kind, f.size FROM draft_file d JOIN file f ON f.id = d.file_id WHERE d.visit_hash = :visit_hash ORDER BY f.id;

-- drop_draft_file(text visit_hash, int file): run, unscoped because the visit's hash is the proof
DELETE FROM draft_file WHERE visit_hash = :visit_hash AND file_id = :file;

-- drop_files_of_draft(text visit_hash): put, unscoped because the visit's hash is the proof
DELETE FROM draft_file WHERE visit_hash = :visit_hash;

-- drop_files_without_draft(): run, unscoped because what nobody can reach any more is deleted unread
DELETE FROM draft_file WHERE NOT EXISTS (SELECT 1 FROM request_draft d WHERE d.visit_hash = draft_file.visit_hash);

-- sweep_unowned_files(int before): run, unscoped because what is nobody's is deleted unread
DELETE FROM file WHERE sent_at < :before
   AND NOT EXISTS (SELECT 1 FROM request_file t WHERE t.file_id = file.id) AND NOT EXISTS (SELECT 1 FROM draft_file d WHERE d.file_id = file.id)
   AND NOT EXISTS (SELECT 1 FROM document k WHERE k.file_id = file.id);

-- ---- Saving a form and coming back to it ----

-- keep_draft(text visit_hash, int until): run, unscoped because the visit's hash is the proof
UPDATE request_draft SET keep_until = :until WHERE visit_hash = :visit_hash;

-- add_draft_link(text token_hash, text visit_hash, int now, int expires_at): run
INSERT INTO draft_link (token_hash, visit_hash, made_at, expires_at) VALUES (:token_hash, :visit_hash, :now, :expires_at);

-- draft_linked(text token_hash, int now): one, unscoped because the link's hash is the proof
SELECT l.visit_hash, l.expires_at FROM draft_link l JOIN request_draft d ON d.visit_hash = l.visit_hash
 WHERE l.token_hash = :token_hash AND l.used_at = 0 AND l.expires_at > :now;

-- use_draft_link(text token_hash, int now): run, unscoped because the link's hash is the proof
UPDATE draft_link SET used_at = :now WHERE token_hash = :token_hash AND used_at = 0 AND expires_at > :now;

-- move_draft(text from_hash, text to_hash): run, unscoped because a link that was sent to its owner is the proof
UPDATE request_draft SET visit_hash = :to_hash WHERE visit_hash = :from_hash;

-- move_draft_files(text from_hash, text to_hash): run, unscoped because a link that was sent to its owner is the proof
UPDATE draft_file SET visit_hash = :to_hash WHERE visit_hash = :from_hash;

-- move_draft_links(text from_hash, text to_hash): run, unscoped because a link that was sent to its owner is the proof
UPDATE draft_link SET visit_hash = :to_hash WHERE visit_hash = :from_hash;

-- drop_draft_links(text visit_hash): put, unscoped because the visit's hash is the proof
DELETE FROM draft_link WHERE visit_hash = :visit_hash;

-- sweep_draft_links(int now): run, unscoped because what has run out is deleted
DELETE FROM draft_link WHERE expires_at <= :now;

-- add_draft_link_asked(int id, text email_hash, text address, int at): run
INSERT INTO draft_link_asked (id, email_hash, address, at) VALUES (:id, :email_hash, :address, :at);

-- draft_links_asked(text email_hash, text address, int since): one, int by_email, int by_address
SELECT coalesce(sum(CASE WHEN email_hash = :email_hash THEN 1 ELSE 0 END), 0) AS by_email, coalesce(sum(CASE WHEN address = :address THEN 1 ELSE 0 END), 0) AS by_address
  FROM draft_link_asked WHERE at > :since;

-- sweep_draft_links_asked(int before): run
DELETE FROM draft_link_asked WHERE at <= :before;
