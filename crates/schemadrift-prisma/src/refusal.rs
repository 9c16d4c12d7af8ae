//! Owns the schemas that are recognised and refused before they are read: those of Prisma 8,
//! which is another language.

use std::sync::Arc;

use schemadrift_core::origin::{Location, Origin, SourceFile};
use schemadrift_core::problem::Problem;

/// The first line of every file of Prisma 8.
const DIRECTIVE: &str = "use prisma-8";

/// The problem with these files, if they are of a language that is not read.
pub(crate) fn of_files(files: &[Arc<SourceFile>]) -> Option<Problem> {
    files.iter().find_map(|file| {
        let place = directive(&file.text)
            .or_else(|| file_name(&file.path).eq("contract.prisma").then_some(0..1))?;
        Some(
            Problem::error(
                "this is a schema of Prisma 8, whose language is not read yet",
                Origin::Exact(Location::new(file, place)),
            )
            .with_help(
                "check the migrations instead, or a schema written by `prisma db pull` of Prisma 7",
            ),
        )
    })
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// The place of the directive in a comment above everything else.
fn directive(text: &str) -> Option<std::ops::Range<usize>> {
    let mut offset = text.len() - text.trim_start_matches('\u{FEFF}').len();
    for line in text[offset..].split_inclusive(['\n', '\r']) {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let comment = trimmed.strip_prefix("//")?;
            if comment.trim_start_matches('/').trim() == DIRECTIVE {
                let start = offset + line.len() - line.trim_start().len();
                return Some(start..start + trimmed.len());
            }
        }
        offset += line.len();
    }
    None
}
