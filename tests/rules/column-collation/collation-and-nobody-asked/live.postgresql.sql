CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "name" text COLLATE "C" NOT NULL
);
