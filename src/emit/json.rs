//! Owns the writing of JSON text: brackets, separators, indentation, escapes. It knows nothing of flows.

use super::Layout;

/// Spaces to cut indentation from.
const SPACES: &str = "                                                                ";

/// A JSON text that grows from left to right. The caller keeps brackets in pairs and writes a key before each value of an
/// object.
#[derive(Debug)]
pub(super) struct Writer {
    out: String,
    layout: Layout,
    depth: usize,
    /// Whether the innermost list or object has no item yet.
    empty: bool,
}

impl Writer {
    /// An empty text with room for `capacity` bytes.
    pub(super) fn new(layout: Layout, capacity: usize) -> Self {
        Self { out: String::with_capacity(capacity), layout, depth: 0, empty: true }
    }

    /// The finished text with a line break at its end.
    pub(super) fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }

    pub(super) fn begin_object(&mut self) {
        self.begin('{');
    }

    pub(super) fn end_object(&mut self) {
        self.end('}');
    }

    pub(super) fn begin_list(&mut self) {
        self.begin('[');
    }

    pub(super) fn end_list(&mut self) {
        self.end(']');
    }

    /// Goes to the next item of a list. Its value is written next.
    pub(super) fn item(&mut self) {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        self.line();
    }

    /// Goes to the next member of an object and writes its key. Its value is written next.
    pub(super) fn key(&mut self, key: &str) {
        self.item();
        self.string(key);
        self.out.push_str(match self.layout {
            Layout::Pretty => ": ",
            Layout::Compact => ":",
        });
    }

    pub(super) fn string(&mut self, text: &str) {
        self.begin_string();
        self.chars(text);
        self.end_string();
    }

    /// A member whose value is a string.
    pub(super) fn member(&mut self, key: &str, text: &str) {
        self.key(key);
        self.string(text);
    }

    /// Begins a string of several pieces.
    pub(super) fn begin_string(&mut self) {
        self.out.push('"');
    }

    pub(super) fn end_string(&mut self) {
        self.out.push('"');
    }

    /// A number as it was spelt, `true`, `false` or `null`.
    pub(super) fn plain(&mut self, token: &str) {
        self.out.push_str(token);
    }

    /// A piece of a string.
    pub(super) fn chars(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\') {
            let Some((before, after)) = rest.split_at_checked(at) else { return };
            self.out.push_str(before);
            let mut chars = after.chars();
            self.escape(chars.next().unwrap_or_default());
            rest = chars.as_str();
        }
        self.out.push_str(rest);
    }

    fn escape(&mut self, ch: char) {
        match ch {
            '"' => self.out.push_str("\\\""),
            '\\' => self.out.push_str("\\\\"),
            '\n' => self.out.push_str("\\n"),
            '\r' => self.out.push_str("\\r"),
            '\t' => self.out.push_str("\\t"),
            '\u{8}' => self.out.push_str("\\b"),
            '\u{c}' => self.out.push_str("\\f"),
            ch => {
                let digit = |value: u32| char::from_digit(value & 0xf, 16).unwrap_or('0');
                let code = u32::from(ch);
                self.out.push_str("\\u00");
                self.out.extend([digit(code >> 4), digit(code)]);
            }
        }
    }

    fn begin(&mut self, bracket: char) {
        self.out.push(bracket);
        self.depth += 1;
        self.empty = true;
    }

    fn end(&mut self, bracket: char) {
        self.depth = self.depth.saturating_sub(1);
        if !self.empty {
            self.line();
        }
        self.out.push(bracket);
        self.empty = false;
    }

    fn line(&mut self) {
        if self.layout == Layout::Compact {
            return;
        }
        self.out.push('\n');
        let mut width = self.depth * 2;
        while width > 0 {
            let step = width.min(SPACES.len());
            self.out.push_str(SPACES.get(..step).unwrap_or(SPACES));
            width -= step;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(layout: Layout) -> String {
        let mut json = Writer::new(layout, 0);
        json.begin_object();
        json.member("a\"b", "\u{1b}\n\\é\u{2028}");
        json.key("empty");
        json.begin_list();
        json.end_list();
        json.key("list");
        json.begin_list();
        json.item();
        json.plain("1e5");
        json.item();
        json.begin_object();
        json.end_object();
        json.end_list();
        json.end_object();
        json.finish()
    }

    #[test]
    fn both_layouts_say_the_same() {
        let compact = write(Layout::Compact);
        assert_eq!(compact, "{\"a\\\"b\":\"\\u001b\\n\\\\é\u{2028}\",\"empty\":[],\"list\":[1e5,{}]}\n");
        let pretty = write(Layout::Pretty);
        let expected = "{\n  \"a\\\"b\": \"\\u001b\\n\\\\é\u{2028}\",\n  \"empty\": [],\n  \"list\": [\n    1e5,\n    {}\n  ]\n}\n";
        assert_eq!(pretty, expected);
    }

    #[test]
    fn strings_are_escaped_as_serde_json_does() {
        let text: String = (0..0x100).filter_map(char::from_u32).collect();
        let mut json = Writer::new(Layout::Compact, 0);
        json.string(&text);
        assert_eq!(json.finish().trim_end(), serde_json::to_string(&text).unwrap_or_default());
    }
}
