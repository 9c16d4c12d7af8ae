-- The one row that says who answers.
SELECT version() AS version,
       @@version_comment AS comment,
       database() AS name,
       current_user() AS role,
       @@lower_case_table_names AS folding
