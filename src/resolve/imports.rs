//! Owns the loading of imported files: each once, cycles refused.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::text::plain;
use super::wording::quote;
use crate::diag::Diagnostic;
use crate::source::{FileId, Files, SourceFile, SourceMap, Span, join_path};
use crate::syntax::ast::{self, StatementKind};
use crate::syntax::quote::quoted;
use crate::syntax::{parse, reparse};

crate::code! {
    /// An imported file can't be read. The path is relative to the file that holds the `import`, and it names the whole
    /// file, `.fsflow` included. What the missing file would have defined is not reported as unknown.
    ///
    /// ```fsflow wrong
    /// import "./missing.fsflow"
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// import "./closing.fsflow"
    /// start -> closing
    /// end
    /// //// closing.fsflow
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// ```
    pub static IMPORT_NOT_FOUND = error "import-not-found";
}

crate::code! {
    /// Files import each other in a circle. What two files share belongs into a third one that both import.
    ///
    /// ```fsflow wrong
    /// import "./closing.fsflow"
    /// start -> closing
    /// end
    /// //// closing.fsflow
    /// import "./goodbye.fsflow"
    /// closing: conversation "Thank the user." -> goodbye
    /// //// goodbye.fsflow
    /// import "./closing.fsflow"
    /// goodbye: conversation "Say goodbye." { does_not_require_reply: true } -> end
    /// ```
    ///
    /// ```fsflow right
    /// import "./closing.fsflow"
    /// start -> closing
    /// end
    /// //// closing.fsflow
    /// import "./goodbye.fsflow"
    /// closing: conversation "Thank the user." -> goodbye
    /// //// goodbye.fsflow
    /// goodbye: conversation "Say goodbye." { does_not_require_reply: true } -> end
    /// ```
    pub static IMPORT_CYCLE = error "import-cycle";
}

/// How many files of a circle a message names.
const SHOWN: usize = 6;

/// The files of an earlier compilation, by name. Statements that stand in them and in the files of today are not read
/// again.
#[derive(Debug, Default)]
pub struct Previous {
    files: HashMap<String, (Arc<SourceFile>, ast::File)>,
}

impl Previous {
    /// The trees of a compilation and the texts that they were read from.
    #[must_use]
    pub fn new(sources: &SourceMap, trees: Vec<(FileId, ast::File)>) -> Self {
        let files = trees.into_iter().filter_map(|(id, tree)| {
            let source = Arc::clone(sources.files().get(id.0 as usize)?);
            Some((source.name().to_owned(), (source, tree)))
        });
        Self { files: files.collect() }
    }
}

/// The files of one flow.
#[derive(Debug)]
pub(super) struct Loaded {
    /// The trees; the file that was asked for first, then what each file imports, in the order of its imports.
    pub(super) trees: Vec<(FileId, ast::File)>,
    /// How each file but the first came in; the link at `n` is that of the tree at `n + 1`.
    pub(super) links: Vec<Span>,
    /// Whether every import was read and every statement is wholly in its tree.
    pub(super) complete: bool,
    /// Whether a file could not be read, so that any name may have been defined in it.
    pub(super) missing: bool,
}

impl Loaded {
    /// How many statements all files have.
    pub(super) fn statements(&self) -> usize {
        self.trees.iter().map(|(_, file)| file.statements.len()).sum()
    }
}

/// A file whose imports are being read.
struct Open {
    /// Its place in the trees.
    tree: usize,
    /// The statement to look at next.
    next: usize,
    /// Its path in the form that two spellings of one path share.
    key: String,
    /// What tells it from other files.
    identity: String,
    /// The `import` that led here, if one did.
    link: Span,
}

/// Reads the file `root` and all that it imports.
pub(super) fn load(
    root: FileId,
    sources: &mut SourceMap,
    files: &dyn Files,
    mut earlier: Previous,
    diagnostics: &mut Vec<Diagnostic>,
) -> Loaded {
    let mut loaded = Loaded { trees: Vec::new(), links: Vec::new(), complete: true, missing: false };
    let name = sources.get(root).map_or_else(String::new, |file| file.name().to_owned());
    let key = join_path("", &name);
    let mut known = HashSet::from([files.identity(&key)]);
    read(root, sources, &mut earlier, &mut loaded, diagnostics);
    let identity = files.identity(&key);
    let mut open = vec![Open { tree: 0, next: 0, key, identity, link: Span::default() }];
    while let Some(top) = open.last_mut() {
        let Some((path, span)) = next_import(&loaded, top) else {
            open.pop();
            continue;
        };
        let from = loaded.trees.get(top.tree).and_then(|(id, _)| sources.get(*id));
        let key = join_path(from.map_or("", SourceFile::name), &path);
        let identity = files.identity(&key);
        if let Some(first) = open.iter().position(|file| file.key == key || file.identity == identity) {
            diagnostics.push(cycle(open.get(first..).unwrap_or_default(), span));
            loaded.complete = false;
        } else if known.insert(identity.clone()) {
            match files.source(&key) {
                Ok(source) => {
                    let id = sources.add(source);
                    loaded.links.push(span);
                    open.push(Open { tree: loaded.trees.len(), next: 0, key, identity, link: span });
                    read(id, sources, &mut earlier, &mut loaded, diagnostics);
                }
                Err(reason) => {
                    diagnostics.push(not_found(files, &path, &key, &reason, span));
                    loaded.complete = false;
                    loaded.missing = true;
                }
            }
        }
    }
    loaded
}

fn read(
    id: FileId,
    sources: &SourceMap,
    earlier: &mut Previous,
    loaded: &mut Loaded,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let Some(source) = sources.get(id) else { return };
    let mut parsed = match earlier.files.remove(source.name()) {
        Some((before, tree)) => reparse(id, source, &before, tree),
        None => parse(id, source),
    };
    diagnostics.append(&mut parsed.diagnostics);
    let statements = &parsed.file.statements;
    // A bracket or string that is never closed may have swallowed the rest of the file.
    let swallows = statements.last().is_some_and(|statement| statement.broken);
    loaded.complete &= !swallows && !statements.iter().any(|statement| statement.lossy);
    loaded.trees.push((id, parsed.file));
}

/// The path of the file's next import and where it stands.
fn next_import(loaded: &Loaded, file: &mut Open) -> Option<(String, Span)> {
    let (_, tree) = loaded.trees.get(file.tree)?;
    while let Some(statement) = tree.statements.get(file.next) {
        file.next += 1;
        if let StatementKind::Import(path) = &statement.kind {
            return Some((plain(path), path.span));
        }
    }
    None
}

fn not_found(files: &dyn Files, path: &str, key: &str, reason: &str, span: Span) -> Diagnostic {
    let message = format!("can't import {}: {reason}", quote(path));
    let diagnostic = Diagnostic::new(&IMPORT_NOT_FOUND, span, message).label("imported here");
    let whole = format!("{path}.fsflow");
    if !path.ends_with(".fsflow") && files.read(&format!("{key}.fsflow")).is_ok() {
        let help = format!("the whole file name is needed: {}", quote(&whole));
        return diagnostic.help(help).fix("add `.fsflow`", span, quoted(&whole)).safe();
    }
    diagnostic.help(format!("the path is relative to this file; {} was looked for", quote(key)))
}

/// `circle` are the open files from the one that is imported again to the one that does so, at `closing`.
fn cycle(circle: &[Open], closing: Span) -> Diagnostic {
    let mut names: Vec<&str> = circle.iter().map(|file| file.key.as_str()).collect();
    let first = names.first().copied().unwrap_or("");
    if names.len() > SHOWN {
        names.truncate(SHOWN);
        names.push("…");
    }
    let message = match names.as_slice() {
        [only] => format!("{} imports itself", quote(only)),
        _ => format!("files import each other in a circle: {} → {first}", names.join(" → ")),
    };
    let mut diagnostic = Diagnostic::new(&IMPORT_CYCLE, closing, message).label(if circle.len() == 1 {
        "imported here".to_owned()
    } else {
        format!("back to {}", quote(first))
    });
    for file in circle.iter().skip(1).take(SHOWN) {
        diagnostic = diagnostic.related(file.link, format!("{} is imported here", quote(&file.key)));
    }
    diagnostic.help(match circle.len() {
        1 => "remove this import",
        _ => "remove one of these imports; what both of them need goes into a third file",
    })
}
