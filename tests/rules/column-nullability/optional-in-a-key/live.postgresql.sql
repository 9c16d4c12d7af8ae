CREATE TABLE "seats" (
    "row" INTEGER NOT NULL,
    "number" INTEGER,

    CONSTRAINT "seats_pkey" PRIMARY KEY ("row", "number")
);
