CREATE TABLE events (id int NOT NULL, day date NOT NULL);
