CREATE TABLE visits (page varchar(40) NOT NULL, seen_at datetime NOT NULL);
