-- The audit of accuracy: what was drawn, what the paper said, and the counts of it.

-- quality_audit_of_month(text month): one
SELECT id, month, seed, drawn_on, records FROM quality_audit WHERE month = :month;

-- quality_audit_by_id(int id): one as quality_audit_of_month
SELECT id, month, seed, drawn_on, records FROM quality_audit WHERE id = :id;

-- add_quality_audit{}: run
INSERT INTO quality_audit (id, month, seed, drawn_on, drawn_by, records) VALUES (:id, :month, :seed, :drawn_on, :drawn_by, :records);

-- add_quality_audited{}: run
INSERT INTO quality_audited (id, audit_id, position, child_id) VALUES (:id, :audit_id, :position, :child_id);

-- The end of the audit trail as it is when the draw is made: nobody knows it before.
-- quality_last_hash(): one
SELECT hash FROM audit ORDER BY id DESC LIMIT 1;

-- quality_audits_made(): many, int drawn, int done, int no_paper, int differing, unscoped because it counts, naming nobody
SELECT a.id, a.month, a.drawn_on, count(r.id) AS drawn, sum(CASE WHEN r.checked_on <> '' THEN 1 ELSE 0 END) AS done,
       sum(CASE WHEN r.no_paper <> '' THEN 1 ELSE 0 END) AS no_paper,
       sum(CASE WHEN EXISTS (SELECT 1 FROM quality_audited_field f WHERE f.audited_id = r.id AND f.result = 'differs') THEN 1 ELSE 0 END) AS differing
  FROM quality_audit a LEFT JOIN quality_audited r ON r.audit_id = a.id
 GROUP BY a.id, a.month, a.drawn_on ORDER BY a.month DESC;

-- quality_audited_rows(int viewer, int audit): many, int seen, int differing, int absent, text given_name, text family_name, text known_as, text checked_by_name, unscoped because who may not see the child is given its place in the draw only
SELECT r.id, r.position, r.checked_on, r.no_paper, coalesce(p.name, '') AS checked_by_name,
       CASE WHEN c.id IS NULL THEN 0 ELSE 1 END AS seen, coalesce(c.id, 0) AS child_id, coalesce(c.given_name, '') AS given_name, coalesce(c.family_name, '') AS family_name, coalesce(c.known_as, '') AS known_as,
       (SELECT count(*) FROM quality_audited_field f WHERE f.audited_id = r.id AND f.result = 'differs') AS differing,
       (SELECT count(*) FROM quality_audited_field f WHERE f.audited_id = r.id AND f.result = 'absent') AS absent
  FROM quality_audited r
  LEFT JOIN child c ON c.id = r.child_id AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = c.id AND v.person_id = :viewer)
  LEFT JOIN person p ON p.id = r.checked_by
 WHERE r.audit_id = :audit ORDER BY r.position;

-- quality_audited_one(int viewer, int audit, int id): one
SELECT r.id, r.audit_id, r.position, r.child_id, r.checked_on, r.no_paper FROM quality_audited r
 WHERE r.id = :id AND r.audit_id = :audit AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = r.child_id AND v.person_id = :viewer);

-- quality_audited_results(int viewer, int audited): many
SELECT f.field, f.result FROM quality_audited_field f JOIN quality_audited r ON r.id = f.audited_id
 WHERE f.audited_id = :audited AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = r.child_id AND v.person_id = :viewer)
 ORDER BY f.field;

-- quality_audited_check{int viewer, int id, text checked_on, ref checked_by, text no_paper}: run
UPDATE quality_audited SET checked_on = :checked_on, checked_by = :checked_by, no_paper = :no_paper
 WHERE id = :id AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = quality_audited.child_id AND v.person_id = :viewer);

-- quality_audited_forget(int viewer, int audited): run
DELETE FROM quality_audited_field WHERE audited_id = :audited
   AND EXISTS (SELECT 1 FROM quality_audited r JOIN child_seen_by v ON v.child_id = r.child_id WHERE r.id = :audited AND v.person_id = :viewer);

-- add_quality_audited_field(int audited, text field, text result): run
INSERT INTO quality_audited_field (audited_id, field, result) VALUES (:audited, :field, :result);

-- quality_accuracy_counts(text since, int audit): many, int n, unscoped because it counts, naming nobody
SELECT f.field, f.result, count(*) AS n
  FROM quality_audited_field f JOIN quality_audited r ON r.id = f.audited_id
 WHERE r.checked_on >= :since AND r.checked_on <> '' AND (:audit = 0 OR r.audit_id = :audit)
 GROUP BY f.field, f.result ORDER BY f.field, f.result;

-- quality_accuracy_records(text since, int audit): one, int records, int no_paper, int differing, unscoped because it counts, naming nobody
SELECT count(*) AS records, coalesce(sum(CASE WHEN r.no_paper <> '' THEN 1 ELSE 0 END), 0) AS no_paper,
       coalesce(sum(CASE WHEN EXISTS (SELECT 1 FROM quality_audited_field f WHERE f.audited_id = r.id AND f.result = 'differs') THEN 1 ELSE 0 END), 0) AS differing
  FROM quality_audited r
 WHERE r.checked_on >= :since AND r.checked_on <> '' AND (:audit = 0 OR r.audit_id = :audit);

-- What is left of the newest audit.
-- quality_audit_left(): one, int n, unscoped because it counts, naming nobody
SELECT a.id, (SELECT count(*) FROM quality_audited r WHERE r.audit_id = a.id AND r.checked_on = '') AS n FROM quality_audit a ORDER BY a.month DESC LIMIT 1;
