CREATE TABLE "seats" (
    "id" integer,
    "row" integer,
    "number" integer,
    PRIMARY KEY ("id") INCLUDE ("row", "number")
);
