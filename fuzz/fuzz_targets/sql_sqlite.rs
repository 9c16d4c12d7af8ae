//! Any bytes as a script of SQLite, read and carried out.

#![no_main]

use libfuzzer_sys::fuzz_target;
use schemadrift_core::dialect::Engine;

fuzz_target!(|bytes: &[u8]| schemadrift_fuzz::script(Engine::Sqlite, bytes));
