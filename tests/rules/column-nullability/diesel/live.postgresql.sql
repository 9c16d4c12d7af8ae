CREATE TABLE users (id integer PRIMARY KEY, a text, b text NOT NULL, c text, d text NOT NULL);
