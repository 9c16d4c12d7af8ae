-- One row in each of the tables that must not be empty.
INSERT INTO "users" ("id", "email", "display_name", "updated_at") VALUES ('u1', 'ann@example.com', 'Ann', '2026-01-10 10:00:00');

INSERT INTO "categories" ("slug", "name") VALUES ('tools', 'Tools');

INSERT INTO "brands" ("slug", "name") VALUES ('acme', 'Acme');

INSERT INTO "products" ("id", "sku", "name", "price", "category_id", "updated_at") VALUES ('p1', 'T-1', 'Hammer', 12.5, 1, '2026-01-10 10:00:00');
