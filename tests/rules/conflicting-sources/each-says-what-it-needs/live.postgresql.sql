CREATE TABLE users (id integer PRIMARY KEY, name text NOT NULL, plan text NOT NULL, more text);
CREATE TABLE invoices (id integer PRIMARY KEY, user_id integer REFERENCES users (id));
CREATE INDEX users_name_idx ON users (name);
