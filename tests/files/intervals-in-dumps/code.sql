CREATE TABLE sessions (
    id serial PRIMARY KEY,
    lasts interval NOT NULL DEFAULT '90 day',
    ends timestamptz NOT NULL DEFAULT now() + interval '1 week'
);
