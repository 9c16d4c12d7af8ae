-- Enums, domains, composites, ranges and base types that are not the server's own.
SELECT
    t.oid,
    t.typarray,
    t.typnamespace,
    t.typname,
    t.typtype,
    t.typrelid,
    t.typnotnull,
    CASE WHEN t.typtype = 'd' THEN pg_catalog.format_type(t.typbasetype, t.typtypmod) END,
    t.typbasetype,
    CASE WHEN t.typtype = 'd' THEN pg_catalog.pg_get_expr(t.typdefaultbin, 0) END
FROM pg_catalog.pg_type AS t
JOIN pg_catalog.pg_namespace AS n ON n.oid = t.typnamespace
LEFT JOIN pg_catalog.pg_class AS c ON c.oid = t.typrelid
WHERE
    n.nspname !~ '^pg_'
    AND n.nspname <> 'information_schema'
    AND (
        t.typtype IN ('e', 'd', 'r', 'm')
        OR (t.typtype = 'c' AND c.relkind = 'c')
        OR (t.typtype = 'b' AND t.typelem = 0)
    )
ORDER BY n.nspname, t.typname
