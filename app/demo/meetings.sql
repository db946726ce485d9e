-- Rows of meetings that have been, are fixed, and are looked for.

-- demo_meeting{}: run
INSERT INTO meeting (id, child_id, reference, kind, status, organiser_id, purpose, place_kind, place, joining, minutes, answer_by, starts_at, parent_view, child_view, said, decided, recorded_by, recorded_at, published_at, arranged_on, created_at)
VALUES (:id, :child_id, :reference, :kind, :status, :organiser_id, :purpose, :place_kind, :place, :joining, :minutes, :answer_by, :starts_at, :parent_view, :child_view, :said, :decided, :recorded_by, :recorded_at, :published_at, :arranged_on, :created_at);

-- demo_meeting_time(int id, int meeting, int starts_at): run
INSERT INTO meeting_time (id, meeting_id, starts_at) VALUES (:id, :meeting, :starts_at);

-- demo_meeting_guest{}: run
INSERT INTO meeting_guest (id, meeting_id, kind, person_id, name, job, email, answered_at, coming, attendance, is_open)
VALUES (:id, :meeting_id, :kind, :person_id, :name, :job, :email, :answered_at, :coming, :attendance, :is_open);

-- demo_meeting_can(int guest, int time, text answer): run
INSERT INTO meeting_can (guest_id, time_id, answer) VALUES (:guest, :time, :answer);

-- demo_meeting_words(int id, int meeting, int person, text words, int at): run
INSERT INTO meeting_words (id, meeting_id, person_id, whose, words, at) VALUES (:id, :meeting, :person, 'parent', :words, :at);

-- demo_action{}: run
INSERT INTO action (id, child_id, what, owner_id, owner_words, due_on, status, settled_on, settled_by, from_kind, from_id, is_shared, created_by, created_on)
VALUES (:id, :child_id, :what, :owner_id, :owner_words, :due_on, :status, :settled_on, :settled_by, :from_kind, :from_id, :is_shared, :created_by, :created_on);
