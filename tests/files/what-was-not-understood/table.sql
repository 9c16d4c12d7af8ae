CREATE TABLE users (id integer PRIMARY KEY, email text);
CREATE TABLE posts (id integer PRIMARY KEY, at timestamptz);
DO $$ BEGIN
    IF current_setting('app.mode', true) = 'full' THEN
        ALTER TABLE users ADD COLUMN name text;
    END IF;
END $$;
