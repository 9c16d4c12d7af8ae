CREATE TABLE movies (id INTEGER PRIMARY KEY, title TEXT, embedding F32_BLOB(3));
