//! The structure of a file as an editor shows it: outline, folds, growing selections and links.

use super::classify;
use super::view::View;
use crate::source::{Span, join_path};
use crate::syntax::ast::{RoutesKind, Statement, StatementKind};

/// What a line of the outline stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OutlineKind {
    /// A node.
    Node,
    /// A parameter.
    Param,
    /// The session settings.
    Session,
    /// An import.
    Import,
    /// A group of decisions.
    Decide,
    /// A decision.
    Decision,
    /// A test.
    Test,
    /// An outcome.
    Outcome,
}

/// A line of the outline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutlineItem {
    /// Its name.
    pub name: String,
    /// A few words beside it.
    pub detail: String,
    /// What it is.
    pub kind: OutlineKind,
    /// All of it.
    pub whole: Span,
    /// Its name in the text.
    pub name_span: Span,
    /// What is below it.
    pub children: Vec<OutlineItem>,
}

/// The outline of a file.
#[must_use]
pub fn outline(view: &View<'_>) -> Vec<OutlineItem> {
    view.tree.statements.iter().filter_map(item).collect()
}

fn item(statement: &Statement) -> Option<OutlineItem> {
    let whole = statement.span;
    let new = |name: &str, detail: &str, kind, name_span| OutlineItem {
        name: if name.is_empty() { "…".to_owned() } else { name.to_owned() },
        detail: detail.to_owned(),
        kind,
        whole,
        name_span,
        children: Vec::new(),
    };
    let keyword = |length: u32| Span { end: (whole.start + length).min(whole.end), ..whole };
    match &statement.kind {
        StatementKind::Node(node) => {
            let ty = classify::row(node)
                .map_or_else(|| node.ty.as_ref().map_or("", |ty| ty.text.as_str()), |row| row.name);
            let mut item = new(&node.id.text, ty, OutlineKind::Node, node.id.span);
            classify::of_statement(statement, &mut |place| {
                if let classify::Class::Outcome(_, name) = place.class {
                    item.children.push(OutlineItem {
                        whole: place.span,
                        ..new(&name.text, "", OutlineKind::Outcome, place.span)
                    });
                }
            });
            Some(item)
        }
        StatementKind::Param(param) => {
            let ty = param.ty.as_ref().map_or("", |ty| ty.text.as_str());
            Some(new(&param.name.text, ty, OutlineKind::Param, param.name.span))
        }
        StatementKind::Session(_) => Some(new("session", "", OutlineKind::Session, keyword(7))),
        StatementKind::Import(path) => {
            Some(new(path.as_literal().unwrap_or(""), "", OutlineKind::Import, path.span))
        }
        StatementKind::Decide(decide) => {
            let mut item = new("decide", "", OutlineKind::Decide, decide.keyword);
            item.children = decide
                .rules()
                .map(|rule| OutlineItem {
                    whole: rule.span,
                    ..new(&rule.name.text, "", OutlineKind::Decision, rule.name.span)
                })
                .collect();
            Some(item)
        }
        StatementKind::Test(test) => {
            Some(new(test.name.as_literal().unwrap_or(""), "", OutlineKind::Test, test.name.span))
        }
        StatementKind::Broken(Some(name)) => Some(new(&name.text, "", OutlineKind::Node, name.span)),
        StatementKind::Api(_) | StatementKind::Ensure(_) | StatementKind::Broken(None) => None,
    }
}

/// What can be folded: stretches of more than one line, and whether each is a run of comments.
#[must_use]
pub fn folds(view: &View<'_>) -> Vec<(Span, bool)> {
    let line = |offset: u32| view.source.line_index(offset as usize);
    let mut out: Vec<(Span, bool)> = Vec::new();
    let several = |span: Span| line(span.start) < line(span.end);
    for statement in view.tree.statements.iter().filter(|it| several(it.span)) {
        out.push((statement.span, false));
        let StatementKind::Node(node) = &statement.kind else { continue };
        let prompt = node.prompt.as_ref().map(|prompt| prompt.text.span);
        let fields = node.fields.as_ref().map(|block| block.span);
        let routes = node.routes.as_ref().map(|routes| routes.span);
        let first = line(statement.span.start);
        // What begins with its statement folds with it.
        out.extend(
            [prompt, fields, routes]
                .into_iter()
                .flatten()
                .filter(|span| several(*span) && line(span.start) > first)
                .map(|span| (span, false)),
        );
    }
    let mut run: Option<Span> = None;
    for comment in view.tree.comments.iter().filter(|comment| comment.own_line) {
        run = match run {
            Some(span) if line(span.end) + 1 == line(comment.span.start) => Some(span.to(comment.span)),
            other => {
                out.extend(other.filter(|span| several(*span)).map(|span| (span, true)));
                Some(comment.span)
            }
        };
    }
    out.extend(run.filter(|span| several(*span)).map(|span| (span, true)));
    out
}

/// The stretches around an offset, each inside the next: word, part of the statement, statement, file.
#[must_use]
pub fn selections(view: &View<'_>, offset: usize) -> Vec<Span> {
    let mut all = vec![Span::new(view.file, 0, view.source.text().len())];
    let touches = |span: &Span| span.start as usize <= offset && offset <= span.end as usize;
    for statement in view.tree.statements.iter().filter(|it| touches(&it.span)) {
        all.push(statement.span);
        if let StatementKind::Node(node) = &statement.kind {
            all.extend(node.fields.as_ref().map(|block| block.span));
            all.extend(node.fields.iter().flat_map(|block| &block.entries).map(|entry| entry.span));
            if let Some(routes) = &node.routes {
                all.push(routes.span);
                if let RoutesKind::List(list) = &routes.kind {
                    all.push(list.span);
                    all.extend(list.entries.iter().map(|entry| entry.span));
                }
            }
        }
        if let StatementKind::Session(block) = &statement.kind {
            all.push(block.span);
            all.extend(block.entries.iter().map(|entry| entry.span));
        }
        classify::of_statement(statement, &mut |place| all.push(place.span));
    }
    all.retain(touches);
    all.sort_by_key(|span| (span.end - span.start, span.start));
    // Each has to hold the one before.
    let mut nested: Vec<Span> = Vec::new();
    for span in all {
        if nested.last().is_none_or(|last| span.contains(*last) && span != *last) {
            nested.push(span);
        }
    }
    nested
}

/// The imports of a file: where the path stands, and the path that it leads to.
#[must_use]
pub fn links(view: &View<'_>) -> Vec<(Span, String)> {
    let statements = view.tree.statements.iter();
    let paths = statements.filter_map(|statement| match &statement.kind {
        StatementKind::Import(path) => Some((path.span, path.as_literal()?)),
        _ => None,
    });
    paths.map(|(span, path)| (span, join_path(view.source.name(), path))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::Case;

    #[test]
    fn the_outline_lists_nodes_with_their_outcomes() {
        let case = Case::new(
            "param a: number\nstart -> b\nb: liveness -> < detected: end, else: end >\nend\nimport \"./x\"",
        );
        let names: Vec<String> = outline(&case.view())
            .iter()
            .map(|it| {
                let children: Vec<&str> = it.children.iter().map(|it| it.name.as_str()).collect();
                format!("{}:{}:{}", it.name, it.detail, children.join(","))
            })
            .collect();
        assert_eq!(
            names,
            ["a:number:", "start:start:", "b:liveness_detection:detected", "end:end:", "./x::"]
        );
    }

    #[test]
    fn what_spans_lines_folds() {
        let case = Case::new("// a\n// b\nstart -> b\nb: liveness\n  -> <\n  detected: end\n>\nend\n");
        let view = case.view();
        let texts: Vec<&str> = folds(&view).iter().map(|(span, _)| case.slice(*span)).collect();
        assert_eq!(
            texts,
            ["b: liveness\n  -> <\n  detected: end\n>", "-> <\n  detected: end\n>", "// a\n// b"]
        );
    }

    #[test]
    fn a_selection_grows_from_the_word_to_the_file() {
        let case = Case::new("start -> b\nb: liveness -> < det$0ected: end >\n");
        let view = case.view();
        let texts: Vec<&str> = selections(&view, case.cursor).iter().map(|span| case.slice(*span)).collect();
        assert_eq!(texts[..4], ["detected", "detected: end", "< detected: end >", "-> < detected: end >"]);
        assert_eq!(texts.len(), 6);
    }
}
