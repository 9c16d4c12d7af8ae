CREATE TABLE users (
    id INTEGER NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    phone TEXT,
    "type" TEXT NOT NULL
);
CREATE TABLE orders (
    id INTEGER NOT NULL PRIMARY KEY,
    user_id INTEGER NOT NULL,
    total DOUBLE NOT NULL,
    note TEXT
);
