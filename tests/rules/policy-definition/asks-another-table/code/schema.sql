CREATE TABLE "members" (
    "id" integer PRIMARY KEY,
    "name" text NOT NULL
);
CREATE TABLE "documents" (
    "id" integer PRIMARY KEY,
    "owner" text NOT NULL,
    "is_public" boolean NOT NULL DEFAULT false
);
ALTER TABLE "documents" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "own_rows" ON "documents" USING ("owner" IN (SELECT "name" FROM "members"));
