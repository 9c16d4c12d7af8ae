CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL
);

CREATE TABLE "people" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL
);
