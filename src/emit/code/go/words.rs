//! Names in Go: words that it keeps for itself, names that begin with a capital letter, and what a package is called.

use crate::emit::code::identifiers::words;

/// Words that name nothing.
const KEYWORDS: &[&str] = &[
    "break",
    "case",
    "chan",
    "const",
    "continue",
    "default",
    "defer",
    "else",
    "fallthrough",
    "for",
    "func",
    "go",
    "goto",
    "if",
    "import",
    "interface",
    "map",
    "package",
    "range",
    "return",
    "select",
    "struct",
    "switch",
    "type",
    "var",
];

/// Names of packages and folders that mean something to the tools of Go.
const SPECIAL: &[&str] = &["init", "internal", "main", "testdata", "vendor"];

/// Words that Go writes in capital letters throughout.
const INITIALISMS: &[&str] = &[
    "acl", "api", "ascii", "cpu", "css", "dns", "eof", "gid", "guid", "html", "http", "https", "id", "ip",
    "json", "qps", "ram", "rpc", "sip", "sla", "smtp", "sql", "ssh", "tcp", "tls", "ttl", "udp", "ui", "uid",
    "uri", "url", "utf8", "uuid", "vm", "xml", "xmpp", "xsrf", "xss",
];

/// What stands between a name and the number that makes it different: names in Go have no `_`.
pub(super) const SEPARATOR: &str = "";

/// `prefix` and the words of a text, each with a capital letter: `Node` and `transfer_id` → `NodeTransferID`.
pub(super) fn exported(prefix: &str, texts: &[&str]) -> String {
    let mut name = prefix.to_owned();
    for word in texts.iter().flat_map(|text| words(text)) {
        if INITIALISMS.contains(&word.as_str()) {
            name.push_str(&word.to_ascii_uppercase());
            continue;
        }
        let mut chars = word.chars();
        name.extend(chars.next().map(|first| first.to_ascii_uppercase()));
        name.push_str(chars.as_str());
    }
    match name.chars().next() {
        Some(first) if !first.is_ascii_digit() && name != prefix => name,
        // A name that begins with anything but a capital letter is not seen outside.
        Some(first) if first.is_ascii_digit() => format!("X{name}"),
        _ => format!("{name}Unnamed"),
    }
}

/// Whether a package may be called so.
pub(in crate::emit) fn is_package(name: &str) -> bool {
    let is_word = |ch: char| ch.is_ascii_alphanumeric() || ch == '_';
    name.starts_with(|ch: char| ch.is_ascii_alphabetic())
        && name.chars().all(is_word)
        && ![KEYWORDS, SPECIAL].concat().contains(&name)
}

/// The name of a package for a flow: `wire-transfer` → `wiretransfer`
pub(super) fn package(stem: &str) -> String {
    let name = words(stem).concat();
    if is_package(&name) {
        return name;
    }
    match name.starts_with(|ch: char| ch.is_ascii_digit()) || name.is_empty() {
        true => format!("flow{name}"),
        false => format!("{name}flow"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_seen_outside_begins_with_a_capital_letter() {
        for (prefix, text, expected) in [
            ("", "card_last4", "CardLast4"),
            ("", "transfer_id", "TransferID"),
            ("", "2fa", "X2fa"),
            ("", "ä", "Unnamed"),
            ("Node", "my odd id!", "NodeMyOddID"),
            ("Node", "2fa", "Node2fa"),
            ("Node", "__proto__", "NodeProto"),
            ("Node", "ä", "NodeUnnamed"),
        ] {
            assert_eq!(exported(prefix, &[text]), expected, "{prefix} {text}");
        }
    }

    #[test]
    fn a_package_is_named_after_its_flow() {
        for (stem, expected) in [
            ("wire-transfer", "wiretransfer"),
            ("2fa", "flow2fa"),
            ("type", "typeflow"),
            ("main", "mainflow"),
            ("a.b_test", "abtest"),
            ("Payment", "payment"),
            ("", "flow"),
        ] {
            assert_eq!(package(stem), expected);
        }
    }
}
