CREATE TABLE "events" (
    "id" integer NOT NULL,
    "date" date NOT NULL,
    "kind" varchar(20) NOT NULL
) PARTITION BY RANGE ("date");
