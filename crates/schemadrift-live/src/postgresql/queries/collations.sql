-- Collations that index keys use.
SELECT o.oid, o.collname
FROM pg_catalog.pg_collation AS o
WHERE o.oid IN (
    SELECT pg_catalog.unnest(i.indcollation)
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
)
