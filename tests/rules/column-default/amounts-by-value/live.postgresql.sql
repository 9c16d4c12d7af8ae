CREATE TABLE "things" (
    "id" integer PRIMARY KEY,
    "exact" money NOT NULL DEFAULT 12.50,
    "text" money NOT NULL DEFAULT '$12.50'::money,
    "thousands" money NOT NULL DEFAULT (-1234.50)::numeric::money,
    "other" money NOT NULL DEFAULT 12.51,
    "other_text" money NOT NULL DEFAULT '$125.00'::money
);
