CREATE TABLE users (
    id integer PRIMARY KEY
);
CREATE SCHEMA auth;
CREATE TABLE auth.users (
    id integer PRIMARY KEY,
    email text
);
