CREATE TABLE author (
    id integer NOT NULL PRIMARY KEY AUTOINCREMENT,
    name varchar(80) NOT NULL,
    email text NOT NULL UNIQUE,
    bio text,
    "camelCase" int,
    type text NOT NULL,
    score float NOT NULL DEFAULT 0,
    big double,
    amount numeric(10, 2),
    born date,
    wake time,
    seen datetime NOT NULL,
    made timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP,
    flags boolean NOT NULL DEFAULT false,
    raw blob,
    untyped,
    code char(3),
    small smallint,
    tiny tinyint,
    huge bigint NOT NULL,
    bin binary(16),
    story clob
);
CREATE TABLE post (
    id integer PRIMARY KEY,
    author_id int NOT NULL REFERENCES author (id) ON DELETE CASCADE,
    title varchar NOT NULL,
    UNIQUE (title, author_id)
);
CREATE TABLE tag (name varchar(20) NOT NULL PRIMARY KEY);
CREATE TABLE loose (name text PRIMARY KEY, n integer);
CREATE TABLE keyless (name text, n integer);
CREATE TABLE post_tag (
    post_id bigint NOT NULL REFERENCES post (id) ON DELETE CASCADE,
    tag_name varchar(20) NOT NULL REFERENCES tag (name),
    PRIMARY KEY (tag_name, post_id)
);
CREATE TABLE "Order Lines" (id integer PRIMARY KEY NOT NULL, "the count" integer NOT NULL);
