//! Owns where the boxes of a diagram stand: in columns, so that most relations lead to the right, and
//! under each other within a column.

use std::collections::BTreeMap;

use crate::html::picture::{Picture, TableView};
use crate::html::state::State;

pub(super) const BOX_WIDTH: usize = 308;
/// Height of a box's title, and of a row.
pub(super) const HEAD: usize = 28;
pub(super) const LINE: usize = 20;

const GAP_ACROSS: usize = 72;
const GAP_DOWN: usize = 22;
const MARGIN: usize = 12;
/// Room at the right for relations that lead around a box.
const AROUND: usize = 48;

/// A column is no higher than this, unless one box is.
const HIGHEST: usize = 900;

/// Rows of a box at most.
const MOST_ROWS: usize = 14;

/// Where everything stands.
#[derive(Debug)]
pub(super) struct Layout {
    pub(super) width: usize,
    pub(super) height: usize,
    /// In the order of the picture's tables.
    pub(super) boxes: Vec<Placed>,
}

/// A box with the rows that it shows, as indexes into those of its table.
#[derive(Debug, Clone, Default)]
pub(super) struct Placed {
    pub(super) x: usize,
    pub(super) y: usize,
    pub(super) height: usize,
    pub(super) rows: Vec<usize>,
}

impl Layout {
    pub(super) fn of(picture: &Picture) -> Self {
        let mut boxes: Vec<Placed> = picture.tables.iter().map(sized).collect();
        let (mut x, mut height) = (MARGIN, 0);
        for column in columns(picture, &boxes) {
            let mut y = MARGIN;
            for index in column {
                if let Some(placed) = boxes.get_mut(index) {
                    (placed.x, placed.y) = (x, y);
                    y += placed.height + GAP_DOWN;
                }
            }
            height = height.max(y);
            x += BOX_WIDTH + GAP_ACROSS;
        }
        Self {
            width: x.saturating_sub(GAP_ACROSS) + AROUND,
            height: height.max(MARGIN * 2),
            boxes,
        }
    }
}

/// A box of the right height, nowhere yet: what something was found about is shown first of all, then
/// keys and references, then the rest.
fn sized(table: &TableView) -> Placed {
    let mut rows: Vec<usize> = (0..table.rows.len()).collect();
    let importance = |index: &usize| {
        let row = table.rows.get(*index);
        row.map_or((true, true), |row| {
            (row.state == State::Same, row.role.is_empty())
        })
    };
    rows.sort_by_key(importance);
    // A neighbour stands there for its relations only.
    if !table.is_in_question {
        rows.retain(|index| !importance(index).1);
    }
    rows.truncate(MOST_ROWS);
    rows.sort_unstable();
    let hidden = usize::from(rows.len() < table.rows.len());
    Placed {
        height: HEAD + LINE * (rows.len() + hidden) + 4,
        rows,
        ..Placed::default()
    }
}

/// The boxes of each column from left to right, from top to bottom.
fn columns(picture: &Picture, boxes: &[Placed]) -> Vec<Vec<usize>> {
    let mut layers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, depth) in depths(picture).into_iter().enumerate() {
        layers.entry(depth).or_default().push(index);
    }
    let mut columns = Vec::new();
    // Those that refer to others stand left of them.
    for (_, mut layer) in layers.into_iter().rev() {
        layer.sort_by_key(|index| {
            let mut targets = picture.relations.iter();
            targets
                .find(|relation| relation.from == *index)
                .map(|relation| relation.to)
        });
        columns.extend(cut(&layer, boxes));
    }
    columns
}

/// A layer in columns that are not too high.
fn cut(layer: &[usize], boxes: &[Placed]) -> Vec<Vec<usize>> {
    let mut columns: Vec<Vec<usize>> = Vec::new();
    let mut height = 0;
    for index in layer {
        let more = boxes.get(*index).map_or(0, |placed| placed.height) + GAP_DOWN;
        match columns.last_mut() {
            Some(column) if height + more <= HIGHEST => column.push(*index),
            Some(_) | None => {
                columns.push(vec![*index]);
                height = 0;
            }
        }
        height += more;
    }
    columns
}

/// How many relations lead on from each table, one behind the other. Circles are cut where they
/// close: no table is deeper than there are tables.
fn depths(picture: &Picture) -> Vec<usize> {
    let tables = picture.tables.len();
    let mut depths = vec![0; tables];
    for _ in 0..tables {
        let mut has_changed = false;
        for relation in &picture.relations {
            let behind = depths.get(relation.to).copied().unwrap_or(0) + 1;
            let is_circle = relation.from == relation.to || behind > MOST_DEPTH;
            if let Some(depth) = depths.get_mut(relation.from)
                && *depth < behind
                && !is_circle
            {
                *depth = behind;
                has_changed = true;
            }
        }
        if !has_changed {
            break;
        }
    }
    depths
}

/// Columns that relations make at most.
const MOST_DEPTH: usize = 5;
