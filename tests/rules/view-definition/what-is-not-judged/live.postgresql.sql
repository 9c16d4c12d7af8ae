CREATE TABLE "users" ("id" integer PRIMARY KEY, "email" varchar(50) NOT NULL, "age" integer, "active" boolean NOT NULL);
CREATE TABLE "posts" ("id" integer PRIMARY KEY, "user_id" integer NOT NULL, "title" text, "at" timestamptz);
CREATE VIEW "b_names_within" AS SELECT x.id FROM users x, posts;
CREATE VIEW "c_nothing" AS SELECT users.id FROM users, posts WHERE false AND age > 2;
