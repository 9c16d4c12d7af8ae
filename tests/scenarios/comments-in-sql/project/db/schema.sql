-- People.
CREATE TABLE users (
    id INTEGER NOT NULL PRIMARY KEY,
    -- schemadrift-ignore column-nullability: the rows without one go next week
    email TEXT NOT NULL,
    /*
     * schemadrift-ignore missing-column: the phone app sends it
     */
    age INTEGER,
    town TEXT
);

-- schemadrift-ignore missing-index: the table is small
CREATE INDEX users_town_idx
    ON users (town);
