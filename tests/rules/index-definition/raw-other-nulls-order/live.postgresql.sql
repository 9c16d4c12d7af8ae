CREATE TABLE "pages" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL,
    "text" tsvector
);

CREATE INDEX "pages_name_idx" ON "pages" ("name");
