insert into public.profiles (handle) values ('ann');
