CREATE TABLE "users" (
    "id" TEXT PRIMARY KEY,
    "name" TEXT
);

CREATE TABLE "pairs" (
    "one" INTEGER,
    "two" INTEGER NOT NULL,
    PRIMARY KEY ("one", "two")
);
