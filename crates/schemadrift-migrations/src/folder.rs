//! Owns one folder while it is read: its names, its files each read once, and what was in the way.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::rc::Rc;

use schemadrift_core::dialect::Engine;
use schemadrift_core::origin::{Location, Origin};
use schemadrift_core::problem::Problem;
use schemadrift_core::source::{ReadError, shown_path};

use crate::dialects::Split;
use crate::disk::{self, FileText, Item};

/// How many folders below are looked into. No layout goes deeper.
const MAX_DEPTH: usize = 16;

/// A folder, or the one file of it that was asked for.
pub(crate) struct Folder {
    path: PathBuf,
    root: PathBuf,
    items: Vec<Item>,
    split: Split,
    files: RefCell<BTreeMap<String, Option<Rc<FileText>>>>,
    problems: RefCell<Vec<Problem>>,
}

impl Folder {
    /// Opens a folder, or a file in its folder. Where names of files say for which database they
    /// are, those of the wanted one are seen and the others are not.
    pub(crate) fn open(
        path: &Path,
        root: &Path,
        wanted: Option<Engine>,
    ) -> Result<Self, ReadError> {
        let failed = |reason: String| {
            let shown = shown_path(path, root);
            ReadError::new(format!("cannot read `{shown}`: {reason}"))
        };
        let kind = std::fs::metadata(path).map_err(|error| failed(error.to_string()))?;
        let (path, items) = if kind.is_dir() {
            (path.to_owned(), disk::items(path).map_err(failed)?)
        } else {
            let name = path.file_name().unwrap_or_default();
            let parent = path.parent().unwrap_or(Path::new("."));
            let item = Item {
                name: name.to_string_lossy().into_owned(),
                is_folder: false,
            };
            (parent.to_owned(), vec![item])
        };
        let named = |is_folder: bool| {
            let items = items.iter().filter(move |item| item.is_folder == is_folder);
            items.map(|item| item.name.as_str())
        };
        Ok(Self {
            path,
            root: root.to_owned(),
            split: Split::of(named(false), named(true), wanted),
            items,
            files: RefCell::default(),
            problems: RefCell::default(),
        })
    }

    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A path below this folder as people see it.
    pub(crate) fn shown(&self, below: &str) -> String {
        shown_path(&self.path.join(below), &self.root)
    }

    /// The names of its files. Hidden ones are nobody's migrations.
    pub(crate) fn file_names(&self) -> impl Iterator<Item = &str> {
        self.names(false)
    }

    /// The names of its folders, hidden ones left out.
    pub(crate) fn folder_names(&self) -> impl Iterator<Item = &str> {
        self.names(true)
    }

    fn names(&self, is_folder: bool) -> impl Iterator<Item = &str> {
        self.items
            .iter()
            .filter(move |item| item.is_folder == is_folder && !item.name.starts_with('.'))
            .map(|item| item.name.as_str())
            .filter(|name| !self.split.hides(name))
    }

    /// What its names say of databases.
    pub(crate) fn split(&self) -> &Split {
        &self.split
    }

    /// The names of its files with this ending.
    pub(crate) fn files_ending<'a>(&'a self, ending: &'a str) -> impl Iterator<Item = &'a str> {
        self.file_names().filter(move |name| name.ends_with(ending))
    }

    /// Whether there is a file of this name, which may lead into folders below.
    pub(crate) fn has_file(&self, below: &str) -> bool {
        if below.contains('/') {
            return self.path.join(below).is_file();
        }
        self.items
            .iter()
            .any(|item| !item.is_folder && item.name == below)
    }

    /// The names of the files in a folder below, sorted.
    pub(crate) fn names_below(&self, folder: &str) -> Vec<String> {
        match disk::items(&self.path.join(folder)) {
            Ok(items) => items.into_iter().map(|item| item.name).collect(),
            Err(reason) => {
                let shown = self.shown(folder);
                self.report(Problem::warning(
                    format!("cannot read `{shown}`: {reason}"),
                    Origin::Unlocated,
                ));
                Vec::new()
            }
        }
    }

    /// The paths of the files in this folder and in the folders of it, sorted.
    pub(crate) fn near_files(&self) -> Vec<String> {
        self.files_within(1)
    }

    /// The paths of all files in this folder and those below, sorted, with forward slashes.
    pub(crate) fn files_below(&self) -> Vec<String> {
        self.files_within(MAX_DEPTH)
    }

    fn files_within(&self, depth: usize) -> Vec<String> {
        let mut paths: Vec<String> = self.file_names().map(str::to_owned).collect();
        for folder in self.folder_names() {
            self.collect_below(folder, depth, &mut paths);
        }
        paths.sort();
        paths
    }

    fn collect_below(&self, folder: &str, depth: usize, paths: &mut Vec<String>) {
        let path = self.path.join(folder);
        // A link may lead round in circles.
        let is_link = std::fs::symlink_metadata(&path).is_ok_and(|kind| kind.is_symlink());
        if depth == 0 || is_link {
            return;
        }
        for item in disk::items(&path).unwrap_or_default() {
            let below = format!("{folder}/{}", item.name);
            if item.name.starts_with('.') || item.name == "node_modules" {
                continue;
            }
            if item.is_folder {
                self.collect_below(&below, depth - 1, paths);
            } else {
                paths.push(below);
            }
        }
    }

    /// A file of this folder or below. One that cannot be read is a problem, once.
    pub(crate) fn file(&self, below: &str) -> Option<Rc<FileText>> {
        if let Some(known) = self.files.borrow().get(below) {
            return known.clone();
        }
        let shown = self.shown(below);
        let file = match FileText::read(&self.path.join(below), shown.clone()) {
            Ok(file) => Some(Rc::new(file)),
            Err(reason) => {
                self.report(Problem::warning(
                    format!("cannot read `{shown}`: {reason}"),
                    Origin::Unlocated,
                ));
                None
            }
        };
        if let Some(file) = file.as_ref().filter(|file| !file.is_utf8()) {
            self.report(not_utf8(file));
        }
        self.files
            .borrow_mut()
            .insert(below.to_owned(), file.clone());
        file
    }

    /// Notes trouble.
    pub(crate) fn report(&self, problem: Problem) {
        self.problems.borrow_mut().push(problem);
    }

    /// What was in the way so far.
    pub(crate) fn take_problems(&self) -> Vec<Problem> {
        self.problems.take()
    }
}

fn not_utf8(file: &FileText) -> Problem {
    let bad = file.text().find('\u{FFFD}').unwrap_or_default();
    Problem::warning(
        "the file is not UTF-8: what is not was replaced",
        Origin::Exact(Location::new(&file.source, bad..bad + 3)),
    )
    .with_help("save the file as UTF-8")
}
