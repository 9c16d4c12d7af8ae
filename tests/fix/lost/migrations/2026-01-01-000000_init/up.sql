CREATE TABLE authors (
    id integer PRIMARY KEY,
    name text NOT NULL DEFAULT 'anonymous'
);

CREATE TABLE books (
    id serial PRIMARY KEY,
    author_id integer NOT NULL REFERENCES authors (id) ON DELETE CASCADE,
    title varchar(80) NOT NULL DEFAULT 'untitled'
);

CREATE INDEX books_title ON books (lower(title));
COMMENT ON COLUMN books.title IS 'as on the cover';
