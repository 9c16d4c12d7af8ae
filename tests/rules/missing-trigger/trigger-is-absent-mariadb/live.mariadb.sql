CREATE TABLE documents (id int PRIMARY KEY, title varchar(100) NOT NULL, changes int NOT NULL DEFAULT 0);
