-- Names are unique in a MySQL database, in MariaDB only in their table.
SELECT c.constraint_name AS name,
       c.check_clause AS clause
       /*M!100600 , c.table_name AS owner*/
FROM information_schema.check_constraints AS c
WHERE c.constraint_schema = database()
ORDER BY c.constraint_name
