CREATE TABLE a (x integer NOT NULL, y integer NOT NULL, PRIMARY KEY (y, x));
