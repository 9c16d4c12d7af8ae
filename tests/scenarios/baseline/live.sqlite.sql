CREATE TABLE users (
    id INTEGER NOT NULL PRIMARY KEY,
    email TEXT NOT NULL,
    name TEXT
);
CREATE UNIQUE INDEX users_email_key ON users (email);
CREATE TABLE legacy_invoices (id INTEGER NOT NULL PRIMARY KEY);
