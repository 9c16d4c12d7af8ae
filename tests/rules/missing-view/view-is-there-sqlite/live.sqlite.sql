CREATE TABLE "users" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "email" TEXT NOT NULL
);

CREATE VIEW "people" AS SELECT "id", "email" FROM "users";
