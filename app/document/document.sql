-- Documents.  A family reads the letters to the reader only: a letter names whom it is to.  :reach says whom a document must be for: 0 everybody, 1 also professionals, 2 also the service; whoever put one in always reads it.

-- documents_of_child(int viewer, int child, int reach): many, text person_name, text file_name, text file_kind, int size
SELECT d.id, d.child_id, d.kind, d.title, d.author, d.written_on, d.about, d.seen_by, d.file_id, d.run_id, d.person_id, d.version,
       coalesce(p.name, '') AS person_name, coalesce(f.name, '') AS file_name, coalesce(f.kind, '') AS file_kind, coalesce(f.size, 0) AS size
  FROM document d LEFT JOIN person p ON p.id = d.person_id LEFT JOIN file f ON f.id = d.file_id
 WHERE d.child_id = :child AND (d.seen_by = 'everybody' OR (:reach >= 1 AND d.seen_by = 'professionals') OR :reach >= 2 OR d.person_id = :viewer)
   AND (:reach >= 1 OR d.run_id IS NULL OR EXISTS (SELECT 1 FROM carer k WHERE k.child_id = d.child_id AND k.person_id = :viewer AND k.name = d.to_name))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = d.child_id AND v.person_id = :viewer)
 ORDER BY d.written_on DESC, d.id DESC;

-- document_by_id(int viewer, int id, int reach): one as documents_of_child, text person_name, text file_name, text file_kind, int size
SELECT d.id, d.child_id, d.kind, d.title, d.author, d.written_on, d.about, d.seen_by, d.file_id, d.run_id, d.person_id, d.version,
       coalesce(p.name, '') AS person_name, coalesce(f.name, '') AS file_name, coalesce(f.kind, '') AS file_kind, coalesce(f.size, 0) AS size
  FROM document d LEFT JOIN person p ON p.id = d.person_id LEFT JOIN file f ON f.id = d.file_id
 WHERE d.id = :id AND (d.seen_by = 'everybody' OR (:reach >= 1 AND d.seen_by = 'professionals') OR :reach >= 2 OR d.person_id = :viewer)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = d.child_id AND v.person_id = :viewer);

-- add_document{}: run
INSERT INTO document (id, child_id, kind, title, author, written_on, about, seen_by, file_id, run_id, position, to_name, to_address, subject, words, person_id, at)
VALUES (:id, :child_id, :kind, :title, :author, :written_on, :about, :seen_by, :file_id, :run_id, :position, :to_name, :to_address, :subject, :words, :person_id, :at);

-- change_document{}: run, unscoped because the handler has fetched the document for its viewer
UPDATE document SET kind = :kind, title = :title, author = :author, written_on = :written_on, about = :about, seen_by = :seen_by, version = version + 1 WHERE id = :id AND version = :version;

-- remove_document(int id): run, unscoped because the handler has fetched the document for its viewer
DELETE FROM document WHERE id = :id;

-- ---- letters ----

-- letter_templates(int withdrawn): many
SELECT t.id, t.title, t.subject, t.words, t.is_offered, t.version FROM letter_template t WHERE t.is_offered = 1 OR :withdrawn = 1 ORDER BY t.title, t.id;

-- letter_template_by_id(int id): one, text changed_name
SELECT t.id, t.title, t.subject, t.words, t.is_offered, t.version, coalesce(p.name, '') AS changed_name FROM letter_template t LEFT JOIN person p ON p.id = t.changed_by WHERE t.id = :id;

-- add_letter_template{}: run
INSERT INTO letter_template (id, title, subject, words, changed_by, changed_at) VALUES (:id, :title, :subject, :words, :changed_by, :changed_at);

-- change_letter_template{}: run
UPDATE letter_template SET title = :title, subject = :subject, words = :words, version = version + 1, changed_by = :changed_by, changed_at = :changed_at WHERE id = :id AND version = :version;

-- offer_letter_template(int id, int offered): run
UPDATE letter_template SET is_offered = :offered WHERE id = :id;

-- letter_children(int viewer, text whose, int child, text area, int year, text until, int most): many, text carer, text carer_hidden, text setting_name, text school_name, text lead_name, text review_on
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.address, c.postcode, c.is_address_restricted,
       coalesce((SELECT k.name FROM carer k WHERE k.child_id = c.id ORDER BY CASE WHEN k.has_responsibility = 'yes' THEN 0 ELSE 1 END, k.id LIMIT 1), '') AS carer,
       coalesce((SELECT CASE WHEN k.is_address_hidden = 1 THEN 'yes' ELSE '' END FROM carer k WHERE k.child_id = c.id ORDER BY CASE WHEN k.has_responsibility = 'yes' THEN 0 ELSE 1 END, k.id LIMIT 1), '') AS carer_hidden,
       coalesce((SELECT t.name FROM placement a JOIN setting t ON t.id = a.setting_id WHERE a.child_id = c.id AND a.to_on = '' ORDER BY a.from_on DESC, a.id DESC LIMIT 1), '') AS setting_name,
       coalesce((SELECT t.name FROM school_start s JOIN setting t ON t.id = s.school_id WHERE s.child_id = c.id), '') AS school_name,
       coalesce((SELECT r.name FROM professional r WHERE r.child_id = c.id AND r.is_lead = 1 AND r.to_on = '' ORDER BY r.id DESC LIMIT 1), '') AS lead_name,
       coalesce((SELECT min(p.review_due_on) FROM plan p WHERE p.child_id = c.id AND p.status = 'active'), '') AS review_on
  FROM child c
 WHERE c.left_on = '' AND c.merged_into IS NULL AND c.known_on <> ''
   AND ((:whose = 'one' AND c.id = :child)
        OR (:whose = 'mine' AND c.id IN (SELECT r.child_id FROM professional r WHERE r.person_id = :viewer AND r.is_lead = 1 AND r.to_on = ''))
        OR (:whose = 'area' AND c.area = :area AND EXISTS (SELECT 1 FROM child_status s WHERE s.child_id = c.id AND s.axis = 'service' AND s.to_on = '' AND s.value = 'open'))
        OR (:whose = 'review' AND c.id IN (SELECT p.child_id FROM plan p WHERE p.status = 'active' AND p.review_due_on <> '' AND p.review_due_on <= :until))
        OR (:whose = 'starters' AND coalesce((SELECT CASE WHEN s.agreed_year = 0 THEN c.school_year ELSE s.agreed_year END FROM school_start s WHERE s.child_id = c.id), c.school_year) = :year)
        OR (:whose = 'no-passport' AND coalesce((SELECT CASE WHEN s.agreed_year = 0 THEN c.school_year ELSE s.agreed_year END FROM school_start s WHERE s.child_id = c.id), c.school_year) = :year
            AND NOT EXISTS (SELECT 1 FROM passport q WHERE q.child_id = c.id AND q.status IN ('shared', 'read'))))
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer)
 ORDER BY c.family_name, c.given_name, c.id LIMIT :most;

-- add_letter_run{}: run
INSERT INTO letter_run (id, template_id, title, subject, words, chosen, made_by, made_at) VALUES (:id, :template_id, :title, :subject, :words, :chosen, :made_by, :made_at);

-- letter_runs(int viewer, int before, int most): many, int letters
SELECT r.id, r.title, r.chosen, r.made_at, (SELECT count(*) FROM document d WHERE d.run_id = r.id AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = d.child_id AND v.person_id = :viewer)) AS letters
  FROM letter_run r WHERE r.made_by = :viewer AND r.id < :before ORDER BY r.id DESC LIMIT :most;

-- letter_run_by_id(int viewer, int id): one
SELECT r.id, r.title, r.chosen, r.made_at FROM letter_run r WHERE r.id = :id AND r.made_by = :viewer;

-- letters_of_run(int viewer, int run): many
SELECT d.id, d.child_id, d.position, d.to_name, d.to_address, d.subject, d.words, d.author, d.written_on, c.given_name, c.family_name, c.known_as
  FROM document d JOIN child c ON c.id = d.child_id
 WHERE d.run_id = :run
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY d.position, d.id;

-- letter_by_id(int viewer, int id, int reach): one as letters_of_run
SELECT d.id, d.child_id, d.position, d.to_name, d.to_address, d.subject, d.words, d.author, d.written_on, c.given_name, c.family_name, c.known_as
  FROM document d JOIN child c ON c.id = d.child_id
 WHERE d.id = :id AND d.run_id IS NOT NULL AND (:reach >= 1 OR EXISTS (SELECT 1 FROM carer k WHERE k.child_id = d.child_id AND k.person_id = :viewer AND k.name = d.to_name)) AND (d.seen_by = 'everybody' OR (:reach >= 1 AND d.seen_by = 'professionals') OR :reach >= 2 OR d.person_id = :viewer)
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = d.child_id AND v.person_id = :viewer);

-- ---- finding: what this person wrote or put in, and documents for them about children they work with, the newest first ----

-- own_words(int viewer, int reach, int most): many, text kind, text title, text words, text on_day, text path_kind, int path_id, int child_id, int file_id, text given_name, text family_name, text known_as
SELECT x.kind, x.title, x.words, x.on_day, x.path_kind, x.path_id, x.child_id, x.file_id, c.given_name, c.family_name, c.known_as
  FROM (SELECT 'Document' AS kind, d.title AS title, d.about || ' ' || d.author || ' ' || d.words AS words, d.written_on AS on_day, 'document' AS path_kind, d.id AS path_id, d.child_id AS child_id, coalesce(d.file_id, 0) AS file_id, d.at AS at FROM document d WHERE d.person_id = :viewer
        UNION ALL
        SELECT 'Document', d.title, d.about || ' ' || d.author || ' ' || d.words, d.written_on, 'document', d.id, d.child_id, coalesce(d.file_id, 0), d.at
          FROM document d
         WHERE d.child_id IN (SELECT r.child_id FROM professional r WHERE r.person_id = :viewer AND r.to_on = '') AND coalesce(d.person_id, 0) <> :viewer
           AND (d.seen_by = 'everybody' OR (:reach >= 1 AND d.seen_by = 'professionals') OR :reach >= 2)
        UNION ALL
        SELECT 'Sent with a request', f.name, '', '', 'request', q.id, q.child_id, f.id, f.sent_at
          FROM request q JOIN request_file t ON t.request_id = q.id JOIN file f ON f.id = t.file_id
         WHERE q.child_id IN (SELECT r.child_id FROM professional r WHERE r.person_id = :viewer AND r.to_on = '')
           AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = q.id AND v.person_id = :viewer)
        UNION ALL
        SELECT 'Support plan', p.kind, p.assessed || ' ' || p.going_well || ' ' || p.parent_view || ' ' || p.child_view || ' ' || p.staff_needs, p.started_on, 'plan', p.id, p.child_id, 0, p.changed_at FROM plan p WHERE p.changed_by = :viewer OR p.lead_id = :viewer
        UNION ALL
        SELECT 'Review', 'Review of a support plan', r.impact || ' ' || r.because || ' ' || r.parent_view || ' ' || r.child_view, r.held_on, 'plan', r.plan_id, p.child_id, 0, r.at FROM review r JOIN plan p ON p.id = r.plan_id WHERE r.person_id = :viewer
        UNION ALL
        SELECT 'Visit', coalesce(b.purpose, ''), b.observations || ' ' || b.said || ' ' || b.advice || ' ' || b.family_words, b.held_on, 'visit', b.id, b.child_id, 0, b.changed_at FROM visit b WHERE b.person_id = :viewer
        UNION ALL
        SELECT 'Note', e.title, e.detail, e.on_day, 'child', e.child_id, e.child_id, 0, e.at FROM event e WHERE e.person_id = :viewer AND e.detail <> '') x
  JOIN child c ON c.id = x.child_id
 WHERE EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = x.child_id AND v.person_id = :viewer)
 ORDER BY x.at DESC, x.path_id DESC, x.kind LIMIT :most;

-- Only marks rows of own_words: who may see which of them is asked there.
-- files_with_word(int viewer, text pattern): many, unscoped because own_words has asked who may see the document
SELECT t.file_id
  FROM (SELECT d.file_id FROM document d WHERE d.person_id = :viewer AND d.file_id IS NOT NULL
        UNION
        SELECT d.file_id FROM document d JOIN professional r ON r.child_id = d.child_id WHERE r.person_id = :viewer AND r.to_on = '' AND d.file_id IS NOT NULL
        UNION
        SELECT k.file_id FROM request q JOIN request_file k ON k.request_id = q.id JOIN professional r ON r.child_id = q.child_id WHERE r.person_id = :viewer AND r.to_on = '') x
  JOIN file_text t ON t.file_id = x.file_id
 WHERE t.state = 'words' AND t.word_list LIKE :pattern
 ORDER BY t.file_id;

-- words_of_file(int file): one, unscoped because own_words has asked who may see the document
SELECT t.words FROM file_text t WHERE t.file_id = :file;

-- files_without_words(int viewer): one, int waiting, int none, unscoped because it is a number only
SELECT coalesce(sum(CASE WHEN t.state = 'waiting' THEN 1 ELSE 0 END), 0) AS waiting, coalesce(sum(CASE WHEN t.state IN ('none', 'wrong') THEN 1 ELSE 0 END), 0) AS none
  FROM document d JOIN file_text t ON t.file_id = d.file_id WHERE d.person_id = :viewer;
