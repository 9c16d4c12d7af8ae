CREATE TABLE "seats" (
    "id" integer PRIMARY KEY,
    "row" integer NOT NULL,
    "number" integer NOT NULL
);

CREATE INDEX "seats_row_idx" ON "seats" ("row");
