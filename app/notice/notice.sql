-- add_notice(int id, text to_address, text kind, text path, text language, text once_key, int now, text calendar, text calendar_method): run
INSERT INTO notice (id, to_address, kind, path, language, once_key, status, next_try_at, made_at, calendar, calendar_method)
VALUES (:id, :to_address, :kind, :path, :language, :once_key, 'waiting', :now, :now, :calendar, :calendar_method) ON CONFLICT (once_key) DO NOTHING;

-- leave_notice(int id, text to_address, text kind, text path, text written_to, text once_key, int now, text calendar, text calendar_method): put
INSERT INTO notice (id, to_address, kind, path, language, once_key, status, next_try_at, made_at, calendar, calendar_method)
VALUES (:id, :to_address, :kind, :path, coalesce((SELECT l.language FROM written_language l WHERE l.email = :written_to), ''), :once_key, 'waiting', :now, :now, :calendar, :calendar_method) ON CONFLICT (once_key) DO NOTHING;

-- notices_due(int now): many
SELECT id, to_address, kind, path, language, tries, unsure_at, calendar, calendar_method FROM notice WHERE status = 'waiting' AND next_try_at <= :now ORDER BY next_try_at, id LIMIT 20;

-- take_notice(int id): run
UPDATE notice SET status = 'sending', tries = tries + 1, given_at = 0 WHERE id = :id AND status = 'waiting';

-- notice_given(int id, int now): put
UPDATE notice SET given_at = :now WHERE id = :id AND status = 'sending';

-- notice_may_have_gone(int id, text status, int next_try_at, int settled_at, int now, int forgets, text error): put
UPDATE notice SET path = CASE WHEN :forgets = 1 THEN '' ELSE path END, status = :status, next_try_at = :next_try_at, settled_at = :settled_at, unsure_at = :now, error = :error
 WHERE id = :id AND status = 'sending';

-- settle_notice(int id, text status, text delivery, int next_try_at, int settled_at, text reference, text error): run
UPDATE notice SET path = CASE WHEN :status = 'sent' OR :delivery = 'bounced' THEN '' ELSE path END,
       calendar = CASE WHEN :status = 'sent' OR :delivery = 'bounced' THEN '' ELSE calendar END, status = :status, delivery = :delivery, next_try_at = :next_try_at, settled_at = :settled_at,
       reference = :reference, error = :error WHERE id = :id;

-- notices_to_follow(int now): many
SELECT id, reference, checks, settled_at FROM notice WHERE delivery = 'pending' AND next_try_at <= :now ORDER BY next_try_at, id LIMIT 20;

-- notice_followed(int id, text status, text delivery, int next_try_at, text error): run
UPDATE notice SET status = :status, delivery = :delivery, next_try_at = :next_try_at, checks = checks + 1, error = :error WHERE id = :id AND delivery = 'pending';

-- notices_half_sent(): many
SELECT id, kind, tries, given_at, unsure_at FROM notice WHERE status = 'sending' ORDER BY id LIMIT 200;

-- add_notice_count(int notice, text what, int n): run
INSERT INTO notice_count (notice_id, what, n) VALUES (:notice, :what, :n);

-- counts_of_notice(int notice): many
SELECT what, n FROM notice_count WHERE notice_id = :notice ORDER BY what;

-- forget_counts_waiting(text to_address, text kind): run
DELETE FROM notice_count WHERE notice_id IN (SELECT n.id FROM notice n WHERE n.to_address = :to_address AND n.kind = :kind AND n.status = 'waiting');

-- forget_notices_waiting(text to_address, text kind): run
DELETE FROM notice WHERE to_address = :to_address AND kind = :kind AND status = 'waiting';

-- retry_notice(int id, int now): run
UPDATE notice SET status = 'waiting', tries = 0, next_try_at = :now, error = '' WHERE id = :id AND status = 'failed' AND delivery <> 'bounced' AND path <> '';

-- notices(text status, int before): many
SELECT id, to_address, kind, path, status, delivery, tries, next_try_at, made_at, settled_at, unsure_at, error
  FROM notice WHERE (:status = '' OR (:status = 'bounced' AND delivery = 'bounced') OR (:status = 'unsure' AND unsure_at > 0) OR (status = :status AND delivery <> 'bounced' AND (status <> 'failed' OR unsure_at = 0)))
   AND id < :before ORDER BY id DESC LIMIT 51;

-- notice_counts(int day_ago): one, int waiting, int failed, int unsure, int bounced, int sent
SELECT (SELECT count(*) FROM notice WHERE status IN ('waiting', 'sending')) AS waiting,
       (SELECT count(*) FROM notice WHERE status = 'failed' AND delivery <> 'bounced' AND unsure_at = 0) AS failed,
       (SELECT count(*) FROM notice WHERE status IN ('waiting', 'failed') AND delivery <> 'bounced' AND unsure_at > 0) AS unsure,
       (SELECT count(*) FROM notice WHERE delivery = 'bounced') AS bounced,
       (SELECT count(*) FROM notice WHERE status = 'sent' AND settled_at > :day_ago) AS sent;

-- add_sign_in_link(text token_hash, int person, text visit_hash, int now, int expires_at): run
INSERT INTO sign_in_link (token_hash, person_id, visit_hash, made_at, expires_at) VALUES (:token_hash, :person, :visit_hash, :now, :expires_at);

-- use_sign_in_link(text token_hash, text visit_hash, int now): one
UPDATE sign_in_link SET used_at = :now WHERE token_hash = :token_hash AND visit_hash = :visit_hash AND used_at = 0 AND expires_at > :now RETURNING person_id;

-- add_link_asked(int id, text email, text address, int at): run
INSERT INTO sign_in_link_asked (id, email, address, at) VALUES (:id, :email, :address, :at);

-- links_asked(text email, text address, int since): one, int by_email, int by_address
SELECT (SELECT count(*) FROM sign_in_link_asked WHERE at > :since AND email = :email) AS by_email,
       (SELECT count(*) FROM sign_in_link_asked WHERE at > :since AND address = :address) AS by_address;

-- sweep_links(int before): run
DELETE FROM sign_in_link_asked WHERE at < :before;

-- parent_to_sign_in(text email): one, unscoped because it finds an account by its own address before anybody is signed in
SELECT p.id, p.email FROM person p
 WHERE p.email = :email AND p.is_active = 1 AND p.role = 'parent'
   AND EXISTS (SELECT 1 FROM carer k WHERE k.person_id = p.id AND k.verified_on <> '');
