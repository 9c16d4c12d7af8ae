CREATE TABLE Note (id int NOT NULL PRIMARY KEY, whole json NOT NULL, short json NOT NULL);
