CREATE TABLE "countries" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "code" TEXT NOT NULL,
    "region" TEXT NOT NULL
);

CREATE UNIQUE INDEX "countries_code_region_key" ON "countries" ("code", "region");

CREATE TABLE "cities" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "code" TEXT NOT NULL,
    "region" TEXT NOT NULL,
    CONSTRAINT "cities_code_region_fkey" FOREIGN KEY ("region", "code") REFERENCES "countries" ("region", "code") ON DELETE RESTRICT ON UPDATE CASCADE
);
