CREATE TABLE "users" ("id" integer PRIMARY KEY, "email" varchar(50) NOT NULL, "age" integer, "active" boolean NOT NULL);
CREATE TABLE "posts" ("id" integer PRIMARY KEY, "user_id" integer NOT NULL, "title" text, "at" timestamptz);
CREATE VIEW "a_table" AS SELECT users.id FROM public.users, posts WHERE active;
CREATE VIEW "b_column" AS SELECT posts.title FROM posts, posts AS others;
ALTER TABLE "users" RENAME TO "people";
ALTER TABLE "posts" RENAME COLUMN "title" TO "name";
CREATE TABLE "users" ("id" integer PRIMARY KEY, "active" boolean);
