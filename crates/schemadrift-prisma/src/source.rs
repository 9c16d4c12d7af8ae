//! Owns a schema on disk: its files, the `prisma.config` that goes with it, its migrations.

pub(crate) mod disk;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use async_trait::async_trait;
use schemadrift_core::origin::SourceFile;
use schemadrift_core::source::{ReadError, Reading, SchemaSource, SourceDescription, shown_path};

use crate::config::PrismaConfig;
use crate::find::{DEFAULT_PLACES, config_file, find, has_datasource, named_by_project};
use crate::reading::{PrismaReading, ReadSettings, read};

/// How many folders above a schema are searched for its `prisma.config`.
const MAX_CONFIG_DISTANCE: usize = 6;

/// Where a schema and what belongs to it are.
#[derive(Debug, Clone)]
pub struct PrismaProject {
    /// The schema: a file, or a folder of files.
    pub schema_path: PathBuf,
    /// Every file of the schema, in order.
    pub schema_files: Vec<PathBuf>,
    /// The `prisma.config` that names the schema, or stands where Prisma would look for it.
    pub config: Option<PrismaConfig>,
    /// The folder of the migrations, whether it exists or not.
    pub migrations_path: PathBuf,
}

/// A Prisma schema on disk.
#[derive(Debug, Clone)]
pub struct PrismaSource {
    project: PrismaProject,
    display_root: PathBuf,
}

impl PrismaSource {
    /// Finds the files of a schema: of a file, of a folder of files, or of a project whose
    /// configuration names its schema. Paths are shown relative to `display_root`.
    ///
    /// # Errors
    ///
    /// The path does not exist, cannot be read, or holds no schema or several.
    pub fn open(path: &Path, display_root: &Path) -> Result<Self, ReadError> {
        let schema_path = schema_path(path, display_root)?;
        let schema_files = schema_files(&schema_path)?;
        let config = config_of(&schema_path, display_root);
        let migrations_path = migrations_path(&schema_path, &schema_files, config.as_ref());
        Ok(Self {
            project: PrismaProject {
                schema_path,
                schema_files,
                config: config.map(|(_, config)| config),
                migrations_path,
            },
            display_root: display_root.to_owned(),
        })
    }

    /// Where the schema and what belongs to it are.
    pub fn project(&self) -> &PrismaProject {
        &self.project
    }

    /// Reads the schema. The address that `prisma.config` gives counts where the schema has none.
    ///
    /// # Errors
    ///
    /// A file cannot be read, or is too large.
    pub fn read_prisma(&self) -> Result<PrismaReading, ReadError> {
        let files = self
            .project
            .schema_files
            .iter()
            .map(|path| disk::file(path, &self.display_root))
            .collect::<Result<Vec<Arc<SourceFile>>, ReadError>>()?;
        let settings = self
            .project
            .config
            .as_ref()
            .map(|config| ReadSettings {
                external_tables: config.external_tables.clone(),
                external_enums: config.external_enums.clone(),
            })
            .unwrap_or_default();
        let mut reading = read(&files, &settings);
        if let Some(config) = &self.project.config {
            if let Some(datasource) = &mut reading.datasource {
                datasource.url = datasource.url.take().or_else(|| config.url.clone());
            }
            reading.reading.files.push(Arc::clone(&config.file));
        }
        Ok(reading)
    }
}

#[async_trait]
impl SchemaSource for PrismaSource {
    fn description(&self) -> SourceDescription {
        SourceDescription {
            kind: "prisma".to_owned(),
            place: shown_path(&self.project.schema_path, &self.display_root),
        }
    }

    async fn read(&self) -> Result<Reading, ReadError> {
        Ok(self.read_prisma()?.reading)
    }
}

/// The schema that a path means.
fn schema_path(path: &Path, display_root: &Path) -> Result<PathBuf, ReadError> {
    let shown = shown_path(path, display_root);
    let kind = std::fs::metadata(path)
        .map_err(|error| ReadError::new(format!("cannot read `{shown}`: {error}")))?;
    if kind.is_file() {
        return Ok(path.to_owned());
    }
    if let Some(named) = named_by_project(path, display_root) {
        return named.schema;
    }
    let is_project = config_file(path).is_some()
        || path.join("package.json").is_file()
        || path.join(DEFAULT_PLACES[0]).is_file();
    let (files, schemas) = if is_project {
        let schemas = find(path).schemas;
        (schemas.clone(), schemas)
    } else {
        let files = disk::schema_files(path)?;
        let schemas = files
            .iter()
            .filter(|file| has_datasource(file))
            .cloned()
            .collect();
        (files, schemas)
    };
    match schemas.as_slice() {
        [only] if is_project => Ok(only.clone()),
        [] if files.is_empty() => Err(ReadError::new(format!("`{shown}` holds no Prisma schema"))
            .with_help("name a `.prisma` file, or a folder that holds some")),
        // Every file below a folder is part of its schema.
        [] | [_] => Ok(path.to_owned()),
        several => several
            .iter()
            .find(|schema| {
                DEFAULT_PLACES
                    .iter()
                    .any(|place| **schema == path.join(place))
            })
            .cloned()
            .ok_or_else(|| {
                let names: Vec<String> = several
                    .iter()
                    .map(|file| format!("`{}`", shown_path(file, display_root)))
                    .collect();
                ReadError::new(format!("`{shown}` holds several Prisma schemas"))
                    .with_help(format!("name one of {}", names.join(", ")))
            }),
    }
}

fn schema_files(schema: &Path) -> Result<Vec<PathBuf>, ReadError> {
    if schema.is_dir() {
        disk::schema_files(schema)
    } else {
        Ok(vec![schema.to_owned()])
    }
}

/// The config file that goes with a schema, with its path: the nearest above it that names it, or
/// that names no schema and has this one where Prisma looks by itself.
fn config_of(schema: &Path, display_root: &Path) -> Option<(PathBuf, PrismaConfig)> {
    let schema = schema.canonicalize().ok()?;
    schema
        .ancestors()
        .skip(usize::from(!schema.is_dir()))
        .take(MAX_CONFIG_DISTANCE)
        .find_map(|folder| {
            let path = config_file(folder)?;
            let config = disk::config(&path, display_root).ok()?;
            let is_of_this = match &config.schema {
                Some(written) => disk::places(&path, folder, written)
                    .iter()
                    .any(|place| place.canonicalize().is_ok_and(|named| named == schema)),
                None => [
                    "prisma/schema.prisma",
                    "schema.prisma",
                    "prisma/schema",
                    "prisma",
                ]
                .iter()
                .any(|place| folder.join(place) == schema),
            };
            is_of_this.then_some((path, config))
        })
}

/// The folder of a schema's migrations: what the config says, else beside the file that holds the
/// datasource, else beside the schema's folder.
fn migrations_path(
    schema: &Path,
    files: &[PathBuf],
    config: Option<&(PathBuf, PrismaConfig)>,
) -> PathBuf {
    let written = config.and_then(|(path, config)| {
        let folder = path.parent()?;
        let project = if folder.ends_with(".config") {
            folder.parent()?
        } else {
            folder
        };
        let places = disk::places(path, project, config.migrations_path.as_deref()?);
        places
            .iter()
            .find(|place| place.is_dir())
            .or(places.last())
            .cloned()
    });
    if let Some(path) = written {
        return path;
    }
    let source = files
        .iter()
        .find(|file| has_datasource(file))
        .map_or(schema, PathBuf::as_path);
    let beside = |path: &Path| path.parent().map(|folder| folder.join("migrations"));
    let candidates = [
        beside(source),
        Some(schema.join("migrations")).filter(|_| schema.is_dir()),
        beside(schema),
    ];
    let found = candidates.iter().flatten().find(|path| path.is_dir());
    found
        .or(candidates.iter().flatten().next())
        .cloned()
        .unwrap_or_else(|| PathBuf::from("migrations"))
}
