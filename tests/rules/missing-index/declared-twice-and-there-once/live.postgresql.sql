CREATE TABLE "seats" (
    "id" integer PRIMARY KEY,
    "row" integer NOT NULL,
    "number" integer NOT NULL
);

CREATE INDEX "first" ON "seats" ("row", "number");
