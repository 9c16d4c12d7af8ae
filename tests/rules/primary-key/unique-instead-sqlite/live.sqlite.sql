CREATE TABLE "lines" (
    "order_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    UNIQUE ("order_id", "position")
);
