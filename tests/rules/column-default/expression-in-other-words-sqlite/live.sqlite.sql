CREATE TABLE "things" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "value" TEXT NOT NULL DEFAULT (LOWER( hex(randomblob(8)) ))
);
