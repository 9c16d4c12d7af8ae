CREATE TABLE "base" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL
);

CREATE VIEW "distinct_rows" AS SELECT DISTINCT "id", "name" FROM "base";

CREATE VIEW "grouped" AS SELECT "id", max("name") AS "name" FROM "base" GROUP BY "id";

CREATE VIEW "joined" AS SELECT "one"."id", "two"."name" FROM "base" AS "one" JOIN "base" AS "two" USING ("id");

CREATE VIEW "limited" AS SELECT "id", "name" FROM "base" LIMIT 10;

CREATE MATERIALIZED VIEW "stored" AS SELECT "id", "name" FROM "base";

CREATE VIEW "united" AS SELECT "id", "name" FROM "base" UNION ALL SELECT "id", "name" FROM "base";

CREATE VIEW "on_another" AS SELECT "id", "name" FROM "limited";
