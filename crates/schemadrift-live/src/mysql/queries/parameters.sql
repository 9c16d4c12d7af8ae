-- Parameters of functions and procedures; at place nought what a function gives.
SELECT p.specific_name AS routine,
       p.routine_type AS kind,
       p.ordinal_position AS place,
       p.parameter_mode AS mode,
       p.parameter_name AS name,
       p.dtd_identifier AS type_text
FROM information_schema.parameters AS p
WHERE p.specific_schema = database()
ORDER BY p.routine_type, p.specific_name, p.ordinal_position
