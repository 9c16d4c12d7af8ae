CREATE TABLE "seats" (
    "row" INTEGER NOT NULL,
    "number" INTEGER,

    PRIMARY KEY ("row", "number")
);
