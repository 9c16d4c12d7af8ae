CREATE TABLE users (id integer PRIMARY KEY);
CREATE TABLE others (id integer PRIMARY KEY);
