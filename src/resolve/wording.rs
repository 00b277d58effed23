//! Owns how messages show names: in backticks, clipped when long, in lists; and how a fix spells them.

use std::borrow::Cow;
use std::fmt::Write;

use crate::catalog::snake_case;
use crate::syntax::{KEYWORDS, is_identifier};

/// The longest name that a message shows whole, in characters.
const LONGEST: usize = 60;

/// `` `word` ``, a long word clipped.
pub(crate) fn quote(word: &str) -> String {
    match word.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("`{}…`", word.get(..end).unwrap_or("")),
        None => format!("`{word}`"),
    }
}

/// What to do about a word that is nearly `near`.
pub(super) fn hint(word: &str, near: &str) -> String {
    if near.eq_ignore_ascii_case(word) {
        format!("capital and small letters differ: write `{near}`")
    } else {
        format!("did you mean {}?", quote(near))
    }
}

/// `` `a`, `b` or `c` ``
pub(super) fn one_of<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> String {
    join(words, "or")
}

/// `` `a`, `b` and `c` ``
pub(super) fn all_of<S: AsRef<str>>(words: impl IntoIterator<Item = S>) -> String {
    join(words, "and")
}

fn join<S: AsRef<str>>(words: impl IntoIterator<Item = S>, conjunction: &str) -> String {
    let words: Vec<String> = words.into_iter().map(|word| quote(word.as_ref())).collect();
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, rest)) => format!("{} {conjunction} {last}", rest.join(", ")),
    }
}

/// `` `a`, `b`, `c` or … `` with at most `limit` words.
pub(super) fn some_of<S: AsRef<str>>(words: &[S], limit: usize) -> String {
    if words.len() <= limit {
        return one_of(words);
    }
    let shown: Vec<String> = words.iter().take(limit).map(|word| quote(word.as_ref())).collect();
    format!("{}, … ({} in all)", shown.join(", "), words.len())
}

/// The name as it is written in a file: bare where that is possible.
pub(crate) fn spell(name: &str) -> Cow<'_, str> {
    if is_identifier(name) && !KEYWORDS.contains(&name) {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(string(name))
    }
}

/// The API's word as a file writes it: snake case for camel case, other words as they are.
pub(super) fn spelt(word: &str) -> Cow<'_, str> {
    let is_camel = word.starts_with(|ch: char| ch.is_lowercase())
        && !word.contains('-')
        && word.contains(|ch: char| ch.is_uppercase());
    if is_camel { Cow::Owned(snake_case(word)) } else { Cow::Borrowed(word) }
}

/// The text as a string of the language.
pub(super) fn string(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            '"' | '\\' => out.extend(['\\', ch]),
            '$' if chars.peek() == Some(&'{') => out.push_str("\\$"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            ch if ch.is_control() => {
                // Writing to a String can't fail.
                let _ = write!(out, "\\u{:04x}", u32::from(ch));
            }
            ch => out.push(ch),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_spelt_bare_where_that_is_possible() {
        assert_eq!(spell("end-success"), "end-success");
        assert_eq!(spell("my odd \"id\""), r#""my odd \"id\"""#);
        assert_eq!(spell("else"), "\"else\"");
        assert_eq!(spelt("sessionVideo"), "session_video");
        assert_eq!((spelt("zh-TW"), spelt("POST")), ("zh-TW".into(), "POST".into()));
        assert_eq!(string("a${b}\n\u{1b}"), "\"a\\${b}\\n\\u001b\"");
    }

    #[test]
    fn lists_of_names_read_as_a_sentence() {
        assert_eq!(one_of(["a"]), "`a`");
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(some_of(&["a", "b", "c"], 2), "`a`, `b`, … (3 in all)");
        assert_eq!(quote(&"x".repeat(99)).chars().count(), LONGEST + 3);
    }
}
