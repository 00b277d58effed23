//! What must hold of every text, whatever stands in it. Tests ask it about generated and damaged flows, the targets in
//! `fuzz/` about what a fuzzer comes up with. Each function asks for one thing and panics where it does not hold.

use std::collections::BTreeMap;

use fsflow::Compilation;
use fsflow::diag::{Applicability, Diagnostic, Edit, Fix, Level};
use fsflow::emit::{self, Layout};
use fsflow::fix;
use fsflow::ide::{
    View, actions, completion, formatting, graph_data, hints, hover, outline, rename, semantic_tokens, symbol,
};
use fsflow::import;
use fsflow::report::{self, Style};
use fsflow::resolve::Options;
use fsflow::source::{FileId, SourceFile};
use fsflow::{format, syntax};
use serde_json::Value;

use crate::project;

/// A name that stands in no text.
const ANOTHER: &str = "another_name_that_stands_nowhere";

fn compile(text: &str) -> Compilation {
    project::compile(text, &Options::default())
}

/// The whole body as JSON, whatever was said of it.
pub fn json(compilation: &Compilation) -> Value {
    serde_json::from_str(&emit::session(&compilation.flow, Layout::Compact)).expect("what is written is JSON")
}

/// The text as `fmt` writes it.
pub fn laid_out(text: &str) -> String {
    format::format(&SourceFile::new("main.fsflow", text))
}

/// What the comments say, in order.
pub fn comments(text: &str) -> Vec<String> {
    let source = SourceFile::new("main.fsflow", text);
    let comments = syntax::parse(FileId(0), &source).file.comments;
    comments.iter().map(|comment| source.slice(comment.span).trim_end().to_owned()).collect()
}

/// Whether nothing in `text` would be obeyed by a terminal.
pub fn is_clean(text: &str) -> bool {
    let is_raw = |ch: char| {
        ch != '\n' && ch.is_control()
            || matches!(ch, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    !text.contains(is_raw)
}

/// Every place that a diagnostic names lies in its file, between characters.
fn places_are_there(compilation: &Compilation) {
    for diagnostic in &compilation.diagnostics {
        let edits = diagnostic.fixes.iter().flat_map(|fix| &fix.edits).map(|edit| edit.span);
        for span in diagnostic.labels().map(|label| label.span).chain(edits) {
            let file = compilation.sources.get(span.file).expect("the file is one of those that were read");
            assert!(file.text().get(span.range()).is_some(), "{:?} at {span:?}", diagnostic.message);
        }
    }
}

/// A text gets an answer: its places are there, every rendering is fit for a terminal, a second run says the same, and a
/// flow without errors is written in every form.
pub fn text_is_answered(text: &str) {
    let compilation = compile(text);
    places_are_there(&compilation);
    let rendered = |compilation: &Compilation| -> Vec<String> {
        let (sources, found) = (&compilation.sources, &compilation.diagnostics);
        report::FORMATS.iter().map(|format| (format.render)(sources, found, &Style::PLAIN)).collect()
    };
    let shown = rendered(&compilation);
    for (format, shown) in report::FORMATS.iter().zip(&shown) {
        assert!(is_clean(shown), "{}: {shown:?}", format.name);
    }
    assert_eq!(rendered(&compile(text)), shown);
    for target in emit::TARGETS {
        for layout in [Layout::Pretty, Layout::Compact] {
            let options = emit::Options { layout, ..emit::Options::default() };
            let refused = matches!(compilation.emit(target, &options), Err(fsflow::EmitError::HasErrors));
            assert_eq!(refused, compilation.has_errors(), "{}", target.name);
        }
    }
}

/// Laying a text out keeps its comments, what could not be read, its JSON and whether it is right; laying it out again
/// changes nothing.
pub fn layout_keeps_the_meaning(text: &str) {
    let once = laid_out(text);
    assert_eq!(laid_out(&once), once, "{text:?}");
    assert_eq!(comments(&once), comments(text), "{text:?}\n---\n{once:?}");
    let source = SourceFile::new("main.fsflow", text);
    let statements = syntax::parse(FileId(0), &source).file.statements;
    // The whole text gets one kind of line end.
    let without_returns = |text: &str| text.replace('\r', "");
    let kept = without_returns(&once);
    for broken in statements.iter().filter(|statement| statement.broken) {
        let written = without_returns(source.slice(broken.span).trim());
        assert!(kept.contains(written.trim()), "lost {written:?}\n{text:?}\n---\n{once:?}");
    }
    let (before, after) = (compile(text), compile(&once));
    // An error may go: control characters in strings are written as escapes.
    assert!(before.has_errors() || !after.has_errors(), "{text:?}\n{}", project::shown(&after));
    if !before.has_errors() {
        assert_eq!(json(&after), json(&before), "{text:?}\n---\n{once:?}");
    }
}

/// What is imported is laid out already; where nothing was said about it, it builds the same JSON again.
pub fn import_is_undone_by_build(json_text: &str) {
    let imported = import::import("flow.json", json_text, &import::Options::default());
    assert_eq!(laid_out(&imported.text), imported.text, "{json_text:?}");
    let Ok(body) = serde_json::from_str::<Value>(json_text) else {
        assert!(!imported.diagnostics.is_empty(), "{json_text:?} is no JSON");
        return;
    };
    let compilation = compile(&imported.text);
    if !imported.diagnostics.is_empty() || compilation.has_errors() {
        return;
    }
    let built = json(&compilation);
    let built = if body.is_array() { &built["flow"] } else { &built };
    assert_eq!(*built, body, "{json_text:?}\n{}", imported.text);
}

/// Compiling a new text after earlier ones says what compiling it afresh says.
pub fn recompiling_is_compiling(texts: &[String]) {
    let mut texts = texts.iter();
    let Some(first) = texts.next() else { return };
    let (main, files) = project::split(first);
    let options = Options::default();
    let mut compilation = fsflow::compile("main.fsflow", main, &files, &options);
    for text in texts {
        let (main, files) = project::split(text);
        compilation = compilation.recompile(main.clone(), &files, &options);
        let fresh = fsflow::compile("main.fsflow", main, &files, &options);
        assert_eq!(compilation.trees, fresh.trees, "{text:?}");
        assert_eq!(format!("{:?}", compilation.flow), format!("{:?}", fresh.flow), "{text:?}");
        assert_eq!(compilation.diagnostics, fresh.diagnostics, "{text:?}");
    }
}

/// Every feature of the editors answers at this offset of the text, which need not lie between characters, and at its end;
/// a rename to a new name makes nothing wrong.
pub fn editors_are_answered(text: &str, offset: usize) {
    editors_answer(&compile(text), &[offset, usize::MAX]);
}

/// The same for what was compiled already.
pub fn editors_answer(compilation: &Compilation, offsets: &[usize]) {
    let view = View::root(compilation).expect("the main file is there");
    let text = view.source.text();
    for offset in offsets {
        let offset = (0..=*offset.min(&text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        at_offset(compilation, &view, offset);
    }
    let spans = semantic_tokens::semantic_tokens(&view);
    assert!(spans.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start), "{text:?}");
    let _ = (outline::outline(&view), outline::folds(&view), outline::links(&view));
    let _ = (hints::hints(&view), hints::arrivals(&view), graph_data::graph(&compilation.graph));
}

fn at_offset(compilation: &Compilation, view: &View<'_>, offset: usize) {
    let text = view.source.text();
    let found = completion::completions(view, offset, &|_| vec!["x.fsflow".to_owned()]);
    assert!(text.get(found.replace.range()).is_some(), "{text:?} at {offset}");
    let _ = hover::hover(view, offset);
    let _ = formatting::closed(view, offset);
    let _ = formatting::line_broken(view.source, view.file, offset);
    for pair in outline::selections(view, offset).windows(2) {
        assert!(pair[1].contains(pair[0]), "{text:?} at {offset}");
    }
    for action in actions::actions(view, &(offset..offset)) {
        let in_order = action.edits.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
        assert!(in_order, "{action:?}");
    }
    if let Some((symbol, _)) = symbol::at(view, offset) {
        let occurrences = symbol::occurrences(compilation, &symbol);
        assert!(!occurrences.is_empty(), "{text:?} at {offset}: {symbol:?} stands nowhere");
        if rename::prepare(view, offset).is_ok()
            && let Ok(edits) = rename::edits(compilation, &symbol, ANOTHER)
        {
            let renamed = changed(compilation, &edits, &Options::default());
            let (before, after) = (errors(compilation), errors(&renamed));
            // Where a statement can't be read whole, a rename in it may show a fault that it had hidden.
            let parsed = syntax::parse(view.file, view.source).file.statements;
            let could_be_read = !parsed.iter().any(|statement| statement.broken);
            assert!(after <= before || !could_be_read, "{text:?} at {offset}\n{}", project::shown(&renamed));
        }
    }
}

/// What becomes of a flow, in all its files, after these edits.
fn changed(compilation: &Compilation, edits: &[Edit], options: &Options) -> Compilation {
    let mut files: BTreeMap<String, String> = compilation
        .sources
        .iter()
        .map(|(id, file)| (file.name().to_owned(), fix::apply(file.text(), id, edits)))
        .collect();
    let name = compilation.sources.get(FileId(0)).map_or("", |file| file.name());
    let main = files.remove(name).unwrap_or_default();
    fsflow::compile(name, main, &files, options)
}

/// The case after a fix, in all its files.
fn made(compilation: &Compilation, fix: &Fix) -> String {
    let mut out = String::new();
    for (number, (id, file)) in compilation.sources.iter().enumerate() {
        if number > 0 {
            out += &format!("//// {}\n", file.name());
        }
        out += &fix::apply(file.text(), id, &fix.edits);
    }
    out
}

/// How often the same is said: a fix may move it.
fn times(compilation: &Compilation, diagnostic: &Diagnostic) -> usize {
    let same = |other: &&Diagnostic| other.code == diagnostic.code && other.message == diagnostic.message;
    compilation.diagnostics.iter().filter(same).count()
}

pub fn errors(compilation: &Compilation) -> usize {
    compilation.diagnostics.iter().filter(|it| it.level == Level::Error).count()
}

/// How many faults the text has before it means anything.
fn syntax_faults(compilation: &Compilation) -> usize {
    compilation.sources.iter().map(|(id, file)| syntax::parse(id, file).diagnostics.len()).sum()
}

/// Whether what follows from the fault stays silent as long as it is there: names that may be defined in what can't be
/// read, and the rest of a node whose type, or of an object whose key, nobody knows.
fn hides(before: &Compilation, diagnostic: &Diagnostic) -> bool {
    !before.flow.complete || ["unknown-type", "unknown-field"].contains(&diagnostic.code.name)
}

/// What the fix breaks, in words; nothing when it holds.
fn broken(
    case: &str,
    options: &Options,
    before: &Compilation,
    diagnostic: &Diagnostic,
    fix: &Fix,
) -> Option<String> {
    let text = made(before, fix);
    let after = project::compile(&text, options);
    let fault = if text == case {
        "changes nothing"
    } else if times(&after, diagnostic) >= times(before, diagnostic) {
        "leaves its fault"
    } else if syntax_faults(&after) > syntax_faults(before) {
        "breaks the text"
    } else if !hides(before, diagnostic) && errors(&after) > errors(before) {
        "brings an error"
    } else if fix.applicability == Applicability::Safe && !keeps_meaning(before, &after) {
        "is safe and changes the flow"
    } else {
        return None;
    };
    Some(format!(
        "`{}` {fault}\n{}: {}\n--- before\n{case}\n{}--- after\n{text}\n{}",
        fix.title,
        diagnostic.code.name,
        diagnostic.message,
        project::shown(before),
        project::shown(&after)
    ))
}

/// Whether a flow that could be built is built as before.
fn keeps_meaning(before: &Compilation, after: &Compilation) -> bool {
    let json = |compilation: &Compilation| {
        (!compilation.has_errors()).then(|| emit::session(&compilation.flow, Layout::Compact))
    };
    json(before).is_none_or(|before| json(after) == Some(before))
}

/// What any fix of this case, made alone, breaks, and how many there are.
pub fn each_fix_alone(case: &str, options: &Options, faults: &mut Vec<String>) -> usize {
    let before = project::compile(case, options);
    let mut tried = 0;
    for diagnostic in &before.diagnostics {
        for fix in &diagnostic.fixes {
            tried += 1;
            faults.extend(broken(case, options, &before, diagnostic, fix));
        }
    }
    tried
}

/// No fix that is offered for this case breaks what every fix holds.
pub fn fixes_hold(case: &str) {
    let mut faults = Vec::new();
    each_fix_alone(case, &Options::default(), &mut faults);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
