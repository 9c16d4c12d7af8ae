CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "name" TEXT NOT NULL COLLATE BINARY
);
