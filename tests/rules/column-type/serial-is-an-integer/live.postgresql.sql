CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" int4 NOT NULL
);
