CREATE TABLE "users" ("id" integer PRIMARY KEY, "email" varchar(50) NOT NULL, "age" integer, "active" boolean NOT NULL);
CREATE TABLE "posts" ("id" integer PRIMARY KEY, "user_id" integer NOT NULL, "title" text, "at" timestamptz);
CREATE VIEW "a_condition" AS SELECT users.id FROM users, posts;
CREATE VIEW "b_constant" AS SELECT users.id FROM users, posts WHERE age > 6;
CREATE VIEW "c_limit" AS SELECT users.id FROM users, posts ORDER BY posts.at LIMIT 6;
CREATE VIEW "d_stored" AS SELECT id FROM users;
CREATE VIEW "e_swapped" AS SELECT users.age AS a, users.id AS b FROM users, posts;
