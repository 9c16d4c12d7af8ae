CREATE TABLE "measurements_of_the_northern_station" (
    "id" integer PRIMARY KEY,
    "temperature_in_degrees_celsius" integer NOT NULL,
    "pressure_in_hectopascals" integer NOT NULL
);

CREATE INDEX "measurements_of_the_northern_station_temperature_in_degrees_idx" ON "measurements_of_the_northern_station" ("temperature_in_degrees_celsius", "pressure_in_hectopascals");
