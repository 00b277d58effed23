//! The names that code gives to what flows call by any string: words, their case, and what is taken already.

use std::collections::{HashMap, HashSet};

use crate::catalog::snake_case;

/// The names of one scope of a program.
#[derive(Debug)]
pub(super) struct Scope {
    taken: HashSet<String>,
    /// The number that a name was last made different with.
    last: HashMap<String, u32>,
    reserved: &'static [&'static [&'static str]],
    /// What stands between a name and the number that makes it different.
    separator: &'static str,
}

impl Scope {
    /// A scope in which nothing may be called by a reserved word.
    pub(super) fn new(reserved: &'static [&'static [&'static str]], separator: &'static str) -> Self {
        Self { taken: HashSet::new(), last: HashMap::new(), reserved, separator }
    }

    /// A name that nothing else in the scope has: the wanted one where that is possible.
    pub(super) fn name(&mut self, wanted: &str) -> String {
        let is_reserved = self.reserved.iter().any(|words| words.contains(&wanted));
        let base = if is_reserved { format!("{wanted}_") } else { wanted.to_owned() };
        if self.taken.insert(base.clone()) {
            return base;
        }
        let mut number = self.last.get(&base).map_or(2, |last| last + 1);
        loop {
            let name = format!("{base}{}{number}", self.separator);
            if self.taken.insert(name.clone()) {
                self.last.insert(base, number);
                return name;
            }
            number += 1;
        }
    }
}

/// `two wordsInHere` → `twoWordsInHere`
pub(super) fn camel(text: &str) -> String {
    let mut out = String::new();
    for (at, word) in words(text).iter().enumerate() {
        if at == 0 { out.push_str(word) } else { capitalize(word, &mut out) }
    }
    begun_with_letter(out)
}

/// `two wordsInHere` → `TwoWordsInHere`
pub(super) fn pascal(text: &str) -> String {
    let mut out = String::new();
    words(text).iter().for_each(|word| capitalize(word, &mut out));
    begun_with_letter(out)
}

/// `two wordsInHere` → `two_words_in_here`
pub(super) fn snake(text: &str) -> String {
    begun_with_letter(words(text).join("_"))
}

/// `two wordsInHere` → `TWO_WORDS_IN_HERE`
pub(super) fn screaming(text: &str) -> String {
    snake(text).to_ascii_uppercase()
}

/// The words of a text in small letters and digits. What is neither an ASCII letter nor a digit separates words, so that the
/// names are the same ones in every language and editor.
pub(super) fn words(text: &str) -> Vec<String> {
    let plain: String = text.chars().map(|ch| if ch.is_ascii_alphanumeric() { ch } else { '_' }).collect();
    snake_case(&plain).split('_').filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

fn capitalize(word: &str, out: &mut String) {
    let mut chars = word.chars();
    out.extend(chars.next().map(|first| first.to_ascii_uppercase()));
    out.push_str(chars.as_str());
}

fn begun_with_letter(name: String) -> String {
    match name.chars().next() {
        None => "unnamed".to_owned(),
        Some(first) if first.is_ascii_digit() => format!("_{name}"),
        Some(_) => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_text_becomes_a_name() {
        for (text, expected) in [
            ("card_last4", ["cardLast4", "CardLast4", "card_last4", "CARD_LAST4"]),
            ("cardLast4", ["cardLast4", "CardLast4", "card_last4", "CARD_LAST4"]),
            ("end-success", ["endSuccess", "EndSuccess", "end_success", "END_SUCCESS"]),
            ("my odd id!", ["myOddId", "MyOddId", "my_odd_id", "MY_ODD_ID"]),
            ("__proto__", ["proto", "Proto", "proto", "PROTO"]),
            ("2fa", ["_2fa", "_2fa", "_2fa", "_2FA"]),
            ("ä😀", ["unnamed", "unnamed", "unnamed", "UNNAMED"]),
            ("Größe", ["grE", "GrE", "gr_e", "GR_E"]),
        ] {
            assert_eq!([camel(text), pascal(text), snake(text), screaming(text)], expected, "{text}");
        }
    }

    #[test]
    fn names_in_a_scope_differ() {
        let mut scope = Scope::new(&[&["class"]], "_");
        let names = ["a", "a", "a_2", "a", "class", "class_", "class"].map(|wanted| scope.name(wanted));
        assert_eq!(names, ["a", "a_2", "a_2_2", "a_3", "class_", "class__2", "class__3"]);
    }
}
