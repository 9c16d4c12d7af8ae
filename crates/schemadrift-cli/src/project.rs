//! Owns the project's folder: where it is, and its configuration.

use std::path::{Path, PathBuf};

use schemadrift::check::Settings;
use schemadrift::core::name::QualifiedName;
use schemadrift::core::problem::{Problem, Severity};
use schemadrift::core::source::shown_path;
use schemadrift_config::{BASELINE_FILE, Baseline, Config};

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
        require_folder(root)?;
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

    /// The same folder without its configuration.
    pub(crate) fn unconfigured(root: &Path) -> Result<Self, Failure> {
        require_folder(root)?;
        Ok(Self {
            root: root.to_owned(),
            config: Config::default(),
        })
    }

    /// Where the accepted findings are kept.
    pub(crate) fn baseline_path(&self) -> PathBuf {
        let named = self.config.baseline.as_deref();
        self.root.join(named.unwrap_or(BASELINE_FILE))
    }

    /// The accepted findings. A file that is named and not there would bring back all of them.
    pub(crate) fn baseline(&self) -> Result<Baseline, Failure> {
        let path = self.baseline_path();
        if self.config.baseline.is_some() && !path.exists() {
            let message = format!("the baseline `{}` is not there", shown(&path));
            let help = "write it with `schemadrift baseline --reason TEXT`, or take `baseline` out of \
                        `schemadrift.toml`";
            return Err(Failure::new(message).with_help(help));
        }
        read_baseline_at(&path, &self.root)
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

fn require_folder(root: &Path) -> Result<(), Failure> {
    if root.is_dir() {
        return Ok(());
    }
    let help = "name the project's folder, and single files with `--source KIND:PATH`";
    Err(Failure::new(format!("`{}` is not a folder", root.display())).with_help(help))
}

/// The accepted findings in a file; none where there is no file.
pub(crate) fn read_baseline_at(path: &Path, root: &Path) -> Result<Baseline, Failure> {
    if !path.exists() {
        return Ok(Baseline::default());
    }
    let baseline = schemadrift_config::read_baseline(&shown_path(path, root), &read_file(path)?);
    without_mistakes(path, &baseline.problems)?;
    Ok(baseline)
}

/// The rules there are.
pub(crate) fn rule_names() -> Vec<&'static str> {
    let rules = schemadrift::check::rules::RULES.iter();
    rules.map(|rule| rule.name).collect()
}

/// Reads the configuration. A mistake in it would silently change what is checked, so that all of them
/// are told, and that is the end.
fn read_config(path: &Path) -> Result<Config, Failure> {
    let config = schemadrift_config::read(CONFIG_FILE, &read_file(path)?, &rule_names());
    without_mistakes(path, &config.problems)?;
    Ok(config)
}

fn read_file(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path)
        .map_err(|error| Failure::new(format!("cannot read `{}`: {error}", shown(path))))
}

/// A path as a person would type it.
pub(crate) fn shown(path: &Path) -> String {
    path.strip_prefix(".").unwrap_or(path).display().to_string()
}

fn without_mistakes(path: &Path, problems: &[Problem]) -> Result<(), Failure> {
    let errors = problems.iter();
    let errors: Vec<Problem> = errors
        .filter(|problem| problem.severity == Severity::Error)
        .cloned()
        .collect();
    if errors.is_empty() {
        return Ok(());
    }
    Err(Failure::of_mistakes(&shown(path), errors))
}
