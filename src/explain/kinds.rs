//! What may stand in a field, in words.

use crate::catalog::{Kind, snake_case};

/// The most words of an enumeration that stand with the other facts of a field.
const FEW_WORDS: usize = 8;

/// The words of an enumeration that is too long to stand with the other facts.
pub(super) fn many_words(kind: &Kind) -> Option<&'static [&'static str]> {
    match *kind {
        Kind::Enum(words) => Some(words).filter(|words| words.len() > FEW_WORDS),
        Kind::List { item, .. } => many_words(item),
        _ => None,
    }
}

/// The words of an enumeration, also where a list holds them.
pub(super) fn words(kind: &Kind) -> &'static [&'static str] {
    match *kind {
        Kind::Enum(words) => words,
        Kind::List { item, .. } => words(item),
        _ => &[],
    }
}

/// What may stand in a field.
pub(super) fn kind(kind: &Kind) -> String {
    match *kind {
        Kind::Text => "string".to_owned(),
        Kind::Bool => "true or false".to_owned(),
        Kind::Integer { min, max: i64::MAX } => format!("whole number, {min} or more"),
        Kind::Integer { min, max } => format!("whole number, {min} to {max}"),
        Kind::Number { min, max } => format!("number, {min} to {max}"),
        Kind::Enum(words) if words.len() > FEW_WORDS => "one of the words below".to_owned(),
        Kind::Enum(words) => words.join(" | "),
        Kind::List { item, not_empty } => {
            let least = if not_empty { ", not empty" } else { "" };
            let item =
                if many_words(item).is_some() { "the words below".to_owned() } else { self::kind(item) };
            format!("list of {item}{least}")
        }
        Kind::Object(_) => "object".to_owned(),
        Kind::Free => "object with any keys and values".to_owned(),
        Kind::Scalars => "object with any keys; strings, numbers, true and false".to_owned(),
        Kind::Texts(words) => format!("object of strings, with the keys {}", words.join(" | ")),
        Kind::Vars => "`{ name: value }`, each a literal or a reference (`provided.key`)".to_owned(),
        Kind::Photo(words) => {
            let words: Vec<String> = words.iter().map(|word| snake_case(word)).collect();
            format!("{} | provided.KEY", words.join(" | "))
        }
    }
}
