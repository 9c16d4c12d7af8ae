CREATE TABLE "events" (
    "id" integer NOT NULL,
    "day" date NOT NULL,
    "kind" varchar(20) NOT NULL
) PARTITION BY LIST ((lower("kind") IN ('a', 'b')));
