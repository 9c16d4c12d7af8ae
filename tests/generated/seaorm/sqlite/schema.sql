CREATE TABLE author (
    id integer PRIMARY KEY AUTOINCREMENT,
    name varchar(80) NOT NULL,
    email text NOT NULL UNIQUE,
    bio text,
    "camelCase" int,
    type text NOT NULL,
    score real NOT NULL DEFAULT 0,
    big double,
    born date,
    wake time,
    seen datetime NOT NULL,
    made timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    flags boolean NOT NULL DEFAULT false,
    uid uuid NOT NULL,
    doc json,
    docb jsonb NOT NULL,
    raw blob,
    code char(3),
    small smallint,
    tiny tinyint,
    huge bigint NOT NULL,
    bin binary(16),
    fl float,
    dt datetime_text,
    ts timestamp_with_timezone_text,
    u uuid_text,
    vb varbinary_blob,
    rd real_decimal
);
CREATE TABLE post (
    id integer PRIMARY KEY,
    author_id int NOT NULL REFERENCES author (id) ON DELETE CASCADE,
    editor_id int REFERENCES author (id) ON DELETE SET NULL ON UPDATE CASCADE,
    title varchar NOT NULL,
    UNIQUE (title, author_id)
);
CREATE INDEX post_title ON post (title);
CREATE TABLE tag (name varchar(20) NOT NULL PRIMARY KEY);
CREATE TABLE loose (name text PRIMARY KEY, n integer);
CREATE TABLE post_tag (
    post_id bigint NOT NULL REFERENCES post (id) ON DELETE CASCADE,
    tag_name varchar(20) NOT NULL REFERENCES tag (name),
    PRIMARY KEY (tag_name, post_id)
);
