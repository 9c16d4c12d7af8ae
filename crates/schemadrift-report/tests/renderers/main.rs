//! Owns the tests of all renderers: one program, one module a renderer.

#[cfg(test)]
mod any_report;
#[cfg(test)]
mod expected;
#[cfg(test)]
mod explain;
#[cfg(test)]
mod formats;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod html;
#[cfg(test)]
mod human;
#[cfg(test)]
mod json;
#[cfg(test)]
mod json_schema;
#[cfg(test)]
mod reports;
