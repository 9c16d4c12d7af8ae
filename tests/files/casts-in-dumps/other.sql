CREATE EXTENSION IF NOT EXISTS citext WITH SCHEMA public;
CREATE DOMAIN public.word AS character varying(10);
CREATE TABLE public.tickets (
    id integer NOT NULL,
    status character varying(20),
    tag character(4),
    label public.citext,
    mood public.word,
    CONSTRAINT tickets_check CHECK (((length((status)::text) > 2) AND ((mood)::text = ANY ((ARRAY['good'::character varying, 'bad'::character varying])::text[])))),
    CONSTRAINT tickets_status_check CHECK (((status)::text <> ''::text))
);
ALTER TABLE ONLY public.tickets
    ADD CONSTRAINT tickets_pkey PRIMARY KEY (id);
CREATE INDEX tickets_label ON public.tickets USING btree (id) WHERE ((label)::text = 'open'::text);
CREATE INDEX tickets_open ON public.tickets USING btree (id) WHERE ((status)::text = 'shut'::text);
CREATE INDEX tickets_shout ON public.tickets USING btree (upper((status)::text));
CREATE INDEX tickets_tag ON public.tickets USING btree (id) WHERE ((tag)::text = 'open'::text);
