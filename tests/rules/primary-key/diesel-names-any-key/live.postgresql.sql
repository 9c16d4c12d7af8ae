CREATE TABLE a (x integer NOT NULL);
CREATE TABLE b (x integer NOT NULL, y integer NOT NULL, UNIQUE (y, x));
CREATE TABLE c (x integer NOT NULL, y integer PRIMARY KEY);
