-- Columns of the tables that are stored in the file.
SELECT m.name, x.cid, x.name, x.type, x."notnull", x.dflt_value, x.pk, x.hidden
FROM main.sqlite_schema AS m, pragma_table_xinfo(m.name, 'main') AS x
WHERE m.type = 'table' AND m.rootpage <> 0
