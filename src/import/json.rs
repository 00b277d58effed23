//! Owns the reading of JSON into a tree that keeps places, the order of keys and the spelling of numbers.
//!
//! serde_json says whether a text is JSON, and reads its strings; the walk over a text that is known to be JSON is ours,
//! because serde_json's own values keep none of the three.

use std::collections::HashMap;

use serde::de::IgnoredAny;

use super::report::quote;
use crate::diag::Diagnostic;
use crate::source::{FileId, SourceFile, Span};
use crate::syntax::MAX_DEPTH;

crate::code! {
    /// What is to be imported is not JSON. A flow that stands in JavaScript or Python has to be printed as JSON first, with
    /// `JSON.stringify(flow)` or `json.dumps(flow)`.
    ///
    /// ```json wrong
    /// [{ id: 'start', type: 'start', outcome: 'end' }]
    /// ```
    ///
    /// ```json right
    /// [{ "id": "start", "type": "start", "outcome": "end" }, { "id": "end", "type": "end" }]
    /// ```
    pub static INVALID_JSON = error "invalid-json";
}

crate::code! {
    /// An object has a key twice. Of two values JSON readers take the last, so the importer does too.
    ///
    /// ```json wrong
    /// [{ "id": "start", "type": "start", "outcome": "a", "outcome": "end" }, { "id": "end", "type": "end" }]
    /// ```
    ///
    /// ```json right
    /// [{ "id": "start", "type": "start", "outcome": "end" }, { "id": "end", "type": "end" }]
    /// ```
    pub static DUPLICATE_KEY = warning(Suspicious) "duplicate-key";
}

/// Why a text is not read.
pub(super) type Fault = Box<Diagnostic>;

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Json {
    pub(super) span: Span,
    pub(super) kind: Kind,
}

/// What a value is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Null,
    Bool(bool),
    /// As it was spelt.
    Number(String),
    Text(String),
    List(Vec<Json>),
    /// Each key once.
    Object(Vec<Member>),
}

/// A key and its value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Member {
    pub(super) key: String,
    pub(super) key_span: Span,
    pub(super) value: Json,
}

impl Json {
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(super) fn list(&self) -> Option<&[Json]> {
        match &self.kind {
            Kind::List(items) => Some(items),
            _ => None,
        }
    }

    pub(super) fn members(&self) -> Option<&[Member]> {
        match &self.kind {
            Kind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// The value under this key, when this is an object that has it.
    pub(super) fn get(&self, key: &str) -> Option<&Json> {
        self.members().and_then(|members| get(members, key))
    }

    /// A string without a text of its own, at the place that it comes from.
    pub(super) fn string(span: Span, text: impl Into<String>) -> Self {
        Self { span, kind: Kind::Text(text.into()) }
    }

    /// What this is, as messages call it.
    pub(super) fn noun(&self) -> &'static str {
        match &self.kind {
            Kind::Null => "`null`",
            Kind::Bool(_) => "a boolean",
            Kind::Number(_) => "a number",
            Kind::Text(_) => "a string",
            Kind::List(_) => "a list",
            Kind::Object(_) => "an object",
        }
    }
}

impl Member {
    /// A member that the importer adds, at the place that it comes from.
    pub(super) fn built(key: &str, value: Json) -> Self {
        Self { key: key.to_owned(), key_span: value.span, value }
    }
}

/// The value under this key.
pub(super) fn get<'j>(members: &'j [Member], key: &str) -> Option<&'j Json> {
    members.iter().find(|member| member.key == key).map(|member| &member.value)
}

/// Reads a whole file. Repeated keys are reported in `diagnostics`.
///
/// # Errors
/// The one thing that is wrong with the text.
pub(super) fn read(
    file: FileId,
    source: &SourceFile,
    diagnostics: &mut Vec<Diagnostic>,
) -> Result<Json, Fault> {
    let text = source.text();
    let base = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
    let body = text.get(base..).unwrap_or("");
    if let Err(error) = serde_json::from_str::<IgnoredAny>(body) {
        return Err(Box::new(explain(file, source, base, &error)));
    }
    let mut reader = Reader { file, text, at: base, diagnostics };
    reader.value(0)
}

/// What serde_json says, at its place.
fn explain(file: FileId, source: &SourceFile, base: usize, error: &serde_json::Error) -> Diagnostic {
    let line = source.line_range(error.line().saturating_sub(1));
    let offset = if error.line() <= 1 { base } else { line.start };
    let mut at = (offset + error.column().saturating_sub(1)).min(line.end);
    if error.is_eof() {
        at = source.text().len();
    }
    while !source.text().is_char_boundary(at) {
        at -= 1;
    }
    let rest = source.text().get(at..).unwrap_or("");
    if rest.starts_with(['}', ']'])
        && let Some(before) =
            source.text().get(..at).map(str::trim_end).filter(|before| before.ends_with(','))
    {
        let comma = Span::new(file, before.len() - 1, before.len());
        return Diagnostic::new(
            &INVALID_JSON,
            comma,
            "this is not JSON: a comma stands before a closing bracket",
        )
        .help("remove the comma")
        .fix("remove the comma", comma, "")
        .safe();
    }
    let span = Span::new(file, at, at + rest.chars().next().map_or(0, char::len_utf8));
    let whole = error.to_string();
    let message = whole.rsplit_once(" at line ").map_or(whole.as_str(), |(message, _)| message);
    let message = match message.strip_prefix("EOF while parsing") {
        Some(what) => format!("the text ends inside{what}"),
        None => message.to_owned(),
    };
    let diagnostic = Diagnostic::new(&INVALID_JSON, span, format!("this is not JSON: {message}"));
    let line = source.text().get(line).unwrap_or("");
    diagnostic.label("here").help(if error.is_eof() {
        "the text is cut off: a bracket or string is still open"
    } else if line.trim_start().starts_with("//") || rest.starts_with("//") || rest.starts_with("/*") {
        "JSON has no comments: remove them"
    } else {
        "a flow from JavaScript or Python has to be printed first: `JSON.stringify(flow)`, `json.dumps(flow)`"
    })
}

/// A walk over a text that is known to be JSON.
struct Reader<'s, 'd> {
    file: FileId,
    text: &'s str,
    at: usize,
    diagnostics: &'d mut Vec<Diagnostic>,
}

impl Reader<'_, '_> {
    fn value(&mut self, depth: usize) -> Result<Json, Fault> {
        self.blanks();
        let start = self.at;
        if depth > MAX_DEPTH {
            let message = format!("brackets are nested deeper than {MAX_DEPTH}");
            let diagnostic = Diagnostic::new(&INVALID_JSON, self.span(start, start + 1), message);
            return Err(Box::new(
                diagnostic.help("a flow never nests so deeply; import the inner part by itself"),
            ));
        }
        let kind = match self.peek() {
            Some(b'{') => Kind::Object(self.object(depth)?),
            Some(b'[') => Kind::List(self.list(depth)?),
            Some(b'"') => Kind::Text(self.string()?),
            _ => match self.word() {
                "null" => Kind::Null,
                "true" => Kind::Bool(true),
                "false" => Kind::Bool(false),
                number => Kind::Number(number.to_owned()),
            },
        };
        Ok(Json { span: self.span(start, self.at), kind })
    }

    fn list(&mut self, depth: usize) -> Result<Vec<Json>, Fault> {
        let mut items = Vec::new();
        self.at += 1;
        while !self.closes(b']') {
            items.push(self.value(depth + 1)?);
        }
        Ok(items)
    }

    fn object(&mut self, depth: usize) -> Result<Vec<Member>, Fault> {
        let mut members: Vec<Member> = Vec::new();
        self.at += 1;
        while !self.closes(b'}') {
            let start = self.at;
            let key = self.string()?;
            let key_span = self.span(start, self.at);
            self.blanks();
            // The colon.
            self.at += 1;
            let value = self.value(depth + 1)?;
            members.push(Member { key, key_span, value });
        }
        self.last_of_each(&mut members);
        Ok(members)
    }

    /// Keeps the last of the members with one key, and reports the others.
    fn last_of_each(&mut self, members: &mut Vec<Member>) {
        let mut kept: HashMap<String, Span> = HashMap::with_capacity(members.len());
        for member in members.iter() {
            kept.insert(member.key.clone(), member.key_span);
        }
        if kept.len() == members.len() {
            return;
        }
        members.retain(|member| {
            let Some(last) = kept.get(&member.key).filter(|last| **last != member.key_span) else {
                return true;
            };
            let message = format!("the key {} stands twice in this object", quote(&member.key));
            self.diagnostics.push(
                Diagnostic::new(&DUPLICATE_KEY, member.key_span, message)
                    .label("this value is left out")
                    .related(*last, "this one counts")
                    .help("JSON readers take the last of them; remove the one that is not meant"),
            );
            false
        });
    }

    /// Whether the list or object ends here; goes behind its bracket, or behind the comma before the next item.
    fn closes(&mut self, bracket: u8) -> bool {
        self.blanks();
        if self.peek() == Some(b',') {
            self.at += 1;
            self.blanks();
        }
        let closes = self.peek().is_none_or(|byte| byte == bracket);
        if closes {
            self.at += 1;
        }
        closes
    }

    fn string(&mut self) -> Result<String, Fault> {
        let start = self.at;
        let rest = self.text.as_bytes().get(start + 1..).unwrap_or(&[]);
        let mut escaped = false;
        let length = rest.iter().position(|byte| {
            let closes = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            closes
        });
        self.at = length.map_or(self.text.len(), |length| start + 1 + length + 1);
        let token = self.text.get(start..self.at).unwrap_or("");
        if let Some(plain) = token.get(1..token.len().saturating_sub(1)).filter(|inner| !inner.contains('\\'))
        {
            return Ok(plain.to_owned());
        }
        serde_json::from_str(token).map_err(|_| {
            let span = self.span(start, self.at);
            let diagnostic =
                Diagnostic::new(&INVALID_JSON, span, "this is not JSON: a string holds half of a character");
            Box::new(
                diagnostic
                    .label("a `\\u` escape without its other half")
                    .help("characters beyond the first plane are two escapes: `\\ud83d\\ude00`"),
            )
        })
    }

    /// A number, `true`, `false` or `null`.
    fn word(&mut self) -> &str {
        let start = self.at;
        while self
            .peek()
            .is_some_and(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'+' | b'-' | b'.'))
        {
            self.at += 1;
        }
        self.text.get(start..self.at).unwrap_or("")
    }

    fn blanks(&mut self) {
        while matches!(self.peek(), Some(b' ' | b'\t' | b'\n' | b'\r')) {
            self.at += 1;
        }
    }

    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.file, start, end)
    }
}
