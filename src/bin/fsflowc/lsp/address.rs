//! Owns the two names of a document: the client's URI and the path that the compiler knows it by.

use std::str::FromStr;

use lsp_types::Uri;

/// The path of a `file:` URI, with `/` between folders; for other URIs the URI itself, so that nothing is read from disk
/// for it by accident.
pub(super) fn path(uri: &Uri) -> String {
    let text = uri.as_str();
    let Some(rest) = text.strip_prefix("file://") else { return text.to_owned() };
    // `file://host/share` is a network path; `file:///a` and `file://localhost/a` are local.
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let path = if rest.starts_with('/') { decode(rest) } else { format!("//{}", decode(rest)) };
    match path.strip_prefix('/') {
        // `/c:/flows` is `c:/flows`.
        Some(drive) if drive.as_bytes().get(1) == Some(&b':') => drive.to_owned(),
        _ => path,
    }
}

/// The URI of a path that [`path`] gave or that was joined to one.
pub(super) fn uri(path: &str) -> Option<Uri> {
    if is_uri(path) {
        return Uri::from_str(path).ok();
    }
    let path = path.replace('\\', "/");
    let mut text = String::from(match path.as_bytes() {
        [b'/', b'/', ..] => "file:",
        [b'/', ..] => "file://",
        _ => "file:///",
    });
    encode(&path, &mut text);
    Uri::from_str(&text).ok()
}

/// Whether a name is that of a document which is not a file (`untitled:Untitled-1`).
pub(super) fn is_uri(name: &str) -> bool {
    name.split_once(':').is_some_and(|(scheme, _)| scheme.len() > 1 && !scheme.contains('/'))
}

/// Replaces what may not stand in a URI, for clients that send it all the same.
pub(super) fn repaired(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '!'..='~' if !matches!(ch, '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}') => out.push(ch),
            _ => encode(ch.encode_utf8(&mut [0; 4]), &mut out),
        }
    }
    out
}

fn encode(text: &str, out: &mut String) {
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte))
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
}

fn decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| *first == b'%');
        match hex.and_then(|hex| u8::from_str_radix(std::str::from_utf8(hex).ok()?, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|error| String::from_utf8_lossy(error.as_bytes()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uri_and_its_path_lead_to_each_other() {
        for (given, expected) in [
            ("file:///home/a%20b/x.fsflow", "/home/a b/x.fsflow"),
            ("file:///c%3A/flows/x.fsflow", "c:/flows/x.fsflow"),
            ("file:///%C3%A9.fsflow", "/é.fsflow"),
            ("file://server/share/x.fsflow", "//server/share/x.fsflow"),
            ("untitled:Untitled-1", "untitled:Untitled-1"),
        ] {
            let parsed = Uri::from_str(given).unwrap();
            assert_eq!(path(&parsed), expected);
            assert_eq!(uri(expected).map(|uri| path(&uri)).as_deref(), Some(expected));
        }
        assert_eq!(repaired("file:///a b/é"), "file:///a%20b/%C3%A9");
    }
}
