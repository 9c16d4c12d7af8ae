//! Owns comments, and the comments of MySQL whose content is executed.

use schemadrift_core::dialect::Engine;

use super::scan::is_mysql;

/// The newest version of MySQL that a comment may ask for: `99999` is how people write "never".
const NEWEST_MYSQL: u32 = 99_000;
/// The newest version of MariaDB that a comment may ask for; dumps begin with `/*M!999999`.
const NEWEST_MARIADB: u32 = 199_999;
/// Versions of MySQL whose features MariaDB does not have
/// (<https://mariadb.com/kb/en/comment-syntax/>).
const MYSQL_ONLY: std::ops::RangeInclusive<u32> = 50_700..=99_999;

/// Where a comment ends.
pub(super) enum End {
    /// After so many bytes.
    After(usize),
    /// Nowhere: it reaches to the end of the text.
    Nowhere,
}

/// The comment that the bytes begin with.
pub(super) fn comment(engine: Engine, bytes: &[u8]) -> Option<End> {
    if is_line_comment(engine, bytes) {
        let is_end = |byte: &u8| match engine {
            Engine::PostgreSql => matches!(byte, b'\n' | b'\r'),
            Engine::MySql | Engine::MariaDb | Engine::Sqlite => *byte == b'\n',
        };
        let length = bytes.iter().position(is_end);
        return Some(End::After(length.map_or(bytes.len(), |length| length + 1)));
    }
    bytes.starts_with(b"/*").then(|| block(engine, bytes))
}

/// MySQL wants a blank behind the dashes
/// (<https://dev.mysql.com/doc/refman/en/ansi-diff-comments.html>).
fn is_line_comment(engine: Engine, bytes: &[u8]) -> bool {
    if !is_mysql(engine) {
        return bytes.starts_with(b"--");
    }
    let is_blank = |byte: &u8| byte.is_ascii_whitespace() || byte.is_ascii_control();
    bytes.first() == Some(&b'#') || (bytes.starts_with(b"--") && bytes.get(2).is_none_or(is_blank))
}

fn block(engine: Engine, bytes: &[u8]) -> End {
    let nests = engine == Engine::PostgreSql;
    let (mut depth, mut at) = (1_usize, 2);
    while at < bytes.len() {
        if bytes[at..].starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return End::After(at);
            }
        } else if nests && bytes[at..].starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else {
            at += 1;
        }
    }
    End::Nowhere
}

/// The length of what opens a comment whose content is executed: `/*!`, `/*!80016`, `/*M!100100`
/// (<https://dev.mysql.com/doc/refman/en/comments.html>).
pub(super) fn conditional(engine: Engine, bytes: &[u8]) -> Option<usize> {
    let marker = match engine {
        Engine::MySql | Engine::MariaDb if bytes.starts_with(b"/*!") => 3,
        Engine::MariaDb if bytes.starts_with(b"/*M!") => 4,
        Engine::PostgreSql | Engine::MySql | Engine::MariaDb | Engine::Sqlite => return None,
    };
    let digits = bytes[marker..]
        .iter()
        .take(6)
        .take_while(|byte| byte.is_ascii_digit())
        .count();
    if digits < 5 {
        return Some(marker);
    }
    let version = bytes[marker..marker + digits]
        .iter()
        .fold(0, |version, digit| version * 10 + u32::from(digit - b'0'));
    let is_executed = match engine {
        Engine::MySql => version <= NEWEST_MYSQL,
        Engine::MariaDb if marker == 4 => version <= NEWEST_MARIADB,
        Engine::MariaDb => version <= NEWEST_MARIADB && !MYSQL_ONLY.contains(&version),
        Engine::PostgreSql | Engine::Sqlite => false,
    };
    is_executed.then_some(marker + digits)
}
