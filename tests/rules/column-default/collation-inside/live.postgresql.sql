CREATE TABLE "pages" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL DEFAULT ('x' COLLATE "C")
);
