CREATE TABLE movies (id INTEGER PRIMARY KEY, title TEXT, embedding F32_BLOB(3));
CREATE TABLE movies_idx_shadow (index_key INTEGER, data BLOB, PRIMARY KEY (index_key));
CREATE INDEX movies_idx_shadow_idx ON movies_idx_shadow (index_key);
CREATE TABLE seats (id INTEGER PRIMARY KEY);
