CREATE SCHEMA auth;
CREATE SCHEMA storage;
CREATE SCHEMA supabase_migrations;
CREATE TABLE auth.schema_migrations (version varchar(255) PRIMARY KEY);
INSERT INTO auth.schema_migrations VALUES ('20171026211738');
CREATE TABLE auth.users (id uuid PRIMARY KEY);
CREATE TABLE supabase_migrations.schema_migrations (version text PRIMARY KEY, statements text[], name text);
INSERT INTO supabase_migrations.schema_migrations VALUES ('20260101000000', '{}', 'profiles'), ('20251201000000', '{}', 'remote_schema');
create table public.profiles (
  id uuid primary key default gen_random_uuid(),
  handle text not null unique
);
alter table public.profiles enable row level security;
create policy "own profile" on public.profiles for select using (true);
