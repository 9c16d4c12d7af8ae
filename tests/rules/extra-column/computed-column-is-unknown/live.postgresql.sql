CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL,
    "nickname" text NOT NULL GENERATED ALWAYS AS (lower("email")) STORED
);
