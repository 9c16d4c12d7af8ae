CREATE TABLE bookings (id integer PRIMARY KEY, room integer NOT NULL, during int4range NOT NULL, CONSTRAINT apart EXCLUDE USING gist (during WITH &&), EXCLUDE USING btree (room WITH =));
