//! How the project is built: who uses whom, which module knows which dependency, and the habits that a machine can hold.

use std::collections::{BTreeMap, BTreeSet};

use crate::project;
use crate::references::References;

/// Where each dependency of the command line and of the stages may be named: in files whose path begins so. Dependencies
/// that hold data for everybody stand nowhere here.
const OWNERS: &[(&str, &[&str])] = &[
    ("pest", &["src/syntax/"]),
    ("pest_derive", &["src/syntax/grammar.rs"]),
    ("petgraph", &["src/graph.rs", "src/graph/", "src/paths/"]),
    ("num_bigint", &["src/paths/"]),
    ("strsim", &["src/diag.rs"]),
    ("clap", &["src/bin/fsflowc/"]),
    ("clap_complete", &["src/bin/fsflowc/cli/completions.rs"]),
    ("clap_mangen", &["src/bin/fsflowc/cli/man.rs"]),
    ("codespan_reporting", &["src/report/plain.rs", "src/report/short.rs"]),
    ("miette", &["src/report/human.rs"]),
    ("ignore", &["src/bin/fsflowc/inputs.rs"]),
    ("mimalloc", &["src/bin/fsflowc/main.rs"]),
    ("notify", &["src/bin/fsflowc/watch.rs"]),
    ("notify_debouncer_full", &["src/bin/fsflowc/watch.rs"]),
    ("similar", &["src/bin/fsflowc/diff.rs"]),
    ("schemars", &["src/documents/"]),
    ("signal_hook", &["src/bin/fsflowc/interrupt.rs"]),
    ("tempfile", &["src/bin/fsflowc/staging.rs"]),
    ("terminal_size", &["src/bin/fsflowc/terminal.rs"]),
    ("toml", &["src/project/config.rs"]),
];

/// Dependencies that hold data, for whoever has such data.
const FOR_EVERYBODY: &[&str] = &["indexmap", "serde", "serde_json"];

/// What the library must not do, and who may all the same.
const IO: &[&str] = &["std::fs", "std::env", "std::process", "std::net", "Instant::now", "SystemTime::now"];

/// The most lines of a file; tables of data are longer where they must.
const MOST_LINES: usize = 600;

/// The modules that are only there for tests, as their files without `.rs`.
fn test_modules() -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for path in project::files("src", ".rs") {
        let folder = path.trim_end_matches(".rs").trim_end_matches("/mod").to_owned();
        for after in project::read(&path).split("#[cfg(test)]\nmod ").skip(1) {
            let name: String =
                after.chars().take_while(|ch| ch.is_ascii_alphanumeric() || *ch == '_').collect();
            found.insert(format!("{folder}/{name}"));
        }
    }
    found
}

/// The code of a file of `src/` that is no test, without comments.
fn code(path: &str) -> String {
    let text = project::read(path);
    let text = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    text.lines().filter(|line| !line.trim_start().starts_with("//")).map(|line| format!("{line}\n")).collect()
}

fn sources() -> Vec<String> {
    let tests = test_modules();
    let is_test = |path: &String| {
        let within =
            |module: &String| path == &format!("{module}.rs") || path.starts_with(&format!("{module}/"));
        tests.iter().any(within)
    };
    project::files("src", ".rs").into_iter().filter(|path| !is_test(path)).collect()
}

fn library() -> Vec<String> {
    sources().into_iter().filter(|path| !path.starts_with("src/bin/")).collect()
}

/// The table in the documentation of a crate.
fn layers(root: &str) -> BTreeMap<String, BTreeSet<String>> {
    let text = project::read(root);
    let rows = text.lines().filter_map(|line| line.strip_prefix("//! | `"));
    let words = |cell: &str| cell.split('`').skip(1).step_by(2).map(str::to_owned).collect();
    rows.map(|row| {
        let (module, rest) = row.split_once('`').unwrap();
        (module.to_owned(), words(rest))
    })
    .collect()
}

/// The words that stand after `crate::` in the code.
fn uses(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let word = |text: &str| -> String {
        text.chars().take_while(|ch| ch.is_ascii_alphanumeric() || *ch == '_').collect()
    };
    for after in code.split("crate::").skip(1) {
        match after.strip_prefix('{') {
            None => drop(found.insert(word(after))),
            Some(group) => {
                let group = group.split('}').next().unwrap_or_default();
                found.extend(group.split(',').map(|part| word(part.trim())).filter(|word| !word.is_empty()));
            }
        }
    }
    found
}

#[test]
fn no_stage_asks_a_later_one() {
    let layers = layers("src/lib.rs");
    let mut faults = Vec::new();
    for path in library() {
        let module = path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default();
        if module == "lib" {
            continue;
        }
        let Some(allowed) = layers.get(module) else {
            faults.push(format!("{path}: `{module}` is not in the table of src/lib.rs"));
            continue;
        };
        for used in uses(&code(&path)) {
            let is_module = layers.contains_key(&used);
            if is_module && used != module && !allowed.contains(&used) {
                faults.push(format!("{path}: `{module}` uses `{used}`"));
            } else if !is_module && used != "code" && !["fix", "ide", "server"].contains(&module) {
                faults.push(format!("{path}: `crate::{used}` is no module of the table"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(layers.len() >= 12, "{layers:?}");
}

#[test]
fn a_module_is_only_used_by_those_that_stand_after_it() {
    for root in ["src/lib.rs", "src/bin/fsflowc/main.rs"] {
        let text = project::read(root);
        let order: Vec<&str> =
            text.lines().filter_map(|line| line.strip_prefix("//! | `")?.split('`').next()).collect();
        let place = |module: &str| order.iter().position(|other| *other == module);
        for (module, allowed) in layers(root) {
            for used in allowed {
                assert!(
                    place(&used).unwrap() < place(&module).unwrap(),
                    "`{module}` uses the later `{used}`"
                );
            }
        }
    }
}

#[test]
fn a_file_of_the_command_line_uses_those_that_its_table_allows() {
    let layers = layers("src/bin/fsflowc/main.rs");
    let mut faults = Vec::new();
    for (path, code) in crate_files("src/bin/fsflowc") {
        let inside = path.trim_start_matches("src/bin/fsflowc/");
        let module = inside.split(['/', '.']).next().unwrap_or_default();
        let used: BTreeSet<String> = uses(&code).into_iter().filter(|used| used != module).collect();
        match (module, layers.get(module)) {
            ("main" | "cli", _) => {}
            (_, None) => faults.push(format!("{path}: `{module}` is not in the table of main.rs")),
            (_, Some(allowed)) => {
                faults
                    .extend(used.difference(allowed).map(|used| format!("{path}: `{module}` uses `{used}`")));
            }
        }
        if module != "cli" && used.contains("cli") {
            faults.push(format!("{path}: nothing uses `cli`"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(layers.len() > 10, "{layers:?}");
}

/// The dependencies of the package, as they are named in code.
fn dependencies() -> Vec<String> {
    let manifest = project::read("Cargo.toml");
    let after = manifest.split_once("[dependencies]").unwrap().1;
    let section = after.split("\n[").next().unwrap();
    let names = section.lines().filter_map(|line| line.split_once(" = ")).map(|(name, _)| name.trim());
    names.filter(|name| !name.starts_with('#')).map(|name| name.replace('-', "_")).collect()
}

#[test]
fn each_dependency_is_known_to_one_module() {
    let sources = sources();
    let mut faults = Vec::new();
    for dependency in dependencies() {
        if FOR_EVERYBODY.contains(&dependency.as_str()) {
            continue;
        }
        let Some((_, owners)) = OWNERS.iter().find(|(name, _)| *name == dependency) else {
            faults.push(format!("{dependency}: nobody is named who may use it"));
            continue;
        };
        let users: Vec<&String> = sources.iter().filter(|path| names(&code(path), &dependency)).collect();
        if users.is_empty() {
            faults.push(format!("{dependency} is not used"));
        }
        for path in users.into_iter().filter(|path| !owners.iter().any(|owner| path.starts_with(owner))) {
            faults.push(format!("{path} uses {dependency}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Whether the code names this crate.
fn names(code: &str, krate: &str) -> bool {
    let whole = |at: usize| {
        let before = code[..at].chars().next_back();
        !before.is_some_and(|ch| ch.is_ascii_alphanumeric() || ch == '_' || ch == ':')
    };
    code.match_indices(&format!("{krate}::")).any(|(at, _)| whole(at))
        || code.contains(&format!("use {krate};"))
}

#[test]
fn the_library_does_no_io_and_reads_no_clock() {
    for path in library() {
        let code = code(&path);
        for word in IO.iter().chain(&["println!", "eprintln!"]) {
            assert!(!code.contains(word), "{path} has {word}");
        }
    }
}

#[test]
fn nothing_is_left_undone_in_the_code() {
    for path in sources() {
        let code = code(&path);
        for word in ["todo!(", "unimplemented!(", "dbg!(", "#[allow("] {
            assert!(!code.contains(word), "{path} has {word}");
        }
    }
}

/// What only the JSON of the API has, and where else it may stand all the same.
fn words_of_the_api() -> Vec<(String, &'static [&'static str])> {
    use fsflow::catalog::wire;
    // The edges of drawing tools have these keys of their own.
    const DRAWN: &[&str] = &["src/import/legacy.rs"];
    // The names of parameters that an import makes up.
    const MADE_UP: &[&str] = &["src/import/templates.rs"];
    let keys = [
        (wire::ID, &[][..]),
        (wire::TYPE, &[]),
        (wire::PROMPT, &[]),
        (wire::OUTCOME, &[]),
        (wire::OUTCOMES, &[]),
        (wire::RULES, &[]),
        (wire::DEFAULT, &[]),
        (wire::TARGET, &[]),
        (wire::CONDITION, &[]),
        (wire::LEFT, &[]),
        (wire::OPERATOR, &[]),
        (wire::RIGHT, &[]),
        (wire::AWAIT_EXTERNAL, &[]),
        (wire::EXITS, &[]),
        (wire::SOURCE, DRAWN),
        (wire::FIELD, &[]),
        (wire::PROVIDED_DATA_KEY, &[]),
        (wire::PROVIDED_DATA, &[]),
        (wire::EXTRACTED_DATA, &[]),
        (wire::NAME, MADE_UP),
        (wire::VALUE, MADE_UP),
        (wire::LITERAL, &[]),
        (wire::REFERENCE, &[]),
        (wire::FLOW, &[]),
        (wire::PLAIN_CHOICE, &[]),
    ];
    keys.into_iter().map(|(key, but)| (format!("\"{key}\""), but)).collect()
}

#[test]
fn the_json_of_the_api_is_spelt_in_one_file() {
    let words = words_of_the_api();
    let no_words_of_english =
        [fsflow::catalog::wire::SPEECH, "targetNodeId", "awaitExternal", "providedDataKey"];
    let mut faults = Vec::new();
    for path in sources().into_iter().filter(|path| !path.starts_with("src/catalog/")) {
        let code = code(&path);
        faults.extend(
            no_words_of_english
                .iter()
                .filter(|word| code.contains(**word))
                .map(|word| format!("{path} has {word:?}")),
        );
        // Elsewhere the same words are words of English, or keys of other formats.
        if !["src/import/", "src/emit/json/", "src/flow/", "src/explain"]
            .iter()
            .any(|it| path.starts_with(it))
        {
            continue;
        }
        let found =
            words.iter().filter(|(word, but)| code.contains(word.as_str()) && !but.contains(&path.as_str()));
        faults.extend(found.map(|(word, _)| format!("{path} has {word}, which `catalog::wire` spells")));
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_stage_asks_for_a_node_type_by_its_name() {
    let mut faults = Vec::new();
    for path in sources().into_iter().filter(|path| !path.starts_with("src/catalog/")) {
        let code = code(&path);
        for row in fsflow::catalog::NODE_TYPES {
            for asked in [
                "== \"NAME\"",
                "!= \"NAME\"",
                "is(\"NAME\")",
                "node_type(\"NAME\")",
                "\"NAME\" =>",
                "\"NAME\" |",
            ] {
                let asked = asked.replace("NAME", row.name);
                if code.contains(&asked) {
                    faults.push(format!("{path} has `{asked}`"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_file_is_too_long() {
    let files: Vec<String> = ["src", "tests"].into_iter().flat_map(|it| project::files(it, ".rs")).collect();
    for path in files.iter().filter(|path| !path.starts_with("src/catalog/")) {
        let lines = project::read(path).lines().count();
        assert!(lines <= MOST_LINES, "{path} has {lines} lines");
    }
}

#[test]
fn every_module_says_what_it_owns() {
    for path in sources() {
        assert!(project::read(&path).starts_with("//! "), "{path} does not open with a sentence");
    }
}

#[test]
fn the_pages_name_files_that_exist() {
    let mut faults = Vec::new();
    for page in project::pages() {
        let folder = project::root().join(&page).parent().unwrap().to_owned();
        let text = project::read(&page);
        for link in links(&text) {
            let path = link.split('#').next().unwrap_or_default();
            if !link.contains("://") && !path.is_empty() && !folder.join(path).exists() {
                faults.push(format!("{page} links to {link}"));
            }
        }
        for example in examples_named(&text) {
            if !project::root().join(&example).exists() {
                faults.push(format!("{page} names {example}"));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Where the links of a page lead.
fn links(page: &str) -> Vec<&str> {
    page.split("](").skip(1).filter_map(|after| after.split(')').next()).collect()
}

/// The flows in `examples/` that a page names.
fn examples_named(page: &str) -> BTreeSet<String> {
    let path = |after: &str| -> String {
        after.chars().take_while(|ch| ch.is_ascii_alphanumeric() || "-_./".contains(*ch)).collect()
    };
    let named = page.split("examples/").skip(1).map(path);
    named.filter(|name| name.ends_with(".fsflow")).map(|name| format!("examples/{name}")).collect()
}

#[test]
fn the_headings_that_the_reference_links_to_exist() {
    let page = project::read("grammar/README.md");
    let letters = |heading: &str| -> String {
        let kept = heading.chars().filter(|ch| ch.is_alphanumeric() || *ch == ' ' || *ch == '-');
        kept.collect::<String>().trim().replace(' ', "-").to_lowercase()
    };
    let headings: BTreeSet<String> = page
        .lines()
        .filter(|line| line.starts_with("##"))
        .map(|line| letters(line.trim_start_matches('#')))
        .collect();
    let links: Vec<&str> = links(&page).into_iter().filter_map(|link| link.strip_prefix('#')).collect();
    assert!(links.len() >= 3, "{links:?}");
    for link in links {
        assert!(headings.contains(link), "no heading for #{link}");
    }
}

/// The folders of all crates that are written in Rust: the library, the command line and what is in `packages/`.
fn crates() -> Vec<String> {
    let mut folders = vec!["src".to_owned(), "src/bin/fsflowc".to_owned()];
    if project::root().join("packages").exists() {
        let roots = project::files("packages", "/src/lib.rs").into_iter();
        folders.extend(roots.map(|root| root.trim_end_matches("/lib.rs").to_owned()));
    }
    folders
}

/// The files of a crate, test modules left out, with their code.
fn crate_files(folder: &str) -> Vec<(String, String)> {
    let all = if folder.starts_with("src") { sources() } else { project::files(folder, ".rs") };
    let inside = all.into_iter().filter(|path| path.starts_with(folder));
    let own = inside.filter(|path| folder != "src" || !path.starts_with("src/bin/"));
    own.map(|path| (path.clone(), code(&path))).collect()
}

#[test]
fn no_files_refer_to_each_other_in_circles() {
    let mut asked = 0;
    for folder in crates() {
        let references = References::new(&folder, crate_files(&folder));
        let circles = references.circles();
        assert!(circles.is_empty(), "files of {folder} refer to each other in circles: {circles:#?}");
        asked += references.of_files().len();
    }
    assert!(asked > 100, "only {asked} files were looked at");
}

/// The most items that the library promises to keep.
const MOST_PROMISED: usize = 45;

#[test]
fn the_front_page_of_the_library_promises_few_items() {
    let text = project::read("src/lib.rs");
    let mut promised = Vec::new();
    let mut hidden = false;
    for line in text.lines().filter(|line| !line.starts_with("//")) {
        if line == "#[doc(hidden)]" {
            hidden = true;
        } else if line.starts_with("pub ") && !std::mem::take(&mut hidden) {
            let names = line.rsplit_once("::").map_or(line, |(_, names)| names);
            promised.extend(names.trim_matches(['{', '}', ';']).split(',').map(str::trim).map(str::to_owned));
        }
    }
    assert!(promised.iter().any(|name| name == "Compiler"), "{promised:?}");
    assert!(promised.len() <= MOST_PROMISED, "{}: {promised:?}", promised.len());
    let modules: Vec<&String> = promised.iter().filter(|name| name.starts_with("pub mod")).collect();
    assert!(modules.iter().all(|name| *name == "pub mod server"), "without promise: {modules:?}");
}
