CREATE TABLE "users" (
    "id" TEXT PRIMARY KEY,
    "name" TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE "pairs" (
    "one" INTEGER NOT NULL,
    "two" INTEGER NOT NULL,
    PRIMARY KEY ("one", "two")
);
