CREATE TABLE users (id integer PRIMARY KEY, plan text NOT NULL, since date);
CREATE TABLE invoices (id integer PRIMARY KEY, user_id integer REFERENCES users (id));
CREATE INDEX users_name_idx ON users (name);
