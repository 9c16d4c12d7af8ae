-- migrate:up
CREATE TABLE things (id serial PRIMARY KEY);

-- migrate:down
DROP TABLE things;
