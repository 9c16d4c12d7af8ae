//! Tests of lowering, without a server.
