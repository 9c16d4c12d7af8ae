CREATE TABLE "lines" (
    "order_id" integer NOT NULL,
    "position" integer NOT NULL
);

CREATE UNIQUE INDEX "lines_pkey" ON "lines" ("order_id", "position");

ALTER TABLE "lines" ADD CONSTRAINT "lines_pkey" PRIMARY KEY USING INDEX "lines_pkey";
