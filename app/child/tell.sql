-- carers_to_tell(int child): many, unscoped because a notice goes to those who may read, and says nothing of the child
SELECT DISTINCT p.id, p.email FROM carer k JOIN person p ON p.id = k.person_id AND p.is_active = 1
 WHERE k.child_id = :child AND k.verified_on <> '' ORDER BY p.id;

-- staff_to_tell(int setting): many
SELECT p.id, p.email FROM staff f JOIN person p ON p.id = f.person_id AND p.is_active = 1
 WHERE f.setting_id = :setting AND f.to_on = '' ORDER BY p.id;
