-- Indexes but those of primary keys and exclusion constraints, which the constraints state.
-- `indnullsnotdistinct` came with PostgreSQL 15: on older servers the name inside the subquery is
-- found one level further out, in `absent`.
SELECT
    x.indexrelid,
    x.indrelid,
    x.relname,
    x.amname,
    x.indisunique,
    x.indisvalid AND x.indisready AND x.indislive,
    x.indnkeyatts,
    x.keys,
    x.options,
    x.classes,
    x.collations,
    x.nulls_not_distinct,
    x.predicate,
    x.expressions,
    x.class_parameters,
    x.is_inherited
FROM (SELECT false AS indnullsnotdistinct) AS absent
CROSS JOIN LATERAL (
    SELECT
        i.indexrelid,
        i.indrelid,
        c.relname,
        m.amname,
        i.indisunique,
        i.indisvalid,
        i.indisready,
        i.indislive,
        i.indnkeyatts,
        i.indkey::text AS keys,
        i.indoption::text AS options,
        i.indclass::text AS classes,
        i.indcollation::text AS collations,
        indnullsnotdistinct AS nulls_not_distinct,
        CASE
            WHEN i.indpred IS NOT NULL THEN pg_catalog.pg_get_expr(i.indpred, i.indrelid)
        END AS predicate,
        CASE WHEN i.indexprs IS NOT NULL THEN ARRAY(
            SELECT pg_catalog.pg_get_indexdef(i.indexrelid, place, false)
            FROM pg_catalog.generate_series(1, i.indnkeyatts::integer) AS place
        )::text END AS expressions,
        -- Parameters of operator classes came with PostgreSQL 13; before, no index has any.
        p.class_parameters,
        c.relispartition AS is_inherited
    FROM pg_catalog.pg_index AS i
    JOIN pg_catalog.pg_class AS c ON c.oid = i.indexrelid
    JOIN pg_catalog.pg_am AS m ON m.oid = c.relam
    JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
    LEFT JOIN (
        SELECT
            a.attrelid,
            pg_catalog.array_agg(a.attnum::text || ' ' || o.parameter)::text AS class_parameters
        FROM pg_catalog.pg_attribute AS a
        CROSS JOIN LATERAL pg_catalog.unnest(a.attoptions) AS o (parameter)
        WHERE a.attoptions IS NOT NULL
        GROUP BY a.attrelid
    ) AS p ON p.attrelid = i.indexrelid
    WHERE
        NOT i.indisprimary
        AND NOT i.indisexclusion
        AND n.nspname !~ '^pg_'
        AND n.nspname <> 'information_schema'
) AS x
ORDER BY x.indrelid, x.relname
