//! Owns the account that a private server runs under: PostgreSQL refuses to run as root
//! (<https://www.postgresql.org/docs/current/postgres-user.html>).

use std::path::Path;
use std::process::Command;

/// An unprivileged account, by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Account {
    user: u32,
    group: u32,
}

impl Account {
    /// The account to run under instead of root; `None` for anybody else, who runs it themselves.
    #[cfg(unix)]
    pub(super) fn instead_of_root(own_folder: &Path) -> std::io::Result<Option<Self>> {
        use std::os::unix::fs::MetadataExt as _;
        // What this process made belongs to its user.
        if std::fs::metadata(own_folder)?.uid() != 0 {
            return Ok(None);
        }
        let accounts = std::fs::read_to_string("/etc/passwd").unwrap_or_default();
        let found = ["postgres", "nobody"]
            .into_iter()
            .find_map(|name| named(&accounts, name));
        // The number that `nobody` has nearly everywhere.
        let nobody = Self {
            user: 65_534,
            group: 65_534,
        };
        Ok(Some(found.unwrap_or(nobody)))
    }

    /// Nobody is root here.
    #[cfg(not(unix))]
    pub(super) fn instead_of_root(_own_folder: &Path) -> std::io::Result<Option<Self>> {
        Ok(None)
    }

    /// Lets a command run under the account.
    #[cfg(unix)]
    pub(super) fn apply(self, command: &mut Command) {
        use std::os::unix::process::CommandExt as _;
        command.uid(self.user).gid(self.group);
    }

    /// Accounts are not changed here.
    #[cfg(not(unix))]
    pub(super) fn apply(self, _command: &mut Command) {}

    /// Gives a folder to the account.
    #[cfg(unix)]
    pub(super) fn own(self, folder: &Path) -> std::io::Result<()> {
        std::os::unix::fs::chown(folder, Some(self.user), Some(self.group))
    }

    /// Accounts are not changed here.
    #[cfg(not(unix))]
    pub(super) fn own(self, _folder: &Path) -> std::io::Result<()> {
        Ok(())
    }
}

/// The account of this name in the system's list (`name:password:user:group:…`).
#[cfg(unix)]
fn named(accounts: &str, name: &str) -> Option<Account> {
    accounts.lines().find_map(|line| {
        let mut fields = line.split(':');
        if fields.next() != Some(name) {
            return None;
        }
        Some(Account {
            user: fields.nth(1)?.parse().ok()?,
            group: fields.next()?.parse().ok()?,
        })
    })
}

#[cfg(all(test, unix))]
mod tests {
    use super::{Account, named};

    #[test]
    fn accounts_are_found_by_their_whole_name() {
        let accounts = "postgresx:x:1:2::/:\npostgres:x:101:105:,,,:/var:/bin/sh\nbroken\n";
        let found = named(accounts, "postgres");
        assert_eq!(
            found,
            Some(Account {
                user: 101,
                group: 105
            })
        );
        assert_eq!(named(accounts, "broken"), None);
        assert_eq!(named(accounts, "nobody"), None);
    }
}
