//! What completion lists inside braces and quotes: keys, values, parameters, imports, versions, checks, names of nodes.

use super::item::{Folder, Item, ItemKind, placeholder, plain, text};
use super::statements::sample;
use crate::catalog::{self, Field, Kind, SETTINGS, TIMELINE, snake_case};
use crate::checks;
use crate::diag::Level;
use crate::ide::cursor::Cursor;
use crate::ide::view::View;
use crate::ide::{diagnostics, docs};
use crate::syntax::words::{Part, Position, spell, words};

/// The fields of the block that the keys lead to.
pub(super) fn fields_at(cursor: &Cursor, path: &[String]) -> Option<&'static [Field]> {
    let mut fields = match cursor.keyword.as_deref() {
        Some("session") => SETTINGS,
        Some(_) => return None,
        None => cursor.row()?.fields,
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

pub(super) fn keys(view: &View<'_>, cursor: &Cursor, path: &[String], taken: &[String], out: &mut Vec<Item>) {
    let version = view.flow().version;
    if let Some((last, above)) = path.split_last()
        && let Some(Kind::Texts(words)) =
            fields_at(cursor, above).and_then(|it| catalog::field(it, last)).map(|it| it.kind)
    {
        for word in words.iter().filter(|word| !taken.iter().any(|key| key == *word)) {
            let insert =
                vec![text(format!("{}: \"", spell(word, Position::Key))), placeholder(""), text("\"")];
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

pub(super) fn values(view: &View<'_>, cursor: &Cursor, path: &[String], out: &mut Vec<Item>) {
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
                let insert = vec![text(spell(&written, Position::Value))];
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
            let insert = vec![text(format!("{}.", source.word)), placeholder("key")];
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

pub(super) fn params(view: &View<'_>, closed: bool, out: &mut Vec<Item>) {
    for param in &view.flow().params {
        let insert = vec![text(if closed { param.name.clone() } else { format!("{}}}", param.name) })];
        out.push(Item {
            insert,
            ..plain(&param.name, ItemKind::Param, param.kind.word(), param.docs.join("\n"))
        });
    }
}

pub(super) fn imports(written: &str, folder: Folder<'_>, out: &mut Vec<Item>) {
    for name in folder(written) {
        let shown = if written.is_empty() { format!("./{name}") } else { name };
        let rank = if shown.ends_with('/') { 5 } else { 2 };
        out.push(Item { rank, ..plain(&shown, ItemKind::File, "", "") });
    }
}

pub(super) fn versions(out: &mut Vec<Item>) {
    for row in TIMELINE.iter().rev() {
        let date = row.date.unwrap_or("");
        out.push(plain(&row.version.to_string(), ItemKind::Value, date, row.summary));
    }
}

pub(super) fn check_names(out: &mut Vec<Item>) {
    for code in checks::codes().iter().filter(|code| code.level == Level::Warning) {
        out.push(plain(code.name, ItemKind::Check, code.summary(), diagnostics::documentation(code)));
    }
}

pub(super) fn atoms(view: &View<'_>, node: Option<&str>, out: &mut Vec<Item>) {
    let flow = view.flow();
    match node.and_then(|id| view.compilation.graph.named(id)).map(|id| flow.node(id)) {
        Some(node) => {
            for edge in node.outcomes() {
                let name = edge.spelled();
                let about = edge.row().map_or("", |row| row.summary);
                out.push(Item {
                    insert: vec![text(spell(&name, Position::ConditionOutcome))],
                    ..plain(&name, ItemKind::Outcome, about, "")
                });
            }
        }
        None => {
            for node in &flow.nodes {
                let insert = vec![text(spell(&node.id, Position::Condition))];
                out.push(Item {
                    insert,
                    rank: 2,
                    ..plain(&node.id, ItemKind::Node, node.ty.name.as_ref(), node.docs.join("\n"))
                });
            }
            let in_conditions =
                [Part::Connective, Part::Negation, Part::Condition].into_iter().flat_map(words);
            for word in in_conditions.chain(["else"]) {
                out.push(Item { rank: 6, ..plain(word, ItemKind::Keyword, "", "") });
            }
        }
    }
}
