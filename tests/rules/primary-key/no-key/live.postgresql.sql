CREATE TABLE "lines" (
    "order_id" integer NOT NULL,
    "position" integer NOT NULL
);
