CREATE TABLE "seats" (
    "row" INTEGER NOT NULL,
    "number" INTEGER NOT NULL,

    PRIMARY KEY ("row", "number")
);
