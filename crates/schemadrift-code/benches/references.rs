//! How fast code is read for what it uses, in bytes a second, from disk to references. Some
//! megabytes are made up, in which one script in ten and one Rust file in five refer to the database.

use std::fmt::Write;
use std::path::Path;

use divan::Bencher;
use divan::counter::BytesCount;
use schemadrift_code::{CodeChoice, CodeFiles, Field, FieldKind, Model, Models};
use schemadrift_core::coverage::Coverage;
use schemadrift_core::dialect::Engine;
use schemadrift_core::model::{Column, Schema, Table};
use schemadrift_core::name::QualifiedName;
use schemadrift_core::origin::Origin;
use schemadrift_sql::query::Catalog;
use tempfile::TempDir;

fn main() {
    divan::main();
}

/// A folder of made-up files.
fn tree(ending: &str, write: fn(usize, &mut String)) -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    for number in 0..400 {
        let mut text = String::new();
        write(number, &mut text);
        std::fs::write(folder.path().join(format!("file_{number}.{ending}")), text).unwrap();
    }
    folder
}

fn script(number: usize, text: &mut String) {
    if number.is_multiple_of(10) {
        text.push_str(
            "import { PrismaClient } from '@prisma/client';\nconst prisma = new PrismaClient();\n",
        );
    }
    for function in 0..200 {
        if number.is_multiple_of(10) {
            let _ = writeln!(
                text,
                "export const find{function} = (id: number) =>\n  prisma.user.findMany({{ where: {{ id, email: 'a' }}, select: {{ id: true }} }});"
            );
        }
        let _ = writeln!(
            text,
            "/** Words about a component. */\nexport function Component{function}({{ first, second }}: Props) {{\n  \
             const third = first.map((part) => part.length + second).filter(Boolean);\n  \
             return <Box title={{third.join(',')}}>{{second}}</Box>;\n}}"
        );
    }
}

fn rust(number: usize, text: &mut String) {
    for function in 0..200 {
        if number.is_multiple_of(5) && function % 10 == 0 {
            let _ = writeln!(
                text,
                "pub async fn find_{function}(pool: &PgPool) {{ sqlx::query(\"SELECT id, email FROM users WHERE id = $1\").fetch_all(pool).await; }}"
            );
        }
        let _ = writeln!(
            text,
            "/// Words.\npub(crate) fn function_{function}(first: &str, second: u32) -> Result<String, Error> {{\n    \
             let third = first.trim().split(',').map(|part| part.len() + 1).sum::<usize>();\n    \
             Ok(format!(\"{{first}}-{{third}}\"))\n}}\n"
        );
    }
}

fn schema() -> Schema {
    let mut schema = Schema::empty(Engine::PostgreSql, Coverage::everything());
    let mut users = Table::new(QualifiedName::bare("users"), Origin::Unlocated);
    users.columns = ["id", "email"]
        .map(|name| Column::new(name, Origin::Unlocated))
        .into();
    schema.tables.push(users);
    schema
}

fn models() -> Models {
    let scalar = |name: &str| Field {
        name: name.to_owned(),
        kind: FieldKind::Scalar,
    };
    let user = Model {
        name: "User".to_owned(),
        fields: vec![scalar("id"), scalar("email")],
        compounds: Vec::new(),
    };
    Models::new(vec![user], Vec::new())
}

fn size(folder: &Path) -> usize {
    let files = std::fs::read_dir(folder).unwrap();
    let sizes = files.map(|file| file.unwrap().metadata().unwrap().len());
    usize::try_from(sizes.sum::<u64>()).unwrap()
}

fn measure(bencher: Bencher<'_, '_>, folder: &TempDir) {
    let folder = folder.path();
    let (schema, models) = (schema(), [models()]);
    let catalog = Catalog::new(&schema);
    bencher.counter(BytesCount::new(size(folder))).bench(|| {
        let files = CodeFiles::read(folder, &CodeChoice::default(), &models).unwrap();
        let references = files.references(&models, &[], Some(&catalog));
        assert!(references.unresolved.is_empty());
        references.found.len()
    });
}

#[divan::bench]
fn scripts(bencher: Bencher<'_, '_>) {
    measure(bencher, &tree("tsx", script));
}

#[divan::bench]
fn programs(bencher: Bencher<'_, '_>) {
    measure(bencher, &tree("rs", rust));
}
