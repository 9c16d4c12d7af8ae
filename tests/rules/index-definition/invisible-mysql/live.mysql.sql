CREATE TABLE things (s varchar(99), t text, KEY by_s (s), FULLTEXT KEY ft (t));
ALTER TABLE things /*!80000 ALTER INDEX by_s INVISIBLE */ /*M!100600 ALTER INDEX by_s IGNORED */;
