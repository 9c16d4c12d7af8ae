CREATE TABLE plain (id integer PRIMARY KEY, name text DEFAULT '{{ not filled in }}');
