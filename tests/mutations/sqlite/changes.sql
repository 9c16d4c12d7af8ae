-- Changes made by hand to a SQLite file that was made from `schema.prisma` by `official.sql`. Each
-- begins with a line `--- name`; the lines `--> finding` behind it are all that may be reported,
-- and `--> nothing` says that the change is none of the schema's business. SQLite cannot change
-- most of what a table is, so that a table is made anew: `<` and `>` say what is other in its DDL.

--- nothing is changed
SELECT 1;
--> nothing

-- Tables

--- a table is dropped
DROP TABLE "comments";
--> error missing-table table comments

--- a table that others refer to is dropped
DROP VIEW "team_sizes";
DROP TABLE "teams";
CREATE VIEW "team_sizes" AS SELECT 1 AS "id", 1 AS "members";
--> error missing-table table teams

--- a join table is dropped
DROP TABLE "_LabelToPost";
--> error missing-table table _LabelToPost

--- a table is renamed
ALTER TABLE "comments" RENAME TO "remarks";
--> error missing-table table comments
--> note extra-table table remarks

--- a table is renamed in its case only
ALTER TABLE "comments" RENAME TO "comments_new";
ALTER TABLE "comments_new" RENAME TO "Comments";
--> nothing

--- a table is added
CREATE TABLE "backup" ("id" INTEGER);
--> note extra-table table backup

--- a table is made anew as migration tools do it
PRAGMA foreign_keys = OFF;
CREATE TABLE "new_comments" (
    "id" BIGINT NOT NULL PRIMARY KEY,
    "post_id" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "body" TEXT NOT NULL,
    CONSTRAINT "comments_post_id_language_fkey" FOREIGN KEY ("post_id", "language") REFERENCES "translations" ("post_id", "language") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_comments" SELECT * FROM "comments";
DROP TABLE "comments";
ALTER TABLE "new_comments" RENAME TO "comments";
CREATE INDEX "comments_post_id_language_idx" ON "comments" ("post_id", "language");
--> nothing

--- a table is made anew without its index and its reference
CREATE TABLE "new_comments" (
    "id" BIGINT NOT NULL PRIMARY KEY,
    "post_id" INTEGER NOT NULL,
    "language" TEXT NOT NULL,
    "body" TEXT NOT NULL
);
DROP TABLE "comments";
ALTER TABLE "new_comments" RENAME TO "comments";
--> error missing-foreign-key foreign-key comments.comments_post_id_language_fkey
--> warning missing-index index comments.comments_post_id_language_idx

-- Columns

--- a column is dropped
ALTER TABLE "users" DROP COLUMN "bio";
--> error missing-column column users.bio

--- a column is renamed
ALTER TABLE "users" RENAME COLUMN "bio" TO "about";
--> error missing-column column users.bio
--> note extra-column column users.about

--- a required column is renamed
ALTER TABLE "comments" RENAME COLUMN "body" TO "text";
--> error missing-column column comments.body
--> error extra-required-column column comments.text

--- a column with an index is renamed
ALTER TABLE "teams" RENAME COLUMN "created_at" TO "made_at";
--> error missing-column column teams.created_at
--> note extra-column column teams.made_at

--- a column is renamed in its case only
ALTER TABLE "users" RENAME COLUMN "bio" TO "Bio";
--> nothing

--- an optional column is added
ALTER TABLE "users" ADD COLUMN "nickname" TEXT;
--> note extra-column column users.nickname

--- a required column with a default is added
ALTER TABLE "users" ADD COLUMN "tenant" INTEGER NOT NULL DEFAULT 1;
--> note extra-column column users.tenant

--- a required column without default is added
<     "bio" TEXT,
>     "bio" TEXT, "tenant" INTEGER NOT NULL,
--> error extra-required-column column users.tenant

--- a computed column is added
ALTER TABLE "users" ADD COLUMN "key" TEXT AS (lower("email"));
--> note extra-column column users.key

-- Types

--- text becomes a number
<     "body" TEXT NOT NULL
>     "body" INTEGER NOT NULL
--> error column-type column comments.body

--- a number becomes text
<     "age" INTEGER
>     "age" TEXT
--> error column-type column users.age

--- a moment becomes text
<     "updated_at" DATETIME NOT NULL
>     "updated_at" TEXT NOT NULL
--> error column-type column users.updated_at

--- a moment becomes an integer
<     "updated_at" DATETIME NOT NULL
>     "updated_at" INTEGER NOT NULL
--> error column-type column users.updated_at

--- a boolean becomes text
<     "is_active" BOOLEAN NOT NULL DEFAULT true
>     "is_active" TEXT NOT NULL DEFAULT true
--> error column-type column users.is_active

--- a real becomes an integer
<     "score" REAL NOT NULL DEFAULT 1.5
>     "score" INTEGER NOT NULL DEFAULT 1.5
--> error column-type column users.score

--- bytes become text
<     "avatar" BLOB
>     "avatar" TEXT
--> error column-type column users.avatar

--- a type is stored in the same way
<     "is_active" BOOLEAN NOT NULL DEFAULT true
>     "is_active" DECIMAL NOT NULL DEFAULT true
--> note column-type column users.is_active

--- a type is written in another way
<     "bio" TEXT
>     "bio" varchar(200)
--> nothing

--- a column has no type
<     "bio" TEXT
>     "bio"
--> error column-type column users.bio

-- Nullability

--- a column takes null
<     "body" TEXT NOT NULL
>     "body" TEXT
--> error column-nullability column comments.body

--- a column takes no null
<     "bio" TEXT
>     "bio" TEXT NOT NULL
--> error column-nullability column users.bio

-- Defaults and numbering

--- a default is dropped
<     "points" INTEGER NOT NULL DEFAULT 0
>     "points" INTEGER NOT NULL
--> error column-default column users.points

--- the default of a moment is dropped
<     "created_at" DATETIME NOT NULL DEFAULT CURRENT_TIMESTAMP,
>     "created_at" DATETIME NOT NULL,
--> error column-default column users.created_at

--- a default is changed
<     "points" INTEGER NOT NULL DEFAULT 0
>     "points" INTEGER NOT NULL DEFAULT 1
--> error column-default column users.points

--- the sign of a default is changed
<     "score" REAL NOT NULL DEFAULT 1.5
>     "score" REAL NOT NULL DEFAULT -1.5
--> error column-default column users.score

--- a boolean default is changed
<     "is_active" BOOLEAN NOT NULL DEFAULT true
>     "is_active" BOOLEAN NOT NULL DEFAULT false
--> error column-default column users.is_active

--- a text default is changed
<     "role" TEXT NOT NULL DEFAULT 'READER'
>     "role" TEXT NOT NULL DEFAULT 'ADMIN'
--> error column-default column users.role

--- a default is added
<     "body" TEXT NOT NULL
>     "body" TEXT NOT NULL DEFAULT ''
--> note column-default column comments.body

--- a default is written in another way
<     "is_active" BOOLEAN NOT NULL DEFAULT true
>     "is_active" BOOLEAN NOT NULL DEFAULT (1)
<     "token" TEXT NOT NULL DEFAULT (hex(randomblob(8)))
>     "token" TEXT NOT NULL DEFAULT ( HEX( randomblob(8) ) )
<     "balance" DECIMAL NOT NULL DEFAULT 0
>     "balance" DECIMAL NOT NULL DEFAULT 0.00
--> nothing

--- a default expression is changed
<     "token" TEXT NOT NULL DEFAULT (hex(randomblob(8)))
>     "token" TEXT NOT NULL DEFAULT (hex(randomblob(4)))
--> cannot-tell column-default column users.token

--- a key becomes the row id
<     "id" BIGINT NOT NULL PRIMARY KEY
>     "id" INTEGER NOT NULL PRIMARY KEY
--> note column-type column comments.id

-- Keys

--- a primary key is dropped
<     PRIMARY KEY ("post_id", "language"),
>     CHECK (1),
--> error primary-key primary-key translations.(post_id, language)

--- a primary key gets another column
<     PRIMARY KEY ("post_id", "language"),
>     PRIMARY KEY ("post_id", "language", "title"),
--> error primary-key primary-key translations.(post_id, language)

--- the columns of a primary key change places
<     PRIMARY KEY ("post_id", "language"),
>     PRIMARY KEY ("language", "post_id"),
--> warning primary-key primary-key translations.(post_id, language)

--- a table has no row ids
<     CONSTRAINT "translations_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "posts" ("id") ON DELETE CASCADE ON UPDATE CASCADE
>     CONSTRAINT "translations_post_id_fkey" FOREIGN KEY ("post_id") REFERENCES "posts" ("id") ON DELETE CASCADE ON UPDATE CASCADE ) WITHOUT ROWID; CREATE TABLE "_cf_KV" ("key" TEXT
--> nothing

--- a unique index is dropped
DROP INDEX "users_email_key";
--> error missing-unique unique users.users_email_key

--- the unique index of a join table is dropped
DROP INDEX "_LabelToPost_AB_unique";
--> error missing-unique unique _LabelToPost.(A, B)

--- a unique index loses its uniqueness
DROP INDEX "users_email_key";
CREATE INDEX "users_email_key" ON "users" ("email");
--> error missing-unique unique users.users_email_key

--- a unique index becomes a unique constraint
<     "email" TEXT NOT NULL
>     "email" TEXT NOT NULL UNIQUE
DROP INDEX "users_email_key";
--> nothing

--- a unique index is renamed
DROP INDEX "users_email_key";
CREATE UNIQUE INDEX "uq_email" ON "users" ("email");
--> note index-definition unique users.users_email_key

--- a unique index loses a column
DROP INDEX "posts_author_id_slug_key";
CREATE UNIQUE INDEX "posts_author_id_slug_key" ON "posts" ("author_id");
--> error index-definition unique posts.posts_author_id_slug_key

--- a unique index gets a predicate
DROP INDEX "posts_author_id_slug_key";
CREATE UNIQUE INDEX "posts_author_id_slug_key" ON "posts" ("author_id", "slug") WHERE "deleted_at" IS NULL;
--> error index-definition unique posts.posts_author_id_slug_key

--- a partial unique index loses its predicate
DROP INDEX "posts_live_slug_key";
CREATE UNIQUE INDEX "posts_live_slug_key" ON "posts" ("slug");
--> error index-definition unique posts.posts_live_slug_key

--- a unique index is added
CREATE UNIQUE INDEX "teams_name_key" ON "teams" ("name");
--> error extra-index unique teams.teams_name_key

--- an index is dropped
DROP INDEX "users_team_id_role_idx";
--> warning missing-index index users.users_team_id_role_idx

--- an index is renamed
DROP INDEX "users_team_id_role_idx";
CREATE INDEX "users_by_team" ON "users" ("team_id", "role");
--> note index-definition index users.users_team_id_role_idx

--- the direction of an index is changed
DROP INDEX "teams_created_at_idx";
CREATE INDEX "teams_created_at_idx" ON "teams" ("created_at");
--> warning index-definition index teams.teams_created_at_idx

--- the columns of an index change places
DROP INDEX "users_team_id_role_idx";
CREATE INDEX "users_team_id_role_idx" ON "users" ("role", "team_id");
--> warning index-definition index users.users_team_id_role_idx

--- an index becomes unique
DROP INDEX "users_team_id_role_idx";
CREATE UNIQUE INDEX "users_team_id_role_idx" ON "users" ("team_id", "role");
--> error index-definition index users.users_team_id_role_idx

--- an index gets a predicate
DROP INDEX "users_team_id_role_idx";
CREATE INDEX "users_team_id_role_idx" ON "users" ("team_id", "role") WHERE "is_active";
--> warning index-definition index users.users_team_id_role_idx

--- the predicate of an index is dropped
DROP INDEX "posts_live_idx";
CREATE INDEX "posts_live_idx" ON "posts" ("published_at");
--> warning index-definition index posts.posts_live_idx

--- the predicate of an index is written in another way
DROP INDEX "posts_live_idx";
CREATE INDEX "posts_live_idx" ON "posts" ("published_at") WHERE ("deleted_at" is null);
--> nothing

--- an index is added
CREATE INDEX "users_bio_idx" ON "users" ("bio");
--> note extra-index index users.users_bio_idx

--- an expression index is added
CREATE INDEX "users_lower_bio_idx" ON "users" (lower("bio"));
--> nothing

--- an index over another collation is added
CREATE INDEX "users_bio_idx" ON "users" ("bio" COLLATE NOCASE);
--> nothing

-- Foreign keys

--- a foreign key is dropped
<     CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
>     CHECK (1)
--> error missing-foreign-key foreign-key posts.posts_author_id_fkey

--- the delete action of a foreign key is changed
<     CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
>     CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
--> error foreign-key-definition foreign-key posts.posts_author_id_fkey

--- the update action of a foreign key is changed
<     CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
>     CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE
--> error foreign-key-definition foreign-key posts.posts_author_id_fkey

--- the target of a foreign key is changed
<     CONSTRAINT "users_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "teams" ("id") ON DELETE SET NULL ON UPDATE CASCADE
>     CONSTRAINT "users_team_id_fkey" FOREIGN KEY ("team_id") REFERENCES "labels" ("id") ON DELETE SET NULL ON UPDATE CASCADE
--> error foreign-key-definition foreign-key users.users_team_id_fkey

--- a foreign key is added
<     "body" TEXT NOT NULL
>     "body" TEXT NOT NULL REFERENCES "labels" ("name")
--> error extra-foreign-key foreign-key comments.(body)

--- a foreign key has no name
<     CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
>     FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
--> nothing

--- a foreign key leaves the target's key unnamed
<     CONSTRAINT "posts_author_id_fkey" FOREIGN KEY ("author_id") REFERENCES "users" ("id") ON DELETE CASCADE ON UPDATE CASCADE
>     FOREIGN KEY ("author_id") REFERENCES "users" ON DELETE CASCADE ON UPDATE CASCADE
--> nothing

--- a foreign key points at the table that was renamed away
PRAGMA legacy_alter_table = OFF;
ALTER TABLE "users" RENAME TO "users_old";
CREATE TABLE "users" AS SELECT * FROM "users_old";
DROP TABLE "users";
ALTER TABLE "users_old" RENAME TO "users";
--> nothing

-- Views

--- a view is dropped
DROP VIEW "team_sizes";
--> error missing-view view team_sizes

--- a view loses a column
DROP VIEW "team_sizes";
CREATE VIEW "team_sizes" AS SELECT 1 AS "id";
--> error missing-column column team_sizes.members

--- a view is added
CREATE VIEW "active_users" AS SELECT * FROM "users" WHERE "is_active";
--> nothing

--- a view is broken
CREATE VIEW "broken" AS SELECT * FROM "gone";
--> problem warning

-- What a Prisma schema cannot speak of

--- a check is added
<     "points" INTEGER NOT NULL DEFAULT 0
>     "points" INTEGER NOT NULL DEFAULT 0 CHECK ("points" >= 0)
--> nothing

--- a collation is added
<     "bio" TEXT
>     "bio" TEXT COLLATE NOCASE
--> nothing

--- a trigger is added
CREATE TRIGGER "touch" AFTER UPDATE ON "users" BEGIN UPDATE "users" SET "updated_at" = CURRENT_TIMESTAMP WHERE "id" = NEW."id"; END;
--> nothing

--- a table for full-text search is added
CREATE VIRTUAL TABLE "search" USING fts5("title");
--> note extra-table table search

--- rows are written and statistics taken
INSERT INTO "teams" ("name", "slug") VALUES ('Red', 'red');
ANALYZE;
--> nothing

--- identifiers are quoted in other ways
<     "bio" TEXT
>     [bio] text /* what they say, "in" their own words */
<     "age" INTEGER
>     `age` /* in years, ) */ integer
--> nothing
