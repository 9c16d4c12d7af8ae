CREATE TABLE "lines" (
    "order_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    PRIMARY KEY ("order_id")
);
