CREATE TABLE users (id serial PRIMARY KEY, email text);
CREATE INDEX users_email ON users (email);
DROP INDEX users_email;
CREATE INDEX users_email ON app.users (lower(email));
CREATE TABLE public.plans (id serial PRIMARY KEY);
