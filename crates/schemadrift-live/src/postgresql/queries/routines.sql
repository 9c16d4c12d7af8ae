-- Functions and procedures that belong to no extension.
SELECT
    p.pronamespace,
    p.proname,
    p.prokind,
    pg_catalog.oidvectortypes(p.proargtypes),
    pg_catalog.pg_get_function_result(p.oid),
    l.lanname,
    CASE
        WHEN p.prokind IN ('f', 'p', 'w') THEN pg_catalog.pg_get_functiondef(p.oid)
    END
FROM pg_catalog.pg_proc AS p
JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace
JOIN pg_catalog.pg_language AS l ON l.oid = p.prolang
WHERE
    n.nspname !~ '^pg_'
    AND n.nspname <> 'information_schema'
    AND NOT EXISTS (
        SELECT 1
        FROM pg_catalog.pg_depend AS d
        WHERE
            d.classid = 'pg_catalog.pg_proc'::pg_catalog.regclass
            AND d.objid = p.oid
            AND d.deptype = 'e'
    )
ORDER BY n.nspname, p.proname, p.oid
