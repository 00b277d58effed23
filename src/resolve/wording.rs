//! Owns how messages show names: in backticks, clipped when long, in lists; and how a fix spells them.

use std::borrow::Cow;

use crate::catalog::snake_case;

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

/// The API's word as a file writes it: snake case for camel case, other words as they are.
pub(super) fn spelt(word: &str) -> Cow<'_, str> {
    let is_camel = word.starts_with(|ch: char| ch.is_lowercase())
        && !word.contains('-')
        && word.contains(|ch: char| ch.is_uppercase());
    if is_camel { Cow::Owned(snake_case(word)) } else { Cow::Borrowed(word) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_the_api_are_written_in_snake_case() {
        assert_eq!(spelt("sessionVideo"), "session_video");
        assert_eq!((spelt("zh-TW"), spelt("POST")), ("zh-TW".into(), "POST".into()));
    }

    #[test]
    fn lists_of_names_read_as_a_sentence() {
        assert_eq!(one_of(["a"]), "`a`");
        assert_eq!(one_of(["a", "b", "c"]), "`a`, `b` or `c`");
        assert_eq!(some_of(&["a", "b", "c"], 2), "`a`, `b`, … (3 in all)");
        assert_eq!(quote(&"x".repeat(99)).chars().count(), LONGEST + 3);
    }
}
