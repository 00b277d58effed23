//! What completion lists around the arrow: clauses, targets, outcomes and rules.

use std::collections::HashSet;

use super::item::{Item, ItemKind, placeholder, plain, shorten, text};
use super::statements::line_is_free;
use crate::catalog::{self, NodeType, Outcome, Prompt, Role, Routing};
use crate::flow::{Node, NodeId};
use crate::ide::cursor::Cursor;
use crate::ide::view::View;
use crate::ide::{classify, docs, symbol};
use crate::source::FileId;
use crate::syntax::ast;
use crate::syntax::words::{Position, spell};

pub(super) fn clauses(view: &View<'_>, cursor: &Cursor, out: &mut Vec<Item>) {
    let Some(row) = cursor.row() else { return };
    if row.prompt != Prompt::None {
        let insert = vec![text("say \""), placeholder(""), text("\"")];
        out.push(Item {
            insert,
            rank: 1,
            ..plain("say", ItemKind::Keyword, "the words are spoken as they stand", "")
        });
    }
    if !row.fields.is_empty() {
        out.push(Item {
            insert: vec![text("{ "), placeholder(""), text(" }")],
            rank: 2,
            ..plain("{ }", ItemKind::Field, "fields", "")
        });
    }
    if !matches!(row.routing, Routing::None) {
        out.push(Item {
            insert: vec![text("-> "), placeholder("target")],
            rank: 3,
            ..plain("->", ItemKind::Keyword, "where the session goes on", "")
        });
        out.extend(route_list(view, row, "-> "));
    }
    if matches!(row.routing, Routing::Choices(_)) {
        let insert = vec![text("when \""), placeholder("condition"), text("\"")];
        out.push(Item {
            insert,
            rank: 4,
            ..plain("when", ItemKind::Keyword, "the condition of a route", "")
        });
    }
}

/// A list with an entry for each outcome.
pub(super) fn route_list(view: &View<'_>, row: &'static NodeType, before: &str) -> Option<Item> {
    let insert = match row.routing {
        Routing::Fixed(all) => {
            let mut pieces = vec![text(format!("{before}<\n"))];
            for outcome in all.iter().filter(|outcome| outcome.since <= view.flow().version) {
                pieces.extend([
                    text(format!("  {}: ", outcome.written())),
                    placeholder("target"),
                    text("\n"),
                ]);
            }
            pieces.push(text(">"));
            pieces
        }
        Routing::Choices(_) => vec![
            text(format!("{before}<\n  ")),
            placeholder("yes"),
            text(": "),
            placeholder("target"),
            text(" when \""),
            placeholder("condition"),
            text("\"\n  "),
            placeholder("stall"),
            text(": "),
            placeholder("target"),
            text(" when \""),
            placeholder("Four exchanges have passed without a clear answer"),
            text("\"\n>"),
        ],
        Routing::Rules(_) => vec![
            text(format!("{before}<\n  when ")),
            placeholder("extracted.age >= 18"),
            text(": "),
            placeholder("target"),
            text("\n  else: "),
            placeholder("target"),
            text("\n>"),
        ],
        Routing::None | Routing::Single(_) => return None,
    };
    Some(Item {
        insert,
        rank: 0,
        ..plain("< … >", ItemKind::Outcome, "a route for each outcome", docs::node_type(row))
    })
}

/// Offers targets; says whether these are all.
pub(super) fn targets(
    view: &View<'_>,
    cursor: &Cursor,
    after_arrow: bool,
    typed: &str,
    out: &mut Vec<Item>,
) -> bool {
    if after_arrow
        && let Some(row) = cursor.row()
        && line_is_free(view, cursor)
    {
        out.extend(route_list(view, row, ""));
    }
    let flow = view.flow();
    let mut arrived = vec![false; flow.nodes.len()];
    for target in flow.nodes.iter().flat_map(|node| &node.edges).filter_map(|edge| edge.target) {
        if let Some(arrived) = arrived.get_mut(target.0 as usize) {
            *arrived = true;
        }
    }
    let behind = |start: u32| cursor.word.start < start;
    let mut found = Vec::new();
    for (written, known) in unlike(view) {
        let id = written.id.text.as_str();
        let is_start = || classify::row(written).is_some_and(|row| row.role == Role::Start);
        if Some(id) == cursor.id.as_deref() || known.map_or_else(is_start, |(_, node)| node.is_start()) {
            continue;
        }
        let lonely = known.is_some_and(|(place, _)| arrived.get(place.0 as usize) == Some(&false));
        // A node that nothing leads to yet, then what follows in the file, then what would lead back.
        let rank = match () {
            () if written.id.span.file != view.file => 3,
            () if lonely => 1,
            () if behind(written.id.span.start) => 2,
            () => 4,
        };
        found.push((rank, id, written, known));
    }
    found.sort_by_key(|(rank, ..)| *rank);
    let complete = shorten(&mut found, typed, |(_, id, ..)| id);
    for (rank, id, node, known) in found {
        let row = classify::row(node);
        let ty = row.map_or_else(|| node.ty.as_ref().map_or("", |ty| ty.text.as_str()), |row| row.written());
        let docs = known.map_or_else(String::new, |(_, node)| node.docs.join("\n"));
        out.push(Item {
            insert: vec![text(spell(id, Position::Target))],
            rank,
            ..plain(id, ItemKind::Node, ty, docs)
        });
    }
    complete
}

/// A node as it is written, and what it means unless the flow leaves it out.
type Written<'a> = (&'a ast::Node, Option<(NodeId, &'a Node)>);

/// All nodes of all files, of those with one id the first.
fn unlike<'a>(view: &View<'a>) -> Vec<Written<'a>> {
    // The flow holds its nodes in the order of the files, some left out.
    let mut meant = view.flow().nodes().peekable();
    let pair = |(_, written): (FileId, &'a ast::Node)| {
        (written, meant.next_if(|(_, node)| node.id_span == written.id.span))
    };
    let mut all: Vec<Written<'a>> = symbol::nodes(view.compilation).map(pair).collect();
    if all.iter().any(|(_, known)| known.is_none()) {
        let mut seen: HashSet<&str> =
            all.iter().filter_map(|(written, known)| known.map(|_| written.id.text.as_str())).collect();
        all.retain(|(written, known)| known.is_some() || seen.insert(&written.id.text));
    }
    all
}

pub(super) fn outcomes(view: &View<'_>, cursor: &Cursor, taken: &[String], out: &mut Vec<Item>) {
    let Some(row) = cursor.row() else { return };
    let has_colon = view
        .source
        .text()
        .get(cursor.word.end as usize..)
        .is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with(':'));
    let entry = |name: &str| {
        if has_colon { vec![text(name)] } else { vec![text(format!("{name}: ")), placeholder("target")] }
    };
    let open: Vec<&Outcome> = match row.routing {
        Routing::Fixed(all) => all.iter().collect(),
        Routing::Choices(Some(exits)) => exits.outcomes.iter().collect(),
        _ => Vec::new(),
    };
    let open: Vec<&Outcome> = open
        .into_iter()
        .filter(|it| it.since <= view.flow().version && !taken.iter().any(|name| it.is_named(name)))
        .collect();
    let rank = if matches!(row.routing, Routing::Fixed(_)) { 1 } else { 6 };
    for outcome in &open {
        let name = outcome.written();
        let insert = entry(&name);
        out.push(Item {
            insert,
            rank,
            ..plain(&name, ItemKind::Outcome, outcome.summary, docs::outcome(row, outcome))
        });
    }
    if open.len() > 1 && matches!(row.routing, Routing::Fixed(_)) && !has_colon {
        let insert = open.iter().enumerate().flat_map(|(index, it)| {
            vec![
                text(format!("{}{}: ", if index == 0 { "" } else { "\n" }, it.written())),
                placeholder("target"),
            ]
        });
        out.push(Item {
            insert: insert.collect(),
            rank: 2,
            ..plain("all missing outcomes", ItemKind::Outcome, "an entry for each", "")
        });
    }
    match row.routing {
        Routing::Fixed(_) if !open.is_empty() => {
            let listed: Vec<String> = open.iter().map(|it| format!("`{}`", it.written())).collect();
            let detail = "all that are not named";
            out.push(Item {
                insert: entry("else"),
                rank: 3,
                ..plain("else", ItemKind::Keyword, detail, listed.join(", "))
            });
        }
        Routing::Rules(_) => {
            let insert =
                vec![text("when "), placeholder("extracted.age >= 18"), text(": "), placeholder("target")];
            out.push(Item { insert, rank: 1, ..plain("when", ItemKind::Keyword, "a rule", "") });
            out.push(Item {
                insert: entry("else"),
                rank: 2,
                ..plain("else", ItemKind::Keyword, "when no rule holds", "")
            });
        }
        Routing::Choices(_) => {
            let insert = vec![
                placeholder("name"),
                text(": "),
                placeholder("target"),
                text(" when \""),
                placeholder("condition"),
                text("\""),
            ];
            out.push(Item {
                insert,
                rank: 1,
                ..plain("name: target when \"…\"", ItemKind::Outcome, "an outcome of your own", "")
            });
        }
        _ => {}
    }
}

pub(super) fn rules(out: &mut Vec<Item>) {
    for row in catalog::DATA_SOURCES {
        let insert = vec![text(format!("{}.", row.word)), placeholder("key")];
        out.push(Item { insert, rank: 1, ..plain(row.word, ItemKind::Value, row.summary, "") });
    }
    for row in catalog::OPERATORS {
        out.push(Item { rank: 2, ..plain(row.symbol, ItemKind::Keyword, row.name, "") });
    }
}
