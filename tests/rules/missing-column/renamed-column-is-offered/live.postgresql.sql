CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "first_name" text
);
