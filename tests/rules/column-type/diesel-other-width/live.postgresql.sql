CREATE TABLE users (id bigint PRIMARY KEY, a integer NOT NULL, b real NOT NULL, c json NOT NULL);
