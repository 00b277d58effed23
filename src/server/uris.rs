//! The two names of a document: the URI, as the client spells it, and the path that the compiler knows it by.

use std::collections::HashMap;

/// How the client spells the files and folders that it has named so far. What is sent back is spelt the same way: a client
/// compares URIs letter by letter.
#[derive(Debug, Default)]
pub(super) struct Uris {
    spelt: HashMap<String, String>,
}

impl Uris {
    /// Takes over the client's spelling of a file and of the folders above it; gives the path.
    pub(super) fn learn(&mut self, uri: &str) -> String {
        let path = path(uri);
        if !is_uri(&path) {
            let (mut rest, mut spelt) = (path.as_str(), uri);
            while self.spelt.get(rest).is_none_or(|known| known != spelt) {
                self.spelt.insert(rest.to_owned(), spelt.to_owned());
                match (rest.rsplit_once('/'), spelt.rsplit_once('/')) {
                    (Some((above, _)), Some((above_spelt, _))) if !above.is_empty() => {
                        (rest, spelt) = (above, above_spelt);
                    }
                    _ => break,
                }
            }
        }
        path
    }

    /// The URI of a file: as the client spells it or the nearest folder above it that it has named.
    pub(super) fn uri(&self, path: &str) -> String {
        let mut above = path;
        loop {
            if let Some(spelt) = self.spelt.get(above) {
                let mut uri = spelt.clone();
                encode(path.get(above.len()..).unwrap_or_default(), &mut uri);
                return uri;
            }
            match above.rsplit_once('/') {
                Some((folder, _)) if !folder.is_empty() => above = folder,
                _ => return uri(path),
            }
        }
    }
}

/// The path of a `file:` URI, with `/` between folders; for other URIs the URI itself, so that nothing is read from disk
/// for it by accident.
pub(super) fn path(uri: &str) -> String {
    let Some(rest) = uri.strip_prefix("file://") else { return uri.to_owned() };
    // `file://host/share` is a network path; `file:///a` and `file://localhost/a` are local.
    let rest = rest.strip_prefix("localhost").unwrap_or(rest);
    let rest = rest.split(['?', '#']).next().unwrap_or(rest);
    let path = if rest.starts_with('/') { decode(rest) } else { format!("//{}", decode(rest)) };
    match path.strip_prefix('/') {
        // `/C:/flows` is `c:/flows`: the letter of a drive has no case.
        Some(drive) if drive.as_bytes().get(1) == Some(&b':') => {
            let mut chars = drive.chars();
            chars.next().map_or_else(String::new, |letter| {
                format!("{}{}", letter.to_ascii_lowercase(), chars.as_str())
            })
        }
        _ => path,
    }
}

/// The URI of a path that the client has never spelt.
fn uri(path: &str) -> String {
    if is_uri(path) {
        return path.to_owned();
    }
    let path = path.replace('\\', "/");
    let mut text = String::from(match path.as_bytes() {
        [b'/', b'/', ..] => "file:",
        [b'/', ..] => "file://",
        _ => "file:///",
    });
    encode(&path, &mut text);
    text
}

/// Whether a name is that of a document which is not a file (`untitled:Untitled-1`).
pub(super) fn is_uri(name: &str) -> bool {
    name.split_once(':').is_some_and(|(scheme, _)| scheme.len() > 1 && !scheme.contains('/'))
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
            ("file:///home/a b/x.fsflow", "/home/a b/x.fsflow"),
            ("file:///c%3A/flows/x.fsflow", "c:/flows/x.fsflow"),
            ("file:///C:/flows/x.fsflow", "c:/flows/x.fsflow"),
            ("file:///%C3%A9.fsflow", "/é.fsflow"),
            ("file:///[a]/x.fsflow", "/[a]/x.fsflow"),
            ("file:///100%/x.fsflow", "/100%/x.fsflow"),
            ("file://server/share/x.fsflow", "//server/share/x.fsflow"),
            ("untitled:Untitled-1", "untitled:Untitled-1"),
        ] {
            assert_eq!(path(given), expected);
            assert_eq!(path(&uri(expected)), expected);
        }
    }

    /// After the client has named `named`, the file at `path` is spelt so.
    fn check(named: &[&str], path: &str, expected: &str) {
        let mut uris = Uris::default();
        for uri in named {
            uris.learn(uri);
        }
        assert_eq!(uris.uri(path), expected, "{named:?}");
    }

    #[test]
    fn a_uri_is_sent_back_as_the_client_spells_it() {
        check(&["file:///C:/a+b/x&y.fsflow"], "c:/a+b/x&y.fsflow", "file:///C:/a+b/x&y.fsflow");
        check(&["file:///C:/a+b/x&y.fsflow"], "c:/a+b/it's.fsflow", "file:///C:/a+b/it%27s.fsflow");
        check(&["file:///C:/a+b/x.fsflow"], "c:/other.fsflow", "file:///C:/other.fsflow");
        check(&["file:///c%3A/a%2Bb/x.fsflow"], "c:/a+b/c/y.fsflow", "file:///c%3A/a%2Bb/c/y.fsflow");
        check(&["file:///[1]/x.fsflow"], "/[1]/y.fsflow", "file:///[1]/y.fsflow");
        check(&["file:///a/x.fsflow", "file:///a/%78.fsflow"], "/a/x.fsflow", "file:///a/%78.fsflow");
        check(&[], "/a b/x.fsflow", "file:///a%20b/x.fsflow");
        check(&["untitled:a/b"], "untitled:a/b", "untitled:a/b");
        check(&["file:///x.fsflow"], "/y.fsflow", "file:///y.fsflow");
    }
}
