CREATE TABLE "documents" (
    "id" integer PRIMARY KEY,
    "title" text NOT NULL
);
DO $$
DECLARE
    owner text;
BEGIN
    FOR owner IN SELECT tablename FROM pg_tables WHERE schemaname = 'public' LOOP
        EXECUTE 'CREATE TRIGGER only_changes BEFORE UPDATE ON ' || owner
            || ' FOR EACH ROW EXECUTE FUNCTION suppress_redundant_updates_trigger()';
    END LOOP;
END $$;
