//! Values as most languages lay them out: brackets as in JSON, an item a line, a comma behind each. What a string looks like is
//! the language's affair.

use super::ir::{Template, Value};

/// How a language writes what is no bracket.
pub(super) trait Notation {
    /// Spaces a level.
    const INDENT: usize;
    /// `true` and `false`.
    const BOOLS: [&'static str; 2];
    /// No value.
    const NULL: &'static str;

    /// The key of a member.
    fn key(&self, key: &str, out: &mut String);
    /// A string without parameters.
    fn word(&self, word: &str, out: &mut String);
    /// A string.
    fn text(&self, text: &Template, out: &mut String);
    /// What a model is told to do, kept from becoming literal speech.
    fn instruction(&self, text: &Template, out: &mut String);
    /// The value of a parameter.
    fn param(&self, param: usize, out: &mut String);
    /// The array of nodes, within the body of the session.
    fn flow(&self, out: &mut String);
}

/// Writes a value that stands in a line of this depth.
pub(super) fn write<N: Notation>(value: &Value, notation: &N, depth: usize, out: &mut String) {
    match value {
        Value::Text(text) => notation.text(text, out),
        Value::Word(word) => notation.word(word, out),
        Value::Instruction(text) => notation.instruction(text, out),
        Value::Number(token) => out.push_str(token),
        Value::Bool(value) => out.push_str(N::BOOLS[usize::from(!*value)]),
        Value::Null => out.push_str(N::NULL),
        Value::Param(param) => notation.param(*param, out),
        Value::Flow => notation.flow(out),
        Value::List(items) => {
            lines('[', items, ']', N::INDENT, depth, out, |item, out| write(item, notation, depth + 1, out));
        }
        Value::Object(members) => {
            lines('{', members, '}', N::INDENT, depth, out, |(key, value), out| {
                notation.key(key, out);
                out.push_str(": ");
                write(value, notation, depth + 1, out);
            });
        }
    }
}

/// Items between brackets, a line each; the brackets alone when there is none.
pub(super) fn lines<T>(
    open: char,
    items: &[T],
    close: char,
    indent: usize,
    depth: usize,
    out: &mut String,
    write: impl Fn(&T, &mut String),
) {
    let begin_line = |depth: usize, out: &mut String| {
        out.push('\n');
        out.extend(std::iter::repeat_n(' ', depth * indent));
    };
    out.push(open);
    for item in items {
        begin_line(depth + 1, out);
        write(item, out);
        out.push(',');
    }
    if !items.is_empty() {
        begin_line(depth, out);
    }
    out.push(close);
}
