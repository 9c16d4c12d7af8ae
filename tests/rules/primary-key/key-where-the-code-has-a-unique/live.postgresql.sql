CREATE TABLE "lines" (
    "order_id" integer NOT NULL,
    "position" integer NOT NULL,
    CONSTRAINT "lines_order_id_position_key" PRIMARY KEY ("order_id", "position")
);
