//! The part of the Language Server Protocol 3.17 that the server speaks, field by field as the specification writes it. A
//! test compares everything that is sent with types that were generated from the specification.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize, Serializer};
use serde_json::Value;
use serde_json::value::RawValue;

/// Declares an enumeration that the protocol writes as a number.
macro_rules! numbered {
    ($(#[doc = $doc:literal])* $name:ident { $($word:ident = $number:literal),* $(,)? }) => {
        $(#[doc = $doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum $name { $($word = $number),* }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_u8(*self as u8)
            }
        }
    };
}

/// A place between two characters, both numbers from 0; what a column counts is agreed upon at the start.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Position {
    pub(super) line: u32,
    pub(super) character: u32,
}

/// A stretch of text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Range {
    pub(super) start: Position,
    pub(super) end: Position,
}

/// A stretch of a document.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub(super) struct Location {
    pub(super) uri: String,
    pub(super) range: Range,
}

/// One replacement of text.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct TextEdit {
    pub(super) range: Range,
    pub(super) new_text: String,
}

/// Replacements in several documents.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(super) struct WorkspaceEdit {
    pub(super) changes: BTreeMap<String, Vec<TextEdit>>,
}

/// A command that the client runs, or asks the server to run.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub(super) struct Command {
    pub(super) title: String,
    pub(super) command: &'static str,
    pub(super) arguments: Vec<Value>,
}

/// Text in Markdown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Markup {
    kind: &'static str,
    value: String,
}

impl Markup {
    /// This Markdown.
    pub(super) fn new(value: String) -> Self {
        Self { kind: "markdown", value }
    }
}

// What the client sends.

/// The name of a document.
#[derive(Debug, Clone, Deserialize)]
pub(super) struct TextDocument {
    pub(super) uri: String,
}

/// A question about a whole document.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DocumentParams {
    pub(super) text_document: TextDocument,
}

/// A question about a stretch of a document.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RangeParams {
    pub(super) text_document: TextDocument,
    pub(super) range: Range,
}

/// A question about a place of a document.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct PositionParams {
    pub(super) text_document: TextDocument,
    pub(super) position: Position,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidOpenParams {
    pub(super) text_document: OpenedDocument,
}

#[derive(Debug, Deserialize)]
pub(super) struct OpenedDocument {
    pub(super) uri: String,
    pub(super) version: i32,
    pub(super) text: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DidChangeParams {
    pub(super) text_document: ChangedDocument,
    pub(super) content_changes: Vec<ContentChange>,
}

#[derive(Debug, Deserialize)]
pub(super) struct ChangedDocument {
    pub(super) uri: String,
    pub(super) version: i32,
}

/// A change of a text; without a range `text` is all of it.
#[derive(Debug, Deserialize)]
pub(super) struct ContentChange {
    pub(super) range: Option<Range>,
    pub(super) text: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct DidChangeWatchedFilesParams {
    pub(super) changes: Vec<TextDocument>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReferenceParams {
    pub(super) text_document: TextDocument,
    pub(super) position: Position,
    pub(super) context: ReferenceContext,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct ReferenceContext {
    pub(super) include_declaration: bool,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct RenameParams {
    pub(super) text_document: TextDocument,
    pub(super) position: Position,
    pub(super) new_name: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct OnTypeFormattingParams {
    pub(super) text_document: TextDocument,
    pub(super) position: Position,
    pub(super) ch: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodeActionParams {
    pub(super) text_document: TextDocument,
    pub(super) range: Range,
    pub(super) context: CodeActionContext,
}

/// The kinds of actions that are asked for; all without a list.
#[derive(Debug, Deserialize)]
pub(super) struct CodeActionContext {
    pub(super) only: Option<Vec<String>>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SelectionRangeParams {
    pub(super) text_document: TextDocument,
    pub(super) positions: Vec<Position>,
}

#[derive(Debug, Deserialize)]
pub(super) struct WorkspaceSymbolParams {
    pub(super) query: String,
}

#[derive(Debug, Deserialize)]
pub(super) struct ExecuteCommandParams {
    pub(super) command: String,
    #[serde(default)]
    pub(super) arguments: Vec<Value>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DocumentDiagnosticParams {
    pub(super) text_document: TextDocument,
    pub(super) previous_result_id: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WorkspaceDiagnosticParams {
    #[serde(default)]
    pub(super) previous_result_ids: Vec<PreviousResult>,
}

/// A report that the client has.
#[derive(Debug, Deserialize)]
pub(super) struct PreviousResult {
    pub(super) uri: String,
    pub(super) value: String,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SemanticTokensDeltaParams {
    pub(super) text_document: TextDocument,
    pub(super) previous_result_id: String,
}

// What the server sends.

numbered! {
    /// How bad a diagnostic is.
    Severity { Error = 1, Warning = 2 }
}

numbered! {
    /// How a diagnostic may be shown.
    DiagnosticTag { Unnecessary = 1 }
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Diagnostic {
    pub(super) range: Range,
    pub(super) severity: Severity,
    pub(super) code: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) code_description: Option<CodeDescription>,
    pub(super) source: &'static str,
    pub(super) message: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) related_information: Vec<RelatedInformation>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tags: Vec<DiagnosticTag>,
    pub(super) data: Value,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct CodeDescription {
    pub(super) href: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct RelatedInformation {
    pub(super) location: Location,
    pub(super) message: String,
}

#[derive(Debug, Serialize)]
pub(super) struct PublishDiagnosticsParams<'a> {
    pub(super) uri: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) version: Option<i32>,
    pub(super) diagnostics: &'a RawValue,
}

/// What is wrong with a document, or that it is what the client has.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub(super) enum DiagnosticReport {
    Full { result_id: String, items: Box<RawValue> },
    Unchanged { result_id: String },
}

/// The same with the document's name.
#[derive(Debug, Serialize)]
pub(super) struct WorkspaceDocumentReport {
    pub(super) uri: String,
    pub(super) version: Option<i32>,
    #[serde(flatten)]
    pub(super) report: DiagnosticReport,
}

#[derive(Debug, Serialize)]
pub(super) struct WorkspaceDiagnosticReport {
    pub(super) items: Vec<WorkspaceDocumentReport>,
}

#[derive(Debug, Serialize)]
pub(super) struct Hover {
    pub(super) contents: Markup,
    pub(super) range: Range,
}

numbered! {
    /// What is done to a name at a place.
    HighlightKind { Read = 2, Write = 3 }
}

#[derive(Debug, Serialize)]
pub(super) struct DocumentHighlight {
    pub(super) range: Range,
    pub(super) kind: HighlightKind,
}

/// What can be renamed, and what the box for the new name holds at first.
#[derive(Debug, Serialize)]
pub(super) struct PrepareRename {
    pub(super) range: Range,
    pub(super) placeholder: String,
}

numbered! {
    /// The icon of a symbol.
    SymbolKind { Module = 2, Enum = 10, Function = 12, Variable = 13, Object = 19, EnumMember = 22, Event = 24 }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct DocumentSymbol {
    pub(super) name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) detail: String,
    pub(super) kind: SymbolKind,
    pub(super) range: Range,
    pub(super) selection_range: Range,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) children: Vec<DocumentSymbol>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct WorkspaceSymbol {
    pub(super) name: String,
    pub(super) kind: SymbolKind,
    pub(super) container_name: String,
    pub(super) location: Location,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct FoldingRange {
    pub(super) start_line: u32,
    pub(super) end_line: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) kind: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub(super) struct SelectionRange {
    pub(super) range: Range,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) parent: Option<Box<SelectionRange>>,
}

#[derive(Debug, Serialize)]
pub(super) struct DocumentLink {
    pub(super) range: Range,
    pub(super) target: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CodeAction {
    pub(super) title: String,
    pub(super) kind: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) diagnostics: Vec<Diagnostic>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) is_preferred: bool,
    pub(super) edit: WorkspaceEdit,
}

#[derive(Debug, Serialize, Deserialize)]
pub(super) struct CodeLens {
    pub(super) range: Range,
    #[serde(skip_deserializing, skip_serializing_if = "Option::is_none")]
    pub(super) command: Option<Command>,
    pub(super) data: LensData,
}

/// What a lens needs to be filled in when it is drawn.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct LensData {
    pub(super) uri: String,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct InlayHint {
    pub(super) position: Position,
    pub(super) label: String,
    pub(super) tooltip: String,
    pub(super) padding_left: bool,
    pub(super) padding_right: bool,
}

/// All tokens of a document, five numbers each.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SemanticTokens {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) result_id: Option<String>,
    pub(super) data: Vec<u32>,
}

/// What became of the tokens that the client has.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SemanticTokensDelta {
    pub(super) result_id: String,
    pub(super) edits: Vec<SemanticTokensEdit>,
}

#[derive(Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct SemanticTokensEdit {
    pub(super) start: u32,
    pub(super) delete_count: u32,
    pub(super) data: Vec<u32>,
}

numbered! {
    /// The icon of something to complete.
    CompletionItemKind {
        Function = 3, Field = 5, Variable = 6, Class = 7, Value = 12, Keyword = 14, File = 17, EnumMember = 20, Event = 23,
    }
}

numbered! {
    /// How the inserted text is read.
    InsertTextFormat { Snippet = 2 }
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CompletionList {
    pub(super) is_incomplete: bool,
    pub(super) items: Vec<CompletionItem>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct CompletionItem {
    pub(super) label: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) label_details: Option<LabelDetails>,
    pub(super) kind: CompletionItemKind,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub(super) detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) documentation: Option<Markup>,
    pub(super) sort_text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) insert_text_format: Option<InsertTextFormat>,
    pub(super) text_edit: TextEdit,
}

#[derive(Debug, Serialize)]
pub(super) struct LabelDetails {
    pub(super) description: String,
}
