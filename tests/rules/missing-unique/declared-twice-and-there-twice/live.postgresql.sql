CREATE TABLE "seats" (
    "id" integer PRIMARY KEY,
    "row" integer NOT NULL,
    "number" integer NOT NULL
);

CREATE UNIQUE INDEX "first" ON "seats" ("row", "number");
CREATE UNIQUE INDEX "second" ON "seats" ("row", "number");
