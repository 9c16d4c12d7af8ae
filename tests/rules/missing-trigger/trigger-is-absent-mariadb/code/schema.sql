CREATE TABLE documents (id int PRIMARY KEY, title varchar(100) NOT NULL, changes int NOT NULL DEFAULT 0);
CREATE TRIGGER counted BEFORE UPDATE ON documents FOR EACH ROW SET NEW.changes = OLD.changes + 1;
