CREATE TABLE "users" (
    "id" integer PRIMARY KEY
);

CREATE TABLE "posts" (
    "id" integer PRIMARY KEY,
    "author_id" integer NOT NULL,
    CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "again" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
