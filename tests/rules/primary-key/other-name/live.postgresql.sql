CREATE TABLE "lines" (
    "order_id" integer NOT NULL,
    "position" integer NOT NULL,
    CONSTRAINT "pk_lines" PRIMARY KEY ("order_id", "position")
);
