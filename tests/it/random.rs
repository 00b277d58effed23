//! How random tests run: failing cases are kept in `tests/seeds/` and tried first ever after.
//!
//! `FSFLOW_TIMES=50 cargo test` tries fifty times as many cases.

use proptest::prelude::ProptestConfig;
use proptest::test_runner::FileFailurePersistence;

/// So many cases, and those that failed before, which stand in this file of `tests/seeds/`.
pub fn config(cases: u32, seeds: &'static str) -> ProptestConfig {
    let times =
        std::env::var("FSFLOW_TIMES").map_or(1, |times| times.parse().expect("FSFLOW_TIMES is a number"));
    ProptestConfig {
        cases: cases * times,
        failure_persistence: Some(Box::new(FileFailurePersistence::Direct(seeds))),
        ..ProptestConfig::default()
    }
}
