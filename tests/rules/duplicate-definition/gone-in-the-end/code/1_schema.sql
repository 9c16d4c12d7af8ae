CREATE TABLE IF NOT EXISTS users (
    id integer PRIMARY KEY
);
CREATE TABLE IF NOT EXISTS projects (
    id integer PRIMARY KEY
);
