//! What an editor writes between the lines: what `else` stands for, what the API fills in, and how many routes lead
//! to a node.

use super::classify::{self, Class};
use super::view::View;
use super::{remaining, symbol};
use crate::catalog::{Absent, Role};
use crate::source::Span;
use crate::syntax::ast::{RouteHead, RoutesKind};

/// Words that are shown behind a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// The place; the words stand at its end.
    pub place: Span,
    /// The words.
    pub text: String,
    /// What they mean.
    pub why: String,
}

/// The hints of a file: what `else` and plain routes stand for, and the outcomes that the API would fill in.
#[must_use]
pub fn hints(view: &View<'_>) -> Vec<Hint> {
    let mut out = Vec::new();
    for (_, node) in symbol::nodes(view.compilation).filter(|(file, _)| *file == view.file) {
        let Some(routes) = &node.routes else { continue };
        let open = remaining::outcomes(view, node);
        if open.is_empty() {
            continue;
        }
        let names: Vec<String> = open.iter().map(|outcome| outcome.written()).collect();
        let plain_place = match &routes.kind {
            RoutesKind::To(_) => Some(routes.arrow),
            RoutesKind::List(list) => list.entries.iter().find_map(|entry| match entry.head {
                RouteHead::Else(span) => Some(span),
                _ => None,
            }),
        };
        match (plain_place, &routes.kind) {
            (Some(place), RoutesKind::List(_)) => {
                let why = "`else` stands for these outcomes".to_owned();
                out.push(Hint { place, text: format!("= {}", names.join(" | ")), why });
            }
            (Some(place), RoutesKind::To(_)) => {
                let why = "every outcome leads there".to_owned();
                out.push(Hint { place, text: names.join(" | "), why });
            }
            (None, RoutesKind::List(_)) => {
                let flow_node = view.compilation.graph.at(node.id.span).map(|id| view.flow().node(id));
                for outcome in open {
                    let Absent::TakenFrom(other) = outcome.absent else { continue };
                    let target = flow_node
                        .and_then(|it| it.edge(other)?.target)
                        .map(|to| view.flow().node(to).id.as_str());
                    let Some(target) = target else { continue };
                    let why = "the API fills this outcome in by itself".to_owned();
                    out.push(Hint {
                        place: routes.span,
                        text: format!("{}: {target}", outcome.written()),
                        why,
                    });
                }
            }
            (None, RoutesKind::To(_)) => {}
        }
    }
    out
}

/// For each node of the file, where its id stands, how many routes lead to it, and where those are written. Routes that are
/// written once for several outcomes count once.
#[must_use]
pub fn arrivals(view: &View<'_>) -> Vec<(Span, Vec<Span>)> {
    let mut mentions: std::collections::HashMap<&str, Vec<Span>> = std::collections::HashMap::new();
    for (_, tree) in &view.compilation.trees {
        let routes =
            tree.statements.iter().filter(|it| matches!(it.kind, crate::syntax::ast::StatementKind::Node(_)));
        for statement in routes {
            classify::of_statement(statement, &mut |place| {
                if let Class::Mention(name, _) = place.class {
                    mentions.entry(&name.text).or_default().push(place.span);
                }
            });
        }
    }
    let own = symbol::nodes(view.compilation).filter(|(file, _)| *file == view.file);
    let targets = own.filter(|(_, node)| classify::row(node).is_none_or(|row| row.role != Role::Start));
    targets
        .map(|(_, node)| (node.id.span, mentions.get(node.id.text.as_str()).cloned().unwrap_or_default()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::Case;

    #[test]
    fn else_and_plain_routes_say_what_they_stand_for() {
        let case =
            Case::new("start -> a\na: liveness -> < detected: b, else: b >\nb: permissions -> end\nend");
        let view = case.view();
        let found: Vec<_> =
            hints(&view).into_iter().map(|hint| (case.slice(hint.place).to_owned(), hint.text)).collect();
        assert_eq!(
            found,
            [
                ("else".to_owned(), "= deepfake | no_face | inconclusive".to_owned()),
                ("->".to_owned(), "granted | denied".to_owned())
            ]
        );
    }

    #[test]
    fn an_outcome_that_the_api_fills_in_is_shown() {
        let case =
            Case::new("start -> a\na: liveness -> < detected: b, deepfake: b, no_face: c >\nb: end\nc: end");
        let found = hints(&case.view());
        assert_eq!(found.first().map(|hint| hint.text.as_str()), Some("inconclusive: c"));
    }

    #[test]
    fn each_node_knows_how_many_routes_lead_to_it() {
        let case = Case::new("start -> a\na: liveness -> < detected: b, else: b >\nb: end\nc: end");
        let view = case.view();
        let found: Vec<_> =
            arrivals(&view).into_iter().map(|(id, from)| (case.slice(id).to_owned(), from.len())).collect();
        assert_eq!(found, [("a".to_owned(), 1), ("b".to_owned(), 2), ("c".to_owned(), 0)]);
    }
}
