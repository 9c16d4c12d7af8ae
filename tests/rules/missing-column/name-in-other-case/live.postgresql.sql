CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "Email" text NOT NULL
);
