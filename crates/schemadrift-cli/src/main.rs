//! The `schemadrift` binary: hands its arguments to the library and exits with its code.

use std::process::ExitCode;

fn main() -> ExitCode {
    schemadrift_cli::run(std::env::args_os().skip(1))
}
