CREATE TABLE "events" (
    "id" integer NOT NULL,
    "day" date NOT NULL,
    "kind" varchar(20) NOT NULL
) PARTITION BY HASH ("id");
CREATE TABLE "events_0" PARTITION OF "events" FOR VALUES WITH (MODULUS 4, REMAINDER 1);
