CREATE TABLE public.users (id integer NOT NULL, email text, name text);
ALTER TABLE ONLY public.users ADD CONSTRAINT users_key PRIMARY KEY (id);
CREATE INDEX users_email ON public.users USING btree (email);
CREATE TABLE public.posts (id integer NOT NULL, at timestamptz, author integer);
ALTER TABLE ONLY public.posts ADD CONSTRAINT posts_pkey PRIMARY KEY (id);
ALTER TABLE ONLY public.posts ADD CONSTRAINT posts_author_fkey FOREIGN KEY (id) REFERENCES public.users(id);
