//! What an editor lists at the cursor: everything that may stand there, what fits best first, with documentation.

mod blocks;
mod item;
mod routes;
mod statements;

use super::cursor::{self, Slot};
use super::view::View;
use crate::flow::ParamKind;
use blocks::{atoms, check_names, imports, keys, params, values, versions};
pub use item::{Completions, Folder, Item, ItemKind, MOST, Piece};
use item::{plain, shorten};
use routes::{clauses, outcomes, rules, targets};
use statements::{statements, types};

/// What may stand at `offset`.
#[must_use]
pub fn completions(view: &View<'_>, offset: usize, folder: Folder<'_>) -> Completions {
    let cursor = cursor::at(view, offset);
    let typed = view.source.text().get(cursor.word.start as usize..offset).unwrap_or("").to_lowercase();
    let mut items = Vec::new();
    let mut complete = true;
    match &cursor.slot {
        Slot::Statement => statements(view, &mut items),
        Slot::Type => types(view, &cursor, &mut items),
        Slot::Clause => clauses(view, &cursor, &mut items),
        Slot::Target { after_arrow } => {
            complete = targets(view, &cursor, *after_arrow, &typed, &mut items);
        }
        Slot::Outcome { taken } => outcomes(view, &cursor, taken, &mut items),
        Slot::Rule => rules(&mut items),
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
    complete &= shorten(&mut items, &typed, |item| &item.label);
    Completions { replace: cursor.word, items, complete }
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
                    Piece::Placeholder(text) => format!("‹{text}›"),
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
    fn every_statement_of_the_language_can_begin_a_line() {
        let case = Case::new("$0");
        let all = completions(&case.view(), case.cursor, &|_| Vec::new());
        for (keyword, _) in crate::syntax::words::statements() {
            assert!(all.items.iter().any(|item| item.label == keyword), "{keyword}");
        }
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
    fn missing_outcomes_and_targets_are_offered() {
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
    fn names_of_checks_versions_and_files_are_offered() {
        check("import \"$0\"", &["./common.fsflow", "./parts/"], "./common.fsflow");
        let versions: Vec<String> =
            crate::catalog::TIMELINE.iter().rev().map(|row| row.version.to_string()).collect();
        let versions: Vec<&str> = versions.iter().map(String::as_str).collect();
        check("api \"$0\"", &versions, versions[0]);
        check("@allow($0", &["bidirectional-character", "branch-in-prompt"], "bidirectional-character");
    }
}
