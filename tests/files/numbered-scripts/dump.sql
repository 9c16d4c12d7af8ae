CREATE TABLE public.users (id integer NOT NULL, email text, name text);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
