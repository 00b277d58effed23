//! The version of the sessions API as a user names it outside a flow: in the configuration or for one run.

use crate::catalog::{NEWEST, TIMELINE, Version};

/// Reads a version that the compiler can compile for.
///
/// # Errors
/// Why it can't be compiled for, as a clause.
pub fn parse(text: &str) -> Result<Version, String> {
    let oldest = TIMELINE.first().map_or(NEWEST, |row| row.version);
    match Version::parse(text) {
        Some(version) if version > NEWEST => {
            Err(format!("this compiler knows the API up to version {NEWEST}, not {version}"))
        }
        Some(version) if version < oldest => Err(format!("the oldest version of the API is {oldest}")),
        Some(version) => Ok(version),
        None => Err(format!("`{text}` is not a version such as {NEWEST}")),
    }
}
