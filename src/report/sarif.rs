//! Owns the rendering as SARIF 2.1.0, which code scanning services read.

use indexmap::IndexMap;
use serde::Serialize;

use super::fingerprint::Fingerprints;
use super::style::Style;
use crate::diag::{Code, Diagnostic, Fix, Label};
use crate::documents::places::Places;
use crate::documents::text;
use crate::source::{SourceFile, SourceMap, Span};

/// Where more is to be read about every rule.
const HELP: &str = "https://example.invalid/fsflow/blob/main/grammar/README.md";

/// Renders one log with one run.
pub(super) fn render(sources: &SourceMap, diagnostics: &[Diagnostic], _: &Style) -> String {
    let mut codes: IndexMap<&str, &Code> = IndexMap::new();
    for diagnostic in diagnostics {
        codes.insert(diagnostic.code.name, diagnostic.code);
    }
    codes.sort_unstable_keys();
    let places = Places::new(sources);
    let mut fingerprints = Fingerprints::default();
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "fsflowc",
                version: env!("CARGO_PKG_VERSION"),
                rules: codes.values().map(|code| Rule::new(code)).collect(),
            },
        },
        column_kind: "unicodeCodePoints",
        results: diagnostics
            .iter()
            .map(|it| {
                let rule = codes.get_index_of(it.code.name).unwrap_or_default();
                let fingerprint = fingerprints.next(sources, it);
                Finding::new(sources, &places, it, rule, fingerprint)
            })
            .collect(),
    };
    let log = Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] };
    // Structs of strings and numbers always have a JSON form.
    let mut out = serde_json::to_string_pretty(&log).unwrap_or_default();
    out.push('\n');
    text::json(out)
}

#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [Run<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run<'a> {
    tool: Tool<'a>,
    column_kind: &'static str,
    results: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Tool<'a> {
    driver: Driver<'a>,
}

#[derive(Serialize)]
struct Driver<'a> {
    name: &'static str,
    version: &'static str,
    rules: Vec<Rule<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rule<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    short_description: Option<Message>,
    #[serde(skip_serializing_if = "Option::is_none")]
    full_description: Option<Message>,
    help_uri: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<Message>,
    default_configuration: Configuration,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Message {
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    markdown: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    partial_fingerprints: PartialFingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<ShownFix<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PartialFingerprints {
    primary_location_line_hash: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct ShownFix<'a> {
    description: Message,
    artifact_changes: Vec<Change<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Content<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

impl Message {
    fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), markdown: None }
    }
}

impl<'a> Rule<'a> {
    fn new(code: &'a Code) -> Self {
        let doc = code.doc.lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
        let doc: Vec<&str> = doc.collect();
        let (text, markdown) = (plain(&doc), marked(&doc));
        let summary = code.summary();
        let full: Vec<&str> = doc.iter().copied().take_while(|line| !line.starts_with("```")).collect();
        let full = plain(&full);
        Self {
            id: code.name,
            short_description: (!summary.is_empty()).then(|| Message::new(summary)),
            full_description: (!full.is_empty()).then(|| Message::new(full)),
            help_uri: HELP,
            help: (!text.is_empty()).then_some(Message { text, markdown: Some(markdown) }),
            default_configuration: Configuration { level: code.level.as_str() },
        }
    }
}

impl<'a> Finding<'a> {
    fn new(
        sources: &SourceMap,
        places: &Places<'_>,
        diagnostic: &'a Diagnostic,
        rule_index: usize,
        fingerprint: String,
    ) -> Self {
        let related = diagnostic.related.iter().enumerate().map(|(index, label)| {
            let mut location = Location::new(sources, places, label);
            location.id = Some(index + 1);
            location
        });
        let message = match &diagnostic.help {
            Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
            None => diagnostic.message.clone(),
        };
        Self {
            rule_id: diagnostic.code.name,
            rule_index,
            level: diagnostic.level.as_str(),
            message: Message::new(message),
            locations: [Location::new(sources, places, &diagnostic.primary)],
            partial_fingerprints: PartialFingerprints { primary_location_line_hash: fingerprint },
            related_locations: related.collect(),
            fixes: diagnostic.fixes.iter().map(|fix| ShownFix::new(sources, places, fix)).collect(),
        }
    }
}

impl Location {
    fn new(sources: &SourceMap, places: &Places<'_>, label: &Label) -> Self {
        Self {
            id: None,
            physical_location: PhysicalLocation {
                artifact_location: Artifact::new(sources, label.span),
                region: Region::new(places, label.span),
            },
            message: (!label.text.is_empty()).then(|| Message::new(label.text.clone())),
        }
    }
}

impl Artifact {
    fn new(sources: &SourceMap, span: Span) -> Self {
        Self { uri: uri(sources.get(span.file).map_or("", SourceFile::name)) }
    }
}

impl Region {
    fn new(places: &Places<'_>, span: Span) -> Self {
        let start = places.at(span.file, span.range().start);
        let end = places.at(span.file, span.range().end);
        Self {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

impl<'a> ShownFix<'a> {
    fn new(sources: &SourceMap, places: &Places<'_>, fix: &'a Fix) -> Self {
        let mut by_file: IndexMap<_, Vec<_>> = IndexMap::new();
        for edit in &fix.edits {
            by_file.entry(edit.span.file).or_default().push(edit);
        }
        let change = |edits: Vec<&'a crate::diag::Edit>| Change {
            artifact_location: Artifact::new(
                sources,
                edits.first().map_or(Span::default(), |edit| edit.span),
            ),
            replacements: edits
                .into_iter()
                .map(|edit| Replacement {
                    deleted_region: Region::new(places, edit.span),
                    inserted_content: Content { text: &edit.text },
                })
                .collect(),
        };
        Self {
            description: Message::new(fix.title.clone()),
            artifact_changes: by_file.into_values().map(change).collect(),
        }
    }
}

/// A documentation as plain text: the examples are indented, and words between backticks stand bare.
fn plain(doc: &[&str]) -> String {
    let mut lines = Vec::new();
    let mut is_code = false;
    for line in doc {
        match line.strip_prefix("```") {
            Some(tag) => {
                is_code = !is_code;
                lines.extend(
                    is_code
                        .then(|| tag.split(' ').next_back().map_or(String::new(), |tag| format!("{tag}:"))),
                );
            }
            None if is_code => lines.push(format!("    {line}")),
            None => lines.push(line.replace('`', "")),
        }
    }
    lines.join("\n").trim().to_owned()
}

/// The same as Markdown: an indented block is code everywhere, and a fence only where its tag is known.
fn marked(doc: &[&str]) -> String {
    let mut lines = Vec::new();
    let mut is_code = false;
    for line in doc {
        match line.strip_prefix("```") {
            Some(tag) => {
                is_code = !is_code;
                let tag = tag.split(' ').next_back().unwrap_or("");
                lines.extend(is_code.then(|| format!("{tag}:\n")));
            }
            None if is_code => lines.push(format!("    {line}")),
            None => lines.push((*line).to_owned()),
        }
    }
    lines.join("\n").trim().to_owned()
}

/// A path as a URI reference: relative ones stay relative, what a URI can't hold is percent-encoded.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut out = String::new();
    if path.starts_with('/') {
        out.push_str("file://");
    } else if path.get(1..2) == Some(":") {
        out.push_str("file:///");
    }
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' => {
                out.push(byte.into())
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_becomes_a_uri_reference() {
        assert_eq!(uri("a b/é.fsflow"), "a%20b/%C3%A9.fsflow");
        assert_eq!(uri("/x/a.fsflow"), "file:///x/a.fsflow");
        assert_eq!(uri("<stdin>"), "%3Cstdin%3E");
    }
}
