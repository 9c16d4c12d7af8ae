-- MariaDB dump 10.19
CREATE TABLE events (id int NOT NULL, day date NOT NULL);
ALTER TABLE events PARTITION BY HASH (id) PARTITIONS 4;
