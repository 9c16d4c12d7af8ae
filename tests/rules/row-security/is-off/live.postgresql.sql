CREATE TABLE "documents" (
    "id" integer PRIMARY KEY,
    "owner" text NOT NULL,
    "is_public" boolean NOT NULL DEFAULT false
);
