-- Payment schedules and the budget.  References, settings and money; no child's name is in any of it.

-- What is due until a day and not sent so far.  held = 1 where the child has left the setting before these days began, and nobody has decided.
-- payments_to_send(text until): many, int held, unscoped because only references and money are told
SELECT p.id, p.award_id, p.setting_id, p.term_id, p.year, p.kind, p.from_on, p.to_on, p.pence, p.due_on, p.because, s.name AS setting_name, s.urn, a.reference, t.name AS term_name, t.from_on AS term_from, t.to_on AS term_to,
       CASE WHEN EXISTS (SELECT 1 FROM funding_adrift d WHERE d.award_id = p.award_id AND d.since < p.from_on) THEN 1 ELSE 0 END AS held
  FROM funding_payment p JOIN funding_award w ON w.id = p.award_id JOIN funding_application a ON a.id = w.application_id JOIN setting s ON s.id = p.setting_id JOIN funding_term t ON t.id = p.term_id
 WHERE p.schedule_id IS NULL AND p.due_on <= :until
 ORDER BY s.name, a.reference, p.from_on, p.id;

-- put_into_schedule(int id, int schedule): run, unscoped because the payment was found to be due
UPDATE funding_payment SET schedule_id = :schedule WHERE id = :id AND schedule_id IS NULL;

-- newest_schedule_number(): one, int number
SELECT coalesce(max(number), 0) AS number FROM funding_schedule;

-- add_funding_schedule{}: run
INSERT INTO funding_schedule (id, number, pay_on, lines, pence, content, hash, made_by, made_at) VALUES (:id, :number, :pay_on, :lines, :pence, :content, :hash, :made_by, :made_at);

-- funding_schedules(): many
SELECT g.id, g.number, g.pay_on, g.lines, g.pence, g.made_at, g.paid_on, coalesce(p.name, '') AS made_name FROM funding_schedule g LEFT JOIN person p ON p.id = g.made_by ORDER BY g.number DESC LIMIT 100;

-- funding_schedule_by_id(int id): one
SELECT g.id, g.number, g.pay_on, g.lines, g.pence, g.content, g.hash, g.made_at, g.paid_on, coalesce(p.name, '') AS made_name, coalesce(q.name, '') AS paid_name
  FROM funding_schedule g LEFT JOIN person p ON p.id = g.made_by LEFT JOIN person q ON q.id = g.paid_by WHERE g.id = :id;

-- lines_of_schedule(int schedule): many, unscoped because only references and money are told
SELECT p.id, p.award_id, p.year, p.kind, p.from_on, p.to_on, p.pence, p.because, s.name AS setting_name, a.reference, t.name AS term_name
  FROM funding_payment p JOIN funding_award w ON w.id = p.award_id JOIN funding_application a ON a.id = w.application_id JOIN setting s ON s.id = p.setting_id JOIN funding_term t ON t.id = p.term_id
 WHERE p.schedule_id = :schedule ORDER BY s.name, a.reference, p.from_on, p.id;

-- schedule_is_paid(int id, text paid_on, ref person): run
UPDATE funding_schedule SET paid_on = :paid_on, paid_by = :person WHERE id = :id AND paid_on = '';

-- ---- the budget ----

-- budget_of_year(int year): one
SELECT id, pence, because, at FROM funding_budget WHERE year = :year ORDER BY id DESC LIMIT 1;

-- budgets_of_year(int year): many
SELECT b.id, b.pence, b.because, b.at, coalesce(p.name, '') AS person_name FROM funding_budget b LEFT JOIN person p ON p.id = b.person_id WHERE b.year = :year ORDER BY b.id DESC;

-- add_funding_budget{}: run
INSERT INTO funding_budget (id, year, pence, because, person_id, at) VALUES (:id, :year, :pence, :because, :person_id, :at);

-- fund_years(): one, int first, int last, unscoped because only years are told
SELECT coalesce(min(year), 0) AS first, coalesce(max(year), 0) AS last FROM funding_payment;

-- What is paid, sent and still to be sent in a financial year, by the month in which it is due.
-- fund_by_month(int year): many, text month, int paid, int sent, int planned, int awards, unscoped because only sums are told; small numbers are hidden before they are shown
SELECT substr(p.due_on, 1, 7) AS month, coalesce(sum(CASE WHEN g.paid_on <> '' THEN p.pence ELSE 0 END), 0) AS paid, coalesce(sum(CASE WHEN g.paid_on = '' THEN p.pence ELSE 0 END), 0) AS sent,
       coalesce(sum(CASE WHEN p.schedule_id IS NULL THEN p.pence ELSE 0 END), 0) AS planned, count(DISTINCT p.award_id) AS awards
  FROM funding_payment p LEFT JOIN funding_schedule g ON g.id = p.schedule_id
 WHERE p.year = :year GROUP BY substr(p.due_on, 1, 7) ORDER BY substr(p.due_on, 1, 7);

-- fund_by_band(int year): many, int pence, int awards, unscoped because only sums are told; small numbers are hidden before they are shown
SELECT b.id, b.name, coalesce(sum(p.pence), 0) AS pence, count(DISTINCT p.award_id) AS awards
  FROM funding_payment p JOIN funding_award w ON w.id = p.award_id JOIN funding_band b ON b.id = w.band_id WHERE p.year = :year GROUP BY b.id, b.name ORDER BY b.name, b.id;

-- fund_by_area(int year): many, int pence, int awards, int settings, unscoped because only sums are told; small numbers are hidden before they are shown
SELECT s.area, coalesce(sum(p.pence), 0) AS pence, count(DISTINCT p.award_id) AS awards, count(DISTINCT p.setting_id) AS settings
  FROM funding_payment p JOIN setting s ON s.id = p.setting_id WHERE p.year = :year GROUP BY s.area ORDER BY s.area;

-- What waits for a decision, as it was asked for.
-- fund_waiting(): many, int pence, unscoped because only sums are told
SELECT a.id, a.minutes, a.from_on, a.to_on, b.unit, coalesce((SELECT r.pence FROM funding_rate r WHERE r.band_id = b.id AND r.from_on <= a.from_on ORDER BY r.from_on DESC LIMIT 1), 0) AS pence
  FROM funding_application a JOIN funding_band b ON b.id = a.band_id WHERE a.status IN ('sent', 'question') ORDER BY a.id;

-- Of what was decided since a day: asked for and given.
-- fund_decided_since(text since): one, int applications, int asked, int given, int awarded, unscoped because only sums are told
SELECT count(*) AS applications, coalesce(sum(a.asked_pence), 0) AS asked, coalesce(sum(d.pence), 0) AS given, coalesce(sum(CASE WHEN d.outcome = 'no' THEN 0 ELSE 1 END), 0) AS awarded
  FROM funding_decision d JOIN funding_application a ON a.id = d.application_id WHERE d.stage = 'panel' AND d.decided_on >= :since;

-- Who asks and who does not: open early years settings with children on SEN support now, and their applications since a day.
-- fund_take_up(text since): many, int children, int applications, int awarded, unscoped because only counts of settings are told
SELECT s.id, s.name, s.area, s.kind, x.children, coalesce(y.applications, 0) AS applications, coalesce(y.awarded, 0) AS awarded
  FROM setting s JOIN (SELECT p.setting_id, count(DISTINCT p.child_id) AS children FROM child_status k JOIN placement p ON p.child_id = k.child_id AND p.to_on = ''
                        WHERE k.axis = 'sen_provision' AND k.value = 'K' AND k.to_on = '' GROUP BY p.setting_id) x ON x.setting_id = s.id
  LEFT JOIN (SELECT a.setting_id, count(*) AS applications, sum(CASE WHEN a.status = 'decided' AND a.outcome <> 'no' THEN 1 ELSE 0 END) AS awarded
               FROM funding_application a WHERE a.status <> 'draft' AND a.sent_on >= :since GROUP BY a.setting_id) y ON y.setting_id = s.id
 WHERE s.is_open = 1 AND s.kind IN ('group', 'childminder', 'nursery school')
 ORDER BY s.area, s.name, s.id;
