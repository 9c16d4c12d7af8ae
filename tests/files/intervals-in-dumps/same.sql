CREATE TABLE public.sessions (
    id integer NOT NULL,
    lasts interval DEFAULT '90 days'::interval NOT NULL,
    ends timestamp with time zone DEFAULT (now() + '7 days'::interval) NOT NULL
);
CREATE SEQUENCE public.sessions_id_seq AS integer START WITH 1 INCREMENT BY 1 NO MINVALUE NO MAXVALUE CACHE 1;
ALTER SEQUENCE public.sessions_id_seq OWNED BY public.sessions.id;
ALTER TABLE ONLY public.sessions ALTER COLUMN id SET DEFAULT nextval('public.sessions_id_seq'::regclass);
ALTER TABLE ONLY public.sessions ADD CONSTRAINT sessions_pkey PRIMARY KEY (id);
