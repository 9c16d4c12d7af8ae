//! Owns the project's folder: where it is, and its configuration.

use std::path::{Path, PathBuf};

use schemadrift::check::Settings;
use schemadrift::core::name::QualifiedName;
use schemadrift::core::problem::Severity;
use schemadrift_config::Config;

use crate::arguments::Judgement;
use crate::exit::Failure;

/// The name of the configuration file.
pub(crate) const CONFIG_FILE: &str = "schemadrift.toml";

/// A project that is checked.
pub(crate) struct Project {
    /// Its folder.
    pub(crate) root: PathBuf,
    /// Its configuration; an empty one where there is no file.
    pub(crate) config: Config,
}

impl Project {
    /// Opens a folder.
    pub(crate) fn open(root: &Path) -> Result<Self, Failure> {
        if !root.is_dir() {
            return Err(
                Failure::new(format!("`{}` is not a folder", root.display())).with_help(
                    "name the project's folder, and single files with `--source KIND:PATH`",
                ),
            );
        }
        let path = root.join(CONFIG_FILE);
        let config = if path.exists() {
            read_config(&path)?
        } else {
            Config::default()
        };
        Ok(Self {
            root: root.to_owned(),
            config,
        })
    }

    /// The settings of a comparison.
    pub(crate) fn settings(&self, judgement: &Judgement) -> Settings {
        Settings {
            levels: self.config.levels.clone(),
            lists_everything: judgement.all,
            ..Settings::default()
        }
    }

    /// Tables that must hold rows.
    pub(crate) fn tables_with_rows(&self) -> Vec<QualifiedName> {
        self.config.expected_rows.clone()
    }
}

/// Reads the configuration. A mistake in it would silently change what is checked, so that the
/// first error is the end.
fn read_config(path: &Path) -> Result<Config, Failure> {
    let text = std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read `{}`: {error}", path.display())))?;
    let rules: Vec<&str> = schemadrift::check::rules::RULES
        .iter()
        .map(|rule| rule.name)
        .collect();
    let config = schemadrift_config::read(&path.display().to_string(), &text, &rules);
    let error = config
        .problems
        .iter()
        .find(|problem| problem.severity == Severity::Error);
    match error {
        None => Ok(config),
        Some(problem) => {
            let place = problem
                .origin
                .location()
                .map_or_else(String::new, |place| format!("{place}: "));
            let failure = Failure::new(format!("{place}{}", problem.message));
            Err(match &problem.help {
                Some(help) => failure.with_help(help.clone()),
                None => failure,
            })
        }
    }
}
