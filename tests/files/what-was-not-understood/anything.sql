CREATE TABLE users (id integer PRIMARY KEY, email text);
CREATE TABLE posts (id integer PRIMARY KEY, at timestamptz);
DO $$ DECLARE wanted record; BEGIN
    FOR wanted IN SELECT what FROM elsewhere LOOP
        EXECUTE wanted.what;
    END LOOP;
END $$;
