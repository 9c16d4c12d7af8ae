//! Owns which database a source is checked against: named on the command line, configured, stated by
//! the code, or in `DATABASE_URL`.

use std::path::{Path, PathBuf};

use schemadrift::prisma::UrlSetting;
use schemadrift::{CodeSide, DatabaseUrl, UrlContext, UrlError};

use super::Addressed;
use super::candidates::Candidate;
use crate::arguments::Target;
use crate::environment::{Environment, Unset};
use crate::exit::Failure;
use crate::project::Project;

/// The variable that says where a database is, where nothing names another.
const DATABASE_VARIABLE: &str = "DATABASE_URL";

/// A database's URL as text, and where it came from. The text may hold a password.
#[derive(Clone)]
pub(super) struct Address {
    pub(super) text: String,
    pub(super) giver: String,
    pub(super) variable: Option<String>,
}

/// The database of a source: named on the command line, configured, stated by the code, or in
/// `DATABASE_URL`.
pub(super) fn find_address(
    project: &Project,
    target: &Target,
    candidate: &Candidate,
    code: &CodeSide,
    folder: &Path,
) -> Result<Address, Failure> {
    if let Some(text) = &target.database {
        return Ok(Address {
            text: text.clone(),
            giver: "`--database`".to_owned(),
            variable: None,
        });
    }
    let environment = Environment::of([&*project.root, folder, Path::new(".")]);
    let place = &code.description.place;
    let from_variable = |variable: &str, whose: &str| {
        from_variable(&environment, variable).map_err(|unset| not_set(variable, whose, unset))
    };
    if let Some(entry) = project.config.database_of(candidate.database.as_deref()) {
        return match &entry.address {
            schemadrift_config::Address::Variable(variable) => {
                from_variable(variable, "`schemadrift.toml`")
            }
            schemadrift_config::Address::Url(text) => Ok(Address {
                text: text.clone(),
                giver: "`schemadrift.toml`".to_owned(),
                variable: None,
            }),
        };
    }
    match code
        .datasource
        .as_ref()
        .and_then(|datasource| datasource.url.as_ref())
    {
        Some(UrlSetting::Environment { variable, .. }) => {
            from_variable(variable, &format!("`{place}`"))
        }
        Some(UrlSetting::Literal { text, .. }) => Ok(Address {
            text: secrecy::ExposeSecret::expose_secret(text).to_owned(),
            giver: format!("`{place}`"),
            variable: None,
        }),
        None => self::from_variable(&environment, DATABASE_VARIABLE).map_err(|unset| match unset {
            Unset::Itself => Failure::new(format!("no database is named for `{place}`"))
                .with_help("pass `--database URL`, or set `DATABASE_URL`, or write it into `.env`"),
            Unset::Needs(_) => not_set(DATABASE_VARIABLE, &format!("`{place}`"), unset),
        }),
    }
}

fn from_variable(environment: &Environment, variable: &str) -> Result<Address, Unset> {
    Ok(Address {
        text: environment.get(variable)?,
        giver: format!("`{variable}`"),
        variable: Some(variable.to_owned()),
    })
}

fn not_set(variable: &str, whose: &str, unset: Unset) -> Failure {
    let (why, missing) = match unset {
        Unset::Itself => ("which is not set".to_owned(), variable.to_owned()),
        Unset::Needs(other) => (
            format!("whose value needs `{other}`, which is not set"),
            other,
        ),
    };
    Failure::new(format!(
        "{whose} takes its database from `{variable}`, {why}"
    ))
    .with_help(format!(
        "set `{missing}`, write it into `.env`, or pass `--database URL`"
    ))
}

/// The variable that is to say where a source's database is, unless the source says it itself.
pub(super) fn stated_variable(code: &CodeSide) -> Option<String> {
    let url = code.datasource.as_ref();
    match url.and_then(|datasource| datasource.url.as_ref()) {
        Some(UrlSetting::Environment { variable, .. }) => Some(variable.clone()),
        Some(UrlSetting::Literal { .. }) => None,
        None => Some(DATABASE_VARIABLE.to_owned()),
    }
}

/// Reads the URL of a source's database.
pub(super) fn parse_url(project: &Project, side: &Addressed) -> Result<DatabaseUrl, Failure> {
    let context = UrlContext {
        base_directories: vec![
            side.folder.clone(),
            project.root.clone(),
            PathBuf::from("."),
        ],
    };
    DatabaseUrl::parse(&side.address.text, &context).map_err(|error| {
        let is_refused = matches!(error, UrlError::Refused { .. });
        let message = format!("{}: {error}", side.address.giver);
        let mut failure = Failure::from(error);
        failure.message = message;
        if is_refused {
            let environment = Environment::of([&*project.root, &side.folder, Path::new(".")]);
            let own = side.address.variable.as_deref().unwrap_or_default();
            if let Some(variable) = environment.direct_url_beside(own) {
                failure.help = Some(format!(
                    "`{variable}` holds a URL that a driver can open: pass `--database \"${variable}\"`"
                ));
            }
        }
        failure
    })
}
