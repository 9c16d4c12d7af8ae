CREATE TABLE "lines" (
    "order_id" integer NOT NULL,
    "position" integer NOT NULL,
    CONSTRAINT "lines_pkey" UNIQUE ("order_id", "position")
);
