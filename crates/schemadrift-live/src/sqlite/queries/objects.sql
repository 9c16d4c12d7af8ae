-- Every object with the text that made it. Virtual tables and views have no page of their own.
SELECT m.type, m.name, m.tbl_name, m.sql, m.rootpage <> 0
FROM main.sqlite_schema AS m
ORDER BY m.rowid
