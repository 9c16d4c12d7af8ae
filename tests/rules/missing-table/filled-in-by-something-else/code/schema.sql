CREATE TABLE plain (id integer PRIMARY KEY);
CREATE TABLE {{ index .Options "Namespace" }}.users (id integer PRIMARY KEY);
CREATE TABLE {{ index .Options "Namespace" }}.posts (id integer PRIMARY KEY);
ALTER TABLE plain ADD COLUMN name text DEFAULT '{{ not filled in }}';
CREATE TABLE gone (id integer PRIMARY KEY);
ALTER TABLE "${schema}".plain ADD COLUMN more integer;
