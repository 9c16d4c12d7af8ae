CREATE TABLE "t" ("id" integer PRIMARY KEY);
CREATE DOMAIN "a_base" AS varchar(20);
CREATE DOMAIN "b_not_null" AS text NOT NULL;
CREATE DOMAIN "c_null" AS text;
CREATE DOMAIN "d_default" AS integer DEFAULT 1;
CREATE DOMAIN "e_no_default" AS integer DEFAULT 1;
CREATE DOMAIN "f_check" AS integer CHECK (VALUE > 0);
CREATE DOMAIN "g_no_check" AS integer CHECK (VALUE > 0);
CREATE DOMAIN "h_more_checks" AS integer CHECK (VALUE > 0);
