CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "city" text NOT NULL
);

CREATE UNIQUE INDEX "one" ON "users" ("city");

CREATE UNIQUE INDEX "two" ON "users" ("city");
