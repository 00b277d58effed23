//! What completion lists where a statement or a type begins.

use super::item::{Item, ItemKind, Piece, placeholder, plain, text};
use crate::catalog::{self, Field, Kind, NODE_TYPES, NodeType, Prompt, Role, Routing, snake_case};
use crate::ide::cursor::Cursor;
use crate::ide::view::View;
use crate::ide::{classify, docs, symbol};
use crate::syntax::words::{Position, spell};

pub(super) fn statements(view: &View<'_>, out: &mut Vec<Item>) {
    // What routes name and nobody defines is what comes next.
    let mut wanted: Vec<String> = Vec::new();
    classify::each(view.tree, &mut |place| {
        if let classify::Class::Mention(name, _) = place.class
            && !wanted.contains(&name.text)
            && wanted.len() < 20
        {
            wanted.push(name.text.clone());
        }
    });
    let defined: std::collections::HashSet<&str> =
        symbol::nodes(view.compilation).map(|(_, node)| node.id.text.as_str()).collect();
    for id in wanted.iter().filter(|id| !defined.contains(id.as_str())) {
        let row = catalog::node_type(id);
        let insert = match row {
            Some(row) => [vec![text(id.as_str())], shape(view, row)].concat(),
            None => vec![text(format!("{}: ", spell(id, Position::NodeId))), placeholder("conversation")],
        };
        let detail = "a route leads here".to_owned();
        let docs = row.map_or_else(String::new, docs::node_type);
        out.push(Item { label: id.clone(), kind: ItemKind::Node, detail, docs, insert, rank: 0 });
    }
    for row in NODE_TYPES.iter().filter(|row| row.since <= view.flow().version) {
        let word = row.written();
        let one_only = row.role != Role::Step || row.short.is_some() || row.prompt == Prompt::None;
        if !one_only || defined.contains(word) {
            continue;
        }
        let insert = [vec![text(word)], shape(view, row)].concat();
        out.push(Item { insert, rank: 2, ..plain(word, ItemKind::Type, row.summary, docs::node_type(row)) });
    }
    let keywords: [(&str, &str, Vec<Piece>); 8] = [
        ("param", "a value that is given when the flow is built", vec![text("param "), placeholder("name")]),
        (
            "import",
            "the nodes and parameters of another file",
            vec![text("import \"./"), placeholder(""), text("\"")],
        ),
        ("session", "the settings of the session", vec![text("session {\n  "), placeholder(""), text("\n}")]),
        (
            "api",
            "the version of the sessions API",
            vec![text("api \""), placeholder(catalog::NEWEST.to_string()), text("\"")],
        ),
        (
            "decide",
            "what the application does with the result",
            vec![
                text("decide {\n  "),
                placeholder("accept"),
                text(": "),
                placeholder("liveness.detected"),
                text("\n  "),
                placeholder("refuse"),
                text(": else\n}"),
            ],
        ),
        (
            "ensure",
            "a promise about every path",
            vec![text("ensure "), placeholder("node"), text(" requires "), placeholder("node.outcome")],
        ),
        (
            "test",
            "a path and where it must lead",
            vec![
                text("test \""),
                placeholder("what is tested"),
                text("\" {\n  "),
                placeholder("node.outcome"),
                text(" => "),
                placeholder("node"),
                text("\n}"),
            ],
        ),
        (
            "@allow",
            "silences a warning, with the reason",
            vec![text("@allow("), placeholder("check"), text(", \""), placeholder("why"), text("\")")],
        ),
    ];
    for (word, detail, insert) in keywords {
        out.push(Item { insert, rank: 4, ..plain(word, ItemKind::Keyword, detail, "") });
    }
}

/// What follows the type of a new node: its required parts.
pub(super) fn shape(view: &View<'_>, row: &'static NodeType) -> Vec<Piece> {
    let mut out = Vec::new();
    if row.prompt == Prompt::Required {
        out.extend([text(" \""), placeholder("what to say"), text("\"")]);
    }
    let required: Vec<&Field> = row.fields.iter().filter(|field| field.required).collect();
    for (index, field) in required.iter().enumerate() {
        out.push(text(if index == 0 { " { " } else { ", " }));
        out.push(text(format!("{}: ", snake_case(field.name))));
        out.extend(sample(&field.kind));
    }
    if !required.is_empty() {
        out.push(text(" }"));
    }
    match row.routing {
        Routing::None => {}
        Routing::Single(_) | Routing::Choices(_) => out.extend([text(" -> "), placeholder("target")]),
        Routing::Rules(_) => out.extend([
            text(" -> <\n  when "),
            placeholder("extracted.age >= 18"),
            text(": "),
            placeholder("target"),
            text("\n  else: "),
            placeholder("target"),
            text("\n>"),
        ]),
        Routing::Fixed(all) => {
            out.push(text(" -> <\n"));
            for outcome in all.iter().filter(|outcome| outcome.since <= view.flow().version) {
                out.extend([text(format!("  {}: ", outcome.written())), placeholder("target"), text("\n")]);
            }
            out.push(text(">"));
        }
    }
    out
}

/// A value of this kind to begin with.
pub(super) fn sample(kind: &Kind) -> Vec<Piece> {
    match kind {
        Kind::Text => vec![text("\""), placeholder(""), text("\"")],
        Kind::Bool => vec![placeholder("true")],
        Kind::Integer { min, .. } => vec![placeholder(min.to_string())],
        Kind::Number { max, .. } => vec![placeholder(max.to_string())],
        Kind::Enum(words) | Kind::Photo(words) => {
            vec![placeholder(words.first().map_or_else(String::new, |word| docs::snake_word(word)))]
        }
        Kind::List { item, .. } => [vec![text("[")], sample(item), vec![text("]")]].concat(),
        Kind::Object(fields) => {
            let mut out = vec![text("{ ")];
            let required: Vec<&Field> = fields.iter().filter(|field| field.required).collect();
            for (index, field) in required.iter().enumerate() {
                out.push(text(format!("{}{}: ", if index == 0 { "" } else { ", " }, snake_case(field.name))));
                out.extend(sample(&field.kind));
            }
            if required.is_empty() {
                out.push(placeholder(""));
            }
            out.push(text(" }"));
            out
        }
        Kind::Free | Kind::Scalars | Kind::Texts(_) | Kind::Vars => {
            vec![text("{ "), placeholder(""), text(" }")]
        }
    }
}

/// Whether nothing follows the word on its line, so that a whole node may be written.
pub(super) fn line_is_free(view: &View<'_>, cursor: &Cursor) -> bool {
    let end = cursor.word.end as usize;
    let line = view.source.line_range(view.source.line_index(end));
    view.source.text().get(end..line.end.max(end)).is_some_and(|rest| rest.trim().is_empty())
}

pub(super) fn types(view: &View<'_>, cursor: &Cursor, out: &mut Vec<Item>) {
    let free = line_is_free(view, cursor);
    for row in NODE_TYPES {
        let fits = row.since <= view.flow().version;
        let word = row.written();
        let insert = if free { [vec![text(word)], shape(view, row)].concat() } else { vec![text(word)] };
        let detail =
            if fits { row.summary.to_owned() } else { format!("needs version {} of the API", row.since) };
        let rank = if fits { 3 } else { 8 };
        out.push(Item { insert, rank, ..plain(word, ItemKind::Type, detail, docs::node_type(row)) });
    }
}
