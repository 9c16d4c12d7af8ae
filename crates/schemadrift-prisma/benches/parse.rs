//! How fast schemas are read, in bytes a second: a generated schema of one megabyte.

use std::fmt::Write;
use std::sync::Arc;

use divan::Bencher;
use divan::counter::BytesCount;
use schemadrift_core::origin::SourceFile;
use schemadrift_prisma::{ReadSettings, read};

fn main() {
    divan::main();
}

/// A schema of about a megabyte, as real ones are written.
fn schema() -> Arc<SourceFile> {
    let mut text = String::from(
        "datasource db {\n  provider = \"postgresql\"\n}\n\nenum Role {\n  USER\n  ADMIN @map(\"admin\")\n}\n",
    );
    for number in 0..1_000 {
        let _ = write!(
            text,
            "
/// One of many models.
model Account{number} {{
  id         Int       @id @default(autoincrement())
  email      String    @unique @db.VarChar(255)
  firstName  String?   @map(\"first_name\")
  lastName   String?   @map(\"last_name\")
  role       Role      @default(USER)
  settings   Json      @default(\"{{}}\")
  balance    Decimal   @default(0) @db.Decimal(12, 2)
  tags       String[]
  isActive   Boolean   @default(true) @map(\"is_active\") // whether it may log in
  createdAt  DateTime  @default(now()) @map(\"created_at\") @db.Timestamptz(6)
  updatedAt  DateTime  @updatedAt @map(\"updated_at\")
  parentId   Int?      @map(\"parent_id\")
  parent     Account{number}?  @relation(\"tree\", fields: [parentId], references: [id], onDelete: SetNull)
  children   Account{number}[] @relation(\"tree\")

  @@unique([firstName, lastName])
  @@index([parentId, createdAt(sort: Desc)])
  @@map(\"accounts_{number}\")
}}
"
        );
    }
    SourceFile::new("schema.prisma", text)
}

#[divan::bench]
fn read_a_megabyte(bencher: Bencher<'_, '_>) {
    let file = schema();
    bencher
        .counter(BytesCount::new(file.text.len()))
        .bench_local(|| read(std::slice::from_ref(&file), &ReadSettings::default()));
}
