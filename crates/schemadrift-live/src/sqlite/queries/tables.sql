-- What kind of table each one is.
SELECT t.name, t.type, t.wr
FROM pragma_table_list AS t
WHERE t.schema = 'main'
