-- As in 0021 and 0029, but asked row by row: without IS TRUE PostgreSQL reads every child that a person sees, for a few rows of
-- theirs (ask_row_by_row in lib/db/postgres.c does the same for queries).

DROP VIEW meeting_seen_by;
CREATE VIEW meeting_seen_by AS
SELECT m.id AS meeting_id, p.id AS person_id
  FROM meeting m, person p
 WHERE EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = m.child_id AND v.person_id = p.id) IS TRUE
   AND (p.role <> 'parent' OR EXISTS (SELECT 1 FROM meeting_guest g WHERE g.meeting_id = m.id AND g.person_id = p.id AND g.removed_on = ''));

DROP VIEW application_seen_by;
CREATE VIEW application_seen_by AS
SELECT a.id AS application_id, p.id AS person_id
  FROM funding_application a, person p
 WHERE p.role IN ('officer', 'manager', 'practitioner') AND p.is_active = 1
   AND EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = a.child_id AND v.person_id = p.id) IS TRUE
   AND NOT EXISTS (SELECT 1 FROM funding_conflict k WHERE k.application_id = a.id AND k.person_id = p.id AND k.kind IN ('said', 'known') AND k.lifted_at = 0)
UNION ALL
SELECT a.id AS application_id, s.person_id AS person_id
  FROM funding_application a JOIN staff s ON s.setting_id = a.setting_id AND s.to_on = '' JOIN person p ON p.id = s.person_id AND p.role = 'practitioner' AND p.is_active = 1
 WHERE EXISTS (SELECT 1 FROM child_seen_by v WHERE v.child_id = a.child_id AND v.person_id = s.person_id) IS NOT TRUE
   AND NOT EXISTS (SELECT 1 FROM sharing_refused x WHERE x.child_id = a.child_id AND x.ended_on = '' AND x.setting_id = a.setting_id)
UNION ALL
SELECT a.id AS application_id, k.person_id AS person_id
  FROM funding_application a JOIN funding_conflict k ON k.application_id = a.id JOIN funding_member m ON m.person_id = k.person_id AND m.to_on = ''
  JOIN person p ON p.id = k.person_id AND p.is_active = 1 JOIN child c ON c.id = a.child_id
 WHERE a.sent_on <> '' AND (k.kind = 'none' OR k.lifted_at > 0) AND (c.is_restricted = 0 OR p.sees_restricted = 1);
