CREATE TABLE "events" (
    "id" integer NOT NULL,
    "day" date NOT NULL,
    "kind" varchar(20) NOT NULL
) PARTITION BY RANGE ("day");
CREATE TABLE "events_2020" (
    "id" integer NOT NULL,
    "day" date NOT NULL,
    "kind" varchar(20) NOT NULL
);
