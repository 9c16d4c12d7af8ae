SELECT pg_catalog.set_config('search_path', '', false);
CREATE TABLE public.users (id uuid NOT NULL, email character varying(200));
ALTER TABLE ONLY public.users ADD CONSTRAINT users_pkey PRIMARY KEY (id);
CREATE TABLE public.schema_migration (version character varying(14) NOT NULL);
