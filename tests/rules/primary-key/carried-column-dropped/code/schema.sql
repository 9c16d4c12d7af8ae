CREATE TABLE seats (id integer NOT NULL, "row" integer, number integer);
CREATE UNIQUE INDEX seats_id ON seats (id) INCLUDE (number);
ALTER TABLE seats ADD CONSTRAINT seats_pkey PRIMARY KEY USING INDEX seats_id;
ALTER TABLE seats DROP COLUMN number;
