//! Long rows of names, for people: without their middle.

/// How many names a line may hold.
pub const MOST_NAMES: usize = 20;

/// Names of which at most so many are left: instead of the middle it says how many more there are.
#[must_use]
pub fn shortened(mut names: Vec<String>, most: usize) -> Vec<String> {
    if names.len() > most {
        let more = names.len() - most + 1;
        names.splice(most / 2..most / 2 + more, [format!("({more} more)")]);
    }
    names
}
