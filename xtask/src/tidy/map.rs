//! House rule: every crate and every top folder is named in `docs/architecture.md`, so that the
//! map cannot go stale.

use super::{Complaint, Workspace};
use crate::failure::Failure;
use crate::workspace;

const MAP: &str = "docs/architecture.md";

/// Folders that hold no work of ours.
const NOT_OURS: &[&str] = &["target", ".git"];

pub(super) fn check(workspace: &Workspace) -> Result<Vec<Complaint>, Failure> {
    let mut names: Vec<String> = workspace
        .packages
        .iter()
        .map(|package| package.name.clone())
        .collect();
    for entry in workspace::entries(&workspace.root)? {
        let name = entry.file_name().unwrap_or_default().to_string_lossy();
        if entry.is_dir() && !NOT_OURS.contains(&name.as_ref()) {
            names.push(format!("{name}/"));
        }
    }
    let map = workspace::read(&workspace.root.join(MAP))?;
    Ok(judge(&map, &names))
}

fn judge(map: &str, names: &[String]) -> Vec<Complaint> {
    names
        .iter()
        .filter(|name| !map.contains(&format!("`{name}`")))
        .map(|name| Complaint::new(MAP, format!("does not name `{name}`")))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_map_names_is_fine_and_the_rest_is_not() {
        let names = ["docs/".to_string(), "core".to_string(), "fuzz/".to_string()];
        let complaints = judge("`docs/` and `core` and fuzz/", &names);
        assert_eq!(complaints.len(), 1);
        assert_eq!(complaints[0].message, "does not name `fuzz/`");
    }
}
