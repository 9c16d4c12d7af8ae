CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('good');
CREATE TYPE other AS ENUM ('good');
CREATE TABLE users (id integer PRIMARY KEY, a app.mood NOT NULL, b app.mood[], c other NOT NULL, d tsvector NOT NULL, e integer NOT NULL);
