-- What somebody has typed and not sent.  Each row is one person's own.

-- keep_typed{int id, int person_id, int child_id, text form, text title, text answers, int changed_at}: run, unscoped because it is their own words, about a child whom the handler has found for them
INSERT INTO typed (id, person_id, child_id, form, title, answers, changed_at) VALUES (:id, :person_id, :child_id, :form, :title, :answers, :changed_at)
ON CONFLICT (id) DO UPDATE SET answers = excluded.answers, changed_at = excluded.changed_at
 WHERE typed.person_id = excluded.person_id AND typed.form = excluded.form AND typed.is_sent = 0;

-- end_typed{int id, int person_id, int child_id, text form, int changed_at}: run, unscoped because it empties their own words only
INSERT INTO typed (id, person_id, child_id, form, title, answers, is_sent, changed_at) VALUES (:id, :person_id, :child_id, :form, '', '', 1, :changed_at)
ON CONFLICT (id) DO UPDATE SET answers = '', is_sent = 1, changed_at = excluded.changed_at
 WHERE typed.person_id = excluded.person_id AND typed.form = excluded.form;

-- typed_of_form(int viewer, text form, int but): many
SELECT t.id, t.changed_at FROM typed t
 WHERE t.person_id = :viewer AND t.form = :form AND t.is_sent = 0 AND t.id <> :but
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = t.child_id AND v.person_id = :viewer)
 ORDER BY t.changed_at DESC, t.id LIMIT 5;

-- typed_by_id(int viewer, int id, text form): one
SELECT t.id, t.answers, t.changed_at FROM typed t
 WHERE t.id = :id AND t.person_id = :viewer AND t.form = :form AND t.is_sent = 0
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = t.child_id AND v.person_id = :viewer);

-- typed_by_me(int viewer): many
SELECT t.id, t.form, t.title, t.changed_at, c.given_name, c.family_name, c.known_as FROM typed t JOIN child c ON c.id = t.child_id
 WHERE t.person_id = :viewer AND t.is_sent = 0
   AND ((c.is_restricted = 0 AND EXISTS (SELECT 1 FROM sees_service sees WHERE sees.person_id = :viewer))
        OR EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer))
 ORDER BY t.changed_at DESC, t.id LIMIT 6;

-- sweep_typed(int before, int sent_before): run, unscoped because what is old goes, whoever it is about
DELETE FROM typed WHERE changed_at < :before OR (changed_at < :sent_before AND is_sent = 1);
