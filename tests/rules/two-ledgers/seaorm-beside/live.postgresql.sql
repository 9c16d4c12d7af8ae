CREATE TABLE "users" ("id" INTEGER NOT NULL, CONSTRAINT "users_pkey" PRIMARY KEY ("id"));
{{prisma ledger: 20260101000000_init}}
CREATE TABLE seaql_migrations (version varchar PRIMARY KEY, applied_at bigint NOT NULL);
INSERT INTO seaql_migrations VALUES ('m20250101_000001_create_users', 1735689600), ('m20250102_000001_add_email', 1735776000);
