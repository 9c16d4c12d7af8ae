-- Privileges, with what owners have and what everybody has where nobody ever granted anything; one
-- row for each object, column and grantee.
SELECT
    o.class,
    o.namespace,
    o.name,
    o.field,
    o.arguments,
    CASE WHEN a.grantee = 0 THEN 'public' ELSE pg_catalog.pg_get_userbyid(a.grantee) END,
    a.grantee = o.owner,
    a.is_grantable,
    pg_catalog.array_agg(DISTINCT a.privilege_type ORDER BY a.privilege_type)
FROM (
    SELECT
        CASE WHEN c.relkind = 'S' THEN 'S' ELSE 'r' END AS class,
        c.relnamespace AS namespace,
        c.relname AS name,
        NULL::name AS field,
        NULL::text AS arguments,
        c.relowner AS owner,
        coalesce(
            c.relacl,
            pg_catalog.acldefault(
                CASE WHEN c.relkind = 'S' THEN 's' ELSE 'r' END::"char",
                c.relowner
            )
        ) AS acl
    FROM pg_catalog.pg_class AS c
    WHERE
        c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
        -- The sequence of an identity column takes no part in what its table's users may do.
        AND NOT EXISTS (
            SELECT 1
            FROM pg_catalog.pg_depend AS d
            WHERE
                c.relkind = 'S'
                AND d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass
                AND d.objid = c.oid
                AND d.deptype = 'i'
        )
    UNION ALL
    SELECT 'r', c.relnamespace, c.relname, f.attname, NULL, c.relowner, f.attacl
    FROM pg_catalog.pg_attribute AS f
    JOIN pg_catalog.pg_class AS c ON c.oid = f.attrelid
    WHERE f.attacl IS NOT NULL AND f.attnum > 0 AND NOT f.attisdropped
    UNION ALL
    SELECT
        'f',
        p.pronamespace,
        p.proname,
        NULL,
        pg_catalog.oidvectortypes(p.proargtypes),
        p.proowner,
        coalesce(p.proacl, pg_catalog.acldefault('f', p.proowner))
    FROM pg_catalog.pg_proc AS p
    UNION ALL
    SELECT
        'n',
        n.oid,
        n.nspname,
        NULL,
        NULL,
        n.nspowner,
        coalesce(n.nspacl, pg_catalog.acldefault('n', n.nspowner))
    FROM pg_catalog.pg_namespace AS n
) AS o
JOIN pg_catalog.pg_namespace AS n ON n.oid = o.namespace
CROSS JOIN LATERAL pg_catalog.aclexplode(o.acl) AS a
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
GROUP BY 1, 2, 3, 4, 5, a.grantee, o.owner, a.is_grantable
ORDER BY 1, 2, 3, 4, 5, 6, 8
