SELECT c.table_name AS owner,
       c.constraint_name AS name,
       c.constraint_type AS kind
       /*!80016 , c.enforced AS enforced */
FROM information_schema.table_constraints AS c
WHERE c.table_schema = database()
ORDER BY c.table_name, c.constraint_name
