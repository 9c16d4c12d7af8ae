SELECT t.table_name AS name,
       t.table_type AS kind,
       t.table_comment AS comment
FROM information_schema.tables AS t
WHERE t.table_schema = database()
ORDER BY t.table_name
