CREATE TYPE "Role" AS ENUM ('READER', 'OWNER');
CREATE TABLE "User" (
    "id" serial PRIMARY KEY,
    "email" text NOT NULL,
    "role" "Role" NOT NULL DEFAULT 'READER',
    "legacy" text
);
CREATE TABLE "Post" (
    "id" serial PRIMARY KEY,
    "title" varchar(80) NOT NULL,
    "authorId" integer NOT NULL
);
