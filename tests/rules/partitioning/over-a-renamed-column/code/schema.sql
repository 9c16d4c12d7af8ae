CREATE TABLE "events" (
    "id" integer NOT NULL,
    "day" date NOT NULL,
    "kind" varchar(20) NOT NULL
) PARTITION BY RANGE ("day");
ALTER TABLE "events" RENAME COLUMN "day" TO "date";
