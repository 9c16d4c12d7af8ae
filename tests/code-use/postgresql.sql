CREATE TABLE users (
    id SERIAL PRIMARY KEY,
    email TEXT NOT NULL,
    full_name TEXT,
    city TEXT
);
CREATE TABLE orders (
    id SERIAL PRIMARY KEY,
    total INTEGER NOT NULL,
    note TEXT,
    user_id INTEGER NOT NULL,
    CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
