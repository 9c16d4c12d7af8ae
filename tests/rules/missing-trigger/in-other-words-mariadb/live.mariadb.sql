CREATE TABLE documents (id int PRIMARY KEY, title varchar(100) NOT NULL, changes int NOT NULL DEFAULT 0);
create trigger `counted` before update on `documents` for each row set new.changes=old.changes + 1;
