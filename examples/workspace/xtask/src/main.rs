//! `cargo xtask check-drift [OPTIONS]` compares this workspace with its database.

fn main() -> std::process::ExitCode {
    schemadrift_cli::run(std::iter::once("check".into()).chain(std::env::args_os().skip(2)))
}
