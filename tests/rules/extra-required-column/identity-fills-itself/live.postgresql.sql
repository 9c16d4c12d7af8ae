CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text NOT NULL,
    "number" integer NOT NULL GENERATED ALWAYS AS IDENTITY
);
