//! What may be written at the cursor, read from the text around it, because a file that is being typed has no tree there.
//!
//! The tokens of the statement around the cursor, the brackets that are open before it and the last few tokens say what comes
//! next. Whatever the grammar makes of the statement does not matter here.

mod reader;
mod slot;

use super::view::View;
use crate::source::Span;
use crate::syntax::tokens::{Lexer, Token, TokenKind};
use reader::Reader;
pub use slot::{Cursor, Slot};

/// Reads what may stand at `offset`.
#[must_use]
pub fn at(view: &View<'_>, offset: usize) -> Cursor {
    let text = view.source.text();
    let (start, end) = bounds(view, offset);
    let tokens: Vec<Token> = Lexer::new(text.get(..end).unwrap_or(text), start)
        .filter(|token| !token.kind.is_blank() && token.kind != TokenKind::Control)
        .collect();
    let before: Vec<Token> = tokens
        .iter()
        .copied()
        .take_while(|token| token.end < offset || token.end == offset && !is_word(token.kind))
        .collect();
    let current = tokens
        .iter()
        .copied()
        .find(|token| token.start <= offset && offset <= token.end && is_word(token.kind));
    let span = |start, end| Span::new(view.file, start, end);
    let word = current.map_or_else(|| span(offset, offset), |token| span(token.start, token.end));
    let reader = Reader { text, all: &tokens, before: &before, offset, at: word.start as usize };
    let (id, ty, keyword) = reader.head();
    let mut cursor = Cursor { slot: Slot::Nothing, word, id, ty, keyword };
    let inside = tokens.iter().find(|token| match token.kind.closed_text() {
        Some(closed) => token.start < offset && (offset < token.end || !closed && offset == token.end),
        None => token.kind.is_comment() && token.start < offset && offset <= token.end,
    });
    match inside {
        Some(token) if token.kind.is_comment() => {}
        Some(string) => reader.in_string(*string, &mut cursor, span),
        None => cursor.slot = reader.slot(&cursor),
    }
    cursor
}

/// The text of the statement that the cursor is in or behind, up to the next one.
fn bounds(view: &View<'_>, offset: usize) -> (usize, usize) {
    let mut start = 0;
    let mut end = view.source.text().len();
    for statement in &view.tree.statements {
        let first = statement.allows.first().map_or(statement.span.start, |allow| allow.span.start) as usize;
        if first <= offset {
            start = first;
        } else {
            // An `@allow` that waits for its statement belongs to it.
            end = first;
            break;
        }
    }
    // What a broken statement swallowed is no part of this one when it stands on a line of its own.
    (start.min(end), end)
}

fn is_word(kind: TokenKind) -> bool {
    matches!(kind, TokenKind::Word | TokenKind::Number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::Case;

    fn check(text: &str, expected: &Slot) {
        let case = Case::new(text);
        assert_eq!(&at(&case.view(), case.cursor).slot, expected, "{text}");
    }

    fn words(list: &[&str]) -> Vec<String> {
        list.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn the_text_before_the_cursor_says_what_comes_next() {
        check("$0", &Slot::Statement);
        check("start -> a\n$0", &Slot::Statement);
        check("start -> a\nli$0\nend", &Slot::Statement);
        check("a: $0", &Slot::Type);
        check("a: li$0\nend", &Slot::Type);
        check("start -> $0", &Slot::Target { after_arrow: true });
        check("start -> cl$0\nend", &Slot::Target { after_arrow: true });
        check("a: conversation \"x\" $0", &Slot::Clause);
        check("// a: $0", &Slot::Nothing);
        check("a: conversation \"x $0", &Slot::Nothing);
        check("@allow($0", &Slot::Check);
        check("@allow(cyc$0, \"x\")\nstart -> end", &Slot::Check);
        check("api \"$0\"", &Slot::Version);
        check("import \"./a$0\"", &Slot::Import("./".to_owned()));
        check("param a: $0", &Slot::ParamType);
        check("a: conversation \"${$0\" -> end", &Slot::Param { closed: false });
        check("a: conversation \"${x$0}\" -> end", &Slot::Param { closed: true });
        check("ensure $0", &Slot::Atom(None));
        check("decide { a: liveness.$0 }", &Slot::Atom(Some("liveness".to_owned())));
    }

    #[test]
    fn routes_are_read_entry_by_entry() {
        check("liveness -> < $0 >", &Slot::Outcome { taken: vec![] });
        check("liveness -> <\n  detected: a\n  $0\n>", &Slot::Outcome { taken: words(&["detected"]) });
        check(
            "liveness -> < detected | no_face: a, de$0, x: b >",
            &Slot::Outcome { taken: words(&["detected", "no_face", "x"]) },
        );
        check("liveness -> < detected: $0 >", &Slot::Target { after_arrow: false });
        check("liveness -> < detected: a$0\n\nend", &Slot::Target { after_arrow: false });
        check("c: field_condition -> < when $0", &Slot::Rule);
        check("c: field_condition -> < when extracted.age > 3: $0", &Slot::Target { after_arrow: false });
    }

    #[test]
    fn blocks_know_their_keys() {
        check("email_otp { $0 }", &Slot::Key { path: vec![], taken: vec![] });
        check("email_otp { otp_length: 6, $0 }", &Slot::Key { path: vec![], taken: words(&["otp_length"]) });
        check(
            "email_otp {\n  $0\n  otp_length: 6\n}",
            &Slot::Key { path: vec![], taken: words(&["otp_length"]) },
        );
        check("a: document_scan { scanning_mode: $0 }", &Slot::Value { path: words(&["scanning_mode"]) });
        check(
            "a: document_scan { allowed_document_types: [id, $0] }",
            &Slot::Value { path: words(&["allowed_document_types"]) },
        );
        check(
            "a: external_call { request: { $0 } }",
            &Slot::Key { path: words(&["request"]), taken: vec![] },
        );
        check("session { zone: $0", &Slot::Value { path: words(&["zone"]) });
        check("a: x { b: ${$0} }", &Slot::Param { closed: true });
    }
}
