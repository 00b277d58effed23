//! Which source file refers to which, as far as the text tells: `use` items, paths that begin with `crate`, `super`, `self` or a
//! child module. A name that a module only passes on counts for the file that it comes from.

use std::collections::{BTreeMap, BTreeSet};

/// The files of one crate by the path of their module, and what each refers to.
pub struct References {
    modules: BTreeMap<Vec<String>, Module>,
}

struct Module {
    file: String,
    code: String,
    /// Everything that `use` items bring in: the name that it has here, and where it comes from.
    imports: Vec<(String, Vec<String>)>,
}

impl References {
    /// Reads the files of the crate whose sources lie in `folder`: path and code of each.
    pub fn new(folder: &str, files: impl IntoIterator<Item = (String, String)>) -> Self {
        let module = |(file, code): (String, String)| {
            let inside = file.strip_prefix(folder).unwrap_or(&file).trim_start_matches('/');
            let mut path: Vec<String> =
                inside.trim_end_matches(".rs").split('/').map(str::to_owned).collect();
            if matches!(path.last().map(String::as_str), Some("mod"))
                || matches!(&path[..], [one] if one == "lib" || one == "main")
            {
                path.pop();
            }
            let imports = uses(&code);
            (path, Module { file, code, imports })
        };
        Self { modules: files.into_iter().map(module).collect() }
    }

    /// Each file with the other files that it refers to.
    pub fn of_files(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let of = |(path, module): (&Vec<String>, &Module)| {
            let imported = module.imports.iter().map(|(_, from)| from.clone());
            let children = self.children(path);
            let named = paths(&module.code, &children);
            let files = imported.chain(named).filter_map(|name| self.file_of(path, &name, 0));
            files.filter(|file| *file != module.file).collect()
        };
        self.modules.iter().map(|it| (it.1.file.as_str(), of(it))).collect()
    }

    fn children(&self, path: &[String]) -> BTreeSet<&str> {
        let inside =
            self.modules.keys().filter(|other| other.len() == path.len() + 1 && other.starts_with(path));
        inside.filter_map(|other| other.last().map(String::as_str)).collect()
    }

    /// The file that a path which stands in a module leads to.
    fn file_of(&self, from: &[String], name: &[String], depth: usize) -> Option<&str> {
        let mut rest = name.iter().map(String::as_str).peekable();
        let mut at = match rest.peek() {
            Some(&"crate") => {
                rest.next();
                Vec::new()
            }
            Some(&"self" | &"super") => from.to_vec(),
            Some(first) if self.children(from).contains(first) => from.to_vec(),
            _ => return None,
        };
        for word in rest {
            let mut deeper = at.clone();
            deeper.push(word.to_owned());
            match word {
                "self" => {}
                "super" => drop(at.pop()),
                _ if self.modules.contains_key(&deeper) => at = deeper,
                _ => return self.origin(&at, word, depth),
            }
        }
        self.modules.get(&at).map(|module| module.file.as_str())
    }

    /// The file in which the item is that has this name in a module.
    fn origin(&self, module: &[String], name: &str, depth: usize) -> Option<&str> {
        let here = self.modules.get(module)?;
        if defines(&here.code, name) || depth > 8 {
            return Some(&here.file);
        }
        let passed_on = here.imports.iter().find(|(known, _)| known == name);
        if let Some(file) = passed_on.and_then(|(_, from)| self.file_of(module, from, depth + 1)) {
            return Some(file);
        }
        let all = here.imports.iter().filter(|(known, _)| known == "*").filter_map(|(_, from)| {
            let file = self.file_of(module, from, depth + 1)?;
            self.modules.values().find(|module| module.file == file && defines(&module.code, name))
        });
        let exported =
            self.modules.values().filter(|module| module.code.contains(&format!("macro_rules! {name} ")));
        Some(all.chain(exported).next().map_or(&here.file, |module| &module.file))
    }

    /// The circles of files that refer to each other, each sorted.
    pub fn circles(&self) -> Vec<Vec<&str>> {
        let files = self.of_files();
        let reach = |from: &str| {
            let mut seen: BTreeSet<&str> = BTreeSet::new();
            let mut queue: Vec<&str> = files.get(from).into_iter().flatten().copied().collect();
            while let Some(file) = queue.pop() {
                if seen.insert(file) {
                    queue.extend(files.get(file).into_iter().flatten());
                }
            }
            seen
        };
        let reached: BTreeMap<&str, BTreeSet<&str>> = files.keys().map(|file| (*file, reach(file))).collect();
        let circle = |file: &str| -> Vec<&str> {
            reached[file].iter().filter(|other| reached[*other].contains(file)).copied().collect()
        };
        let circles: BTreeSet<Vec<&str>> = files.keys().map(|file| circle(file)).collect();
        circles.into_iter().filter(|circle| !circle.is_empty()).collect()
    }
}

fn is_word(ch: char) -> bool {
    ch.is_ascii_alphanumeric() || ch == '_'
}

/// Whether an item with this name is declared here.
fn defines(code: &str, name: &str) -> bool {
    const KINDS: &[&str] = &["struct", "enum", "fn", "type", "trait", "const", "static", "union"];
    code.match_indices(name).any(|(at, _)| {
        let before = code[..at].trim_end();
        let word = before.rsplit(|ch| !is_word(ch)).next().unwrap_or_default();
        before.len() < at && KINDS.contains(&word) && !code[at + name.len()..].starts_with(is_word)
    })
}

/// What `use` items bring in, each with its whole path.
fn uses(code: &str) -> Vec<(String, Vec<String>)> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("use ") {
        let line = code[..at].rsplit('\n').next().unwrap_or_default().trim();
        if line.is_empty() || line.starts_with("pub") && !line.contains(['"', ';', '{']) {
            let tree = code[at + 4..].split(';').next().unwrap_or_default();
            expand(&[], tree, &mut found);
        }
    }
    found
}

fn expand(before: &[String], tree: &str, found: &mut Vec<(String, Vec<String>)>) {
    let tree = tree.trim();
    if let Some((head, group)) = tree.split_once('{') {
        let mut path = before.to_vec();
        path.extend(words(head));
        let group = group.trim_end().strip_suffix('}').unwrap_or(group);
        let mut depth = 0;
        let parts = group.split(|ch| {
            depth += i32::from(ch == '{') - i32::from(ch == '}');
            ch == ',' && depth == 0
        });
        parts.filter(|part| !part.trim().is_empty()).for_each(|part| expand(&path, part, found));
        return;
    }
    let (path, name) = tree.split_once(" as ").map_or((tree, None), |(path, name)| (path, Some(name.trim())));
    let mut whole = before.to_vec();
    let is_all = path.trim_end().ends_with('*');
    whole.extend(words(path));
    if whole.last().is_some_and(|last| last == "self") {
        whole.pop();
    }
    let name = if is_all { Some("*") } else { name };
    let name = name.map(str::to_owned).or_else(|| whole.last().cloned());
    found.extend(name.map(|name| (name, whole)));
}

fn words(path: &str) -> Vec<String> {
    let words = path.split("::").map(str::trim).filter(|word| !word.is_empty() && *word != "*");
    words.map(str::to_owned).collect()
}

/// The paths that stand in code, outside of `use` items, and begin with a word for a module or with one of the children.
fn paths(code: &str, children: &BTreeSet<&str>) -> Vec<Vec<String>> {
    let begins = ["crate", "super", "self"].into_iter().chain(children.iter().copied());
    let mut found = Vec::new();
    for first in begins {
        for (at, _) in code.match_indices(&format!("{first}::")) {
            // Who may see an item is no reference to them.
            let is_visibility = code[..at].ends_with("pub(in ");
            if is_visibility || code[..at].ends_with(|ch| is_word(ch) || ch == ':' || ch == '$') {
                continue;
            }
            let path = code[at..].split(|ch| !is_word(ch) && ch != ':').next().unwrap_or_default();
            // What stands in the braces of a `use` has been taken from there.
            if !path.ends_with("::") {
                found.push(words(path));
            }
        }
    }
    found
}

#[test]
fn a_circle_of_files_is_found_and_a_name_that_is_passed_on_makes_none() {
    fn check(files: &[(&str, &str)], expected: &[&[&str]]) {
        let files = files.iter().map(|(path, code)| ((*path).to_owned(), (*code).to_owned()));
        let references = References::new("src", files.collect::<Vec<_>>());
        assert_eq!(references.circles(), expected);
    }
    check(&[("src/lib.rs", "mod a;\nmod b;\n"), ("src/a.rs", "use crate::b::B;\n"), ("src/b.rs", "")], &[]);
    check(
        &[
            ("src/lib.rs", ""),
            ("src/a.rs", "use crate::{b::B, c};\n"),
            ("src/b.rs", "fn f() -> super::a::A {}"),
        ],
        &[&["src/a.rs", "src/b.rs"]],
    );
    check(
        &[
            ("src/m/mod.rs", "mod child;\nfn f() { child::run() }\n"),
            ("src/m/child.rs", "pub(in crate::m) fn run() {}\n"),
        ],
        &[],
    );
    // The child uses what its parent declares, and the parent uses the child.
    let child = ("src/m/child.rs", "use super::Shared;\npub fn run() {}\n");
    check(
        &[("src/m/mod.rs", "mod child;\npub struct Shared;\nfn f() { child::run() }\n"), child],
        &[&["src/m/child.rs", "src/m/mod.rs"]],
    );
    let shared = ("src/m/shared.rs", "pub struct Shared;\n");
    let child = ("src/m/child.rs", "use super::{Shared, shared};\npub fn run() {}\n");
    let parent = ("src/m/mod.rs", "mod child;\nmod shared;\npub use child::run;\npub use shared::*;\n");
    check(&[parent, child, shared], &[]);
    // A macro is where it is written, not at the root.
    check(
        &[
            ("src/lib.rs", "pub mod d;\npub use d::D;\n"),
            ("src/d.rs", "macro_rules! code { }\n"),
            ("src/e.rs", "crate::code! {}\n"),
        ],
        &[],
    );
}
