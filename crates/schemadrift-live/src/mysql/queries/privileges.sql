-- What accounts may do with the database, with its tables and with their columns. Without a right on
-- the server's own tables only what the asking account has is shown. A database may be named by a
-- pattern.
SELECT p.grantee AS grantee,
       NULL AS owner,
       NULL AS field,
       p.privilege_type AS privilege,
       p.is_grantable AS grantable
FROM information_schema.schema_privileges AS p
WHERE database() LIKE p.table_schema
UNION ALL
SELECT t.grantee, t.table_name, NULL, t.privilege_type, t.is_grantable
FROM information_schema.table_privileges AS t
WHERE t.table_schema = database()
UNION ALL
SELECT c.grantee, c.table_name, c.column_name, c.privilege_type, c.is_grantable
FROM information_schema.column_privileges AS c
WHERE c.table_schema = database()
ORDER BY 2, 3, 1, 4
