CREATE TABLE "pages" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL,
    "text" tsvector
);

ALTER TABLE "pages" ALTER COLUMN "name" TYPE text COLLATE "C";

CREATE INDEX "pages_name_idx" ON "pages" ("name");
