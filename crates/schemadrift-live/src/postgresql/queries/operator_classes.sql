-- Operator classes that must be named to be used.
SELECT o.oid, o.opcname
FROM pg_catalog.pg_opclass AS o
WHERE NOT o.opcdefault
