CREATE TABLE users (id integer PRIMARY KEY, a varchar(10) NOT NULL, b varchar(20) NOT NULL, c char(20) NOT NULL);
