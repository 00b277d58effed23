//! Placeholders in texts that FaceSign fills in while the session runs: `{name}` in prompts, `{{code}}` in the messages of
//! one-time codes. Shared by the checks that ask whether they can be filled.

use crate::flow::Text;
use crate::source::{SourceMap, Span};

/// A placeholder in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Placeholder<'a> {
    /// With its braces.
    pub(super) text: &'a str,
    /// The name in them.
    pub(super) name: &'a str,
    /// Whether the braces are double.
    pub(super) double: bool,
    /// Where it begins in its piece of the text, in bytes.
    at: usize,
}

/// The placeholders of a text, in order.
pub(super) fn placeholders(text: &Text) -> impl Iterator<Item = Placeholder<'_>> {
    text.literals().filter(|literal| literal.contains('{')).flat_map(in_text)
}

/// Braces that hold anything else than a name are no placeholder; nor is `${name}`, which a parameter's escape leaves.
fn in_text(text: &str) -> impl Iterator<Item = Placeholder<'_>> {
    let mut from = 0;
    std::iter::from_fn(move || {
        loop {
            let open = from + text.get(from..)?.find('{')?;
            let double = text.get(open + 1..).is_some_and(|rest| rest.starts_with('{'));
            let braces = if double { 2 } else { 1 };
            let begin = open + braces;
            let inner = text.get(begin..)?;
            let length = inner
                .find(|ch: char| !(ch.is_ascii_alphanumeric() || matches!(ch, '_' | '.')))
                .unwrap_or(inner.len());
            let (name, after) = (inner.get(..length)?, inner.get(length..)?);
            let begins_as_name = name.starts_with(|ch: char| ch.is_ascii_alphabetic() || ch == '_');
            let is_closed = after.starts_with(if double { "}}" } else { "}" });
            let is_escape = text.get(..open).is_some_and(|before| before.ends_with('$'));
            from = begin + length;
            let end = from + braces;
            let alone = double || !text.get(end..).is_some_and(|rest| rest.starts_with('}'));
            if begins_as_name && is_closed && !is_escape && alone {
                from = end;
                return Some(Placeholder { text: text.get(open..end)?, name, double, at: open });
            }
        }
    })
}

/// Where a placeholder stands in the source of a string; the whole string when escapes hide it.
pub(super) fn place(sources: &SourceMap, text: Span, placeholder: &str) -> Span {
    let source = sources.slice(text);
    let found = in_text(source).find(|it| it.text == placeholder);
    found.map_or(text, |found| {
        let start = text.start as usize + found.at;
        Span::new(text.file, start, start + placeholder.len())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_braces_are_found_and_nothing_else() {
        let found = |text| in_text(text).map(|it| it.text).collect::<Vec<_>>();
        assert_eq!(found("Hi {name}, {{code}} {user.name}{x}"), ["{name}", "{{code}}", "{user.name}", "{x}"]);
        let nothing = [
            "",
            "{",
            "{}",
            "{{}}",
            "${name}",
            "{ name }",
            "{1}",
            "{name",
            "{{name}",
            "{name}}",
            r#"{"a": 1}"#,
            "{a b}",
        ];
        for text in nothing {
            assert_eq!(found(text), [""; 0], "{text}");
        }
    }
}
