-- The panel: its days, who sits on it, who is bound, what was decided.

-- note_authors(int application, int now): run, unscoped because only who is bound is noted, nothing is told
INSERT INTO funding_conflict (application_id, person_id, kind, because, at)
SELECT a.id, p.id, 'author', CASE WHEN p.id IN (a.created_by, coalesce(a.sent_by, 0), coalesce(a.support_by, 0)) THEN 'Wrote, sent or supported the application'
       WHEN EXISTS (SELECT 1 FROM staff f WHERE f.person_id = p.id AND f.setting_id = a.setting_id AND f.to_on = '') THEN 'Works at the setting that applies' ELSE 'Leads on helping the child' END, :now
  FROM funding_application a, person p
 WHERE a.id = :application AND p.role IN ('officer', 'manager', 'practitioner', 'health', 'school')
   AND (p.id IN (a.created_by, coalesce(a.sent_by, 0), coalesce(a.support_by, 0)) OR EXISTS (SELECT 1 FROM staff f WHERE f.person_id = p.id AND f.setting_id = a.setting_id AND f.to_on = '')
        OR EXISTS (SELECT 1 FROM professional r WHERE r.person_id = p.id AND r.child_id = a.child_id AND r.is_lead = 1 AND r.to_on = ''))
ON CONFLICT (application_id, person_id) DO NOTHING;

-- note_family(int application, int now): run, unscoped because only who is bound is noted, nothing is told
INSERT INTO funding_conflict (application_id, person_id, kind, because, at)
SELECT DISTINCT a.id, p.id, 'known', 'A parent or carer of the child has the same email address', :now
  FROM funding_application a JOIN carer k ON k.child_id = a.child_id JOIN person p ON p.email = lower(k.email)
 WHERE a.id = :application AND k.email <> '' AND p.role <> 'parent'
ON CONFLICT (application_id, person_id) DO NOTHING;
