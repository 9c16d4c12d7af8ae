CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" timestamp(6) NOT NULL
);
