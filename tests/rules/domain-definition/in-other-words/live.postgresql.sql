CREATE TABLE "t" ("id" integer PRIMARY KEY);
CREATE DOMAIN "a_base" AS character varying(20);
CREATE DOMAIN "b_in" AS text CHECK (VALUE = ANY (ARRAY['a', 'b']));
CREATE DOMAIN "c_between" AS integer CHECK (VALUE >= 1 AND VALUE <= 10);
CREATE DOMAIN "d_regular" AS text CONSTRAINT "shape" CHECK (value ~ '^\d+$' AND length(value) < 5);
CREATE DOMAIN "e_numeric" AS numeric(10, 2) NOT NULL DEFAULT 1.5 CHECK (VALUE > 0);
CREATE DOMAIN "f_of_a_domain" AS "c_between" CHECK (VALUE <> 5);
CREATE DOMAIN "g_named_otherwise" AS integer CONSTRAINT "other" CHECK (1 < VALUE);
CREATE DOMAIN "h_altered" AS integer DEFAULT 3 NOT NULL CHECK (VALUE > 0);
