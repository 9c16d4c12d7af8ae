-- Schemas, relations and types that belong to extensions.
SELECT
    CASE d.classid
        WHEN 'pg_catalog.pg_namespace'::pg_catalog.regclass THEN 'n'
        WHEN 'pg_catalog.pg_class'::pg_catalog.regclass THEN 'c'
        ELSE 't'
    END,
    d.objid,
    e.extname
FROM pg_catalog.pg_depend AS d
JOIN pg_catalog.pg_extension AS e ON e.oid = d.refobjid
WHERE
    d.refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass
    AND d.deptype = 'e'
    AND d.classid IN (
        'pg_catalog.pg_namespace'::pg_catalog.regclass,
        'pg_catalog.pg_class'::pg_catalog.regclass,
        'pg_catalog.pg_type'::pg_catalog.regclass
    )
