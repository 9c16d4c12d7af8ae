CREATE TABLE IF NOT EXISTS users (
    id integer PRIMARY KEY,
    name varchar(20) NOT NULL
);
