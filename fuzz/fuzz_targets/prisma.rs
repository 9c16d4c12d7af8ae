//! Any bytes as a Prisma schema.

#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| schemadrift_fuzz::prisma(bytes));
