CREATE TABLE bookings (id integer PRIMARY KEY, room integer NOT NULL, during int4range NOT NULL, CONSTRAINT other EXCLUDE USING gist (during WITH -|-));
