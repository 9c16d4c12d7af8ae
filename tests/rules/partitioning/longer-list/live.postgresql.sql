CREATE TABLE "events" (
    "id" integer NOT NULL,
    "day" date NOT NULL,
    "kind" varchar(20) NOT NULL
) PARTITION BY LIST ("kind");
CREATE TABLE "events_a" PARTITION OF "events" FOR VALUES IN ('a', 'b', 'c');
