-- Services, never children: no query here is about one.

-- services_shown(text area, int age_from, int age_to, text need, text language, int rank, text name_from, int after, int most): many, int rank
SELECT s.id, s.name, s.description, s.organisation, s.website, s.email, s.telephone, s.address, s.postcode, s.opening, s.cost, s.how_to_start, s.access, s.alert, s.age_from, s.age_to,
       s.needs, s.languages, s.areas, CASE WHEN :need <> '' AND s.needs LIKE '%|' || :need || '|%' THEN 0 ELSE 1 END AS rank
  FROM directory_service s
 WHERE s.is_hidden = 0 AND s.is_gone = 0 AND s.age_from <= :age_to AND s.age_to >= :age_from
   AND (:area = '' OR s.areas = '' OR s.areas LIKE '%|' || :area || '|%')
   AND (:need = '' OR s.needs = '' OR s.needs LIKE '%|' || :need || '|%')
   AND (:language = '' OR s.languages LIKE '%|' || :language || '|%')
   AND (CASE WHEN :need <> '' AND s.needs LIKE '%|' || :need || '|%' THEN 0 ELSE 1 END, s.name, s.id) > (:rank, :name_from, :after)
 ORDER BY CASE WHEN :need <> '' AND s.needs LIKE '%|' || :need || '|%' THEN 0 ELSE 1 END, s.name, s.id LIMIT :most;

-- service_by_id(int id): one
SELECT id, source, source_id, name, description, organisation, website, email, telephone, address, postcode, opening, cost, how_to_start, access, alert, age_from, age_to,
       needs, languages, areas, is_hidden, is_gone, checked_on, changed_at, version
  FROM directory_service WHERE id = :id;

-- services_of_source(text source): many as service_by_id
SELECT id, source, source_id, name, description, organisation, website, email, telephone, address, postcode, opening, cost, how_to_start, access, alert, age_from, age_to,
       needs, languages, areas, is_hidden, is_gone, checked_on, changed_at, version
  FROM directory_service WHERE source = :source ORDER BY source_id, id;

-- services_kept(text state, text source, text name_from, int after, int most): many, int own_fields
SELECT s.id, s.name, s.organisation, s.source, s.age_from, s.age_to, s.is_hidden, s.is_gone, s.checked_on, (SELECT count(*) FROM directory_own o WHERE o.service_id = s.id) AS own_fields
  FROM directory_service s
 WHERE (:state = '' OR (:state = 'hidden' AND s.is_hidden = 1) OR (:state = 'gone' AND s.is_gone = 1)
     OR (:state = 'own' AND EXISTS (SELECT 1 FROM directory_own o WHERE o.service_id = s.id)) OR (:state = 'shown' AND s.is_hidden = 0 AND s.is_gone = 0 AND s.age_from < 72))
   AND (:source = '' OR s.source = :source) AND (s.name, s.id) > (:name_from, :after)
 ORDER BY s.name, s.id LIMIT :most;

-- directory_counts(): one, int shown, int every_one
SELECT (SELECT count(*) FROM directory_service WHERE is_hidden = 0 AND is_gone = 0 AND age_from < 72) AS shown, (SELECT count(*) FROM directory_service) AS every_one;

-- directory_sources(): many
SELECT DISTINCT source FROM directory_service ORDER BY source;

-- add_service{}: run
INSERT INTO directory_service (id, source, source_id, name, description, organisation, website, email, telephone, address, postcode, opening, cost, how_to_start, access, alert,
       age_from, age_to, needs, languages, areas, is_hidden, is_gone, checked_on, changed_by, changed_at)
VALUES (:id, :source, :source_id, :name, :description, :organisation, :website, :email, :telephone, :address, :postcode, :opening, :cost, :how_to_start, :access, :alert,
       :age_from, :age_to, :needs, :languages, :areas, :is_hidden, :is_gone, :checked_on, :changed_by, :changed_at);

-- change_service{}: run
UPDATE directory_service SET name = :name, description = :description, organisation = :organisation, website = :website, email = :email, telephone = :telephone, address = :address,
       postcode = :postcode, opening = :opening, cost = :cost, how_to_start = :how_to_start, access = :access, alert = :alert, age_from = :age_from, age_to = :age_to, needs = :needs,
       languages = :languages, areas = :areas, is_hidden = :is_hidden, is_gone = :is_gone, checked_on = :checked_on, changed_by = :changed_by, changed_at = :changed_at, version = version + 1
 WHERE id = :id AND version = :version;

-- service_goes(int id, ref person, int now): run
UPDATE directory_service SET is_gone = 1, changed_by = :person, changed_at = :now, version = version + 1 WHERE id = :id AND is_gone = 0;

-- own_fields(int service): many
SELECT field, file_value FROM directory_own WHERE service_id = :service ORDER BY field;

-- own_fields_of_source(text source): many
SELECT o.service_id, o.field, o.file_value FROM directory_own o JOIN directory_service s ON s.id = o.service_id WHERE s.source = :source ORDER BY o.service_id, o.field;

-- keep_own(int service, text field, text file_value): run
INSERT INTO directory_own (service_id, field, file_value) VALUES (:service, :field, :file_value) ON CONFLICT (service_id, field) DO NOTHING;

-- file_says(int service, text field, text file_value): run
UPDATE directory_own SET file_value = :file_value WHERE service_id = :service AND field = :field;

-- drop_own(int service, text field): run
DELETE FROM directory_own WHERE service_id = :service AND field = :field;

-- stage_load(int id, text source, text file_name, text content, ref person, int now): run
INSERT INTO directory_load (id, source, file_name, content, status, made_by, made_at) VALUES (:id, :source, :file_name, :content, 'waiting', :person, :now);

-- load_waiting(int id): one
SELECT id, source, file_name, content, made_at FROM directory_load WHERE id = :id AND status = 'waiting';

-- settle_load(int id, text status, int added, int changed, int gone, int now): run
UPDATE directory_load SET status = :status, content = '', added = :added, changed = :changed, gone = :gone, settled_at = :now WHERE id = :id AND status = 'waiting';

-- sweep_loads(int before): run
UPDATE directory_load SET status = 'dropped', content = '', settled_at = :before WHERE status = 'waiting' AND made_at < :before;

-- loads_made(): many
SELECT l.id, l.source, l.file_name, l.status, l.added, l.changed, l.gone, l.made_at, l.settled_at, coalesce(p.name, '') AS made_by_name
  FROM directory_load l LEFT JOIN person p ON p.id = l.made_by ORDER BY l.made_at DESC, l.id DESC LIMIT 20;
