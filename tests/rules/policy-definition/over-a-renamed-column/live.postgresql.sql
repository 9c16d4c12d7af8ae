CREATE TABLE "documents" (
    "id" integer PRIMARY KEY,
    "owner" text NOT NULL,
    "open" boolean NOT NULL DEFAULT false
);
ALTER TABLE "documents" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "own_rows" ON "documents" USING ("open");
