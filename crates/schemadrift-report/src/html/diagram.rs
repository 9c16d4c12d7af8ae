//! Owns the drawn diagram: the picture as inline SVG. Every state is told by a sign and a line style
//! beside its colour, and every name is whole in a title.

mod layout;

use self::layout::{BOX_WIDTH, HEAD, LINE, Layout, Placed};
use super::escape::text;
use super::picture::{Picture, Relation, Row, TableView};
use super::state::State;
use crate::layout::width;
use crate::printable::printable;

/// Columns of a name and of a type within a box.
const NAME_COLUMNS: usize = 20;
const TYPE_COLUMNS: usize = 16;
const TITLE_COLUMNS: usize = 38;

/// The diagram, with its legend.
pub(super) fn diagram(picture: &Picture) -> String {
    let layout = Layout::of(picture);
    let states = picture.tables.iter().map(|table| table.state);
    let missing = states.filter(|state| *state == State::Missing).count();
    let label = format!(
        "Diagram of {} tables and {} relations; {missing} tables are missing. The definitions \
         below say the same in words.",
        picture.tables.len(),
        picture.relations.len(),
    );
    let mut svg = legend();
    svg.push_str(&format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Diagram\">\n\
         <svg role=\"img\" aria-label=\"{label}\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\">\n",
        width = layout.width,
        height = layout.height,
    ));
    for relation in &picture.relations {
        svg.push_str(&line(relation, &layout));
    }
    for (table, placed) in picture.tables.iter().zip(&layout.boxes) {
        svg.push_str(&boxed(table, placed));
    }
    svg.push_str("</svg>\n</div>\n");
    if picture.left_away > 0 {
        svg.push_str(&format!(
            "<p>{} more tables with findings are not drawn; all are listed below.</p>\n",
            picture.left_away
        ));
    }
    svg
}

/// What the signs and lines mean.
fn legend() -> String {
    let entries = State::ALL.map(|state| {
        format!(
            "<li class=\"{}\"><span class=\"sign\" aria-hidden=\"true\">{}</span> {}</li>",
            state.class(),
            state.sign(),
            state.word()
        )
    });
    format!(
        "<ul class=\"legend\" aria-label=\"Legend\">{}</ul>\n",
        entries.concat()
    )
}

fn boxed(table: &TableView, placed: &Placed) -> String {
    let name = fitted(&table.name, TITLE_COLUMNS);
    let class = table.state.class();
    let mut svg = format!(
        "<g class=\"table {class}\" transform=\"translate({x} {y})\"><title>{title}: {word}</title>\
         <rect class=\"frame\" width=\"{BOX_WIDTH}\" height=\"{height}\" rx=\"4\"/>\
         <rect class=\"head\" width=\"{BOX_WIDTH}\" height=\"{HEAD}\" rx=\"4\"/>\
         <text class=\"name\" x=\"10\" y=\"19\">{sign}{name}</text>\n",
        x = placed.x,
        y = placed.y,
        title = text(&table.name),
        word = table.state.word(),
        height = placed.height,
        sign = signed(table.state),
    );
    for (line, index) in placed.rows.iter().enumerate() {
        if let Some(row) = table.rows.get(*index) {
            svg.push_str(&row_of(row, HEAD + LINE * line));
        }
    }
    let hidden = table.rows.len() - placed.rows.len();
    if hidden > 0 {
        let y = HEAD + LINE * placed.rows.len() + 15;
        svg.push_str(&format!(
            "<text class=\"more\" x=\"26\" y=\"{y}\">and {hidden} more</text>\n"
        ));
    }
    svg.push_str("</g>\n");
    svg
}

fn row_of(row: &Row, top: usize) -> String {
    let data_type = if row.data_type.is_empty() {
        row.role
    } else {
        &row.data_type
    };
    let mark = match row.role {
        "key" => "\u{25c6}",
        "reference" => "\u{25c7}",
        _ => "",
    };
    format!(
        "<g class=\"row {class}\"><title>{title}: {whole}{word}</title>\
         <rect class=\"stripe\" x=\"1\" y=\"{top}\" width=\"{stripe}\" height=\"{LINE}\"/>\
         <text class=\"sign\" x=\"8\" y=\"{y}\">{sign}</text>\
         <text class=\"mark\" x=\"22\" y=\"{y}\">{mark}</text>\
         <text x=\"36\" y=\"{y}\">{name}</text>\
         <text class=\"type\" x=\"{right}\" y=\"{y}\">{data_type}</text></g>\n",
        class = row.state.class(),
        title = text(&row.name),
        whole = [row.role, row.data_type.as_str()]
            .into_iter()
            .filter(|part| !part.is_empty())
            .map(|part| format!("{}, ", text(part)))
            .collect::<String>(),
        word = row.state.word(),
        stripe = BOX_WIDTH - 2,
        y = top + 15,
        sign = row.state.sign(),
        name = fitted(&row.name, NAME_COLUMNS),
        right = BOX_WIDTH - 8,
        data_type = fitted(data_type, TYPE_COLUMNS),
    )
}

fn line(relation: &Relation, layout: &Layout) -> String {
    let (Some(from), Some(to)) = (
        layout.boxes.get(relation.from),
        layout.boxes.get(relation.to),
    ) else {
        return String::new();
    };
    let shown = from
        .rows
        .iter()
        .position(|row| Some(*row) == relation.row)
        .map_or(HEAD / 2, |line| HEAD + LINE * line + LINE / 2);
    let (start_y, end_y) = (from.y + shown, to.y + HEAD / 2);
    let (start_x, end_x, start_bend, end_bend) = if to.x > from.x {
        let (start, end) = (from.x + BOX_WIDTH, to.x);
        let bend = (end - start) / 2;
        (start, end, start + bend, end.saturating_sub(bend))
    } else {
        // Back, or within one column: around the right side.
        let (start, end) = (from.x + BOX_WIDTH, to.x + BOX_WIDTH);
        let out = start.max(end) + 36;
        (start, end, out, out)
    };
    let middle_x = (start_x + 3 * start_bend + 3 * end_bend + end_x) / 8;
    let middle_y = usize::midpoint(start_y, end_y);
    let class = relation.state.class();
    let sign = match relation.state.sign() {
        "" => String::new(),
        sign => format!(
            "<circle cx=\"{middle_x}\" cy=\"{middle_y}\" r=\"8\"/>\
             <text x=\"{middle_x}\" y=\"{}\">{sign}</text>",
            middle_y + 4
        ),
    };
    format!(
        "<g class=\"relation {class}\"><title>{name}: {word}</title>\
         <path d=\"M{start_x} {start_y}C{start_bend} {start_y} {end_bend} {end_y} {end_x} {end_y}\"/>\
         <circle class=\"end\" cx=\"{end_x}\" cy=\"{end_y}\" r=\"3\"/>{sign}</g>\n",
        name = text(&relation.name),
        word = relation.state.word(),
    )
}

fn signed(state: State) -> String {
    match state.sign() {
        "" => String::new(),
        sign => format!("{sign} "),
    }
}

/// The beginning of a text that fits into so many columns, escaped.
fn fitted(name: &str, columns: usize) -> String {
    let name = printable(name);
    if width(&name) <= columns {
        return text(&name);
    }
    let mut shown = String::new();
    for character in name.chars() {
        shown.push(character);
        if width(&shown) + 1 >= columns {
            break;
        }
    }
    format!("{}\u{2026}", text(&shown))
}
