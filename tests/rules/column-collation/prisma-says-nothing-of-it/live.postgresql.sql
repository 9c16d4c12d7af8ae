CREATE TABLE "users" (
    "id" integer PRIMARY KEY,
    "email" text COLLATE "C" NOT NULL
);
