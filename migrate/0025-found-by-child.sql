-- Where rows of a child stand is asked whenever a child is taken out (a list that is undone) or its records become one.
CREATE INDEX child_by_merged ON child (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX ehc_advice_by_child ON ehc_advice (child_id);
CREATE INDEX ehc_clock_by_child ON ehc_clock (child_id);
