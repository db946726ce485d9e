-- Lists of others.  Who may read them sees every child, restricted ones too: import_seen_by.

-- import_by_id(int viewer, int id): one
SELECT i.id, i.source, i.file_name, i.file_hash, i.how, i.status, i.setting_id, i.on_day, i.headings, i.heading_line, i.lines, i.columns, i.day_order, i.message,
       i.person_id, i.made_at, i.staged_at, i.committed_at, i.committed_by, i.undone_at, i.undone_by, i.version, coalesce(p.name, '') AS person_name, coalesce(t.name, '') AS setting_name,
       coalesce(b.name, '') AS committed_by_name
  FROM import_list i LEFT JOIN person p ON p.id = i.person_id LEFT JOIN setting t ON t.id = i.setting_id LEFT JOIN person b ON b.id = i.committed_by
 WHERE i.id = :id AND EXISTS (SELECT 1 FROM import_seen_by v WHERE v.import_id = i.id AND v.person_id = :viewer);

-- import_itself(int id): one as import_by_id
SELECT i.id, i.source, i.file_name, i.file_hash, i.how, i.status, i.setting_id, i.on_day, i.headings, i.heading_line, i.lines, i.columns, i.day_order, i.message,
       i.person_id, i.made_at, i.staged_at, i.committed_at, i.committed_by, i.undone_at, i.undone_by, i.version, coalesce(p.name, '') AS person_name, coalesce(t.name, '') AS setting_name,
       coalesce(b.name, '') AS committed_by_name
  FROM import_list i LEFT JOIN person p ON p.id = i.person_id LEFT JOIN setting t ON t.id = i.setting_id LEFT JOIN person b ON b.id = i.committed_by
 WHERE i.id = :id;

-- imports_listed(int viewer, text source, int before, int most): many
SELECT i.id, i.source, i.file_name, i.status, i.lines, i.made_at, i.committed_at, coalesce(p.name, '') AS person_name, coalesce(t.name, '') AS setting_name
  FROM import_list i LEFT JOIN person p ON p.id = i.person_id LEFT JOIN setting t ON t.id = i.setting_id
 WHERE (:source = '' OR i.source = :source) AND i.id < :before
   AND EXISTS (SELECT 1 FROM import_seen_by v WHERE v.import_id = i.id AND v.person_id = :viewer)
 ORDER BY i.id DESC LIMIT :most;

-- imports_open(int viewer): many as imports_listed
SELECT i.id, i.source, i.file_name, i.status, i.lines, i.made_at, i.committed_at, coalesce(p.name, '') AS person_name, coalesce(t.name, '') AS setting_name
  FROM import_list i LEFT JOIN person p ON p.id = i.person_id LEFT JOIN setting t ON t.id = i.setting_id
 WHERE i.status IN ('columns', 'staging', 'staged', 'committing', 'undoing')
   AND EXISTS (SELECT 1 FROM import_seen_by v WHERE v.import_id = i.id AND v.person_id = :viewer)
 ORDER BY i.id DESC LIMIT 10;

-- import_waiting(): one
SELECT id, status FROM import_list WHERE status IN ('staging', 'committing', 'undoing') ORDER BY id LIMIT 1;

-- imports_with_hash(text hash, int but): many
SELECT id, status, made_at FROM import_list WHERE file_hash = :hash AND id <> :but AND status <> 'dropped' ORDER BY id DESC LIMIT 5;

-- add_import_list{}: run
INSERT INTO import_list (id, source, file_name, file_hash, how, status, setting_id, on_day, headings, heading_line, lines, columns, day_order, message, person_id, made_at)
VALUES (:id, :source, :file_name, :file_hash, :how, :status, :setting_id, :on_day, :headings, :heading_line, :lines, :columns, :day_order, :message, :person_id, :made_at);

-- set_import_columns(int id, text columns, int day_order, text status): run
UPDATE import_list SET columns = :columns, day_order = :day_order, status = :status, message = '', version = version + 1 WHERE id = :id AND status IN ('columns', 'staged');

-- move_import(int id, text from_status, text to_status, text message): run
UPDATE import_list SET status = :to_status, message = :message, version = version + 1 WHERE id = :id AND status = :from_status;

-- set_import_message(int id, text message): run
UPDATE import_list SET message = :message WHERE id = :id;

-- start_import_undo(int id, int person): run
UPDATE import_list SET status = 'undoing', undone_by = CASE WHEN :person = 0 THEN NULL ELSE :person END, message = '', version = version + 1 WHERE id = :id AND status = 'committed';

-- set_import_staged(int id, int staged_at, text message): run
UPDATE import_list SET status = 'staged', staged_at = :staged_at, message = :message, version = version + 1 WHERE id = :id AND status IN ('staging', 'committing');

-- start_import_commit(int id, int person): run
UPDATE import_list SET status = 'committing', committed_by = CASE WHEN :person = 0 THEN NULL ELSE :person END, message = '', version = version + 1 WHERE id = :id AND status = 'staged';

-- set_import_committed(int id, int at): run
UPDATE import_list SET status = 'committed', committed_at = :at, version = version + 1 WHERE id = :id AND status = 'committing';

-- set_import_undone(int id, int at): run
UPDATE import_list SET status = 'undone', undone_at = :at, version = version + 1 WHERE id = :id AND status = 'undoing';

-- compare_other_imports_anew(int but, text message): run
UPDATE import_list SET status = 'staging', message = :message, version = version + 1 WHERE status = 'staged' AND id <> :but;

-- count_imports_to_compare(int but): one, int n
SELECT count(*) AS n FROM import_list WHERE status = 'staged' AND id <> :but;

-- child_changed_since(int at): one, unscoped because it tells no more than that something changed
SELECT id FROM child WHERE changed_at > :at ORDER BY changed_at, id LIMIT 1;

-- add_import_chunk(int import, int position, text lines): run
INSERT INTO import_chunk (import_id, position, lines) VALUES (:import, :position, :lines);

-- import_chunks(int import, int after, int most): many, unscoped because the job reads the rows of a list that somebody handed in
SELECT position, lines FROM import_chunk WHERE import_id = :import AND position > :after ORDER BY position LIMIT :most;

-- import_first_chunks(int viewer, int import): many
SELECT c.position, c.lines FROM import_chunk c
 WHERE c.import_id = :import AND EXISTS (SELECT 1 FROM import_seen_by v WHERE v.import_id = c.import_id AND v.person_id = :viewer)
 ORDER BY c.position LIMIT 1;

-- remembered_columns(text source, text headings_hash): one
SELECT columns, day_order FROM import_columns WHERE source = :source AND headings_hash = :headings_hash;

-- remember_columns(text source, text headings_hash, text columns, int day_order, int used_at): run
INSERT INTO import_columns (source, headings_hash, columns, day_order, used_at) VALUES (:source, :headings_hash, :columns, :day_order, :used_at)
 ON CONFLICT (source, headings_hash) DO UPDATE SET columns = excluded.columns, day_order = excluded.day_order, used_at = excluded.used_at;

-- settings_for_import(): many
SELECT id, kind, name, urn, postcode FROM setting WHERE is_open = 1 ORDER BY id;

-- all_settings_for_import(): many as settings_for_import
SELECT id, kind, name, urn, postcode FROM setting ORDER BY id;

-- import_candidates{text k0, text k1, text k2, text k3, text k4, text k5, text k6, text k7, text k8, text k9, text k10, text k11, text k12, text k13, text k14, text k15, text k16, text k17, text k18, text k19, text k20, text k21, text k22, text k23, text k24, text k25, text k26, text k27, text k28, text k29, text k30, text k31, text k32, text k33, text k34, text k35, text k36, text k37, text k38, text k39, text k40, text k41, text k42, text k43, text k44, text k45, text k46, text k47, text k48, text k49, text k50, text k51, text k52, text k53, text k54, text k55, text k56, text k57, text k58, text k59, text k60, text k61, text k62, text k63}: many, unscoped because whoever may take in lists sees every child, and none may be added twice
SELECT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.sex, c.postcode, c.nhs_number
  FROM child c
 WHERE c.id IN (SELECT k.child_id FROM child_match_key k WHERE k.key IN (:k0, :k1, :k2, :k3, :k4, :k5, :k6, :k7, :k8, :k9, :k10, :k11, :k12, :k13, :k14, :k15, :k16, :k17, :k18, :k19, :k20, :k21, :k22, :k23, :k24, :k25, :k26, :k27, :k28, :k29, :k30, :k31, :k32, :k33, :k34, :k35, :k36, :k37, :k38, :k39, :k40, :k41, :k42, :k43, :k44, :k45, :k46, :k47, :k48, :k49, :k50, :k51, :k52, :k53, :k54, :k55, :k56, :k57, :k58, :k59, :k60, :k61, :k62, :k63)) AND c.merged_into IS NULL
 ORDER BY c.id DESC LIMIT 300;

-- import_around(int child, int setting, text worker, text reviewed_on): one, int has_place, int school_id, int passport_id, int passport_school_id, int has_worker, int has_review,
--   unscoped because whoever may take in lists sees every child
SELECT c.id,
       (SELECT count(*) FROM placement a WHERE a.child_id = c.id AND a.setting_id = :setting AND a.to_on = '') AS has_place,
       coalesce((SELECT t.name FROM placement a JOIN setting t ON t.id = a.setting_id WHERE a.child_id = c.id AND a.to_on = '' ORDER BY a.from_on DESC, a.id DESC LIMIT 1), '') AS place,
       coalesce(s.school_id, 0) AS school_id, coalesce(l.name, '') AS school, coalesce(s.place_on, '') AS place_on,
       coalesce((SELECT x.value FROM child_status x WHERE x.child_id = c.id AND x.axis = 'sen_provision' AND x.to_on = ''), '') AS sen_provision,
       coalesce(p.id, 0) AS passport_id, coalesce(p.school_id, 0) AS passport_school_id,
       (SELECT count(*) FROM professional r WHERE r.child_id = c.id AND r.to_on = '' AND r.name = :worker) AS has_worker,
       (SELECT count(*) FROM observation o JOIN observation_tool k ON k.id = o.tool_id WHERE o.child_id = c.id AND k.code = 'asq3' AND o.seen_on = :reviewed_on AND o.struck_on = '') AS has_review
  FROM child c LEFT JOIN school_start s ON s.child_id = c.id LEFT JOIN setting l ON l.id = s.school_id LEFT JOIN passport p ON p.child_id = c.id
 WHERE c.id = :child;

-- notifications_since(text since): many, unscoped because it keeps a notification from being taken in twice
SELECT id, given_name, family_name, born_on, nhs_number, reference FROM request WHERE kind <> 'request' AND received_on >= :since ORDER BY id;

-- add_import_row{}: run
INSERT INTO import_row (id, import_id, line, kind, about_id, first_line, name, born_on, told, differs, faults, likeness, maybe, decision, decided_by, is_moved)
VALUES (:id, :import_id, :line, :kind, :about_id, :first_line, :name, :born_on, :told, :differs, :faults, :likeness, :maybe, :decision, :decided_by, :is_moved);

-- drop_import_rows(int import): run, unscoped because the rows of a list are written anew by the job that compared them
DELETE FROM import_row WHERE import_id = :import;

-- import_rows_decided(int import): many, unscoped because decisions are kept when the job compares a list anew
SELECT line, kind, about_id, first_line, decision, decided_by FROM import_row WHERE import_id = :import ORDER BY line;

-- import_rows_to_write(int import, int after, int most): many, unscoped because the job writes what was decided
SELECT r.id, r.line, r.kind, r.about_id, r.first_line, r.told, r.decision, r.differs FROM import_row r
 WHERE r.import_id = :import AND r.line > :after AND (r.kind IN ('new', 'changed') OR (r.kind = 'unsure' AND r.decision IN ('new', 'same'))) AND r.decision <> 'leave'
 ORDER BY r.line LIMIT :most;

-- set_import_row_about(int id, int about): run, unscoped because the job writes down which child a row became
UPDATE import_row SET about_id = :about WHERE id = :id;

-- import_counts(int viewer, int import): one, int everything, int news, int sames, int changes, int unsures, int undecided, int wrongs, int moved, int left_out
SELECT count(*) AS everything, coalesce(sum(CASE WHEN r.kind = 'new' THEN 1 ELSE 0 END), 0) AS news, coalesce(sum(CASE WHEN r.kind = 'same' THEN 1 ELSE 0 END), 0) AS sames,
       coalesce(sum(CASE WHEN r.kind = 'changed' THEN 1 ELSE 0 END), 0) AS changes, coalesce(sum(CASE WHEN r.kind = 'unsure' THEN 1 ELSE 0 END), 0) AS unsures,
       coalesce(sum(CASE WHEN r.kind = 'unsure' AND r.decision = '' THEN 1 ELSE 0 END), 0) AS undecided, coalesce(sum(CASE WHEN r.kind = 'wrong' THEN 1 ELSE 0 END), 0) AS wrongs,
       coalesce(sum(r.is_moved), 0) AS moved, coalesce(sum(CASE WHEN r.decision = 'leave' THEN 1 ELSE 0 END), 0) AS left_out
  FROM import_row r
 WHERE r.import_id = :import AND EXISTS (SELECT 1 FROM import_seen_by v WHERE v.import_id = r.import_id AND v.person_id = :viewer);

-- import_counts_itself(int import): one as import_counts, int everything, int news, int sames, int changes, int unsures, int undecided, int wrongs, int moved, int left_out, unscoped because the job and the command count what they have just compared
SELECT count(*) AS everything, coalesce(sum(CASE WHEN r.kind = 'new' THEN 1 ELSE 0 END), 0) AS news, coalesce(sum(CASE WHEN r.kind = 'same' THEN 1 ELSE 0 END), 0) AS sames,
       coalesce(sum(CASE WHEN r.kind = 'changed' THEN 1 ELSE 0 END), 0) AS changes, coalesce(sum(CASE WHEN r.kind = 'unsure' THEN 1 ELSE 0 END), 0) AS unsures,
       coalesce(sum(CASE WHEN r.kind = 'unsure' AND r.decision = '' THEN 1 ELSE 0 END), 0) AS undecided, coalesce(sum(CASE WHEN r.kind = 'wrong' THEN 1 ELSE 0 END), 0) AS wrongs,
       coalesce(sum(r.is_moved), 0) AS moved, coalesce(sum(CASE WHEN r.decision = 'leave' THEN 1 ELSE 0 END), 0) AS left_out
  FROM import_row r
 WHERE r.import_id = :import;

-- import_rows_listed(int viewer, int import, text kind, int undecided, int after, int most): many
SELECT r.id, r.line, r.kind, r.about_id, r.first_line, r.name, r.born_on, r.told, r.differs, r.faults, r.likeness, r.maybe, r.decision, r.is_moved
  FROM import_row r
 WHERE r.import_id = :import AND (:kind = '' OR r.kind = :kind) AND (:undecided = 0 OR r.decision = '') AND r.line > :after
   AND EXISTS (SELECT 1 FROM import_seen_by v WHERE v.import_id = r.import_id AND v.person_id = :viewer)
 ORDER BY r.line LIMIT :most;

-- import_row_at(int viewer, int import, int line): one as import_rows_listed
SELECT r.id, r.line, r.kind, r.about_id, r.first_line, r.name, r.born_on, r.told, r.differs, r.faults, r.likeness, r.maybe, r.decision, r.is_moved
  FROM import_row r
 WHERE r.import_id = :import AND r.line = :line
   AND EXISTS (SELECT 1 FROM import_seen_by v WHERE v.import_id = r.import_id AND v.person_id = :viewer);

-- import_row_itself(int import, int line): one as import_rows_listed, unscoped because rows of a list may name an earlier row of it, and the command tells what is wrong
SELECT r.id, r.line, r.kind, r.about_id, r.first_line, r.name, r.born_on, r.told, r.differs, r.faults, r.likeness, r.maybe, r.decision, r.is_moved
  FROM import_row r
 WHERE r.import_id = :import AND r.line = :line;

-- import_rows_of_kind(int import, text kind, int after, int most): many as import_rows_listed, unscoped because the command tells its operator what is wrong
SELECT r.id, r.line, r.kind, r.about_id, r.first_line, r.name, r.born_on, r.told, r.differs, r.faults, r.likeness, r.maybe, r.decision, r.is_moved
  FROM import_row r
 WHERE r.import_id = :import AND r.kind = :kind AND r.line > :after
 ORDER BY r.line LIMIT :most;

-- decide_import_row(int viewer, int import, int line, text decision, int about, int first_line, text differs): run
UPDATE import_row SET decision = :decision, about_id = :about, first_line = :first_line, differs = :differs, decided_by = :viewer
 WHERE import_id = :import AND line = :line AND EXISTS (SELECT 1 FROM import_seen_by v WHERE v.import_id = import_row.import_id AND v.person_id = :viewer);

-- leave_undecided_rows(int viewer, int import): run
UPDATE import_row SET decision = 'leave', decided_by = :viewer
 WHERE import_id = :import AND kind = 'unsure' AND decision = '' AND EXISTS (SELECT 1 FROM import_seen_by v WHERE v.import_id = import_row.import_id AND v.person_id = :viewer);

-- leave_undecided_rows_itself(int import): run, unscoped because the operator said --yes
UPDATE import_row SET decision = 'leave' WHERE import_id = :import AND kind = 'unsure' AND decision = '';

-- add_import_change(int id, int import, int line, text what, int child, int about, text field, text was): run
INSERT INTO import_change (id, import_id, line, what, child_id, about_id, field, was) VALUES (:id, :import, :line, :what, :child, :about, :field, :was);

-- note_versions_of_children(int import): run, unscoped because it is written as a list is committed
UPDATE import_change SET version = coalesce((SELECT c.version FROM child c WHERE c.id = import_change.child_id), 0) WHERE import_id = :import AND child_id <> 0;

-- note_versions_of_settings(int import): run, unscoped because it is written as a list is committed
UPDATE import_change SET version = coalesce((SELECT t.version FROM setting t WHERE t.id = import_change.about_id), 0) WHERE import_id = :import AND what IN ('setting', 'setting field');

-- import_changes_back(int import, int before, int most): many, unscoped because the job takes back what a list did
SELECT id, line, what, child_id, about_id, field, was FROM import_change WHERE import_id = :import AND id < :before ORDER BY id DESC LIMIT :most;

-- count_import_changes(int import): one, int n, unscoped because it is a number only
SELECT count(*) AS n FROM import_change WHERE import_id = :import;

-- children_touched_since(int viewer, int import): many
SELECT DISTINCT c.id, c.given_name, c.family_name, c.known_as, c.born_on, c.sort_name
  FROM import_change x JOIN child c ON c.id = x.child_id
 WHERE x.import_id = :import AND (c.version <> x.version OR c.merged_into IS NOT NULL OR EXISTS (SELECT 1 FROM event e WHERE e.child_id = c.id AND e.id > (SELECT max(z.id) FROM import_change z WHERE z.import_id = :import)))
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY c.sort_name, c.id LIMIT 20;

-- count_touched_since(int import): one, int children, int requests, int settings, unscoped because they are numbers only
SELECT (SELECT count(DISTINCT c.id) FROM import_change x JOIN child c ON c.id = x.child_id
         WHERE x.import_id = :import AND (c.version <> x.version OR c.merged_into IS NOT NULL OR EXISTS (SELECT 1 FROM event e WHERE e.child_id = c.id AND e.id > (SELECT max(z.id) FROM import_change z WHERE z.import_id = :import)))) AS children,
       (SELECT count(*) FROM import_change x JOIN request q ON q.id = x.about_id WHERE x.import_id = :import AND x.what = 'request' AND (q.status <> 'waiting' OR q.version <> 1)) AS requests,
       (SELECT count(DISTINCT t.id) FROM import_change x JOIN setting t ON t.id = x.about_id
         WHERE x.import_id = :import AND x.what IN ('setting', 'setting field') AND t.version <> x.version) AS settings;

-- placement_at(int child, int setting): one, unscoped because it was just written, or is about to end, for a child of the list
SELECT id FROM placement WHERE child_id = :child AND setting_id = :setting AND to_on = '' ORDER BY id DESC LIMIT 1;

-- end_placement_by_list(int id, text to_on): run, unscoped because lists are committed and undone by those who see every child
UPDATE placement SET to_on = :to_on WHERE id = :id;

-- take_out_placement(int id): run, unscoped because a list that is undone takes out only what it added
DELETE FROM placement WHERE id = :id;

-- take_out_professional(int id): run, unscoped because a list that is undone takes out only what it added
DELETE FROM professional WHERE id = :id;

-- take_out_status(int id): run, unscoped because a list that is undone takes out only what it added
DELETE FROM child_status WHERE id = :id;

-- status_holds_again(int id): run, unscoped because a list that is undone opens again what it closed
UPDATE child_status SET to_on = '' WHERE id = :id;

-- take_out_events_of_list(int child, text kind, int at): run, unscoped because a list that is undone takes out only what it added
DELETE FROM event WHERE child_id = :child AND kind = :kind AND at = :at;

-- is_in_no_setting_again(int child, text reason): run, unscoped because a list that is undone takes back what it said
UPDATE child SET not_in_setting_reason = :reason WHERE id = :child;

-- is_known_no_more(int child): run, unscoped because a list that is undone takes back what it said
UPDATE child SET known_on = '' WHERE id = :child;

-- take_out_request(int id): run, unscoped because a list that is undone takes out only what it added
DELETE FROM request WHERE id = :id AND status = 'waiting';

-- take_out_concerns(int request): run, unscoped because a list that is undone takes out only what it added
DELETE FROM concern WHERE request_id = :request;

-- take_out_questions(int request): run, unscoped because a list that is undone takes out only what it added
DELETE FROM question WHERE request_id = :request;

-- take_out_follow_links(int request): run, unscoped because a list that is undone takes out only what it added
DELETE FROM follow_link WHERE request_id = :request;

-- What a list of notifications became, for whoever sent it: no name is among it.
-- import_receipts(int viewer, int import): many, int questions
SELECT x.line, q.reference, q.received_on, q.due_on, q.parent_informed_on, (SELECT count(*) FROM question u WHERE u.request_id = q.id AND u.answered_on = '') AS questions
  FROM import_change x JOIN request q ON q.id = x.about_id
 WHERE x.import_id = :import AND x.what = 'request'
   AND EXISTS (SELECT 1 FROM import_seen_by v WHERE v.import_id = x.import_id AND v.person_id = :viewer)
   AND EXISTS (SELECT 1 FROM request_seen_by s WHERE s.request_id = q.id AND s.person_id = :viewer)
 ORDER BY x.line, x.id;

-- take_out_setting(int id): run
DELETE FROM setting WHERE id = :id;

-- change_setting_by_list(int id, text kind, text name, text urn, text address, text postcode, text telephone, int is_open): run
UPDATE setting SET kind = :kind, name = :name, urn = :urn, address = :address, postcode = :postcode, telephone = :telephone, is_open = :is_open, version = version + 1 WHERE id = :id;
