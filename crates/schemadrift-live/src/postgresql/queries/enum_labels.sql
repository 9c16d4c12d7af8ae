-- Labels of enums, in their order.
SELECT e.enumtypid, e.enumlabel
FROM pg_catalog.pg_enum AS e
ORDER BY e.enumtypid, e.enumsortorder
