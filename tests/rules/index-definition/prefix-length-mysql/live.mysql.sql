CREATE TABLE things (s varchar(99), KEY by_s (s(10)));
