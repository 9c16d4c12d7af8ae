CREATE TABLE "t" ("id" integer PRIMARY KEY);
CREATE DOMAIN "a_base" AS varchar(10);
CREATE DOMAIN "b_not_null" AS text;
CREATE DOMAIN "c_null" AS text NOT NULL;
CREATE DOMAIN "d_default" AS integer DEFAULT 2;
CREATE DOMAIN "e_no_default" AS integer;
CREATE DOMAIN "f_check" AS integer CHECK (VALUE > 1);
CREATE DOMAIN "g_no_check" AS integer;
CREATE DOMAIN "h_more_checks" AS integer CHECK (VALUE > 0) CHECK (VALUE < 10);
