//! How fast migrations are cut, read and carried out, in bytes a second: a history of 434 migrations
//! of about 6,000 lines, and a dump of about 15,000.

use std::fmt::Write;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::SourceFile;
use schemadrift_sql::change::Statement;
use schemadrift_sql::read_script;
use schemadrift_sql::replay::{Replay, Replayed};
use schemadrift_sql::script::split;

fn main() {
    divan::main();
}

const SCRIPTS: [Script; 2] = [Script::History, Script::Dump];

/// What is measured.
#[derive(Debug, Clone, Copy)]
enum Script {
    /// Migrations, one after the other.
    History,
    /// What `pg_dump --schema-only` writes, with some rows.
    Dump,
}

impl Script {
    fn files(self) -> Vec<Arc<SourceFile>> {
        match self {
            Self::History => (0..434).map(migration).collect(),
            Self::Dump => vec![SourceFile::new("dump.sql", dump())],
        }
    }
}

/// One migration: a new table, or changes of earlier ones.
fn migration(number: usize) -> Arc<SourceFile> {
    let table = number / 3;
    let mut text = String::new();
    let _ = match number % 3 {
        0 => write!(
            text,
            "-- CreateEnum
CREATE TYPE \"Status{table}\" AS ENUM ('NEW', 'ACTIVE', 'DONE');

-- CreateTable
CREATE TABLE \"Account{table}\" (
    \"id\" SERIAL NOT NULL,
    \"email\" VARCHAR(255) NOT NULL,
    \"first_name\" TEXT,
    \"status\" \"Status{table}\" NOT NULL DEFAULT 'NEW',
    \"settings\" JSONB NOT NULL DEFAULT '{{}}',
    \"balance\" DECIMAL(12,2) NOT NULL DEFAULT 0,
    \"createdAt\" TIMESTAMP(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    \"parentId\" INTEGER,

    CONSTRAINT \"Account{table}_pkey\" PRIMARY KEY (\"id\")
);

-- CreateIndex
CREATE UNIQUE INDEX \"Account{table}_email_key\" ON \"Account{table}\"(\"email\");
CREATE INDEX \"Account{table}_parentId_idx\" ON \"Account{table}\"(\"parentId\", \"createdAt\" DESC);
"
        ),
        1 => write!(
            text,
            "-- AlterTable
ALTER TABLE \"Account{table}\" ADD COLUMN \"last_name\" TEXT,
ADD COLUMN \"score\" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN \"first_name\" SET NOT NULL,
ALTER COLUMN \"balance\" SET DATA TYPE DECIMAL(14,2);

-- AddForeignKey
ALTER TABLE \"Account{table}\" ADD CONSTRAINT \"Account{table}_parentId_fkey\" FOREIGN KEY (\"parentId\") REFERENCES \"Account{table}\"(\"id\") ON DELETE SET NULL ON UPDATE CASCADE;

-- AlterEnum
ALTER TYPE \"Status{table}\" ADD VALUE 'FAILED';
"
        ),
        _ => write!(
            text,
            "BEGIN;
ALTER TABLE \"Account{table}\" RENAME COLUMN \"last_name\" TO \"surname\";
DROP INDEX \"Account{table}_parentId_idx\";
CREATE INDEX \"Account{table}_surname_idx\" ON \"Account{table}\" (lower(\"surname\")) WHERE \"score\" > 0;
ALTER TABLE \"Account{table}\" ADD CHECK (\"score\" >= 0);
UPDATE \"Account{table}\" SET \"score\" = 1 WHERE \"score\" IS NULL;
COMMENT ON TABLE \"Account{table}\" IS 'accounts, number {table}';
COMMIT;
"
        ),
    };
    SourceFile::new(format!("{number:04}.sql"), text)
}

fn dump() -> String {
    let mut text = String::from(
        "--\n-- PostgreSQL database dump\n--\n\nSET statement_timeout = 0;\nSET standard_conforming_strings = on;\nSELECT pg_catalog.set_config('search_path', '', false);\n\n",
    );
    for number in 0..280 {
        let _ = write!(
            text,
            "--
-- Name: account_{number}; Type: TABLE; Schema: public; Owner: postgres
--

CREATE TABLE public.account_{number} (
    id integer NOT NULL,
    email character varying(255) NOT NULL,
    first_name text,
    status text DEFAULT 'new'::text NOT NULL,
    settings jsonb DEFAULT '{{}}'::jsonb NOT NULL,
    balance numeric(12,2) DEFAULT 0 NOT NULL,
    created_at timestamp with time zone DEFAULT now() NOT NULL,
    parent_id integer,
    CONSTRAINT account_{number}_balance_check CHECK ((balance >= (0)::numeric))
);


ALTER TABLE public.account_{number} OWNER TO postgres;

--
-- Name: account_{number}_id_seq; Type: SEQUENCE; Schema: public; Owner: postgres
--

CREATE SEQUENCE public.account_{number}_id_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;

ALTER SEQUENCE public.account_{number}_id_seq OWNED BY public.account_{number}.id;
ALTER TABLE ONLY public.account_{number} ALTER COLUMN id SET DEFAULT nextval('public.account_{number}_id_seq'::regclass);

COPY public.account_{number} (id, email) FROM stdin;
1\tone@example.com
2\ttwo@example.com
\\.

ALTER TABLE ONLY public.account_{number}
    ADD CONSTRAINT account_{number}_pkey PRIMARY KEY (id);

--
-- Name: account_{number}_email_key; Type: INDEX; Schema: public; Owner: postgres
--

CREATE UNIQUE INDEX account_{number}_email_key ON public.account_{number} USING btree (email);

ALTER TABLE ONLY public.account_{number}
    ADD CONSTRAINT account_{number}_parent_id_fkey FOREIGN KEY (parent_id) REFERENCES public.account_{number}(id) ON DELETE SET NULL;

"
        );
    }
    text
}

fn bytes(files: &[Arc<SourceFile>]) -> BytesCount {
    BytesCount::new(files.iter().map(|file| file.text.len()).sum::<usize>())
}

fn statements(files: &[Arc<SourceFile>]) -> Vec<Vec<Statement>> {
    files
        .iter()
        .map(|file| read_script(Engine::PostgreSql, file, 0..file.text.len()))
        .collect()
}

fn replay(statements: &[Vec<Statement>]) -> Replayed {
    let mut replay = Replay::new(Engine::PostgreSql, None);
    for migration in statements {
        migration
            .iter()
            .for_each(|statement| replay.apply(statement));
        replay.end_session();
    }
    replay.finish()
}

#[divan::bench(args = SCRIPTS)]
fn cut(bencher: Bencher<'_, '_>, script: Script) {
    let files = script.files();
    bencher.counter(bytes(&files)).bench_local(|| {
        files
            .iter()
            .map(|file| split(Engine::PostgreSql, &file.text).len())
            .sum::<usize>()
    });
}

#[divan::bench(args = SCRIPTS)]
fn read_statements(bencher: Bencher<'_, '_>, script: Script) {
    let files = script.files();
    bencher
        .counter(bytes(&files))
        .bench_local(|| statements(&files));
}

#[divan::bench(args = SCRIPTS)]
fn carry_out(bencher: Bencher<'_, '_>, script: Script) {
    let files = script.files();
    let statements = statements(&files);
    assert!(replay(&statements).problems.is_empty());
    bencher
        .counter(bytes(&files))
        .bench_local(|| replay(&statements));
}
