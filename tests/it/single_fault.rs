//! One fault is one error: what follows from it stays silent. Held against random flows in which a single fault is planted.
//!
//! Not every fault can be told from two: a bracket that is gone may leave half a statement on either side. So the share of
//! flows with exactly one error is what is held; `SHOW_FAULTS=1` prints the kinds, and a case of each that gives more.

use std::collections::BTreeMap;

use crate::choices::Choices;
use crate::invariants::errors;
use crate::messages;
use crate::planted;
use crate::project;

/// How many flows get a fault.
const FLOWS: u64 = 2500;

/// Of a thousand flows that are wrong afterwards, how many have exactly one error.
const AT_LEAST: usize = 750;

#[derive(Default)]
struct Kind {
    one: usize,
    more: usize,
    example: String,
}

#[test]
fn one_fault_is_one_error() {
    let mut kinds: BTreeMap<String, Kind> = BTreeMap::new();
    let mut tried = 0;
    for seed in 0..FLOWS {
        let mut choices = Choices::seeded(seed);
        let sound = planted::sound(&mut choices);
        if errors(&messages::compile(&sound)) > 0 {
            continue;
        }
        let mut text = sound;
        let kind = planted::one(&mut choices, &mut text);
        tried += 1;
        let compilation = messages::compile(&text);
        let found = errors(&compilation);
        let kind = kinds.entry(kind).or_default();
        match found {
            0 => {}
            1 => kind.one += 1,
            _ => {
                kind.more += 1;
                let example = format!("{text}\n{}", project::shown(&compilation));
                if kind.example.is_empty() || example.len() < kind.example.len() {
                    kind.example = example;
                }
            }
        }
    }
    let sum = |count: fn(&Kind) -> usize| kinds.values().map(count).sum::<usize>();
    let (one, more) = (sum(|kind| kind.one), sum(|kind| kind.more));
    if std::env::var_os("SHOW_FAULTS").is_some() {
        for (name, kind) in &kinds {
            println!("{name}: {} one, {} more\n{}", kind.one, kind.more, kind.example);
        }
        println!("{tried} flows, {one} with one error, {more} with more");
    }
    assert!(tried > 2000, "only {tried} flows were sound");
    assert!(one * 1000 >= AT_LEAST * (one + more), "{one} with one error, {more} with more");
}
