CREATE TABLE "t" ("id" integer PRIMARY KEY);
CREATE TYPE "mood" AS ENUM ('a', 'b');
CREATE FUNCTION "f"(a integer) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "f"(a bigint) RETURNS integer LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION "f"(a "mood", OUT b text) LANGUAGE sql AS 'SELECT ''x''::text';
CREATE PROCEDURE "p"(a integer) LANGUAGE sql AS 'SELECT 1';
