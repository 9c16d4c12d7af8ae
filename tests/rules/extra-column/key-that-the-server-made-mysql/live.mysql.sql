SET SESSION /*!80030 sql_generate_invisible_primary_key = ON, */ sql_mode = @@sql_mode;
CREATE TABLE visits (page varchar(40) NOT NULL, seen_at datetime NOT NULL);
