CREATE TABLE "documents" (
    "id" integer PRIMARY KEY,
    "owner" text NOT NULL,
    "is_public" boolean NOT NULL DEFAULT false
);
ALTER TABLE "documents" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "own_rows" ON "documents" USING ("owner" = CURRENT_USER);
CREATE POLICY "only_public" ON "documents" AS RESTRICTIVE FOR SELECT USING ("is_public");
