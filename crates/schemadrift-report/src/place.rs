//! Owns the one place that a machine's format points at: the file of a finding, or the source that
//! should have said something.

use schemadrift_check::Report;
use schemadrift_core::finding::Finding;
use schemadrift_core::origin::{Location, Position};

use crate::position::Positions;

/// A place in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    /// The path as the reader of the file wrote it, unescaped.
    pub(crate) file: String,
    /// Where in it, if anything in it is meant.
    pub(crate) range: Option<(Position, Position)>,
}

impl Place {
    /// The place of a location, with its line and column.
    pub(crate) fn of(location: &Location, positions: &mut Positions) -> Self {
        Self {
            file: location.file.path.clone(),
            range: Some(positions.range(location)),
        }
    }

    /// The line to open.
    pub(crate) fn line(&self) -> usize {
        self.range.map_or(1, |(start, _)| start.line)
    }

    /// The file with its line, for text.
    pub(crate) fn text(&self) -> String {
        match self.range {
            Some((start, _)) => format!("{}:{}:{}", self.file, start.line, start.column),
            None => self.file.clone(),
        }
    }
}

/// Where a finding is shown: at its first place in a file, else at the first source of the report.
pub(crate) fn place_of(
    finding: &Finding,
    report: &Report,
    positions: &mut Positions,
) -> Option<Place> {
    let mut locations = finding.locations.iter();
    locations
        .find_map(|location| location.origin.location())
        .map(|location| Place::of(location, positions))
        .or_else(|| source_place(report))
}

/// The file that states what is expected: what it does not say has no other place.
pub(crate) fn source_place(report: &Report) -> Option<Place> {
    let mut places = report.sources.iter().map(|source| source.place.as_str());
    let file = places.find(|place| !place.is_empty() && !place.contains("://"))?;
    Some(Place {
        file: file.to_owned(),
        range: None,
    })
}
