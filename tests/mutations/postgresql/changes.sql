-- Changes made by hand to a database that was made from `schema.prisma` by `official.sql`. Each
-- begins with a line `--- name`; the lines `--> finding` behind it are all that may be reported,
-- and `--> nothing` says that the change is none of the schema's business.

--- nothing is changed
SELECT 1;
--> nothing

-- Tables

--- a table is dropped
DROP TABLE "comments";
--> error missing-table table public.comments

--- a table that others refer to is dropped
DROP TABLE "countries" CASCADE;
--> error missing-table table public.countries

--- a join table is dropped
DROP TABLE "_LabelToPost";
--> error missing-table table public._LabelToPost

--- a table is renamed
ALTER TABLE "comments" RENAME TO "remarks";
--> error missing-table table public.comments
--> note extra-table table public.remarks

--- a table is renamed in its case only
ALTER TABLE "comments" RENAME TO "Comments";
--> error missing-table table public.comments
--> note extra-table table public.Comments

--- a table is moved to another schema
CREATE SCHEMA "old";
ALTER TABLE "comments" SET SCHEMA "old";
--> error missing-table table public.comments

--- a table is added
CREATE TABLE "backup" ("id" integer);
--> note extra-table table public.backup

--- a table is added in another schema
CREATE SCHEMA "other";
CREATE TABLE "other"."backup" ("id" integer);
--> nothing

--- a table is replaced by a view
ALTER TABLE "countries" RENAME TO "all_countries";
CREATE VIEW "countries" AS SELECT * FROM "all_countries";
--> note extra-table table public.all_countries
--> error foreign-key-definition foreign-key public.teams.teams_country_code_fkey

--- a table is replaced by a view that takes no writes
ALTER TABLE "comments" RENAME TO "all_comments";
CREATE VIEW "comments" AS SELECT DISTINCT * FROM "all_comments";
--> note extra-table table public.all_comments
--> error missing-table table public.comments

-- Columns

--- a column is dropped
ALTER TABLE "users" DROP COLUMN "bio";
--> error missing-column column public.users.bio

--- a column with an index and a foreign key is dropped
ALTER TABLE "users" DROP COLUMN "team_id" CASCADE;
CREATE VIEW "team_sizes" AS SELECT 1 AS "id", 1::bigint AS "members";
--> error missing-column column public.users.team_id

--- a column of a primary key is dropped
ALTER TABLE "translations" DROP COLUMN "language" CASCADE;
--> error missing-column column public.translations.language

--- a column is renamed
ALTER TABLE "users" RENAME COLUMN "bio" TO "about";
--> error missing-column column public.users.bio
--> note extra-column column public.users.about

--- a required column is renamed
ALTER TABLE "comments" RENAME COLUMN "body" TO "text";
--> error missing-column column public.comments.body
--> error extra-required-column column public.comments.text

--- a column with an index is renamed
ALTER TABLE "teams" RENAME COLUMN "created_at" TO "made_at";
--> error missing-column column public.teams.created_at
--> note extra-column column public.teams.made_at

--- a column is renamed in its case only
ALTER TABLE "users" RENAME COLUMN "bio" TO "Bio";
--> error missing-column column public.users.bio
--> note extra-column column public.users.Bio

--- an optional column is added
ALTER TABLE "users" ADD COLUMN "nickname" text;
--> note extra-column column public.users.nickname

--- a required column with a default is added
ALTER TABLE "users" ADD COLUMN "tenant" integer NOT NULL DEFAULT 1;
--> note extra-column column public.users.tenant

--- a required column without default is added
ALTER TABLE "users" ADD COLUMN "tenant" integer NOT NULL;
--> error extra-required-column column public.users.tenant

--- a numbered column is added
ALTER TABLE "users" ADD COLUMN "number" serial;
--> note extra-column column public.users.number

--- a computed column is added
ALTER TABLE "users" ADD COLUMN "key" text GENERATED ALWAYS AS (lower("display_name")) STORED;
--> note extra-column column public.users.key

-- Types

--- text becomes a number
ALTER TABLE "comments" ALTER COLUMN "body" TYPE integer USING 0;
--> error column-type column public.comments.body

--- an integer is narrowed
ALTER TABLE "users" ALTER COLUMN "visits" TYPE integer;
--> error column-type column public.users.visits

--- an integer is widened
ALTER TABLE "users" ALTER COLUMN "points" TYPE bigint;
--> error column-type column public.users.points

--- a small integer is widened
ALTER TABLE "users" ALTER COLUMN "age" TYPE integer;
--> error column-type column public.users.age

--- a length is shortened
ALTER TABLE "users" ALTER COLUMN "display_name" TYPE varchar(60);
--> error column-type column public.users.display_name

--- a length is extended
ALTER TABLE "users" ALTER COLUMN "display_name" TYPE varchar(240);
--> error column-type column public.users.display_name

--- a length is dropped
ALTER TABLE "users" ALTER COLUMN "display_name" TYPE text;
--> error column-type column public.users.display_name

--- a text gets a length
ALTER TABLE "users" ALTER COLUMN "bio" TYPE varchar(100);
--> error column-type column public.users.bio

--- a fixed length becomes a variable one
ALTER TABLE "countries" ALTER COLUMN "code" TYPE varchar(2);
--> error column-type column public.countries.code

--- a precision is changed
ALTER TABLE "users" ALTER COLUMN "balance" TYPE numeric(10,2);
--> error column-type column public.users.balance

--- a scale is changed
ALTER TABLE "users" ALTER COLUMN "balance" TYPE numeric(12,4);
--> error column-type column public.users.balance

--- precision and scale are dropped
ALTER TABLE "users" ALTER COLUMN "balance" TYPE numeric;
--> error column-type column public.users.balance

--- a double becomes a real
ALTER TABLE "users" ALTER COLUMN "score" TYPE real;
--> error column-type column public.users.score

--- the precision of a timestamp is changed
ALTER TABLE "users" ALTER COLUMN "updated_at" TYPE timestamp(6);
--> error column-type column public.users.updated_at

--- the precision of a timestamp is dropped
ALTER TABLE "users" ALTER COLUMN "updated_at" TYPE timestamp;
--> error column-type column public.users.updated_at

--- a timestamp gets a time zone
ALTER TABLE "users" ALTER COLUMN "updated_at" TYPE timestamptz(3);
--> error column-type column public.users.updated_at

--- a timestamp loses its time zone
ALTER TABLE "users" ALTER COLUMN "last_seen_at" TYPE timestamp(3);
--> error column-type column public.users.last_seen_at

--- a date becomes a timestamp
ALTER TABLE "users" ALTER COLUMN "born_on" TYPE timestamp(3);
--> error column-type column public.users.born_on

--- the precision of a time is changed
ALTER TABLE "users" ALTER COLUMN "wakes_at" TYPE time(3);
--> error column-type column public.users.wakes_at

--- jsonb becomes json
ALTER TABLE "users" ALTER COLUMN "settings" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "settings" TYPE json;
ALTER TABLE "users" ALTER COLUMN "settings" SET DEFAULT '{"theme": "light"}';
--> error column-type column public.users.settings

--- citext becomes text
ALTER TABLE "users" ALTER COLUMN "email" TYPE text;
--> error column-type column public.users.email

--- a list becomes a scalar
DROP INDEX "users_tags_idx";
ALTER TABLE "users" ALTER COLUMN "tags" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "tags" TYPE text USING 'x';
ALTER TABLE "users" ALTER COLUMN "tags" SET NOT NULL;
CREATE INDEX "users_tags_idx" ON "users" ("tags");
--> error column-type column public.users.tags
--> error column-default column public.users.tags
--> warning index-definition index public.users.users_tags_idx

--- the elements of a list change their type
ALTER TABLE "users" ALTER COLUMN "tags" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "tags" TYPE varchar(10)[];
ALTER TABLE "users" ALTER COLUMN "tags" SET DEFAULT ARRAY[]::varchar(10)[];
--> error column-type column public.users.tags

--- bytes become text
ALTER TABLE "users" ALTER COLUMN "avatar" TYPE text USING 'x';
--> error column-type column public.users.avatar

--- an enum column becomes text
DROP VIEW "team_sizes";
ALTER TABLE "users" ALTER COLUMN "role" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "role" TYPE text;
ALTER TABLE "users" ALTER COLUMN "role" SET DEFAULT 'reader';
CREATE VIEW "team_sizes" AS SELECT 1 AS "id", 1::bigint AS "members";
--> error column-type column public.users.role

-- Nullability

--- a column takes null
ALTER TABLE "comments" ALTER COLUMN "body" DROP NOT NULL;
--> error column-nullability column public.comments.body

--- a column takes no null
ALTER TABLE "users" ALTER COLUMN "bio" SET NOT NULL;
--> error column-nullability column public.users.bio

--- a list takes no null
ALTER TABLE "users" ALTER COLUMN "tags" SET NOT NULL;
--> nothing

-- Defaults and numbering

--- a default is dropped
ALTER TABLE "users" ALTER COLUMN "points" DROP DEFAULT;
--> error column-default column public.users.points

--- the default of a timestamp is dropped
ALTER TABLE "users" ALTER COLUMN "created_at" DROP DEFAULT;
--> error column-default column public.users.created_at

--- a default expression is dropped
ALTER TABLE "users" ALTER COLUMN "token" DROP DEFAULT;
--> error column-default column public.users.token

--- the default of a list is dropped
ALTER TABLE "users" ALTER COLUMN "tags" DROP DEFAULT;
--> error column-default column public.users.tags

--- a default is changed
ALTER TABLE "users" ALTER COLUMN "points" SET DEFAULT 1;
--> error column-default column public.users.points

--- the sign of a default is changed
ALTER TABLE "users" ALTER COLUMN "score" SET DEFAULT -1.5;
--> error column-default column public.users.score

--- a boolean default is changed
ALTER TABLE "users" ALTER COLUMN "is_active" SET DEFAULT false;
--> error column-default column public.users.is_active

--- an enum default is changed
ALTER TABLE "users" ALTER COLUMN "role" SET DEFAULT 'ADMIN';
--> error column-default column public.users.role

--- a JSON default is changed
ALTER TABLE "users" ALTER COLUMN "settings" SET DEFAULT '{"theme": "dark"}';
--> error column-default column public.users.settings

--- a list default is changed
ALTER TABLE "users" ALTER COLUMN "tags" SET DEFAULT ARRAY['new'];
--> error column-default column public.users.tags

--- a default expression is changed
ALTER TABLE "users" ALTER COLUMN "token" SET DEFAULT md5((random() * 2)::text);
--> error column-default column public.users.token

--- a default moment becomes a fixed one
ALTER TABLE "users" ALTER COLUMN "created_at" SET DEFAULT '2026-01-01 00:00:00';
--> error column-default column public.users.created_at

--- a default is added
ALTER TABLE "comments" ALTER COLUMN "body" SET DEFAULT '';
--> note column-default column public.comments.body

--- a default is written in another way
ALTER TABLE "users" ALTER COLUMN "created_at" SET DEFAULT now();
ALTER TABLE "users" ALTER COLUMN "balance" SET DEFAULT 0.00;
ALTER TABLE "users" ALTER COLUMN "settings" SET DEFAULT '{"theme":"light"}';
ALTER TABLE "users" ALTER COLUMN "tags" SET DEFAULT '{}';
--> nothing

--- the numbering of a key is dropped
ALTER TABLE "teams" ALTER COLUMN "id" DROP DEFAULT;
--> error column-identity column public.teams.id

--- a sequence is dropped
DROP SEQUENCE "teams_id_seq" CASCADE;
--> error column-identity column public.teams.id

--- the numbering of a column that is no key is dropped
DROP SEQUENCE "posts_number_seq" CASCADE;
--> error column-identity column public.posts.number

--- a serial becomes an identity
ALTER TABLE "teams" ALTER COLUMN "id" DROP DEFAULT;
ALTER TABLE "teams" ALTER COLUMN "id" ADD GENERATED BY DEFAULT AS IDENTITY;
--> nothing

--- a serial becomes an identity that is always generated
ALTER TABLE "teams" ALTER COLUMN "id" DROP DEFAULT;
ALTER TABLE "teams" ALTER COLUMN "id" ADD GENERATED ALWAYS AS IDENTITY;
--> nothing

--- a column is numbered that was not
ALTER TABLE "users" ALTER COLUMN "points" DROP DEFAULT;
ALTER TABLE "users" ALTER COLUMN "points" ADD GENERATED BY DEFAULT AS IDENTITY;
--> note column-identity column public.users.points

--- a sequence is renamed
ALTER SEQUENCE "teams_id_seq" RENAME TO "team_numbers";
--> nothing

-- Primary keys

--- a primary key is dropped
ALTER TABLE "comments" DROP CONSTRAINT "comments_pkey";
--> error primary-key primary-key public.comments.comments_pkey

--- a primary key gets another column
ALTER TABLE "comments" DROP CONSTRAINT "comments_pkey";
ALTER TABLE "comments" ADD CONSTRAINT "comments_pkey" PRIMARY KEY ("id", "language");
--> error primary-key primary-key public.comments.comments_pkey

--- the columns of a primary key change places
ALTER TABLE "_LabelToPost" DROP CONSTRAINT "_LabelToPost_AB_pkey";
ALTER TABLE "_LabelToPost" ADD CONSTRAINT "_LabelToPost_AB_pkey" PRIMARY KEY ("B", "A");
--> warning index-definition unique public._LabelToPost.(A, B)

--- a primary key is renamed
ALTER TABLE "comments" RENAME CONSTRAINT "comments_pkey" TO "pk_comments";
--> note primary-key primary-key public.comments.pk_comments

--- the primary key of a join table is the unique index of older versions
ALTER TABLE "_LabelToPost" DROP CONSTRAINT "_LabelToPost_AB_pkey";
CREATE UNIQUE INDEX "_LabelToPost_AB_unique" ON "_LabelToPost" ("A", "B");
--> nothing

-- Uniques

--- a unique index is dropped
DROP INDEX "users_email_key";
--> error missing-unique unique public.users.users_email_key

--- a unique index loses its uniqueness
DROP INDEX "users_email_key";
CREATE INDEX "users_email_key" ON "users" ("email");
--> error missing-unique unique public.users.users_email_key

--- a unique index becomes a unique constraint
DROP INDEX "users_email_key";
ALTER TABLE "users" ADD CONSTRAINT "users_email_key" UNIQUE ("email");
--> nothing

--- a unique index is renamed
ALTER INDEX "users_email_key" RENAME TO "uq_email";
--> note index-definition unique public.users.users_email_key

--- a unique index loses a column
DROP INDEX "posts_author_id_slug_key";
CREATE UNIQUE INDEX "posts_author_id_slug_key" ON "posts" ("author_id");
--> error index-definition unique public.posts.posts_author_id_slug_key

--- a unique index gets a predicate
DROP INDEX "posts_author_id_slug_key";
CREATE UNIQUE INDEX "posts_author_id_slug_key" ON "posts" ("author_id", "slug") WHERE "deleted_at" IS NULL;
--> error index-definition unique public.posts.posts_author_id_slug_key

--- a partial unique index loses its predicate
DROP INDEX "posts_live_number_key";
CREATE UNIQUE INDEX "posts_live_number_key" ON "posts" ("number");
--> error index-definition unique public.posts.posts_live_number_key

--- a partial unique index gets another predicate
DROP INDEX "posts_live_number_key";
CREATE UNIQUE INDEX "posts_live_number_key" ON "posts" ("number") WHERE "published_at" IS NULL;
--> error index-definition unique public.posts.posts_live_number_key

--- a unique index is added
CREATE UNIQUE INDEX "users_display_name_key" ON "users" ("display_name");
--> error extra-index unique public.users.users_display_name_key

--- a unique constraint is added
ALTER TABLE "users" ADD UNIQUE ("display_name");
--> error extra-index unique public.users.users_display_name_key

-- Indexes

--- an index is dropped
DROP INDEX "users_team_id_role_idx";
--> warning missing-index index public.users.users_team_id_role_idx

--- the index of a join table is dropped
DROP INDEX "_LabelToPost_B_index";
--> warning missing-index index public._LabelToPost._LabelToPost_B_index

--- an index is renamed
ALTER INDEX "users_team_id_role_idx" RENAME TO "users_by_team";
--> note index-definition index public.users.users_team_id_role_idx

--- the direction of an index is changed
DROP INDEX "teams_created_at_idx";
CREATE INDEX "teams_created_at_idx" ON "teams" ("created_at");
--> warning index-definition index public.teams.teams_created_at_idx

--- the columns of an index change places
DROP INDEX "users_team_id_role_idx";
CREATE INDEX "users_team_id_role_idx" ON "users" ("role", "team_id");
--> warning index-definition index public.users.users_team_id_role_idx

--- an index loses a column
DROP INDEX "users_team_id_role_idx";
CREATE INDEX "users_team_id_role_idx" ON "users" ("team_id");
--> warning index-definition index public.users.users_team_id_role_idx

--- an index becomes unique
DROP INDEX "users_team_id_role_idx";
CREATE UNIQUE INDEX "users_team_id_role_idx" ON "users" ("team_id", "role");
--> error index-definition index public.users.users_team_id_role_idx

--- the method of an index is changed
DROP INDEX "posts_status_idx";
CREATE INDEX "posts_status_idx" ON "posts" ("status");
--> warning index-definition index public.posts.posts_status_idx

--- the operator class of an index is changed
DROP INDEX "posts_meta_idx";
CREATE INDEX "posts_meta_idx" ON "posts" USING gin ("meta");
--> warning index-definition index public.posts.posts_meta_idx

--- an index gets a predicate
DROP INDEX "users_team_id_role_idx";
CREATE INDEX "users_team_id_role_idx" ON "users" ("team_id", "role") WHERE "is_active";
--> warning index-definition index public.users.users_team_id_role_idx

--- the predicate of an index is dropped
DROP INDEX "posts_live_idx";
CREATE INDEX "posts_live_idx" ON "posts" ("published_at");
--> warning index-definition index public.posts.posts_live_idx

--- the predicate of an index is changed
DROP INDEX "posts_live_idx";
CREATE INDEX "posts_live_idx" ON "posts" ("published_at") WHERE "status" = 'REVIEW';
--> warning index-definition index public.posts.posts_live_idx

--- an index is added
CREATE INDEX "users_bio_idx" ON "users" ("bio");
--> note extra-index index public.users.users_bio_idx

--- a partial index is added
CREATE INDEX "users_bio_idx" ON "users" ("bio") WHERE "is_active";
--> note extra-index index public.users.users_bio_idx

--- an expression index is added
CREATE INDEX "users_lower_bio_idx" ON "users" (lower("bio"));
--> nothing

--- a covering index is added
CREATE INDEX "users_covering_idx" ON "users" ("bio") INCLUDE ("age");
--> nothing

--- an index is left invalid
UPDATE pg_index SET indisvalid = false WHERE indexrelid = '"users_team_id_role_idx"'::regclass;
--> warning invalid-index index public.users.users_team_id_role_idx

--- a unique index is left invalid
UPDATE pg_index SET indisvalid = false WHERE indexrelid = '"users_email_key"'::regclass;
--> error invalid-index unique public.users.users_email_key

-- Foreign keys

--- a foreign key is dropped
ALTER TABLE "posts" DROP CONSTRAINT "posts_author_id_fkey";
--> error missing-foreign-key foreign-key public.posts.posts_author_id_fkey

--- a foreign key over two columns is dropped
ALTER TABLE "comments" DROP CONSTRAINT "comments_post_id_language_fkey";
--> error missing-foreign-key foreign-key public.comments.comments_post_id_language_fkey

--- a foreign key of a join table is dropped
ALTER TABLE "_LabelToPost" DROP CONSTRAINT "_LabelToPost_A_fkey";
--> error missing-foreign-key foreign-key public._LabelToPost._LabelToPost_A_fkey

--- a foreign key is added
ALTER TABLE "comments" ADD CONSTRAINT "comments_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "posts" ("id");
--> error extra-foreign-key foreign-key public.comments.comments_post_id_fkey

--- the delete action of a foreign key is changed
ALTER TABLE "posts" DROP CONSTRAINT "posts_author_id_fkey";
ALTER TABLE "posts" ADD CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE RESTRICT ON UPDATE CASCADE;
--> error foreign-key-definition foreign-key public.posts.posts_author_id_fkey

--- an optional foreign key cascades
ALTER TABLE "users" DROP CONSTRAINT "users_team_id_fkey";
ALTER TABLE "users" ADD CONSTRAINT "users_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams" ("id") ON DELETE CASCADE ON UPDATE CASCADE;
--> error foreign-key-definition foreign-key public.users.users_team_id_fkey

--- the update action of a foreign key is changed
ALTER TABLE "posts" DROP CONSTRAINT "posts_author_id_fkey";
ALTER TABLE "posts" ADD CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE;
--> error foreign-key-definition foreign-key public.posts.posts_author_id_fkey

--- the target of a foreign key is changed
ALTER TABLE "users" DROP CONSTRAINT "users_team_id_fkey";
ALTER TABLE "users" ADD CONSTRAINT "users_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "labels" ("id") ON DELETE SET NULL ON UPDATE CASCADE;
--> error foreign-key-definition foreign-key public.users.users_team_id_fkey

--- a foreign key is made deferrable
ALTER TABLE "posts" ALTER CONSTRAINT "posts_author_id_fkey" DEFERRABLE INITIALLY DEFERRED;
--> nothing

--- a foreign key is not validated
ALTER TABLE "posts" DROP CONSTRAINT "posts_author_id_fkey";
ALTER TABLE "posts" ADD CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE NOT VALID;
--> error unvalidated-constraint foreign-key public.posts.posts_author_id_fkey

--- a foreign key is renamed
ALTER TABLE "posts" RENAME CONSTRAINT "posts_author_id_fkey" TO "fk_author";
--> note foreign-key-definition foreign-key public.posts.posts_author_id_fkey

-- Enums

--- an enum value is added
ALTER TYPE "role" ADD VALUE 'OWNER';
--> error extra-enum-value enum-value public.role.OWNER

--- an enum value is added in front
ALTER TYPE "role" ADD VALUE 'OWNER' BEFORE 'ADMIN';
--> error extra-enum-value enum-value public.role.OWNER

--- an enum value is removed
ALTER TYPE "Status" RENAME TO "Status_old";
CREATE TYPE "Status" AS ENUM ('DRAFT', 'LIVE');
DROP INDEX "posts_live_idx";
ALTER TABLE "posts" ALTER COLUMN "status" DROP DEFAULT;
ALTER TABLE "posts" ALTER COLUMN "status" TYPE "Status" USING "status"::text::"Status";
ALTER TABLE "posts" ALTER COLUMN "status" SET DEFAULT 'DRAFT';
CREATE INDEX "posts_live_idx" ON "posts" ("published_at") WHERE "status" = 'LIVE';
DROP TYPE "Status_old";
--> error missing-enum-value enum-value public.Status.REVIEW

--- an enum value is renamed
ALTER TYPE "Status" RENAME VALUE 'REVIEW' TO 'REVIEWED';
--> error missing-enum-value enum-value public.Status.REVIEW
--> error extra-enum-value enum-value public.Status.REVIEWED

--- an enum value is renamed in its case only
ALTER TYPE "role" RENAME VALUE 'reader' TO 'READER';
--> error missing-enum-value enum-value public.role.reader
--> error extra-enum-value enum-value public.role.READER
--> error column-default column public.users.role

--- the values of an enum change places
ALTER TYPE "Status" RENAME VALUE 'DRAFT' TO 'X';
ALTER TYPE "Status" RENAME VALUE 'REVIEW' TO 'DRAFT';
ALTER TYPE "Status" RENAME VALUE 'X' TO 'REVIEW';
ALTER TABLE "posts" ALTER COLUMN "status" SET DEFAULT 'DRAFT';
--> nothing

--- an enum is dropped
DROP INDEX "posts_live_idx";
ALTER TABLE "posts" ALTER COLUMN "status" DROP DEFAULT;
ALTER TABLE "posts" ALTER COLUMN "status" TYPE text;
ALTER TABLE "posts" ALTER COLUMN "status" SET DEFAULT 'DRAFT';
CREATE INDEX "posts_live_idx" ON "posts" ("published_at") WHERE "status" = 'LIVE';
DROP TYPE "Status";
--> error missing-enum enum public.Status
--> error column-type column public.posts.status

--- an enum is dropped with its columns
DROP TYPE "Status" CASCADE;
--> error missing-enum enum public.Status
--> error missing-column column public.posts.status
--> warning missing-index index public.posts.posts_live_idx

--- an enum is renamed
ALTER TYPE "Status" RENAME TO "PostStatus";
--> error missing-enum enum public.Status
--> error column-type column public.posts.status

--- an enum is added
CREATE TYPE "Mood" AS ENUM ('sad', 'happy');
--> nothing

-- Extensions and views

--- an extension is dropped
DROP INDEX "users_email_key";
ALTER TABLE "users" ALTER COLUMN "email" TYPE text;
CREATE UNIQUE INDEX "users_email_key" ON "users" ("email");
DROP EXTENSION "citext";
--> error missing-extension extension citext
--> error column-type column public.users.email

--- an extension is added
CREATE EXTENSION "pg_trgm";
--> nothing

--- an extension is moved to another schema
CREATE SCHEMA "extensions";
ALTER EXTENSION "citext" SET SCHEMA "extensions";
--> nothing

--- a view is dropped
DROP VIEW "team_sizes";
--> error missing-view view public.team_sizes

--- a view loses a column
DROP VIEW "team_sizes";
CREATE VIEW "team_sizes" AS SELECT 1 AS "id";
--> error missing-column column public.team_sizes.members

--- the type of a view's column is changed
DROP VIEW "team_sizes";
CREATE VIEW "team_sizes" AS SELECT 1 AS "id", 'many' AS "members";
--> error column-type column public.team_sizes.members

--- a view shows more
DROP VIEW "team_sizes";
CREATE VIEW "team_sizes" AS SELECT 1 AS "id", 1::bigint AS "members", 'x' AS "name";
--> nothing

--- a view becomes a materialised view
DROP VIEW "team_sizes";
CREATE MATERIALIZED VIEW "team_sizes" AS SELECT 1 AS "id", 1::bigint AS "members";
--> nothing

--- a view is added
CREATE VIEW "active_users" AS SELECT * FROM "users" WHERE "is_active";
--> nothing

-- What a Prisma schema cannot speak of

--- a check is added
ALTER TABLE "users" ADD CONSTRAINT "users_points_check" CHECK ("points" >= 0);
--> nothing

--- a trigger is added
CREATE FUNCTION "touch"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW."updated_at" = now(); RETURN NEW; END $$;
CREATE TRIGGER "touch" BEFORE UPDATE ON "users" FOR EACH ROW EXECUTE FUNCTION "touch"();
--> nothing

--- row-level security is switched on
ALTER TABLE "users" ENABLE ROW LEVEL SECURITY;
CREATE POLICY "own" ON "users" USING ("display_name" = current_user);
--> nothing

--- a comment is added
COMMENT ON TABLE "users" IS 'people';
COMMENT ON COLUMN "users"."bio" IS 'what they say of themselves';
--> nothing

--- storage is changed
ALTER TABLE "users" SET (fillfactor = 70);
ALTER TABLE "users" ALTER COLUMN "bio" SET STORAGE EXTERNAL;
--> nothing

--- rights are changed
REVOKE ALL ON "users" FROM PUBLIC;
GRANT SELECT ON "users" TO PUBLIC;
--> nothing

--- rows are written and statistics taken
INSERT INTO "countries" ("code", "name") VALUES ('DE', 'Germany');
INSERT INTO "teams" ("name", "slug", "country_code") VALUES ('Red', 'red', 'DE');
ANALYZE;
--> nothing

--- columns stand in another order
ALTER TABLE "countries" RENAME TO "countries_old";
ALTER TABLE "teams" DROP CONSTRAINT "teams_country_code_fkey";
ALTER TABLE "countries_old" DROP CONSTRAINT "countries_pkey";
CREATE TABLE "countries" ("name" varchar(60) NOT NULL, "code" char(2) NOT NULL, CONSTRAINT "countries_pkey" PRIMARY KEY ("code"));
DROP TABLE "countries_old";
ALTER TABLE "teams" ADD CONSTRAINT "teams_country_code_fkey" FOREIGN KEY ("country_code") REFERENCES "countries" ("code") ON DELETE RESTRICT ON UPDATE CASCADE;
--> nothing
