CREATE TABLE "orders" ("id" integer PRIMARY KEY);
CREATE SEQUENCE "order_numbers";
DO $$ BEGIN EXECUTE 'DROP SEQUENCE ' || quote_ident(current_setting('old.sequence')); END $$;
