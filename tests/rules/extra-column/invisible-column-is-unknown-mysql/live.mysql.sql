CREATE TABLE visits (id int NOT NULL PRIMARY KEY, my_row_id bigint unsigned INVISIBLE);
