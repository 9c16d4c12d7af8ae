CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, mail varchar(20) NOT NULL);
