//! Paths as services know them that look at a whole repository: from its root, with `/`, and without `..`.

use std::path::{Path, PathBuf};

use crate::inputs::STDIN;
use crate::path::absolute;

/// The root of the repository that the current folder is in; the current folder when it is in none.
pub(crate) fn root() -> PathBuf {
    let here = absolute(Path::new(""));
    // A work tree and a submodule have a file of that name.
    let root = here.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_owned);
    root.unwrap_or(here)
}

/// The path of a file from this root; a file that is elsewhere keeps its whole path.
pub(crate) fn name(root: &Path, file: &str) -> String {
    if file == STDIN {
        return file.to_owned();
    }
    let whole = absolute(Path::new(file));
    let root = absolute(root);
    let real = || Some(whole.canonicalize().ok()?.strip_prefix(root.canonicalize().ok()?).ok()?.to_owned());
    let below = whole.strip_prefix(&root).map(Path::to_owned).ok().or_else(real).unwrap_or(whole.clone());
    below.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_seen_from_the_root_and_one_from_elsewhere_is_whole() {
        let check = |file: &str, expected: &str| assert_eq!(name(Path::new("/r/x"), file), expected);
        check("/r/x/a/b.fsflow", "a/b.fsflow");
        check("/r/x/a/../b.fsflow", "b.fsflow");
        check("/r/y/b.fsflow", "/r/y/b.fsflow");
        check("<stdin>", "<stdin>");
    }
}
