//! Owns what an editor proposes at the cursor: everything that may stand there, what fits best first, with documentation.

use super::cursor::{self, Cursor, Slot};
use super::{View, docs, symbol};
use crate::catalog::{
    self, Field, Kind, NODE_TYPES, NodeType, Outcome, Prompt, Routing, SESSION_FIELDS, TIMELINE, snake_case,
};
use crate::checks;
use crate::diag::Level;
use crate::model::ParamKind;
use crate::source::Span;

/// What a proposal is, for its icon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemKind {
    /// A keyword.
    Keyword,
    /// A node type.
    Type,
    /// A node.
    Node,
    /// An outcome.
    Outcome,
    /// A field.
    Field,
    /// A value.
    Value,
    /// A parameter.
    Param,
    /// A file.
    File,
    /// A check.
    Check,
}

/// A piece of what is inserted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Piece {
    /// Characters as they stand.
    Text(String),
    /// A place to fill in, with what stands there meanwhile.
    Stop(String),
}

/// A proposal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What is shown and filtered by.
    pub label: String,
    /// What it is.
    pub kind: ItemKind,
    /// A few words beside the label.
    pub detail: String,
    /// Markdown.
    pub docs: String,
    /// What is inserted.
    pub insert: Vec<Piece>,
    /// Lower comes first; the order of the list decides among equals.
    pub rank: u8,
}

/// The proposals at a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposals {
    /// What is replaced.
    pub replace: Span,
    /// The proposals, best first.
    pub items: Vec<Item>,
}

/// The names in a folder, relative to the file, as an import writes them; folders end with `/`.
pub type Folder<'a> = &'a dyn Fn(&str) -> Vec<String>;

/// What may stand at `offset`.
#[must_use]
pub fn completions(view: &View<'_>, offset: usize, folder: Folder<'_>) -> Proposals {
    let cursor = cursor::at(view, offset);
    let mut items = Vec::new();
    match &cursor.slot {
        Slot::Statement => statements(view, &mut items),
        Slot::Type => types(view, &cursor, &mut items),
        Slot::Clause => clauses(view, &cursor, &mut items),
        Slot::Target { after_arrow } => targets(view, &cursor, *after_arrow, &mut items),
        Slot::Outcome { taken } => outcomes(view, &cursor, taken, &mut items),
        Slot::Rule => rules(view, &mut items),
        Slot::Key { path, taken } => keys(view, &cursor, path, taken, &mut items),
        Slot::Value { path } => values(view, &cursor, path, &mut items),
        Slot::Param { closed } => params(view, *closed, &mut items),
        Slot::Import(written) => imports(written, folder, &mut items),
        Slot::Version => versions(&mut items),
        Slot::Check => check_names(&mut items),
        Slot::ParamType => {
            items.extend(ParamKind::ALL.iter().map(|kind| plain(kind.word(), ItemKind::Type, "", "")));
        }
        Slot::Atom(node) => atoms(view, node.as_deref(), &mut items),
        Slot::Nothing => {}
    }
    items.sort_by_key(|item| item.rank);
    Proposals { replace: cursor.word, items }
}

fn text(text: impl Into<String>) -> Piece {
    Piece::Text(text.into())
}

fn stop(text: impl Into<String>) -> Piece {
    Piece::Stop(text.into())
}

fn plain(label: &str, kind: ItemKind, detail: impl Into<String>, docs: impl Into<String>) -> Item {
    let insert = vec![text(label)];
    Item { label: label.to_owned(), kind, detail: detail.into(), docs: docs.into(), insert, rank: 5 }
}

/// An id as it has to be written.
fn spelt(id: &str) -> String {
    if crate::syntax::is_identifier(id) && !crate::format::needs_quotes(id) {
        id.to_owned()
    } else {
        format!("\"{}\"", id.replace('\\', "\\\\").replace('"', "\\\""))
    }
}

fn statements(view: &View<'_>, out: &mut Vec<Item>) {
    // What routes name and nobody defines is what comes next.
    let mut wanted: Vec<String> = Vec::new();
    super::places::each(view.tree, &mut |place| {
        if let super::places::What::Mention(name) = place.what
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
            None => vec![text(format!("{}: ", spelt(id))), stop("conversation")],
        };
        let detail = "a route leads here".to_owned();
        let docs = row.map_or_else(String::new, docs::node_type);
        out.push(Item { label: id.clone(), kind: ItemKind::Node, detail, docs, insert, rank: 0 });
    }
    for row in NODE_TYPES.iter().filter(|row| row.since <= view.flow().version) {
        let word = row.written();
        let one_only = word == "start" || word == "end" || row.short.is_some() || row.prompt == Prompt::None;
        if !one_only || defined.contains(word) {
            continue;
        }
        let insert = [vec![text(word)], shape(view, row)].concat();
        out.push(Item { insert, rank: 2, ..plain(word, ItemKind::Type, row.summary, docs::node_type(row)) });
    }
    let keywords: [(&str, &str, Vec<Piece>); 8] = [
        ("param", "a value that is given when the flow is built", vec![text("param "), stop("name")]),
        (
            "import",
            "the nodes and parameters of another file",
            vec![text("import \"./"), stop(""), text("\"")],
        ),
        ("session", "the settings of the session", vec![text("session {\n  "), stop(""), text("\n}")]),
        (
            "api",
            "the version of the sessions API",
            vec![text("api \""), stop(catalog::NEWEST.to_string()), text("\"")],
        ),
        (
            "decide",
            "what the application does with the result",
            vec![
                text("decide {\n  "),
                stop("accept"),
                text(": "),
                stop("liveness.detected"),
                text("\n  "),
                stop("refuse"),
                text(": else\n}"),
            ],
        ),
        (
            "ensure",
            "a promise about every path",
            vec![text("ensure "), stop("node"), text(" requires "), stop("node.outcome")],
        ),
        (
            "test",
            "a path and where it must lead",
            vec![
                text("test \""),
                stop("what is tested"),
                text("\" {\n  "),
                stop("node.outcome"),
                text(" => "),
                stop("node"),
                text("\n}"),
            ],
        ),
        (
            "@allow",
            "silences a warning, with the reason",
            vec![text("@allow("), stop("check"), text(", \""), stop("why"), text("\")")],
        ),
    ];
    for (word, detail, insert) in keywords {
        out.push(Item { insert, rank: 4, ..plain(word, ItemKind::Keyword, detail, "") });
    }
}

/// What follows the type of a new node: its required parts.
fn shape(view: &View<'_>, row: &'static NodeType) -> Vec<Piece> {
    let mut out = Vec::new();
    if row.prompt == Prompt::Required {
        out.extend([text(" \""), stop("what to say"), text("\"")]);
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
        Routing::Single(_) | Routing::Choices(_) => out.extend([text(" -> "), stop("target")]),
        Routing::Rules(_) => out.extend([
            text(" -> <\n  when "),
            stop("extracted.age >= 18"),
            text(": "),
            stop("target"),
            text("\n  else: "),
            stop("target"),
            text("\n>"),
        ]),
        Routing::Fixed(all) => {
            out.push(text(" -> <\n"));
            for outcome in all.iter().filter(|outcome| outcome.since <= view.flow().version) {
                out.extend([text(format!("  {}: ", outcome.written())), stop("target"), text("\n")]);
            }
            out.push(text(">"));
        }
    }
    out
}

/// A value of this kind to begin with.
fn sample(kind: &Kind) -> Vec<Piece> {
    match kind {
        Kind::Text => vec![text("\""), stop(""), text("\"")],
        Kind::Bool => vec![stop("true")],
        Kind::Integer { min, .. } => vec![stop(min.to_string())],
        Kind::Number { max, .. } => vec![stop(max.to_string())],
        Kind::Enum(words) | Kind::Photo(words) => {
            vec![stop(words.first().map_or_else(String::new, |word| docs::snake_word(word)))]
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
                out.push(stop(""));
            }
            out.push(text(" }"));
            out
        }
        Kind::Free | Kind::Scalars | Kind::Texts(_) | Kind::Vars => vec![text("{ "), stop(""), text(" }")],
    }
}

/// Whether nothing follows the word on its line, so that a whole node may be written.
fn line_is_free(view: &View<'_>, cursor: &Cursor) -> bool {
    let end = cursor.word.end as usize;
    let line = view.source.line_range(view.source.line_index(end));
    view.source.text().get(end..line.end.max(end)).is_some_and(|rest| rest.trim().is_empty())
}

fn types(view: &View<'_>, cursor: &Cursor, out: &mut Vec<Item>) {
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

fn row_of(cursor: &Cursor) -> Option<&'static NodeType> {
    catalog::node_type(cursor.ty.as_deref()?)
}

fn clauses(view: &View<'_>, cursor: &Cursor, out: &mut Vec<Item>) {
    let Some(row) = row_of(cursor) else { return };
    if row.prompt != Prompt::None {
        let insert = vec![text("say \""), stop(""), text("\"")];
        out.push(Item {
            insert,
            rank: 1,
            ..plain("say", ItemKind::Keyword, "the words are spoken as they stand", "")
        });
    }
    if !row.fields.is_empty() {
        out.push(Item {
            insert: vec![text("{ "), stop(""), text(" }")],
            rank: 2,
            ..plain("{ }", ItemKind::Field, "fields", "")
        });
    }
    if !matches!(row.routing, Routing::None) {
        out.push(Item {
            insert: vec![text("-> "), stop("target")],
            rank: 3,
            ..plain("->", ItemKind::Keyword, "where the session goes on", "")
        });
        out.extend(route_list(view, row, "-> "));
    }
    if matches!(row.routing, Routing::Choices(_)) {
        let insert = vec![text("when \""), stop("condition"), text("\"")];
        out.push(Item {
            insert,
            rank: 4,
            ..plain("when", ItemKind::Keyword, "the condition of a route", "")
        });
    }
}

/// A list with an entry for each outcome.
fn route_list(view: &View<'_>, row: &'static NodeType, before: &str) -> Option<Item> {
    let insert = match row.routing {
        Routing::Fixed(all) => {
            let mut pieces = vec![text(format!("{before}<\n"))];
            for outcome in all.iter().filter(|outcome| outcome.since <= view.flow().version) {
                pieces.extend([text(format!("  {}: ", outcome.written())), stop("target"), text("\n")]);
            }
            pieces.push(text(">"));
            pieces
        }
        Routing::Choices(_) => vec![
            text(format!("{before}<\n  ")),
            stop("yes"),
            text(": "),
            stop("target"),
            text(" when \""),
            stop("condition"),
            text("\"\n  "),
            stop("stall"),
            text(": "),
            stop("target"),
            text(" when \""),
            stop("Four exchanges have passed without a clear answer"),
            text("\"\n>"),
        ],
        Routing::Rules(_) => vec![
            text(format!("{before}<\n  when ")),
            stop("extracted.age >= 18"),
            text(": "),
            stop("target"),
            text("\n  else: "),
            stop("target"),
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

fn targets(view: &View<'_>, cursor: &Cursor, after_arrow: bool, out: &mut Vec<Item>) {
    if after_arrow
        && let Some(row) = row_of(cursor)
        && line_is_free(view, cursor)
    {
        out.extend(route_list(view, row, ""));
    }
    let arrived: std::collections::HashSet<u32> = view
        .flow()
        .nodes
        .iter()
        .flat_map(|node| node.edges.iter().filter_map(|edge| Some(edge.target?.0)))
        .collect();
    let mut seen = std::collections::HashSet::new();
    let behind = |start: u32| cursor.word.start < start;
    for (file, node) in symbol::nodes(view.compilation) {
        let id = node.id.text.as_str();
        if Some(id) == cursor.id.as_deref() || !seen.insert(id) {
            continue;
        }
        let row = super::places::row(node);
        if row.is_some_and(|row| row.name == "start") {
            continue;
        }
        let known = view.flow().nodes().find(|(_, it)| file == view.file && it.id_span == node.id.span);
        let lonely = known.is_some_and(|(place, _)| !arrived.contains(&place.0));
        // A node that nothing leads to yet, then what follows in the file, then what would lead back.
        let rank = match () {
            () if lonely => 1,
            () if file != view.file => 3,
            () if behind(node.id.span.start) => 2,
            () => 4,
        };
        let ty = row.map_or_else(|| node.ty.as_ref().map_or("", |ty| ty.text.as_str()), |row| row.written());
        let docs = known.map_or_else(String::new, |(_, node)| node.docs.join("\n"));
        out.push(Item { insert: vec![text(spelt(id))], rank, ..plain(id, ItemKind::Node, ty, docs) });
    }
}

fn outcomes(view: &View<'_>, cursor: &Cursor, taken: &[String], out: &mut Vec<Item>) {
    let Some(row) = row_of(cursor) else { return };
    let has_colon = view
        .source
        .text()
        .get(cursor.word.end as usize..)
        .is_some_and(|rest| rest.trim_start_matches([' ', '\t']).starts_with(':'));
    let entry = |name: &str| {
        if has_colon { vec![text(name)] } else { vec![text(format!("{name}: ")), stop("target")] }
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
            vec![text(format!("{}{}: ", if index == 0 { "" } else { "\n" }, it.written())), stop("target")]
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
            let insert = vec![text("when "), stop("extracted.age >= 18"), text(": "), stop("target")];
            out.push(Item { insert, rank: 1, ..plain("when", ItemKind::Keyword, "a rule", "") });
            out.push(Item {
                insert: entry("else"),
                rank: 2,
                ..plain("else", ItemKind::Keyword, "when no rule holds", "")
            });
        }
        Routing::Choices(_) => {
            let insert = vec![
                stop("name"),
                text(": "),
                stop("target"),
                text(" when \""),
                stop("condition"),
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

fn rules(view: &View<'_>, out: &mut Vec<Item>) {
    for row in catalog::DATA_SOURCES {
        let insert = vec![text(format!("{}.", row.word)), stop("key")];
        out.push(Item { insert, rank: 1, ..plain(row.word, ItemKind::Value, row.summary, "") });
    }
    for row in catalog::OPERATORS {
        out.push(Item { rank: 2, ..plain(row.symbol, ItemKind::Keyword, row.name, "") });
    }
    let _ = view;
}

/// The fields of the block that the keys lead to.
fn fields_at(cursor: &Cursor, path: &[String]) -> Option<&'static [Field]> {
    let mut fields = match cursor.keyword.as_deref() {
        Some("session") => SESSION_FIELDS,
        Some(_) => return None,
        None => row_of(cursor)?.fields,
    };
    for key in path {
        fields = match catalog::field(fields, key)?.kind {
            Kind::Object(inner) => inner,
            Kind::List { item: Kind::Object(inner), .. } => inner,
            _ => return None,
        };
    }
    Some(fields)
}

fn keys(view: &View<'_>, cursor: &Cursor, path: &[String], taken: &[String], out: &mut Vec<Item>) {
    let version = view.flow().version;
    if let Some((last, above)) = path.split_last()
        && let Some(Kind::Texts(words)) =
            fields_at(cursor, above).and_then(|it| catalog::field(it, last)).map(|it| it.kind)
    {
        for word in words.iter().filter(|word| !taken.iter().any(|key| key == *word)) {
            let insert = vec![text(format!("{}: \"", spelt(word))), stop(""), text("\"")];
            out.push(Item { insert, ..plain(word, ItemKind::Value, "language", "") });
        }
    }
    if path.is_empty() && cursor.keyword.as_deref() == Some("session") || fields_at(cursor, path).is_some() {
        let has_colon =
            view.source.text().get(cursor.word.end as usize..).is_some_and(|rest| rest.starts_with(':'));
        for row in fields_at(cursor, path).unwrap_or(&[]) {
            let name = snake_case(row.name);
            if row.since > version || taken.iter().any(|key| *key == name || key == row.name) {
                continue;
            }
            let insert = if has_colon {
                vec![text(name.as_str())]
            } else {
                [vec![text(format!("{name}: "))], sample(&row.kind)].concat()
            };
            let rank = if row.required { 1 } else { 3 };
            out.push(Item {
                insert,
                rank,
                ..plain(&name, ItemKind::Field, docs::kind(&row.kind), docs::field(row))
            });
        }
    }
}

fn values(view: &View<'_>, cursor: &Cursor, path: &[String], out: &mut Vec<Item>) {
    let Some((last, above)) = path.split_last() else { return };
    let row = fields_at(cursor, above).and_then(|fields| catalog::field(fields, last));
    let kind = row.map(|row| match row.kind {
        Kind::List { item, .. } => *item,
        kind => kind,
    });
    let docs_of = row.map_or_else(String::new, docs::field);
    match kind {
        Some(Kind::Bool) => {
            for word in ["true", "false"] {
                out.push(Item { rank: 1, ..plain(word, ItemKind::Value, "", docs_of.as_str()) });
            }
        }
        Some(Kind::Enum(words) | Kind::Photo(words)) => {
            for word in words {
                let written = docs::snake_word(word);
                let insert = vec![text(spelt(&written))];
                out.push(Item { insert, rank: 1, ..plain(&written, ItemKind::Value, "", docs_of.as_str()) });
            }
        }
        Some(other) => {
            let insert = sample(&other);
            if !matches!(other, Kind::Integer { .. } | Kind::Number { .. }) {
                out.push(Item {
                    insert,
                    rank: 2,
                    ..plain("…", ItemKind::Value, docs::kind(&other), docs_of.as_str())
                });
            }
        }
        None => {}
    }
    if matches!(kind, Some(Kind::Photo(_)) | None | Some(Kind::Vars)) {
        for source in catalog::DATA_SOURCES
            .iter()
            .filter(|row| row.holds_photos || !matches!(kind, Some(Kind::Photo(_))))
        {
            let insert = vec![text(format!("{}.", source.word)), stop("key")];
            out.push(Item { insert, rank: 2, ..plain(source.word, ItemKind::Value, source.summary, "") });
        }
    }
    for param in &view.flow().params {
        let label = format!("${{{}}}", param.name);
        out.push(Item {
            rank: 4,
            ..plain(&label, ItemKind::Param, param.kind.word(), param.docs.join("\n"))
        });
    }
}

fn params(view: &View<'_>, closed: bool, out: &mut Vec<Item>) {
    for param in &view.flow().params {
        let insert = vec![text(if closed { param.name.clone() } else { format!("{}}}", param.name) })];
        out.push(Item {
            insert,
            ..plain(&param.name, ItemKind::Param, param.kind.word(), param.docs.join("\n"))
        });
    }
}

fn imports(written: &str, folder: Folder<'_>, out: &mut Vec<Item>) {
    for name in folder(written) {
        let shown = if written.is_empty() { format!("./{name}") } else { name };
        let rank = if shown.ends_with('/') { 5 } else { 2 };
        out.push(Item { rank, ..plain(&shown, ItemKind::File, "", "") });
    }
}

fn versions(out: &mut Vec<Item>) {
    for row in TIMELINE.iter().rev() {
        let date = row.date.unwrap_or("");
        out.push(plain(&row.version.to_string(), ItemKind::Value, date, row.summary));
    }
}

fn check_names(out: &mut Vec<Item>) {
    for code in checks::codes().iter().filter(|code| code.level == Level::Warning) {
        out.push(plain(code.name, ItemKind::Check, code.summary(), super::diagnostics::documentation(code)));
    }
}

fn atoms(view: &View<'_>, node: Option<&str>, out: &mut Vec<Item>) {
    let flow = view.flow();
    match node.and_then(|id| flow.nodes.iter().find(|node| node.id == id)) {
        Some(node) => {
            for edge in &node.edges {
                let name = edge.name();
                let about = edge.row().map_or("", |row| row.summary);
                out.push(Item {
                    insert: vec![text(spelt(&name))],
                    ..plain(&name, ItemKind::Outcome, about, "")
                });
            }
        }
        None => {
            for node in &flow.nodes {
                let insert = vec![text(spelt(&node.id))];
                out.push(Item {
                    insert,
                    rank: 2,
                    ..plain(&node.id, ItemKind::Node, node.ty.name.as_ref(), node.docs.join("\n"))
                });
            }
            for word in ["and", "or", "not", "else", "requires", "never", "with", "incomplete"] {
                out.push(Item { rank: 6, ..plain(word, ItemKind::Keyword, "", "") });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::Case;

    /// The labels, and what the first one inserts with `‹›` around the places to fill in.
    fn check(text: &str, labels: &[&str], first: &str) {
        let case = Case::new(text);
        let folder = |_: &str| vec!["common.fsflow".to_owned(), "parts/".to_owned()];
        let found = completions(&case.view(), case.cursor, &folder);
        let all: Vec<&str> = found.items.iter().map(|item| item.label.as_str()).collect();
        assert_eq!(all.get(..labels.len().min(all.len())), Some(labels), "{all:?}");
        let inserted: String = found.items.first().map_or_else(String::new, |item| {
            item.insert
                .iter()
                .map(|piece| match piece {
                    Piece::Text(text) => text.clone(),
                    Piece::Stop(text) => format!("‹{text}›"),
                })
                .collect()
        });
        assert_eq!(inserted, first);
    }

    #[test]
    fn a_new_statement_begins_with_what_routes_ask_for() {
        check("start -> closing\n$0", &["closing"], "closing: ‹conversation›");
        check(
            "start -> recognition\n$0",
            &["recognition"],
            "recognition -> <\n  recognized: ‹target›\n  new_user: ‹target›\n  no_face: ‹target›\n>",
        );
    }

    #[test]
    fn a_type_comes_with_its_required_parts() {
        check("a: $0", &["start", "end", "conversation", "liveness"], "start -> ‹target›");
        check("a: $0 -> end", &["start"], "start");
        let case = Case::new("a: doc$0");
        let all = completions(&case.view(), case.cursor, &|_| Vec::new());
        let scan = all.items.iter().find(|item| item.label == "document_scan").unwrap();
        assert!(scan.docs.contains("`allowed_document_types`"));
        assert_eq!(case.slice(all.replace), "doc");
    }

    #[test]
    fn missing_outcomes_and_targets_are_proposed() {
        check(
            "liveness -> <\n  detected: end\n  $0\n>\nend",
            &["deepfake", "no_face", "inconclusive", "all missing outcomes", "else"],
            "deepfake: ‹target›",
        );
        check(
            "start -> a\na: conversation \"x\" -> $0\nb: end\nc: conversation \"y\" -> b",
            &["< … >", "c", "b"],
            "<\n  ‹yes›: ‹target› when \"‹condition›\"\n  ‹stall›: ‹target› when \"‹Four exchanges have passed without a clear answer›\"\n>",
        );
        check("liveness -> < detected: $0", &[], "");
    }

    #[test]
    fn fields_and_values_follow_the_catalog() {
        check(
            "a: document_scan { $0 }",
            &["scanning_mode", "allowed_document_types", "show_torch_button"],
            "scanning_mode: ‹single›",
        );
        check("a: document_scan { scanning_mode: $0 }", &["single", "automatic"], "single");
        check("session { $0 }", &["client_reference_id"], "client_reference_id: \"‹›\"");
        check("session { zone: $0 }", &["us", "eu"], "us");
        check("param p\nx: conversation \"${$0\"", &["p"], "p}");
        check(
            "c: face_compare { source_a: $0 }",
            &["session_video", "face_scan", "document_photo", "provided"],
            "session_video",
        );
    }

    #[test]
    fn names_of_checks_versions_and_files_are_proposed() {
        check("import \"$0\"", &["./common.fsflow", "./parts/"], "./common.fsflow");
        check("api \"$0\"", &["1.0.47", "1.0.46"], "1.0.47");
        check("@allow($0", &["bidirectional-character", "branch-in-prompt"], "bidirectional-character");
    }
}
