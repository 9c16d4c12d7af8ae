CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" timestamp(3) NOT NULL DEFAULT '2026-01-01 00:00:00'
);
