//! The flag that names a version of the API.

use fsflow::catalog::Version;
use fsflow::project::api;
use fsflow::report::safe;

/// Reads `--api`. What is wrong with it is printed as it is, so characters that act on a terminal are named.
pub(super) fn version(text: &str) -> Result<Version, String> {
    api::parse(text).map_err(|why| safe(&why).into_owned())
}
