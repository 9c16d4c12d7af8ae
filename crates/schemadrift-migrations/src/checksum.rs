//! Owns checksums by each tool's own rule, as its ledger prints them. Diesel, SeaORM, dbmate, goose
//! and others keep none; Liquibase's runs over statements it has parsed and is never computed.

use std::fmt::Write;
use std::hash::Hasher;

use sha2::{Digest, Sha256, Sha384};
use siphasher::sip::SipHasher13;

/// Prisma: SHA-256 over the bytes, in lower-case hexadecimal digits. The bytes themselves first,
/// then the same text with the other ends of line, which Prisma takes for the same.
pub fn prisma(bytes: &[u8]) -> Vec<String> {
    let unix = without_carriage_returns(bytes);
    let windows = with_carriage_returns(&unix);
    let mut sums = vec![hexadecimal(&Sha256::digest(bytes))];
    for text in [unix, windows] {
        let sum = hexadecimal(&Sha256::digest(&text));
        if !sums.contains(&sum) {
            sums.push(sum);
        }
    }
    sums
}

/// sqlx: SHA-384 over the bytes, in lower-case hexadecimal digits, characters that `sqlx.toml`
/// tells it to ignore left out.
pub fn sqlx(bytes: &[u8], ignored: &[char]) -> String {
    if ignored.is_empty() {
        return hexadecimal(&Sha384::digest(bytes));
    }
    let text = String::from_utf8_lossy(bytes);
    let kept: String = text
        .chars()
        .filter(|character| !ignored.contains(character))
        .collect();
    hexadecimal(&Sha384::digest(kept.as_bytes()))
}

/// refinery: SipHash-1-3 over name, version and text, as a decimal number. The version counts with
/// four bytes, or with eight where the crate is built with `int8-versions`, so there are two.
pub fn refinery(name: &str, version: i64, text: &str) -> Vec<String> {
    let long = version.to_le_bytes();
    let mut versions: Vec<&[u8]> = vec![&long];
    let short = i32::try_from(version).map(i32::to_le_bytes);
    if let Ok(short) = &short {
        versions.insert(0, short);
    }
    versions
        .into_iter()
        .map(|version| {
            let mut hasher = SipHasher13::new();
            hasher.write(name.as_bytes());
            hasher.write(&[0xFF]);
            hasher.write(version);
            hasher.write(text.as_bytes());
            hasher.write(&[0xFF]);
            hasher.finish().to_string()
        })
        .collect()
}

/// Flyway: CRC-32 over the lines without their ends, as a signed number.
pub fn flyway(text: &str) -> String {
    let mut hasher = crc32fast::Hasher::new();
    for line in crate::lines::lines(text) {
        hasher.update(line.text.as_bytes());
    }
    hasher.finalize().cast_signed().to_string()
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        // Writing to a string never fails.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

fn without_carriage_returns(bytes: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(bytes.len());
    let mut rest = bytes.iter().peekable();
    while let Some(&byte) = rest.next() {
        if !(byte == b'\r' && rest.peek() == Some(&&b'\n')) {
            kept.push(byte);
        }
    }
    kept
}

fn with_carriage_returns(bytes: &[u8]) -> Vec<u8> {
    let mut longer = Vec::with_capacity(bytes.len());
    for &byte in bytes {
        if byte == b'\n' {
            longer.push(b'\r');
        }
        longer.push(byte);
    }
    longer
}

#[cfg(test)]
mod tests {
    use std::hash::{Hash, Hasher};

    use siphasher::sip::SipHasher13;

    use super::{flyway, prisma, refinery, sqlx};

    const TEXT: &str = "create table t(a int);\n";
    const WINDOWS: &str = "create table t(a int);\r\n";

    /// Computed with Python's `hashlib`.
    #[test]
    fn prisma_takes_either_end_of_line() {
        let unix = "11dad355654de1c9dfa091b680f609202c13defe7d79a53ff532d85cdf08c336";
        let windows = "413ffc5a8ee5d7045811f8b173ddafe5d8f49836648af675a5b2fbaa321f248a";
        assert_eq!(prisma(TEXT.as_bytes()), [unix, windows]);
        assert_eq!(prisma(WINDOWS.as_bytes()), [windows, unix]);
        assert_eq!(prisma(b"select 1").len(), 1);
    }

    /// Computed with Python's `hashlib`.
    #[test]
    fn sqlx_takes_every_byte_but_the_ignored() {
        let sum = "6df6de4751416367c7210d09224856bcc7746a6466fe828b63ff97d00493b959\
                   d3aa83d134eff32ff94d480fc6d6e4b4";
        assert_eq!(sqlx(TEXT.as_bytes(), &[]), sum);
        assert_ne!(sqlx(WINDOWS.as_bytes(), &[]), sum);
        assert_eq!(sqlx(WINDOWS.as_bytes(), &['\r']), sum);
    }

    /// Computed with a SipHash written in Python, and hashed here as refinery itself does.
    #[test]
    fn refinery_hashes_name_version_and_text() {
        let sums = ["4829923132811018249", "6685588312410500886"];
        assert_eq!(refinery("init", 1, TEXT), sums);
        let mut hasher = SipHasher13::new();
        ("init".to_owned(), 1_i32, TEXT).hash(&mut hasher);
        assert_eq!(hasher.finish().to_string(), sums[0]);
        assert_eq!(refinery("init", i64::MAX, TEXT).len(), 1);
    }

    /// Computed with Python's `zlib`, as in the description of Flyway's rule.
    #[test]
    fn flyway_leaves_ends_of_line_out() {
        for text in [
            TEXT,
            WINDOWS,
            TEXT.trim_end(),
            "\u{FEFF}create table t(a int);",
        ] {
            assert_eq!(flyway(text), "31015807");
        }
        assert_eq!(flyway("select 1;\n\nselect 2;"), "-593479011");
        assert_eq!(flyway(""), "0");
    }
}
