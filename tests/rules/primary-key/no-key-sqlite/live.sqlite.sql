CREATE TABLE "lines" (
    "order_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL
);
