-- Columns of tables and views, and fields of composite types.
SELECT
    a.attrelid,
    a.attnum,
    a.attname,
    a.atttypid,
    pg_catalog.format_type(a.atttypid, a.atttypmod),
    a.attnotnull,
    a.attidentity,
    a.attgenerated,
    CASE WHEN a.atthasdef THEN pg_catalog.pg_get_expr(f.adbin, f.adrelid) END,
    a.attcollation,
    o.collname,
    d.description,
    CASE
        WHEN c.relkind = 'v' THEN pg_catalog.pg_column_is_updatable(c.oid, a.attnum, true)
        ELSE c.relkind <> 'm'
    END
FROM pg_catalog.pg_attribute AS a
JOIN pg_catalog.pg_class AS c ON c.oid = a.attrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
JOIN pg_catalog.pg_type AS t ON t.oid = a.atttypid
LEFT JOIN pg_catalog.pg_attrdef AS f ON f.adrelid = a.attrelid AND f.adnum = a.attnum
LEFT JOIN pg_catalog.pg_collation AS o
    ON o.oid = a.attcollation
    AND a.attcollation <> t.typcollation
LEFT JOIN pg_catalog.pg_description AS d
    ON d.classoid = 'pg_catalog.pg_class'::pg_catalog.regclass
    AND d.objoid = a.attrelid
    AND d.objsubid = a.attnum
WHERE
    a.attnum > 0
    AND NOT a.attisdropped
    AND c.relkind IN ('r', 'p', 'f', 'v', 'm', 'c')
    AND n.nspname !~ '^pg_'
    AND n.nspname <> 'information_schema'
