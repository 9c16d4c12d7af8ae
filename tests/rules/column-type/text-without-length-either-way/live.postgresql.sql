CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "text" varchar NOT NULL,
    "varchar" text NOT NULL,
    "texts" varchar[],
    "varchars" text[]
);
