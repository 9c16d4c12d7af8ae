CREATE TABLE "users" ("id" integer PRIMARY KEY, "email" varchar(50) NOT NULL, "age" integer, "active" boolean NOT NULL);
CREATE TABLE "posts" ("id" integer PRIMARY KEY, "user_id" integer NOT NULL, "title" text, "at" timestamptz);
-- star, alias, comment
CREATE VIEW "a_star" AS SELECT * FROM users u -- all of them
WHERE u.active;
CREATE VIEW "b_in" AS SELECT id, email AS address FROM public.users WHERE email IN ('a', 'b') AND age BETWEEN 1 AND 5;
CREATE VIEW "c_join" AS SELECT u.id, p.title, count(*) AS posts FROM users AS u LEFT JOIN posts p ON p.user_id = u.id WHERE NOT (u.age < 5) GROUP BY 1, 2 HAVING count(*) > 1;
CREATE VIEW "d_using" (one, two) AS SELECT id, title FROM users JOIN posts USING (id) ORDER BY title DESC NULLS LAST, id LIMIT 5 OFFSET 2;
CREATE VIEW "e_exists" AS SELECT id FROM users WHERE EXISTS (SELECT 1 FROM posts WHERE posts.user_id = users.id) AND id IN (SELECT user_id FROM posts WHERE title IS NULL);
CREATE VIEW "f_case" AS SELECT CASE WHEN active THEN 'yes' ELSE 'no' END AS word, coalesce(age, 0) AS age, email || '@x' AS mail, extract(year FROM now()) AS year, now() - interval '1 day' AS yesterday FROM users;
CREATE VIEW "g_window" AS SELECT id, row_number() OVER (PARTITION BY user_id ORDER BY at DESC) AS place FROM posts;
CREATE VIEW "h_distinct" AS SELECT DISTINCT ON (user_id) user_id, title FROM posts ORDER BY user_id, at DESC;
CREATE VIEW "i_with" AS WITH recent AS (SELECT * FROM posts WHERE at > '2020-01-01') SELECT user_id, string_agg(title, ', ' ORDER BY title) AS titles FROM recent GROUP BY user_id;
CREATE VIEW "j_union" AS SELECT id FROM users UNION ALL SELECT user_id FROM posts;
CREATE VIEW "k_of_a_view" AS SELECT count(DISTINCT address) AS n FROM b_in;
CREATE RECURSIVE VIEW "l_recursive" (n) AS SELECT 1 UNION ALL SELECT n + 1 FROM l_recursive WHERE n < 5;
CREATE MATERIALIZED VIEW "m_stored" AS SELECT id, lower(email) AS email FROM users;
CREATE VIEW "n_lateral" AS SELECT u.id, p.title FROM users u CROSS JOIN LATERAL (SELECT title FROM posts WHERE user_id = u.id ORDER BY at DESC LIMIT 1) p;
CREATE VIEW "o_dollars" AS SELECT id FROM users WHERE email = $$it's$$;
ALTER TABLE "users" ADD COLUMN "later" text;
