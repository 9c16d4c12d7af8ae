CREATE TABLE "users" ("id" INTEGER PRIMARY KEY, "email" TEXT NOT NULL);
CREATE VIEW "laid_out_otherwise" AS
    select id, email -- both
    from users where id <> 5;
CREATE VIEW "another_constant" AS SELECT id, email FROM users WHERE id > 6;
