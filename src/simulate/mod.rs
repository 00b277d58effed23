//! One walk through a flow, and what is made of it: tests with their results, generated tests, what the API would report.
//! Whoever plays a session takes this walk, so that all of them agree. Questions about *all* paths belong to `paths`.

mod describe;
mod generate;
mod given;
mod matched;
mod names;
mod reported;
mod shortened;
mod tests;
mod values;
mod walk;

pub use describe::{Said, meaning, said};
pub use generate::{Generated, generate};
pub use given::{Given, WalkError, along, depends};
pub use names::{choose, given_names, parse, spelled, spelled_atom};
pub use reported::reported;
pub use shortened::{MOST_NAMES, shortened};
pub use tests::{CaseResult, Coverage, Failure, TestResult, run};
pub use values::{spelled_comparison, spelled_given, spelled_scalar, spelled_value};
pub use walk::{Step, Walk};
