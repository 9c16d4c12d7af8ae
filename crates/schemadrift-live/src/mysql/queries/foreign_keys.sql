SELECT k.table_name AS owner,
       k.constraint_name AS name,
       k.column_name AS key_column,
       k.referenced_table_schema AS target_schema,
       k.referenced_table_name AS target,
       k.referenced_column_name AS target_column,
       r.update_rule AS on_update,
       r.delete_rule AS on_delete,
       database() AS own_schema
FROM information_schema.key_column_usage AS k
LEFT JOIN information_schema.referential_constraints AS r
       ON r.constraint_schema = k.constraint_schema
      AND r.constraint_name = k.constraint_name
      AND r.table_name = k.table_name
WHERE k.table_schema = database()
  AND k.referenced_table_name IS NOT NULL
ORDER BY k.table_name, k.constraint_name, k.ordinal_position
