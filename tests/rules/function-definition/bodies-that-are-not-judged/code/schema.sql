CREATE TABLE "t" ("id" integer PRIMARY KEY);
CREATE FUNCTION "a_number"() RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "b_string"() RETURNS text LANGUAGE sql AS 'SELECT ''a''::text';
CREATE FUNCTION "c_quoted"() RETURNS integer LANGUAGE sql AS 'SELECT 1 AS "A"';
