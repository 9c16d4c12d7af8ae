CREATE TABLE "products" (
    "id" INTEGER PRIMARY KEY,
    "price" NUMERIC NOT NULL,
    "state" TEXT NOT NULL
);
