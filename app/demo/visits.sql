-- Rows of visits that have been and are planned, and of the actions agreed there.

-- demo_visit{}: run
INSERT INTO visit (id, child_id, kind, status, person_id, setting_id, template_id, planned_on, planned_time, purpose, held_on, attended, family_there, observations, said, advice, family_words,
                   told_setting_on, told_family_on, told_version, changed_by, changed_at, created_at)
VALUES (:id, :child_id, :kind, :status, :person_id, :setting_id, :template_id, :planned_on, :planned_time, :purpose, :held_on, :attended, :family_there, :observations, :said, :advice, :family_words,
        :told_setting_on, :told_family_on, :told_version, :changed_by, :changed_at, :created_at);

-- demo_visit_action{}: run
INSERT INTO action (id, child_id, what, owner_id, owner_words, due_on, status, settled_on, settled_by, came_of_it, from_kind, from_id, is_shared, created_by, created_on)
VALUES (:id, :child_id, :what, :owner_id, :owner_words, :due_on, :status, :settled_on, :settled_by, :came_of_it, 'visit', :from_id, :is_shared, :created_by, :created_on);
