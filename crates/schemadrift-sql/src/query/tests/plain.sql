CREATE TABLE users (id INTEGER PRIMARY KEY, firstName text, email text);
CREATE TABLE orders (id INTEGER PRIMARY KEY, user_id INTEGER, total INTEGER);
