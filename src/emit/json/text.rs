//! JSON as text: brackets, separators, indentation, escapes. Parameters are filled in.

use super::writer::Writer;
use crate::catalog::wire;
use crate::emit::output::Layout;
use crate::flow::{Flow, Literal, Param, ParamId, Text, TextPart};

/// Spaces to cut indentation from.
const SPACES: &str = "                                                                ";

/// A JSON text that grows from left to right.
#[derive(Debug)]
pub(super) struct Json {
    out: String,
    layout: Layout,
    depth: usize,
    /// Whether the innermost list or object has no item yet.
    empty: bool,
}

impl Writer for Json {
    fn begin_object(&mut self) {
        self.begin('{');
    }

    fn end_object(&mut self) {
        self.end('}');
    }

    fn begin_list(&mut self) {
        self.begin('[');
    }

    fn end_list(&mut self) {
        self.end(']');
    }

    fn item(&mut self) {
        if !self.empty {
            self.out.push(',');
        }
        self.empty = false;
        self.line();
    }

    fn key(&mut self, key: &str) {
        self.item();
        self.string(key);
        self.out.push_str(match self.layout {
            Layout::Pretty => ": ",
            Layout::Compact => ":",
        });
    }

    fn string(&mut self, text: &str) {
        self.out.push('"');
        self.chars(text);
        self.out.push('"');
    }

    fn number(&mut self, token: &str) {
        self.out.push_str(token);
    }

    fn bool(&mut self, value: bool) {
        self.out.push_str(if value { "true" } else { "false" });
    }

    fn null(&mut self) {
        self.out.push_str("null");
    }

    /// A parameter without a value stands as it is written.
    fn text(&mut self, flow: &Flow, prefix: &str, text: &Text) {
        self.out.push('"');
        self.chars(prefix);
        for part in &text.parts {
            match part {
                TextPart::Literal(literal) => self.chars(literal),
                TextPart::Param(id) => match id.and_then(|id| flow.params.get(id.0 as usize)) {
                    Some(Param { value: Some(value), .. }) => self.chars(value.as_text()),
                    Some(param) => self.placeholder(&param.name),
                    None => {}
                },
            }
        }
        self.out.push('"');
    }

    fn instruction(&mut self, flow: &Flow, text: &Text) {
        if text.is_literal() || !wire::may_begin_speech(text.beginning()) {
            return self.text(flow, "", text);
        }
        let value = |part: &TextPart| match part {
            TextPart::Literal(literal) => literal.clone(),
            TextPart::Param(id) => match id.and_then(|id| flow.params.get(id.0 as usize)) {
                Some(Param { value: Some(value), .. }) => value.as_text().to_owned(),
                Some(param) => format!("${{{}}}", param.name),
                None => String::new(),
            },
        };
        let whole: String = text.parts.iter().map(value).collect();
        self.string(wire::without_speech(&whole));
    }

    fn param(&mut self, flow: &Flow, id: ParamId) {
        let Some(param) = flow.params.get(id.0 as usize) else { return self.null() };
        match &param.value {
            Some(Literal::Text(text)) => self.string(text),
            Some(value) => self.out.push_str(value.as_text()),
            None => {
                self.out.push('"');
                self.placeholder(&param.name);
                self.out.push('"');
            }
        }
    }
}

impl Json {
    /// An empty text with room for `capacity` bytes.
    pub(super) fn new(layout: Layout, capacity: usize) -> Self {
        Self { out: String::with_capacity(capacity), layout, depth: 0, empty: true }
    }

    /// The finished text with a line break at its end.
    pub(super) fn finish(mut self) -> String {
        self.out.push('\n');
        self.out
    }

    fn placeholder(&mut self, name: &str) {
        self.chars("${");
        self.chars(name);
        self.chars("}");
    }

    /// A piece of a string.
    fn chars(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = first_escaped(rest.as_bytes()) {
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

/// Where the first byte stands that a string can't hold as it is.
fn first_escaped(bytes: &[u8]) -> Option<usize> {
    /// Pieces without such a byte, the most of a text, are passed over at once: without a branch for each byte.
    const PIECE: usize = 16;
    let is_escaped = |byte: u8| byte < b' ' || byte == b'"' || byte == b'\\';
    let has_some = |piece: &[u8]| piece.iter().fold(false, |any, byte| any | is_escaped(*byte));
    let plain = bytes.chunks_exact(PIECE).take_while(|piece| !has_some(piece)).count() * PIECE;
    Some(plain + bytes.get(plain..)?.iter().position(|byte| is_escaped(*byte))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(layout: Layout) -> String {
        let mut json = Json::new(layout, 0);
        json.begin_object();
        json.member("a\"b", "\u{1b}\n\\é\u{2028}");
        json.key("empty");
        json.begin_list();
        json.end_list();
        json.key("list");
        json.begin_list();
        json.item();
        json.number("1e5");
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
        let mut json = Json::new(Layout::Compact, 0);
        json.string(&text);
        assert_eq!(json.finish().trim_end(), serde_json::to_string(&text).unwrap_or_default());
    }
}
