CREATE TABLE things (j json, t longtext CHECK (json_valid(t)));
