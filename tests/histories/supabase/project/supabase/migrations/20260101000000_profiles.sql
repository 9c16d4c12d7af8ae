create table public.profiles (
  id uuid primary key default gen_random_uuid(),
  handle text not null unique
);
alter table public.profiles enable row level security;
create policy "own profile" on public.profiles for select using (true);
