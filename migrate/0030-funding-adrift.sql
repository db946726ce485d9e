-- Awards whose child no longer goes to the setting that is paid, and of which nobody has decided yet what becomes of them.
-- since: the child's last day there.
CREATE VIEW funding_adrift AS
SELECT w.id AS award_id, w.child_id AS child_id, w.application_id AS application_id, max(p.to_on) AS since
  FROM funding_award w JOIN placement p ON p.child_id = w.child_id AND p.setting_id = w.setting_id
 WHERE w.last_on >= w.from_on
   AND NOT EXISTS (SELECT 1 FROM placement q WHERE q.child_id = w.child_id AND q.setting_id = w.setting_id AND (q.to_on = '' OR q.to_on >= w.last_on))
   AND NOT EXISTS (SELECT 1 FROM funding_move m WHERE m.award_id = w.id AND m.on_day >= (SELECT max(r.to_on) FROM placement r WHERE r.child_id = w.child_id AND r.setting_id = w.setting_id))
 GROUP BY w.id, w.child_id, w.application_id;
