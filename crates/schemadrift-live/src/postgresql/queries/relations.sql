-- Tables of every kind, views and materialised views.
SELECT
    c.oid,
    c.relnamespace,
    c.relname,
    c.relkind,
    c.relispartition,
    c.relrowsecurity,
    c.relforcerowsecurity,
    d.description,
    CASE WHEN c.relkind = 'p' THEN pg_catalog.pg_get_partkeydef(c.oid) END,
    CASE WHEN c.relispartition THEN pg_catalog.pg_get_expr(c.relpartbound, c.oid) END,
    CASE WHEN c.relispartition THEN (
        SELECT i.inhparent
        FROM pg_catalog.pg_inherits AS i
        WHERE i.inhrelid = c.oid
        ORDER BY i.inhseqno
        LIMIT 1
    ) END,
    CASE WHEN c.relkind IN ('v', 'm') THEN pg_catalog.pg_get_viewdef(c.oid) END,
    pg_catalog.has_table_privilege(c.oid, 'SELECT'),
    CASE
        WHEN c.relrowsecurity THEN pg_catalog.row_security_active(c.oid)
        ELSE false
    END
FROM pg_catalog.pg_class AS c
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
LEFT JOIN pg_catalog.pg_description AS d
    ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.objoid = c.oid
    AND d.objsubid = 0
WHERE
    c.relkind IN ('r', 'p', 'f', 'v', 'm')
    AND n.nspname !~ '^pg_'
    AND n.nspname <> 'information_schema'
ORDER BY n.nspname, c.relname
