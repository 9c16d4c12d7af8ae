CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "value" boolean NOT NULL DEFAULT 't'
);
