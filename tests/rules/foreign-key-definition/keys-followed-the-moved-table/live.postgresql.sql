CREATE TABLE "users" (
    "id" integer PRIMARY KEY
);

CREATE TABLE "posts" (
    "id" integer PRIMARY KEY,
    "author_id" integer NOT NULL,
    CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE TABLE "notes" (
    "id" integer PRIMARY KEY,
    "author_id" integer NOT NULL,
    CONSTRAINT "notes_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

CREATE SCHEMA "other";

ALTER TABLE "users" SET SCHEMA "other";
