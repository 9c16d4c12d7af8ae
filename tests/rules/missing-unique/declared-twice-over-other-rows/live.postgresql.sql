CREATE TABLE "seats" (
    "id" integer PRIMARY KEY,
    "row" integer NOT NULL
);

CREATE UNIQUE INDEX "first" ON "seats" ("row") WHERE "id" > 10;
