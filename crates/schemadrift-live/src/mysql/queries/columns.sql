SELECT c.table_name AS owner,
       c.ordinal_position AS number,
       c.column_name AS name,
       c.column_default AS default_value,
       c.is_nullable AS nullable,
       c.column_type AS type_text,
       c.collation_name AS collation_name,
       c.extra AS extra,
       c.generation_expression AS generation,
       c.column_comment AS comment
FROM information_schema.columns AS c
WHERE c.table_schema = database()
ORDER BY c.table_name, c.ordinal_position
