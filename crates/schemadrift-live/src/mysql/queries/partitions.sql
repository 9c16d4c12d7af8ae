-- The method and the key stand in every row of a table: one row of each is enough.
SELECT DISTINCT p.table_name AS owner,
       p.partition_method AS method,
       p.partition_expression AS expression
FROM information_schema.partitions AS p
WHERE p.table_schema = database()
  AND p.partition_method IS NOT NULL
ORDER BY p.table_name
