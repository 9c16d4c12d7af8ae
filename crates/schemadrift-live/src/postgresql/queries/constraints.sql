-- Constraints of tables and domains. `conenforced` and `conperiod` came with PostgreSQL 18: on
-- older servers the names inside the subquery are found one level further out, in `absent`.
SELECT
    k.conname,
    k.contype,
    k.conrelid,
    k.contypid,
    k.conindid,
    k.columns,
    k.confrelid,
    k.target_columns,
    k.confdeltype,
    k.confupdtype,
    k.condeferrable,
    k.condeferred,
    k.convalidated,
    k.enforced,
    k.period,
    k.is_inherited,
    k.expression,
    k.target_namespace,
    k.target_name,
    k.index_columns
FROM (SELECT true AS conenforced, false AS conperiod) AS absent
CROSS JOIN LATERAL (
    SELECT
        con.conname,
        con.contype,
        con.conrelid,
        con.contypid,
        con.conindid,
        con.conkey::text AS columns,
        con.confrelid,
        con.confkey::text AS target_columns,
        con.confdeltype,
        con.confupdtype,
        con.condeferrable,
        con.condeferred,
        con.convalidated,
        conenforced AS enforced,
        conperiod AS period,
        (con.coninhcount > 0 AND NOT con.conislocal) OR con.conparentid <> 0 AS is_inherited,
        CASE con.contype
            WHEN 'c' THEN pg_catalog.pg_get_expr(con.conbin, con.conrelid)
            WHEN 'x' THEN pg_catalog.pg_get_constraintdef(con.oid)
        END AS expression,
        tn.nspname AS target_namespace,
        tc.relname AS target_name,
        i.indkey::text AS index_columns
    FROM pg_catalog.pg_constraint AS con
    JOIN pg_catalog.pg_namespace AS n ON n.oid = con.connamespace
    LEFT JOIN pg_catalog.pg_class AS tc ON tc.oid = con.confrelid
    LEFT JOIN pg_catalog.pg_namespace AS tn ON tn.oid = tc.relnamespace
    LEFT JOIN pg_catalog.pg_index AS i ON i.indexrelid = con.conindid AND con.contype = 'p'
    WHERE
        con.contype IN ('p', 'u', 'f', 'c', 'x', 'n')
        AND n.nspname !~ '^pg_'
        AND n.nspname <> 'information_schema'
) AS k
ORDER BY k.conrelid, k.conname
