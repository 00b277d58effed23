//! What each target of `fuzz/` makes of the bytes that a fuzzer comes up with. It does not judge: `invariants` and
//! `decisions` do.
//!
//! A text is the whole of the bytes, so that any file of the project is a seed as it stands; what a target decides beside
//! it (a place, edits) comes from the last bytes.

use crate::choices::Choices;
use crate::{decisions, invariants};

/// A target: its name, the folder of `fuzz/seeds/` that it starts from, and what it makes of bytes.
pub type Target = (&'static str, &'static str, fn(&[u8]));

pub const ALL: &[Target] = &[
    ("compile", "text", compile),
    ("format", "text", format),
    ("import", "import", import),
    ("recompile", "text", recompile),
    ("editor", "text", editor),
    ("decisions", "decisions", decisions),
    ("fixes", "text", fixes),
];

/// What is put into a text.
const BITS: &[&str] = &[
    "",
    "\"",
    "\"\"\"",
    "<",
    ">",
    "{",
    "}",
    "[",
    "]",
    "(",
    ")",
    "->",
    ":",
    ",",
    "|",
    "\n",
    "\r",
    " ",
    "$",
    "${x}",
    "\\",
    "//",
    "///",
    "@allow(",
    "when ",
    "else",
    "say ",
    "not ",
    "and ",
    "end",
    "start",
    "x",
    "é",
    "😀",
    "\u{0}",
    "\u{202e}",
    "\u{feff}",
    "import \"./a.fsflow\"\n",
    "//// a.fsflow\n",
    "decide {",
    "test \"t\" {",
    "param x\n",
    "x: conversation \"y\" -> end\n",
    "session {",
    "ensure x requires y\n",
];

/// How many edits there are at most, and how many bytes decide about each.
const EDITS: usize = 4;
const EDIT: usize = 4;

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Any text is answered.
pub fn compile(bytes: &[u8]) {
    invariants::text_is_answered(&text(bytes));
}

/// Laying out keeps what a text means.
pub fn format(bytes: &[u8]) {
    invariants::layout_keeps_the_meaning(&text(bytes));
}

/// Importing JSON and building it again are opposites.
pub fn import(bytes: &[u8]) {
    invariants::import_is_undone_by_build(&text(bytes));
}

/// Compiling again after edits is compiling afresh.
pub fn recompile(bytes: &[u8]) {
    let mut texts = vec![text(bytes)];
    let decided = bytes.get(bytes.len().saturating_sub(EDITS * EDIT)..).unwrap_or_default();
    for edit in decided.chunks_exact(EDIT) {
        let before = texts.last().cloned().unwrap_or_default();
        texts.push(edited(&before, edit));
    }
    // And back to the first.
    texts.push(text(bytes));
    invariants::recompiling_is_compiling(&texts);
}

/// The text with some letters in place of others: two bytes say where, one how many, one what.
fn edited(text: &str, edit: &[u8]) -> String {
    let mut edit = Choices::new(edit.iter().copied().map(u32::from).collect());
    let letters = text.chars().count() + 1;
    let at = (edit.below(256) * 256 + edit.below(256)) % letters;
    let count = edit.below(8);
    let bit = edit.pick(BITS);
    let head: String = text.chars().take(at).collect();
    let tail: String = text.chars().skip(at + count).collect();
    head + bit + &tail
}

/// Every feature of the editors answers anywhere.
pub fn editor(bytes: &[u8]) {
    let text = text(bytes);
    let decided = bytes.iter().rev().take(2).fold(0, |number, byte| number * 256 + usize::from(*byte));
    invariants::editors_are_answered(&text, decided % (text.len() + 1));
}

/// Rules, promises, tests and paths of a small flow are what one finds who asks every session.
pub fn decisions(bytes: &[u8]) {
    decisions::agreement::compiler_decides_as_the_judge(Choices::new(
        bytes.iter().copied().map(u32::from).collect(),
    ));
}

/// No fix makes an error.
pub fn fixes(bytes: &[u8]) {
    invariants::fixes_hold(&text(bytes));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project;

    #[test]
    fn every_kept_input_of_the_fuzzer_still_holds() {
        for (name, seeds, target) in ALL {
            let mut kept = project::files(&format!("fuzz/seeds/{seeds}"), "");
            assert!(kept.len() >= 40, "{seeds} has {} seeds", kept.len());
            let failures = format!("fuzz/failures/{name}");
            if project::root().join(&failures).exists() {
                kept.extend(project::files(&failures, ""));
            }
            for path in kept {
                let bytes = std::fs::read(project::root().join(&path)).unwrap();
                let held = std::panic::catch_unwind(|| target(&bytes));
                assert!(held.is_ok(), "`{name}` breaks on {path}; alone: cargo fuzz run {name} {path}");
            }
        }
    }

    #[test]
    fn every_target_has_a_program_of_its_name() {
        let programs: Vec<String> =
            project::files("fuzz/targets", ".rs").iter().map(|path| project::stem(path).to_owned()).collect();
        let mut names: Vec<&str> = ALL.iter().map(|(name, ..)| *name).collect();
        names.sort_unstable();
        assert_eq!(programs, names);
        for name in names {
            assert!(project::read(&format!("fuzz/targets/{name}.rs")).contains(&format!("::{name}(bytes)")));
        }
    }
}
