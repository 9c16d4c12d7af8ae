-- Row-level security policies.
SELECT
    p.polrelid,
    p.polname,
    p.polpermissive,
    p.polcmd,
    ARRAY(
        SELECT CASE
            WHEN member.role = 0 THEN 'public'
            ELSE pg_catalog.pg_get_userbyid(member.role)::text
        END
        FROM pg_catalog.unnest(p.polroles) WITH ORDINALITY AS member (role, place)
        ORDER BY member.place
    )::text,
    pg_catalog.pg_get_expr(p.polqual, p.polrelid),
    pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid)
FROM pg_catalog.pg_policy AS p
JOIN pg_catalog.pg_class AS c ON c.oid = p.polrelid
JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'
ORDER BY p.polrelid, p.polname
