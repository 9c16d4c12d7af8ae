//! Owns both definitions of each table in question, side by side: what the diagram shows, in words.

use super::escape::text;
use super::picture::{Picture, Row, TableView};
use super::state::State;

pub(super) fn definitions(picture: &Picture) -> String {
    let tables = picture.tables.iter();
    tables
        .filter(|table| table.is_in_question && !table.rows.is_empty())
        .map(definition)
        .collect()
}

fn definition(table: &TableView) -> String {
    let rows: String = table.rows.iter().map(row).collect();
    format!(
        "<details class=\"definition\"><summary><code>{name}</code>: {word}</summary>\n\
         <div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Definitions\">\n\
         <table><caption>Both definitions of <code>{name}</code></caption>\n\
         <thead><tr><th scope=\"col\">part</th><th scope=\"col\">expected by the code</th>\
         <th scope=\"col\">found in the database</th><th scope=\"col\">difference</th></tr></thead>\n\
         <tbody>{rows}</tbody></table>\n</div></details>\n",
        name = text(&table.name),
        word = summary(table),
    )
}

/// How the table stands, and how many of its parts differ.
fn summary(table: &TableView) -> String {
    match table.state {
        State::Missing | State::Extra => format!("{} {}", table.state.sign(), table.state.word()),
        State::Same | State::Unsure | State::Differs => {
            let states = [State::Missing, State::Differs, State::Extra, State::Unsure];
            let parts = states.into_iter().filter_map(|state| {
                let rows = table.rows.iter().filter(|row| row.state == state);
                let number = rows.count();
                (number > 0).then(|| format!("{number} {}", state.word()))
            });
            let parts: Vec<String> = parts.collect();
            if parts.is_empty() {
                table.state.word().to_owned()
            } else {
                parts.join(", ")
            }
        }
    }
}

fn row(row: &Row) -> String {
    let cell = |value: Option<&String>| {
        value.map_or_else(
            || "<td class=\"quiet\">nothing</td>".to_owned(),
            |value| format!("<td><code>{}</code></td>", text(value)),
        )
    };
    let role = match row.role {
        "" => String::new(),
        role => format!(" <span class=\"quiet\">{role}</span>"),
    };
    format!(
        "<tr class=\"{class}\"><th scope=\"row\"><code>{name}</code>{role}</th>{expected}{found}\
         <td><span class=\"sign\" aria-hidden=\"true\">{sign}</span> {word}</td></tr>\n",
        class = row.state.class(),
        name = text(&row.name),
        expected = cell(row.expected.as_ref()),
        found = cell(row.found.as_ref()),
        sign = row.state.sign(),
        word = row.state.word(),
    )
}
