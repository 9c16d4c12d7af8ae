CREATE TABLE "countries" (
    "id" integer PRIMARY KEY,
    "code" text NOT NULL,
    "region" text NOT NULL
);

CREATE UNIQUE INDEX "countries_code_region_key" ON "countries" ("code", "region");

CREATE TABLE "cities" (
    "id" integer PRIMARY KEY,
    "code" text NOT NULL,
    "region" text NOT NULL,
    CONSTRAINT "cities_code_region_fkey" FOREIGN KEY ("region", "code") REFERENCES "countries" ("region", "code") ON DELETE RESTRICT ON UPDATE CASCADE
);
