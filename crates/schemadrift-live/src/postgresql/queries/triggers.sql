-- Triggers that people made. `tgparentid` came with PostgreSQL 13; before, a partition's copy of
-- a trigger was marked internal.
SELECT x.tgrelid, x.tgname, x.tgenabled, x.definition
FROM (SELECT 0 AS tgparentid) AS absent
CROSS JOIN LATERAL (
    SELECT
        g.tgrelid,
        g.tgname,
        g.tgenabled,
        pg_catalog.pg_get_triggerdef(g.oid) AS definition,
        tgparentid AS parent
    FROM pg_catalog.pg_trigger AS g
    JOIN pg_catalog.pg_class AS c ON c.oid = g.tgrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE
        NOT g.tgisinternal
        AND n.nspname !~ '^pg_'
        AND n.nspname <> 'information_schema'
) AS x
WHERE x.parent = 0
ORDER BY x.tgrelid, x.tgname
