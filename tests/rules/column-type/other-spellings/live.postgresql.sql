CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" timestamp(6) without time zone NOT NULL
);
