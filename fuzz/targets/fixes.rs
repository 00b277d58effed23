//! See `fixes` in `tests/it/fuzz_targets.rs`.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fsflow_fuzz::fuzz_targets::fixes(bytes));
