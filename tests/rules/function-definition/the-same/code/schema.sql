CREATE TABLE "t" ("id" integer PRIMARY KEY, "at" timestamptz);
CREATE FUNCTION touch() RETURNS TRIGGER AS $body$
BEGIN
    -- remember when
    NEW.at = NOW();
    RETURN NEW;
END;
$body$ LANGUAGE 'plpgsql';
CREATE OR REPLACE FUNCTION replaced() RETURNS int AS 'SELECT 1' LANGUAGE sql;
CREATE OR REPLACE FUNCTION replaced() RETURNS int AS 'SELECT 2' LANGUAGE sql STABLE;
CREATE FUNCTION altered(a int = 5, b text default 'x', c timestamptz default now()) RETURNS int AS 'SELECT 1' LANGUAGE sql;
ALTER FUNCTION altered(int, text, timestamptz) STABLE SECURITY DEFINER STRICT;
ALTER FUNCTION altered SET search_path TO '';
ALTER FUNCTION altered SET work_mem = '1GB';
ALTER FUNCTION altered RESET work_mem;
CREATE FUNCTION dropped() RETURNS int AS 'SELECT 1' LANGUAGE sql;
DROP FUNCTION dropped();
CREATE FUNCTION old_name() RETURNS int AS 'SELECT 1' LANGUAGE sql;
ALTER FUNCTION old_name() RENAME TO new_name;
CREATE FUNCTION by_results(OUT a int, OUT b varchar(20)) AS 'SELECT 1, ''a''::varchar' LANGUAGE sql;
CREATE FUNCTION one_result(OUT a int) AS 'SELECT 1' LANGUAGE sql;
