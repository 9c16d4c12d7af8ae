CREATE TABLE IF NOT EXISTS users (
    id int PRIMARY KEY,
    name character varying(20) NOT NULL
);
