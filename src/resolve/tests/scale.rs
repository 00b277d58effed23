//! Many faults and many nodes are answered; how long that takes is a matter of benchmarks.

use super::resolved;
use crate::resolve::Options;

#[test]
fn a_thousand_unknown_names_are_all_reported() {
    let mut input = String::new();
    for n in 0..1_000 {
        input.push_str(&format!("node_{n}: conversatoin -> nod_{n}\n"));
        input.push_str(&format!("email_{n}: enter_email {{ promt_{n}: 1 }} -> < enterd_{n}: mail_{n} >\n"));
    }
    let (_, resolved) = resolved(&input, &Options::default());
    assert!(resolved.diagnostics.len() >= 5_000, "{}", resolved.diagnostics.len());
}

#[test]
fn ten_thousand_outcomes_of_one_node_are_compared() {
    let mut input = String::from("end\ntalk: conversation \"x\" -> <\n");
    for n in 0..10_000 {
        input.push_str(&format!("o{n}: end\n"));
    }
    input.push_str(">\n");
    let (_, resolved) = resolved(&input, &Options::default());
    assert!(resolved.diagnostics.is_empty());
}
