-- Who answers. Runs before `search_path` is emptied, since it reads the role's own.
SELECT
    pg_catalog.current_setting('server_version_num'),
    pg_catalog.current_setting('server_version'),
    pg_catalog.version(),
    pg_catalog.current_database(),
    current_user,
    pg_catalog.current_schemas(false)::text
