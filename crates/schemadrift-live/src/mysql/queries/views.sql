SELECT v.table_name AS name,
       v.view_definition AS definition,
       v.is_updatable AS is_updatable
FROM information_schema.views AS v
WHERE v.table_schema = database()
ORDER BY v.table_name
