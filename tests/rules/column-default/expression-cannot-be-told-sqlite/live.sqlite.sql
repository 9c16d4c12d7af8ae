CREATE TABLE "things" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "value" TEXT NOT NULL DEFAULT (hex(randomblob(8)))
);
