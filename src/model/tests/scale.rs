//! Many faults and many nodes take time in proportion.

use std::time::{Duration, Instant};

use super::resolved;
use crate::model::Options;

/// Far more than a slow machine needs in a build without optimisation.
const PATIENCE: Duration = Duration::from_secs(20);

#[test]
fn ten_thousand_unknown_names_are_reported_in_bounded_time() {
    let mut input = String::new();
    for n in 0..10_000 {
        input.push_str(&format!("node_{n}: conversatoin -> nod_{n}\n"));
        input.push_str(&format!("email_{n}: enter_email {{ promt_{n}: 1 }} -> < enterd_{n}: mail_{n} >\n"));
    }
    let start = Instant::now();
    let (_, resolved) = resolved(&input, &Options::default());
    assert!(resolved.diagnostics.len() >= 50_000, "{}", resolved.diagnostics.len());
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}

#[test]
fn a_hundred_thousand_outcomes_of_one_node_are_compared_in_bounded_time() {
    let mut input = String::from("end\ntalk: conversation \"x\" -> <\n");
    for n in 0..100_000 {
        input.push_str(&format!("o{n}: end\n"));
    }
    input.push_str(">\n");
    let start = Instant::now();
    let (_, resolved) = resolved(&input, &Options::default());
    assert!(resolved.diagnostics.is_empty());
    assert!(start.elapsed() < PATIENCE, "{:?}", start.elapsed());
}
