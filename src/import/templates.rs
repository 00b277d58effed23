//! Owns `${…}` in strings: literal text, or parameters with names of their own.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::built::statement;
use super::options::Templates;
use super::report::quote;
use crate::catalog::snake_case;
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Doc, Name, Param, Statement, StatementKind, Text, TextPart};
use crate::syntax::words::is_identifier;

crate::code! {
    /// A string holds `${…}`, which pasted template code leaves behind. It is kept as literal text, so that a user would hear
    /// it; `fsflowc import --templates` makes a parameter of it instead.
    ///
    /// ```json wrong
    /// [{ "id": "start", "type": "start", "outcome": "hi" },
    ///  { "id": "hi", "type": "conversation", "prompt": "Greet ${user.name}.", "doesNotRequireReply": true,
    ///    "outcomes": [{ "id": "next", "targetNodeId": "end", "condition": "" }] },
    ///  { "id": "end", "type": "end" }]
    /// ```
    ///
    /// ```json right
    /// [{ "id": "start", "type": "start", "outcome": "hi" },
    ///  { "id": "hi", "type": "conversation", "prompt": "Greet {name}.", "doesNotRequireReply": true,
    ///    "outcomes": [{ "id": "next", "targetNodeId": "end", "condition": "" }] },
    ///  { "id": "end", "type": "end" }]
    /// ```
    pub static TEMPLATE_TEXT = warning(Suspicious) "template-text";
}

/// The parameters that template expressions become.
#[derive(Debug)]
pub(super) struct Names {
    templates: Templates,
    /// Expression → name.
    names: IndexMap<String, String>,
    taken: HashSet<String>,
    /// The first expression that stays text, where it stands, and how many strings hold one.
    kept: Option<(String, Span, usize)>,
}

impl Names {
    pub(super) fn new(templates: Templates) -> Self {
        Self { templates, names: IndexMap::new(), taken: HashSet::new(), kept: None }
    }

    /// A string of the JSON, which stands at `span`.
    pub(super) fn text(&mut self, text: &str, span: Span) -> Text {
        let pieces = split(text);
        let first = pieces.iter().find_map(|piece| match piece {
            Piece::Expression(inner) => Some(*inner),
            Piece::Literal(_) => None,
        });
        let Some(first) = first else { return Text::built(text) };
        if self.templates == Templates::Keep {
            let (_, _, count) = self.kept.get_or_insert_with(|| (first.to_owned(), span, 0));
            *count += 1;
            return Text::built(text);
        }
        let parts = pieces.into_iter().map(|piece| match piece {
            Piece::Literal(literal) => TextPart::Literal(literal.to_owned()),
            Piece::Expression(inner) => TextPart::Param(Name::built(self.name(inner), false)),
        });
        Text { parts: parts.collect(), ..Text::default() }
    }

    /// Says once that there are expressions that stay text.
    pub(super) fn report(&self, diagnostics: &mut Vec<Diagnostic>) {
        let Some((expression, span, count)) = &self.kept else { return };
        let others = match count {
            1 => String::new(),
            2 => " and what another string holds".to_owned(),
            _ => format!(" and what {} other strings hold", count - 1),
        };
        let message = format!("{}{others} is kept as literal text", quote(&format!("${{{expression}}}")));
        diagnostics.push(
            Diagnostic::new(&TEMPLATE_TEXT, *span, message)
                .label("looks like template code")
                .help("`--templates` makes parameters of such places"),
        );
    }

    /// The declarations, in order of first use, each with its expression as its doc comment.
    pub(super) fn declarations(&self) -> Vec<Statement> {
        let declaration = |(expression, name): (&String, &String)| {
            let param = Param { name: Name::built(name, false), ty: None, default: None };
            let mut statement = statement(StatementKind::Param(Box::new(param)));
            if expression.trim() != name {
                let text = expression.split_whitespace().collect::<Vec<_>>().join(" ");
                statement.docs.push(Doc { span: Span::default(), text: format!("`{text}`") });
            }
            statement
        };
        self.names.iter().map(declaration).collect()
    }

    /// The name for an expression: its last word, more of its words when another expression has that name.
    fn name(&mut self, expression: &str) -> String {
        if let Some(name) = self.names.get(expression) {
            return name.clone();
        }
        let words = words(expression);
        let ends = (1..=words.len()).rev().map(|from| words.get(from - 1..).unwrap_or(&[]).join("_"));
        let numbered = |stem: String| (2..).map(move |number| format!("{stem}_{number}"));
        let stem = if words.is_empty() { "value".to_owned() } else { words.join("_") };
        let name = ends
            .chain([stem.clone()])
            .chain(numbered(stem))
            .find(|name| is_identifier(name) && !self.taken.contains(name))
            .unwrap_or_default();
        self.taken.insert(name.clone());
        self.names.insert(expression.to_owned(), name.clone());
        name
    }
}

/// The words that an expression is made of, in snake case: those of its path, without the method that is called last.
fn words(expression: &str) -> Vec<String> {
    let path = match expression.split_once('(') {
        Some((callee, _)) => match callee.rsplit_once('.') {
            Some((object, _)) => object,
            None => expression,
        },
        None => expression,
    };
    let path = path.split("??").next().unwrap_or(path);
    let path = path.split("||").next().unwrap_or(path);
    path.split(|ch: char| !(ch.is_ascii_alphanumeric() || ch == '_'))
        .filter(|word| word.starts_with(|ch: char| ch.is_ascii_alphabetic() || ch == '_'))
        .map(snake_case)
        .collect()
}

/// A piece of a string.
enum Piece<'t> {
    Literal(&'t str),
    /// What stands between `${` and its `}`.
    Expression(&'t str),
}

/// Cuts a string at its expressions. A `${` that is never closed is literal.
fn split(text: &str) -> Vec<Piece<'_>> {
    let mut pieces = Vec::new();
    let mut literal = 0;
    let mut from = 0;
    while let Some(found) = text.get(from..).and_then(|rest| rest.find("${")) {
        let start = from + found;
        let Some(length) = text.get(start + 2..).and_then(expression_length) else {
            from = start + 2;
            continue;
        };
        if literal < start {
            pieces.push(Piece::Literal(text.get(literal..start).unwrap_or("")));
        }
        pieces.push(Piece::Expression(text.get(start + 2..start + 2 + length).unwrap_or("")));
        literal = start + 2 + length + 1;
        from = literal;
    }
    if literal < text.len() {
        pieces.push(Piece::Literal(text.get(literal..).unwrap_or("")));
    }
    pieces
}

/// How long the expression is that `text` begins with, up to the brace that closes it; `None` for an empty one.
fn expression_length(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut quote: Option<char> = None;
    for (at, ch) in text.char_indices().take(MAX_EXPRESSION) {
        match (quote, ch) {
            (Some(open), ch) if ch == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'' | '`') => quote = Some(ch),
            (None, '{') => depth += 1,
            (None, '}') if depth == 0 => return Some(at).filter(|at| *at > 0),
            (None, '}') => depth -= 1,
            (None, _) => {}
        }
    }
    None
}

/// Longer than any expression that someone would write into a string.
const MAX_EXPRESSION: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;

    fn names(expressions: &[&str]) -> Vec<String> {
        let mut names = Names::new(Templates::Params);
        expressions.iter().map(|expression| names.name(expression)).collect()
    }

    #[test]
    fn an_expression_becomes_a_name_and_no_two_the_same() {
        let expressions = [
            "payment.cardLast4",
            "user.cardLast4",
            "payment.cardLast4",
            "amount",
            "order.amount",
            "total.toFixed(2)",
            "user?.name ?? 'friend'",
            "a[0]",
            "format(amount)",
            "1 + 2",
            "a",
            "items.a",
        ];
        let expected = [
            "card_last4",
            "user_card_last4",
            "card_last4",
            "amount",
            "order_amount",
            "total",
            "name",
            "a",
            "format_amount",
            "value",
            "a_2",
            "items_a",
        ];
        assert_eq!(names(&expressions), expected);
    }

    #[test]
    fn braces_and_quotes_inside_an_expression_belong_to_it() {
        let show = |text: &str| -> Vec<String> {
            split(text)
                .iter()
                .map(|piece| match piece {
                    Piece::Literal(text) => format!("'{text}'"),
                    Piece::Expression(text) => format!("<{text}>"),
                })
                .collect()
        };
        assert_eq!(show("a ${b} c${d}"), ["'a '", "<b>", "' c'", "<d>"]);
        assert_eq!(show("${f({ a: 1 })} x"), ["<f({ a: 1 })>", "' x'"]);
        assert_eq!(show("${a ? '}' : ''}"), ["<a ? '}' : ''>"]);
        assert_eq!(show("open ${a"), ["'open ${a'"]);
        assert_eq!(show("empty ${} x"), ["'empty ${} x'"]);
    }
}
