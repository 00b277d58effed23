//! Generated code runs for real: what it gives is what `build` gives, and what it decides is what a naive judge decides.

mod attacks;
mod conformance;
mod decisions;
mod engines;
mod files;
mod go;
mod judge;
mod names;
mod params;
mod random_rules;
mod session_values;
mod sessions;
mod values;
mod verdict;
mod webhook;

/// Numbers that are the same in every run.
fn numbers(seed: u64, count: usize) -> Vec<u32> {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let mut next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 32) as u32
    };
    (0..count).map(|_| next()).collect()
}
