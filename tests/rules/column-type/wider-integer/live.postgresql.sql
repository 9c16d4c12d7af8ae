CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" bigint NOT NULL
);
