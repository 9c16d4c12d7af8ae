SELECT r.routine_name AS name,
       r.routine_type AS kind,
       r.routine_definition AS body,
       r.security_type AS security
FROM information_schema.routines AS r
WHERE r.routine_schema = database()
ORDER BY r.routine_type, r.routine_name
