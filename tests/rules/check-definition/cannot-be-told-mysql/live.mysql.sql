CREATE TABLE things (a int, CONSTRAINT c1 CHECK (a > 0));
