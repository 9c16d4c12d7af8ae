CREATE DOMAIN short AS varchar(9);
CREATE TABLE users (id integer PRIMARY KEY, a varchar(20) NOT NULL, b text NOT NULL, c varchar NOT NULL, d char(3) NOT NULL, e numeric(10,2) NOT NULL, f timestamp(3) NOT NULL, g varchar(5)[] NOT NULL, h short NOT NULL);
