CREATE TYPE "Role" AS ENUM ('ADMIN', 'member');
CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL, role "Role" NOT NULL);
CREATE TABLE posts (
    id integer PRIMARY KEY,
    title text NOT NULL,
    author_id integer NOT NULL,
    CONSTRAINT "posts_author_id_fkey" FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE RESTRICT ON UPDATE CASCADE
);
