CREATE TABLE "lines" (
    "order_id" integer NOT NULL,
    "position" integer NOT NULL,
    CONSTRAINT "lines_pkey" PRIMARY KEY ("position", "order_id")
);
