-- Columns of views and virtual tables. One that refers to something that is gone fails them all.
SELECT m.name, x.cid, x.name, x.type, x."notnull", x.dflt_value, x.pk, x.hidden
FROM main.sqlite_schema AS m, pragma_table_xinfo(m.name, 'main') AS x
WHERE m.type = 'view' OR (m.type = 'table' AND m.rootpage = 0)
