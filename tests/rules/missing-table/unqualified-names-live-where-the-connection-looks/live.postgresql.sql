CREATE SCHEMA app;
DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET search_path = app', current_database()); END $$;
SET search_path = app;
CREATE TABLE users (id serial PRIMARY KEY, email text);
CREATE INDEX users_email ON users (email);
DROP INDEX users_email;
CREATE INDEX users_email ON app.users (lower(email));
CREATE TABLE public.plans (id serial PRIMARY KEY);
