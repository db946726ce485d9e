-- Partner teams, who there may accept, and how long they take.

-- teams(): many, int people
SELECT p.id, p.name, p.kind, p.areas, p.is_active, (SELECT count(*) FROM partner_person m WHERE m.partner_id = p.id AND m.to_on = '') AS people
  FROM partner p ORDER BY p.is_active DESC, p.name, p.id LIMIT 500;

-- team_by_id(int id): one
SELECT id, name, kind, what_they_do, telephone, email, website, areas, is_active, version FROM partner WHERE id = :id;

-- teams_named(text name, int but): one, int n
SELECT count(*) AS n FROM partner WHERE name = :name AND id <> :but;

-- add_team{}: run
INSERT INTO partner (id, name, kind, what_they_do, telephone, email, website, areas) VALUES (:id, :name, :kind, :what_they_do, :telephone, :email, :website, :areas);

-- change_team{}: run
UPDATE partner SET name = :name, kind = :kind, what_they_do = :what_they_do, telephone = :telephone, email = :email, website = :website, areas = :areas, version = version + 1
 WHERE id = :id AND version = :version;

-- team_is_asked(int id, int is_active): run
UPDATE partner SET is_active = :is_active, version = version + 1 WHERE id = :id AND is_active <> :is_active;

-- team_people(int partner): many
SELECT id, name, job, email, from_on FROM partner_person WHERE partner_id = :partner AND to_on = '' ORDER BY name, id LIMIT 100;

-- people_who_accept(): many
SELECT m.id, m.partner_id, t.name AS partner_name, m.name, m.job, m.email
  FROM partner_person m JOIN partner t ON t.id = m.partner_id WHERE m.to_on = '' AND t.is_active = 1 ORDER BY t.name, m.name, m.id LIMIT 500;

-- add_team_person{}: run
INSERT INTO partner_person (id, partner_id, name, job, email, from_on) VALUES (:id, :partner_id, :name, :job, :email, :from_on);

-- end_team_person(int partner, int id, text today): run
UPDATE partner_person SET to_on = :today WHERE id = :id AND partner_id = :partner AND to_on = '';

-- One row for each team, day and answer: bounded however many children there are.
-- team_answers(text since): many, int partner_id, int n, unscoped because only counts of them are told, small ones not to those without children
SELECT coalesce(d.partner_id, 0) AS partner_id, h.asked_on, h.answered_on, h.answer, count(*) AS n
  FROM handover h JOIN decision d ON d.id = h.decision_id
 WHERE h.asked_on >= :since
 GROUP BY coalesce(d.partner_id, 0), h.asked_on, h.answered_on, h.answer ORDER BY partner_id, h.asked_on, h.answered_on, h.answer;

-- handovers_open(int viewer, int partner): many
SELECT h.decision_id, h.request_id, r.reference, h.asked_on, h.remind_on, h.reminders, h.contact_email, d.contact_name, r.hops, b.name AS decided_by_name
  FROM handover h JOIN decision d ON d.id = h.decision_id JOIN request r ON r.id = h.request_id JOIN person b ON b.id = d.decided_by
 WHERE h.answer = '' AND d.partner_id = :partner AND EXISTS (SELECT 1 FROM request_seen_by v WHERE v.request_id = r.id AND v.person_id = :viewer)
 ORDER BY h.asked_on, h.decision_id LIMIT 100;
