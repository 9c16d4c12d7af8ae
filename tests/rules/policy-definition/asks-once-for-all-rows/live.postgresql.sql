CREATE TABLE "documents" (
    "id" integer PRIMARY KEY,
    "owner" text NOT NULL
);
ALTER TABLE "documents" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "own_rows" ON "documents" USING ((SELECT current_setting('app.owner', true)) = "owner");
