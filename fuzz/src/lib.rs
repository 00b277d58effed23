//! The judging code of `tests/it`, for a fuzzer: what must hold stands there once, and nothing of it here.

#[path = "../../tests/it/choices.rs"]
pub mod choices;
#[path = "."]
pub mod decisions {
    #[path = "../../tests/it/decisions/agreement.rs"]
    pub mod agreement;
    #[path = "../../tests/it/decisions/case.rs"]
    pub mod case;
    #[path = "../../tests/it/decisions/judge.rs"]
    pub mod judge;
}
#[path = "../../tests/it/fuzz_targets.rs"]
pub mod fuzz_targets;
#[path = "../../tests/it/invariants.rs"]
pub mod invariants;
#[path = "../../tests/it/project.rs"]
pub mod project;
