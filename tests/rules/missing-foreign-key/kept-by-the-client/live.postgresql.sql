CREATE TABLE "users" (
    "id" integer PRIMARY KEY
);

CREATE TABLE "posts" (
    "id" integer PRIMARY KEY,
    "author_id" integer NOT NULL
);

CREATE INDEX "posts_author_id_idx" ON "posts" ("author_id");
