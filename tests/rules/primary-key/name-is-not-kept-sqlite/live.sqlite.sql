CREATE TABLE "lines" (
    "order_id" INTEGER NOT NULL,
    "position" INTEGER NOT NULL,
    CONSTRAINT "anything" PRIMARY KEY ("order_id", "position")
);
