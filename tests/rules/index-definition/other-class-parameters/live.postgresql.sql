CREATE TABLE "pages" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL,
    "text" tsvector
);

CREATE INDEX "pages_text_idx" ON "pages" USING gist ("text");
