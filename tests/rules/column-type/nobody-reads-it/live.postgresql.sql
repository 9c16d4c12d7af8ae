CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "un" text,
    "ignored" text NOT NULL,
    "read" text NOT NULL
);
