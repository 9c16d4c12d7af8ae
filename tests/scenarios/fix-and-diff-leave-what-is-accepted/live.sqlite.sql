CREATE TABLE users (
    id INTEGER NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    name TEXT NOT NULL,
    city TEXT NOT NULL
);
CREATE INDEX users_city_idx ON users (city);
