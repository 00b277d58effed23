//! The compiler's program as tests start it: a link of their own, made once.
//!
//! `cargo build` and `cargo test` build the program with different features and put it in the same place, so that a build
//! that begins while tests run takes it away under them for a moment.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::{Duration, SystemTime};

const BUILT: &str = env!("CARGO_BIN_EXE_fsflowc");

/// Links of earlier builds that are older than this belong to no test any more.
const OLD: Duration = Duration::from_secs(3600);

/// The path of `fsflowc`.
pub fn path() -> &'static Path {
    static LINK: LazyLock<PathBuf> = LazyLock::new(link);
    &LINK
}

fn link() -> PathBuf {
    let links = Path::new(env!("CARGO_TARGET_TMPDIR")).join("links");
    let built =
        |path: &Path| fs::metadata(path).and_then(|it| it.modified()).unwrap_or_else(|_| SystemTime::now());
    let time = built(Path::new(BUILT)).duration_since(SystemTime::UNIX_EPOCH).unwrap().as_nanos();
    let folder = links.join(time.to_string());
    fs::create_dir_all(&folder).unwrap();
    // The command line shows the name that it was started by.
    let name = Path::new(BUILT).file_name().unwrap();
    for other in fs::read_dir(&links).unwrap().flatten().map(|entry| entry.path()) {
        if other != folder && built(&other.join(name)).elapsed().is_ok_and(|age| age > OLD) {
            let _ = fs::remove_dir_all(other);
        }
    }
    let link = folder.join(name);
    // Another process may have made it; where there are no hard links, a copy serves.
    if !link.exists() && fs::hard_link(BUILT, &link).is_err() && !link.exists() {
        fs::copy(BUILT, &link).unwrap();
    }
    link
}

#[test]
fn the_program_of_the_tests_is_another_file_than_the_one_that_a_build_replaces() {
    assert_ne!(path(), Path::new(BUILT));
    assert!(Command::new(path()).arg("--version").output().unwrap().stdout.starts_with(b"fsflowc "));
}
