--
-- PostgreSQL database dump
--

\restrict ZhdBOHNyzzXGmqyRkqih3BN5BBmhplfbcHw6fv1y1OeBdfU85BSbaqBWUhLXHQP

-- Dumped from database version 15.18 (Debian 15.18-0+deb12u1)
-- Dumped by pg_dump version 15.18 (Debian 15.18-0+deb12u1)

SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;

--
-- Name: uuid-ossp; Type: EXTENSION; Schema: -; Owner: -
--

CREATE EXTENSION IF NOT EXISTS "uuid-ossp" WITH SCHEMA public;


--
-- Name: EXTENSION "uuid-ossp"; Type: COMMENT; Schema: -; Owner: 
--

COMMENT ON EXTENSION "uuid-ossp" IS 'generate universally unique identifiers (UUIDs)';


SET default_tablespace = '';

SET default_table_access_method = heap;

--
-- Name: projects; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.projects (
    id uuid DEFAULT public.uuid_generate_v4() NOT NULL,
    name character varying(255) NOT NULL,
    client_name character varying(255),
    description text,
    primary_url text NOT NULL,
    status character varying(50) DEFAULT 'planning'::character varying,
    created_by uuid,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT projects_status_check CHECK (((status)::text = ANY ((ARRAY['planning'::character varying, 'in_progress'::character varying, 'completed'::character varying, 'on_hold'::character varying, 'archived'::character varying])::text[])))
);


ALTER TABLE public.projects OWNER TO postgres;

--
-- Name: requirements; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.requirements (
    id uuid DEFAULT public.uuid_generate_v4() NOT NULL,
    requirement_type character varying(20) NOT NULL,
    criterion_number character varying(20) NOT NULL,
    title character varying(255) NOT NULL,
    description text NOT NULL,
    level character varying(5) NOT NULL,
    test_method character varying(20) DEFAULT 'both'::character varying,
    weight numeric(3,1) DEFAULT 1.0,
    is_active boolean DEFAULT true,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT requirements_level_check CHECK (((level)::text = ANY ((ARRAY['A'::character varying, 'AA'::character varying, 'AAA'::character varying])::text[]))),
    CONSTRAINT requirements_requirement_type_check CHECK (((requirement_type)::text = ANY ((ARRAY['wcag'::character varying, 'section_508'::character varying])::text[]))),
    CONSTRAINT requirements_test_method_check CHECK (((test_method)::text = ANY ((ARRAY['automated'::character varying, 'manual'::character varying, 'both'::character varying])::text[])))
);


ALTER TABLE public.requirements OWNER TO postgres;

--
-- Name: test_sessions; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.test_sessions (
    id uuid DEFAULT public.uuid_generate_v4() NOT NULL,
    project_id uuid NOT NULL,
    name character varying(255) NOT NULL,
    conformance_level character varying(20) NOT NULL,
    status character varying(50) DEFAULT 'planning'::character varying,
    total_tests_count integer DEFAULT 0,
    progress_percentage numeric(5,2) DEFAULT 0.00,
    settings jsonb DEFAULT '{}'::jsonb,
    tags text[] DEFAULT ARRAY[]::text[],
    started_at timestamp with time zone,
    completed_at timestamp with time zone,
    created_by uuid,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT test_sessions_check CHECK (((completed_at IS NULL) OR (completed_at >= started_at))),
    CONSTRAINT test_sessions_conformance_level_check CHECK (((conformance_level)::text = ANY ((ARRAY['wcag_a'::character varying, 'wcag_aa'::character varying, 'wcag_aaa'::character varying, 'section_508'::character varying])::text[]))),
    CONSTRAINT test_sessions_progress_percentage_check CHECK (((progress_percentage >= (0)::numeric) AND (progress_percentage <= (100)::numeric))),
    CONSTRAINT test_sessions_status_check CHECK (((status)::text = ANY ((ARRAY['planning'::character varying, 'active'::character varying, 'completed'::character varying, 'cancelled'::character varying])::text[]))),
    CONSTRAINT test_sessions_total_tests_count_check CHECK ((total_tests_count >= 0))
);


ALTER TABLE public.test_sessions OWNER TO postgres;

--
-- Name: users; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.users (
    id uuid DEFAULT public.uuid_generate_v4() NOT NULL,
    username character varying(50) NOT NULL,
    email character varying(255) NOT NULL,
    password_hash character varying(255) NOT NULL,
    full_name character varying(255),
    role character varying(20) DEFAULT 'tester'::character varying NOT NULL,
    is_active boolean DEFAULT true,
    last_login timestamp with time zone,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    updated_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT users_role_check CHECK (((role)::text = ANY ((ARRAY['admin'::character varying, 'lead'::character varying, 'tester'::character varying, 'viewer'::character varying])::text[])))
);


ALTER TABLE public.users OWNER TO postgres;

--
-- Name: violations; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.violations (
    id uuid DEFAULT public.uuid_generate_v4() NOT NULL,
    session_id uuid NOT NULL,
    violation_type character varying(100) NOT NULL,
    severity character varying(20) NOT NULL,
    wcag_criterion character varying(20),
    page_url text NOT NULL,
    element_selector text,
    description text NOT NULL,
    status character varying(50) DEFAULT 'open'::character varying,
    created_at timestamp with time zone DEFAULT CURRENT_TIMESTAMP,
    CONSTRAINT violations_severity_check CHECK (((severity)::text = ANY ((ARRAY['critical'::character varying, 'serious'::character varying, 'moderate'::character varying, 'minor'::character varying])::text[]))),
    CONSTRAINT violations_status_check CHECK (((status)::text = ANY ((ARRAY['open'::character varying, 'in_review'::character varying, 'fixed'::character varying, 'wont_fix'::character varying])::text[])))
);


ALTER TABLE public.violations OWNER TO postgres;

--
-- Data for Name: projects; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.projects (id, name, client_name, description, primary_url, status, created_by, created_at, updated_at) FROM stdin;
09860f51-a7fe-4d16-a5be-6d7ce3f23fe0	Library	\N	two\nlines\\and a backslash	https://library.example	planning	74e4a1cf-0741-47f4-9e94-6578d56852f9	2026-11-24 23:03:46.265541+00	2026-11-24 23:03:46.265541+00
\.


--
-- Data for Name: requirements; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.requirements (id, requirement_type, criterion_number, title, description, level, test_method, weight, is_active, created_at) FROM stdin;
\.


--
-- Data for Name: test_sessions; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.test_sessions (id, project_id, name, conformance_level, status, total_tests_count, progress_percentage, settings, tags, started_at, completed_at, created_by, created_at, updated_at) FROM stdin;
dbd59e12-3553-47f4-a38e-e196393e10b1	09860f51-a7fe-4d16-a5be-6d7ce3f23fe0	Spring	wcag_aa	planning	0	0.00	{}	{home,search}	\N	\N	\N	2026-11-24 23:03:46.276498+00	2026-11-24 23:03:46.276498+00
\.


--
-- Data for Name: users; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.users (id, username, email, password_hash, full_name, role, is_active, last_login, created_at, updated_at) FROM stdin;
74e4a1cf-0741-47f4-9e94-6578d56852f9	admin	admin@example.com	x	A. Min	admin	t	\N	2026-11-24 23:03:46.243988+00	2026-11-24 23:03:46.243988+00
4b2b1001-6eb3-4748-a6a8-5d47b4657db2	tess	tess@example.com	x	Tess; "the" tester	tester	t	\N	2026-11-24 23:03:46.243988+00	2026-11-24 23:03:46.243988+00
\.


--
-- Data for Name: violations; Type: TABLE DATA; Schema: public; Owner: postgres
--

COPY public.violations (id, session_id, violation_type, severity, wcag_criterion, page_url, element_selector, description, status, created_at) FROM stdin;
32f924e6-1be0-46fa-83dc-6bfb7993da82	dbd59e12-3553-47f4-a38e-e196393e10b1	image-alt	critical	\N	https://library.example/	\N	an image has no text	open	2026-11-24 23:03:46.27767+00
\.


--
-- Name: projects projects_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_pkey PRIMARY KEY (id);


--
-- Name: requirements requirements_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.requirements
    ADD CONSTRAINT requirements_pkey PRIMARY KEY (id);


--
-- Name: requirements requirements_requirement_type_criterion_number_key; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.requirements
    ADD CONSTRAINT requirements_requirement_type_criterion_number_key UNIQUE (requirement_type, criterion_number);


--
-- Name: test_sessions test_sessions_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.test_sessions
    ADD CONSTRAINT test_sessions_pkey PRIMARY KEY (id);


--
-- Name: users users_email_key; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_email_key UNIQUE (email);


--
-- Name: users users_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_pkey PRIMARY KEY (id);


--
-- Name: users users_username_key; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.users
    ADD CONSTRAINT users_username_key UNIQUE (username);


--
-- Name: violations violations_pkey; Type: CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.violations
    ADD CONSTRAINT violations_pkey PRIMARY KEY (id);


--
-- Name: idx_projects_status; Type: INDEX; Schema: public; Owner: postgres
--

CREATE INDEX idx_projects_status ON public.projects USING btree (status);


--
-- Name: idx_requirements_level; Type: INDEX; Schema: public; Owner: postgres
--

CREATE INDEX idx_requirements_level ON public.requirements USING btree (level, criterion_number);


--
-- Name: idx_test_sessions_project; Type: INDEX; Schema: public; Owner: postgres
--

CREATE INDEX idx_test_sessions_project ON public.test_sessions USING btree (project_id);


--
-- Name: idx_violations_open; Type: INDEX; Schema: public; Owner: postgres
--

CREATE INDEX idx_violations_open ON public.violations USING btree (severity, created_at DESC) WHERE ((status)::text = 'open'::text);


--
-- Name: idx_violations_session; Type: INDEX; Schema: public; Owner: postgres
--

CREATE INDEX idx_violations_session ON public.violations USING btree (session_id);


--
-- Name: projects projects_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.projects
    ADD CONSTRAINT projects_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.users(id) ON DELETE SET NULL;


--
-- Name: test_sessions test_sessions_created_by_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.test_sessions
    ADD CONSTRAINT test_sessions_created_by_fkey FOREIGN KEY (created_by) REFERENCES public.users(id);


--
-- Name: test_sessions test_sessions_project_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.test_sessions
    ADD CONSTRAINT test_sessions_project_id_fkey FOREIGN KEY (project_id) REFERENCES public.projects(id) ON DELETE CASCADE;


--
-- Name: violations violations_session_id_fkey; Type: FK CONSTRAINT; Schema: public; Owner: postgres
--

ALTER TABLE ONLY public.violations
    ADD CONSTRAINT violations_session_id_fkey FOREIGN KEY (session_id) REFERENCES public.test_sessions(id) ON DELETE CASCADE;


--
-- PostgreSQL database dump complete
--

\unrestrict ZhdBOHNyzzXGmqyRkqih3BN5BBmhplfbcHw6fv1y1OeBdfU85BSbaqBWUhLXHQP

