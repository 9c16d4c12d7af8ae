CREATE TABLE "t" ("id" integer PRIMARY KEY, "at" timestamptz);
CREATE FUNCTION touch() RETURNS TRIGGER LANGUAGE plpgsql AS $$
begin
    new.at = now();
    return new;
end;$$;
CREATE FUNCTION replaced() RETURNS integer AS 'SELECT 2' LANGUAGE sql STABLE;
CREATE FUNCTION altered(a int = 5, b text default 'x', c timestamptz default current_timestamp) RETURNS int AS 'SELECT 1' LANGUAGE sql
    STABLE SECURITY DEFINER STRICT SET search_path = '';
CREATE FUNCTION new_name() RETURNS int AS 'SELECT 1' LANGUAGE sql;
CREATE FUNCTION by_results(OUT a int, OUT b varchar(20)) AS 'SELECT 1, ''a''::varchar' LANGUAGE sql;
CREATE FUNCTION one_result(OUT a int) RETURNS int AS 'SELECT 1' LANGUAGE sql;
