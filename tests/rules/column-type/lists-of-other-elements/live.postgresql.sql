CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "small" smallint[],
    "big" bigint[],
    "short" varchar(10)[],
    "texts" text[]
);
