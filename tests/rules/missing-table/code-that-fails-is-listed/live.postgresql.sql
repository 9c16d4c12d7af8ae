CREATE TYPE "Role" AS ENUM ('ADMIN', 'member');
CREATE TABLE users (id integer PRIMARY KEY, email text NOT NULL, role "Role" NOT NULL);
