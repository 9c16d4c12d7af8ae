CREATE TABLE pages (id integer PRIMARY KEY, title text DEFAULT 'x' COLLATE "C", body text DEFAULT ('x' COLLATE "C"));
