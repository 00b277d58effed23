//! What the project makes from its own tables and keeps in its files, so that a reader, an editor or another tool finds it
//! there: `cargo test --test generated` says which of it is stale, `cargo regenerate` writes it anew.
//!
//! To add one, write a function that makes the text and a row in [`GENERATED`].

mod configuration;
mod dictionary;
mod documents;
mod editors;
mod reference;
mod region;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;

use region::region;

/// A text that is made: what the file must hold, given what it holds now (nothing when there is no such file yet).
///
/// The present text matters where only a part of it is made; see [`region`].
type Make = fn(&str) -> Result<String, String>;

/// Everything that is made: the file, by its path from the root of the project, and its maker. A file with several parts has
/// a row for each.
const GENERATED: &[(&str, Make)] = &[
    (editors::TEXTMATE, editors::textmate),
    (editors::SNIPPETS, editors::snippets),
    (editors::VIM, |syntax| region(syntax, "words", &editors::vim())),
    (reference::PAGE, |page| region(page, "fields", &reference::fields())),
    (reference::PAGE, |page| region(page, "objects", &reference::objects())),
    (reference::PAGE, |page| region(page, "comparisons", &reference::comparisons())),
    (reference::PAGE, |page| region(page, "outcomes", &reference::outcomes())),
    (reference::PAGE, |page| region(page, "settings", &reference::settings())),
    (reference::PAGE, |page| region(page, "languages", &reference::languages())),
    (reference::PAGE, |page| region(page, "versions", &reference::versions())),
    (reference::PAGE, |page| region(page, "warnings", &reference::warnings())),
    ("grammar/diagnostics.schema.json", |_| documents::schema("diagnostics")),
    ("grammar/decide.schema.json", |_| documents::schema("decide")),
    ("grammar/paths.schema.json", |_| documents::schema("paths")),
    ("grammar/tests.schema.json", |_| documents::schema("tests")),
    (configuration::SCHEMA, |_| configuration::schema()),
    (configuration::PAGE, |page| region(page, "configuration", &configuration::table())),
    ("grammar/session.schema.json", |_| documents::schema("session")),
    (dictionary::PATH, |_| Ok(dictionary::dictionary())),
];

/// The command that writes what is stale, as a user types it.
const COMMAND: &str = "cargo regenerate";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    // What test runners ask to learn which tests there are.
    if arguments.iter().any(|argument| argument == "--list") {
        if !arguments.iter().any(|argument| argument == "--ignored") {
            println!("generated: test");
        }
        return ExitCode::SUCCESS;
    }
    let outcome = stale().and_then(|stale| match arguments.iter().any(|argument| argument == "--write") {
        true => write(&stale),
        false => report(&stale),
    });
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

/// The files that do not hold what they must, and what they must hold.
fn stale() -> Result<BTreeMap<&'static str, String>, String> {
    let mut wanted: BTreeMap<&str, String> = BTreeMap::new();
    for (path, make) in GENERATED {
        let before = wanted.remove(path).map_or_else(|| read(path), Ok)?;
        wanted.insert(path, make(&before).map_err(|message| format!("{path}: {message}"))?);
    }
    let mut stale = BTreeMap::new();
    for (path, text) in wanted {
        if read(path)? != text {
            stale.insert(path, text);
        }
    }
    Ok(stale)
}

fn report(stale: &BTreeMap<&str, String>) -> Result<(), String> {
    if stale.is_empty() {
        println!("{} parts of files are as they are made", GENERATED.len());
        return Ok(());
    }
    let files: Vec<String> = stale.keys().map(|path| format!("  {path}\n")).collect();
    Err(format!(
        "these files are not what is made from the project's tables:\n{}run `{COMMAND}`",
        files.concat()
    ))
}

fn write(stale: &BTreeMap<&str, String>) -> Result<(), String> {
    for (path, text) in stale {
        let file = root().join(path);
        let folder = file.parent().unwrap_or(root());
        std::fs::create_dir_all(folder)
            .and_then(|()| std::fs::write(&file, text))
            .map_err(|error| format!("{path}: {error}"))?;
        println!("{path} is written anew");
    }
    Ok(())
}

/// The text of a file, without regard to how git checked out its line ends; nothing when there is no such file.
fn read(path: &str) -> Result<String, String> {
    match std::fs::read_to_string(root().join(path)) {
        Ok(text) => Ok(text.replace("\r\n", "\n")),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(String::new()),
        Err(error) => Err(format!("{path}: {error}")),
    }
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
