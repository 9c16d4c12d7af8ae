CREATE TABLE "users" ("id" integer PRIMARY KEY, "email" varchar(50) NOT NULL, "age" integer, "active" boolean NOT NULL);
CREATE TABLE "posts" ("id" integer PRIMARY KEY, "user_id" integer NOT NULL, "title" text, "at" timestamptz);
CREATE VIEW "v" AS SELECT users.id, email FROM users, posts;
