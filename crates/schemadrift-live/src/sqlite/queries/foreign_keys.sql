-- Columns of foreign keys; SQLite numbers the keys from the last to the first.
SELECT m.name, f.id, f."table", f."from", f."to", f.on_update, f.on_delete
FROM main.sqlite_schema AS m, pragma_foreign_key_list(m.name, 'main') AS f
WHERE m.type = 'table' AND m.rootpage <> 0
ORDER BY m.name, f.id DESC, f.seq
