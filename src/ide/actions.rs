//! What an editor offers to do at a place: the fixes of diagnostics as quick fixes, and changes of form that keep the meaning.
//!
//! The faults themselves, and what mends them, are the checks' business; here they only become actions with a title.

use std::ops::Range;

use super::classify::{self, Class};
use super::remaining;
use super::view::View;
use crate::diag::{Diagnostic, Edit, Level};
use crate::fix::{self, Chosen};
use crate::format;
use crate::source::Span;
use crate::syntax::ast::{self, Name, Node, RouteHead, RoutesKind, Statement, StatementKind};
use crate::syntax::words::{Position, spell};

/// What an action is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ActionKind {
    /// It fixes one fault.
    QuickFix,
    /// It fixes all faults of one kind.
    FixAll,
    /// It changes the form and keeps the meaning.
    Refactor,
}

/// Something that can be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Action {
    /// What it does, as an instruction.
    pub title: String,
    /// What it is for.
    pub kind: ActionKind,
    /// The place of the fault in [`Compilation::diagnostics`](crate::compilation::Compilation::diagnostics) that it fixes.
    pub diagnostic: Option<usize>,
    /// Whether it is the best fix.
    pub preferred: bool,
    /// The edits; they do not overlap.
    pub edits: Vec<Edit>,
}

/// What can be done with the stretch of text `range`.
#[must_use]
pub fn actions(view: &View<'_>, range: &Range<usize>) -> Vec<Action> {
    let mut out = Vec::new();
    let touches = |span: Span| {
        span.file == view.file && span.start as usize <= range.end && range.start <= span.end as usize
    };
    let found: Vec<(usize, &Diagnostic)> =
        view.compilation.diagnostics.iter().enumerate().filter(|(_, it)| touches(it.primary.span)).collect();
    for (index, diagnostic) in &found {
        for (rank, fix) in diagnostic.fixes.iter().enumerate() {
            out.push(Action {
                title: fix.title.clone(),
                kind: ActionKind::QuickFix,
                diagnostic: Some(*index),
                preferred: rank == 0,
                edits: fix.edits.clone(),
            });
        }
        out.extend(create_node(view, *index, diagnostic));
    }
    let mut names: Vec<&str> = found.iter().map(|(_, it)| it.code.name).collect();
    names.dedup();
    out.extend(names.into_iter().filter_map(|name| fix_all(view, name)));
    out.extend(found.iter().filter_map(|(index, diagnostic)| silence(view, *index, diagnostic)));
    for statement in view.tree.statements.iter().filter(|it| touches(it.span)) {
        if let StatementKind::Node(node) = &statement.kind {
            out.extend(add_missing(view, node));
            out.extend(name_else(view, node));
            out.extend(gather_else(view, node));
            out.extend(fold(view, statement, node));
        }
    }
    out
}

fn refactor(title: &str, edits: Vec<Edit>) -> Action {
    Action { title: title.to_owned(), kind: ActionKind::Refactor, diagnostic: None, preferred: false, edits }
}

/// The best fix of every fault of a kind in the file, as far as they do not get into each other's way. `None` when there
/// are not at least two.
#[must_use]
pub fn fix_all(view: &View<'_>, name: &str) -> Option<Action> {
    let all = view.compilation.diagnostics.iter().filter(|it| it.code.name == name && it.file() == view.file);
    let Chosen { edits, fixes } = fix::choose(all.filter_map(|it| it.fixes.first()));
    let count = fixes.len();
    let title = format!("fix all {count} `{name}` in this file");
    (count > 1).then_some(Action {
        title,
        kind: ActionKind::FixAll,
        diagnostic: None,
        preferred: false,
        edits,
    })
}

/// A route leads to a node that is not there: it is written below the statement.
fn create_node(view: &View<'_>, index: usize, diagnostic: &Diagnostic) -> Option<Action> {
    if diagnostic.code.name != "unknown-target" {
        return None;
    }
    let place = diagnostic.primary.span;
    let statement = view.tree.statements.iter().find(|it| it.span.contains(place))?;
    let name = name_at(statement, place)?;
    let newline = newline(view);
    let end = view.flow().nodes.iter().find(|node| node.is_end());
    let target = end.map_or_else(String::new, |end| format!(" -> {}", spell(&end.id, Position::Target)));
    let text =
        format!("{newline}{newline}{}: conversation \"\"{target}", spell(&name.text, Position::NodeId));
    let edits = vec![Edit { span: end_of_line(view, statement.span), text }];
    let title = format!("create node `{}`", name.text);
    Some(Action { title, kind: ActionKind::QuickFix, diagnostic: Some(index), preferred: false, edits })
}

/// The name that stands at a place of a statement.
fn name_at(statement: &Statement, place: Span) -> Option<&Name> {
    let mut found = None;
    classify::of_statement(statement, &mut |it| match it.class {
        Class::Mention(name, _) | Class::NodeOrDecision(name, _) if it.span == place => found = Some(name),
        _ => {}
    });
    found
}

/// A warning that is meant so.
fn silence(view: &View<'_>, index: usize, diagnostic: &Diagnostic) -> Option<Action> {
    let own = ["unused-allow", "unknown-check", "missing-reason"].contains(&diagnostic.code.name);
    if diagnostic.code.level == Level::Error || own {
        return None;
    }
    let place = diagnostic.primary.span;
    let statement = view.tree.statements.iter().find(|it| it.span.contains(place))?;
    let start = statement.span.at_start();
    let name = diagnostic.code.name;
    let text = format!("@allow({name}, \"say why\"){}", newline(view));
    let title = format!("silence `{name}` here with a reason");
    let edits = vec![Edit { span: start, text }];
    Some(Action { title, kind: ActionKind::QuickFix, diagnostic: Some(index), preferred: false, edits })
}

/// The outcomes that a list forgets, with the target still to be chosen, where no fix knows one.
fn add_missing(view: &View<'_>, node: &Node) -> Option<Action> {
    let RoutesKind::List(list) = &node.routes.as_ref()?.kind else { return None };
    let has_else = list.entries.iter().any(|entry| matches!(entry.head, RouteHead::Else(_)));
    let open = remaining::outcomes(view, node);
    let fixed = view.compilation.diagnostics.iter().any(|it| {
        it.primary.span == node.id.span && it.code.name == "missing-outcome" && !it.fixes.is_empty()
    });
    if has_else || open.is_empty() || fixed {
        return None;
    }
    let names: Vec<String> = open.iter().map(|outcome| outcome.written()).collect();
    let last = list.entries.last()?;
    let target = last.target.name.as_ref().map_or("end", |name| view.source.slice(name.span));
    let several_lines = view.source.slice(list.span).contains('\n');
    let entry = format!("{}: {target}", names.join(" | "));
    let text = if several_lines {
        format!("{}{}{entry}", newline(view), indent(view, last.span))
    } else {
        format!(", {entry}")
    };
    Some(refactor("add the missing outcomes", vec![Edit { span: last.span.at_end(), text }]))
}

/// `else: x` → `a | b: x`
fn name_else(view: &View<'_>, node: &Node) -> Option<Action> {
    let RoutesKind::List(list) = &node.routes.as_ref()?.kind else { return None };
    let place = list.entries.iter().find_map(|entry| match entry.head {
        RouteHead::Else(span) => Some(span),
        _ => None,
    })?;
    let names: Vec<String> =
        remaining::outcomes(view, node).iter().map(|outcome| outcome.written()).collect();
    let edit = Edit { span: place, text: names.join(" | ") };
    (!names.is_empty()).then(|| refactor("turn `else` into named outcomes", vec![edit]))
}

/// The target that most outcomes share becomes that of `else`.
fn gather_else(view: &View<'_>, node: &Node) -> Option<Action> {
    let RoutesKind::List(list) = &node.routes.as_ref()?.kind else { return None };
    let row = classify::row(node)?;
    let named = |entry: &&ast::Route| match &entry.head {
        RouteHead::Outcomes(names) => {
            names.iter().all(|name| row.outcomes().iter().any(|it| it.is_named(&name.text)))
        }
        _ => false,
    };
    let has_remaining = !remaining::outcomes(view, node).is_empty();
    if has_remaining || list.entries.iter().any(|entry| !named(&entry) || entry.target.when.is_some()) {
        return None;
    }
    let target = |entry: &ast::Route| entry.target.name.as_ref().map(|name| name.text.clone());
    let count = |entry: &ast::Route| match &entry.head {
        RouteHead::Outcomes(names) => names.len(),
        _ => 0,
    };
    let total = |wanted: &Option<String>| -> usize {
        list.entries.iter().filter(|it| target(it) == *wanted).map(count).sum()
    };
    let shared = list.entries.iter().map(target).max_by_key(total)?;
    let (gathered, kept): (Vec<_>, Vec<_>) = list.entries.iter().partition(|entry| target(entry) == shared);
    let name: &Name = gathered.first()?.target.name.as_ref()?;
    if total(&shared) < 2 || kept.is_empty() {
        return None;
    }
    let slice = |span| view.source.slice(span);
    let several_lines = slice(list.span).contains('\n');
    let (before, between, after) = if several_lines {
        let indent = indent(view, list.entries.first()?.span);
        let newline = newline(view);
        (format!("<{newline}{indent}"), format!("{newline}{indent}"), format!("{newline}>"))
    } else {
        ("< ".to_owned(), ", ".to_owned(), " >".to_owned())
    };
    // A comment between the entries would be lost.
    if view.tree.comments.iter().any(|comment| list.span.contains(comment.span)) {
        return None;
    }
    let mut entries: Vec<String> = kept.iter().map(|entry| slice(entry.span).to_owned()).collect();
    entries.push(format!("else: {}", slice(name.span)));
    let text = format!("{before}{}{after}", entries.join(&between));
    Some(refactor("turn outcomes with one target into `else`", vec![Edit { span: list.span, text }]))
}

/// A long text becomes a folded one: the formatter does it, for this statement alone, with the text broken at words.
fn fold(view: &View<'_>, statement: &Statement, node: &Node) -> Option<Action> {
    const SHORT: usize = 40;
    let prompt = node.prompt.as_ref()?;
    let raw = view.source.slice(prompt.text.span);
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    // Only what a folded text says in the same way: single spaces, no escapes of white space.
    let exact =
        !inner.contains("  ") && !inner.contains("\\n") && !inner.contains("\\r") && !inner.contains("\\t");
    let trimmed = inner.trim() == inner && !inner.contains("\"\"");
    if prompt.text.folded || statement.broken || inner.chars().count() < SHORT || !exact || !trimmed {
        return None;
    }
    let newline = newline(view);
    let mut lines = vec![String::from(" ")];
    for word in inner.split(' ') {
        let line = lines.last_mut()?;
        if line.chars().count() + word.chars().count() + 1 > format::WIDTH {
            lines.push(format!("  {word}"));
        } else {
            line.push(' ');
            line.push_str(word);
        }
    }
    let text = format!("\"\"\"{newline}{}{newline}\"\"\"", lines.join(newline));
    Some(refactor("fold this text", vec![Edit { span: prompt.text.span, text }]))
}

fn newline(view: &View<'_>) -> &'static str {
    if view.source.text().contains("\r\n") { "\r\n" } else { "\n" }
}

fn indent<'a>(view: &View<'a>, span: Span) -> &'a str {
    let line = view.source.line_range(view.source.line_index(span.start as usize));
    let text = view.source.text().get(line).unwrap_or("");
    text.get(..text.len() - text.trim_start().len()).unwrap_or("")
}

fn end_of_line(view: &View<'_>, span: Span) -> Span {
    let end = view.source.line_range(view.source.line_index(span.end as usize)).end;
    Span::new(span.file, end, end)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::Case;

    /// The text after the action with this title, and whether the JSON stays the same where the form alone changes.
    fn check(text: &str, title: &str, after: &str) {
        let case = Case::new(text);
        let all = actions(&case.view(), &(case.cursor..case.cursor));
        let titles: Vec<&str> = all.iter().map(|it| it.title.as_str()).collect();
        let action = all.iter().find(|it| it.title == title).unwrap_or_else(|| panic!("{titles:?}"));
        assert_eq!(case.apply(&action.edits), after);
    }

    #[test]
    fn a_node_that_a_route_asks_for_is_created() {
        check(
            "start -> he$0re\n\"the end\": end",
            "create node `here`",
            "start -> here\n\nhere: conversation \"\" -> \"the end\"\n\"the end\": end",
        );
        check(
            "start -> he$0re // x\nend",
            "create node `here`",
            "start -> here // x\n\nhere: conversation \"\" -> end\nend",
        );
    }

    #[test]
    fn else_and_names_are_turned_into_each_other() {
        check(
            "a: liveness -> < detected: b, el$0se: end >",
            "turn `else` into named outcomes",
            "a: liveness -> < detected: b, deepfake | no_face | inconclusive: end >",
        );
        check(
            "a: live$0ness -> < detected: b, deepfake | no_face: end, inconclusive: end >",
            "turn outcomes with one target into `else`",
            "a: liveness -> < detected: b, else: end >",
        );
    }

    #[test]
    fn a_warning_is_silenced_with_a_reason_and_faults_of_a_kind_are_fixed_together() {
        check(
            "param unus$0ed\nstart -> a\na: conversation \"Say goodbye.\" { does_not_require_reply: true } -> end\nend",
            "silence `unused-param` here with a reason",
            "@allow(unused-param, \"say why\")\nparam unused\nstart -> a\na: conversation \"Say goodbye.\" { does_not_require_reply: true } -> end\nend",
        );
        check(
            "start -> closng\na: permissions { permissions: { camera: true } } -> closs$0ing\nclosing: conversation \"Bye\" -> end\nend",
            "fix all 2 `unknown-target` in this file",
            "start -> closing\na: permissions { permissions: { camera: true } } -> closing\nclosing: conversation \"Bye\" -> end\nend",
        );
    }

    #[test]
    fn a_long_text_is_folded() {
        check(
            "a: conver$0sation \"Thank the user for the patience and say goodbye now.\" -> end",
            "fold this text",
            "a: conversation \"\"\"\n  Thank the user for the patience and say goodbye now.\n\"\"\" -> end",
        );
    }
}
