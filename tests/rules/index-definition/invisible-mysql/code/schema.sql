CREATE TABLE things (s varchar(99), t text, KEY by_s (s), FULLTEXT KEY ft (t));
