CREATE TYPE mood AS ENUM ('a','b');
CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL DEFAULT 'x', m mood);
CREATE INDEX ui ON users (name) WHERE id > 3;
CREATE TABLE posts (id integer PRIMARY KEY, author integer NOT NULL REFERENCES users (id), body text);
