//! Owns what the client is told about faults: pushed after changes, or pulled.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use fsflow::Compilation;
use fsflow::diag::{Diagnostic, Level, Tag};
use fsflow::ide;
use fsflow::source::Encoding;
use lsp_types::{
    CodeDescription, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag,
    DocumentDiagnosticParams, DocumentDiagnosticReport, DocumentDiagnosticReportResult,
    FullDocumentDiagnosticReport, NumberOrString, PublishDiagnosticsParams,
    RelatedFullDocumentDiagnosticReport, RelatedUnchangedDocumentDiagnosticReport,
    UnchangedDocumentDiagnosticReport,
};
use serde_json::json;

use super::routes::Fault;
use super::workspace::{Client, Workspace};
use super::{address, convert};

/// The most faults of one file that a client is told; more than these nobody reads, and editors choke on them.
const MOST: usize = 1000;

/// What the client was told last.
#[derive(Debug, Default)]
pub(super) struct Published {
    /// For each open document, what was found in it and its imports, by path.
    found: BTreeMap<String, BTreeMap<String, Vec<lsp_types::Diagnostic>>>,
    /// For each path what was told; nothing for a path of which nothing is wrong.
    told: BTreeMap<String, Vec<lsp_types::Diagnostic>>,
    /// Whether the last round changed what is to be told about other documents than those that changed.
    pub(super) others_changed: bool,
}

impl Published {
    /// Compiles what is stale; gives what the client has to be told anew.
    pub(super) fn refresh(&mut self, workspace: &mut Workspace) -> Vec<PublishDiagnosticsParams> {
        let open: BTreeSet<String> = workspace.paths().into_iter().collect();
        let mut touched: BTreeSet<String> = BTreeSet::new();
        let mut compiled_now: BTreeSet<String> = BTreeSet::new();
        let closed: Vec<String> = self.found.keys().filter(|root| !open.contains(*root)).cloned().collect();
        for root in closed {
            touched.extend(self.found.remove(&root).unwrap_or_default().into_keys());
        }
        for root in &open {
            if workspace.is_stale(root) || !self.found.contains_key(root) {
                let (encoding, client) = (workspace.encoding, workspace.client.clone());
                let Some(compiled) = workspace.compiled(root) else { continue };
                let found = by_file(&compiled.compilation, encoding, &client);
                touched.extend(found.keys().cloned());
                touched.extend(self.found.insert(root.clone(), found).unwrap_or_default().into_keys());
                compiled_now.insert(root.clone());
            }
        }
        if touched.is_empty() && compiled_now.is_empty() {
            return Vec::new();
        }
        let parts = workspace.parts();
        let mut changed = Vec::new();
        self.others_changed = false;
        for path in touched {
            let now = self.merged(&path, &parts);
            let before = self.told.get(&path).map_or(&[][..], Vec::as_slice);
            let is_news = now != before;
            if is_news || compiled_now.contains(&path) {
                self.others_changed |= is_news && !compiled_now.contains(&path);
                let document = workspace.document(&path);
                let uri = document.map(|document| document.uri.clone()).or_else(|| address::uri(&path));
                let version = document.map(|document| document.version);
                if let Some(uri) = uri {
                    changed.push(PublishDiagnosticsParams { uri, diagnostics: now.clone(), version });
                }
            }
            if now.is_empty() {
                self.told.remove(&path);
            } else if is_news {
                self.told.insert(path, now);
            }
        }
        changed
    }

    /// What all open flows found in a file, each fault once.
    fn merged(&self, path: &str, parts: &BTreeSet<String>) -> Vec<lsp_types::Diagnostic> {
        let mut all: Vec<lsp_types::Diagnostic> = Vec::new();
        for found in self
            .found
            .iter()
            .filter(|(root, _)| !parts.contains(*root))
            .filter_map(|(_, found)| found.get(path))
        {
            if all.is_empty() {
                all.clone_from(found);
                continue;
            }
            for diagnostic in found {
                let same = |other: &lsp_types::Diagnostic| {
                    other.range == diagnostic.range
                        && other.code == diagnostic.code
                        && other.message == diagnostic.message
                };
                if !all.iter().any(same) {
                    all.push(diagnostic.clone());
                }
            }
        }
        all
    }
}

/// What is wrong with a document, when the client asks.
pub(super) fn pull(
    workspace: &mut Workspace,
    params: DocumentDiagnosticParams,
) -> Result<DocumentDiagnosticReportResult, Fault> {
    let path = address::path(&params.text_document.uri);
    let mut published = Published::default();
    let _ = published.refresh(workspace);
    let mut told = published.told;
    let items = told.remove(&path).unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    json!(items).to_string().hash(&mut hasher);
    let id = format!("{:x}", hasher.finish());
    let report = if params.previous_result_id.as_deref() == Some(&id) {
        DocumentDiagnosticReport::Unchanged(RelatedUnchangedDocumentDiagnosticReport {
            related_documents: None,
            unchanged_document_diagnostic_report: UnchangedDocumentDiagnosticReport { result_id: id },
        })
    } else {
        DocumentDiagnosticReport::Full(RelatedFullDocumentDiagnosticReport {
            related_documents: None,
            full_document_diagnostic_report: FullDocumentDiagnosticReport { result_id: Some(id), items },
        })
    };
    Ok(report.into())
}

/// All faults of a flow by the path of the file that they lie in; every file of the flow has an entry.
fn by_file(
    compilation: &Compilation,
    encoding: Encoding,
    client: &Client,
) -> BTreeMap<String, Vec<lsp_types::Diagnostic>> {
    let mut all: BTreeMap<String, Vec<lsp_types::Diagnostic>> =
        compilation.sources.iter().map(|(_, file)| (file.name().to_owned(), Vec::new())).collect();
    for diagnostic in &compilation.diagnostics {
        let file = compilation.sources.get(diagnostic.file());
        if let Some(list) = file.and_then(|file| all.get_mut(file.name()))
            && list.len() < MOST
            && let Some(converted) = convert_one(compilation, diagnostic, encoding, client)
        {
            list.push(converted);
        }
    }
    all
}

/// A fault as the protocol shows it.
pub(super) fn convert_one(
    compilation: &Compilation,
    diagnostic: &Diagnostic,
    encoding: Encoding,
    client: &Client,
) -> Option<lsp_types::Diagnostic> {
    let place = convert::location(compilation, diagnostic.primary.span, encoding)?;
    let related: Vec<DiagnosticRelatedInformation> = diagnostic
        .related
        .iter()
        .filter_map(|label| {
            let location = convert::location(compilation, label.span, encoding)?;
            Some(DiagnosticRelatedInformation { location, message: label.text.clone() })
        })
        .collect();
    let message = match &diagnostic.help {
        Some(help) => format!("{}\nhelp: {help}", diagnostic.message),
        None => diagnostic.message.clone(),
    };
    let name = diagnostic.code.name;
    let explained = client.explain.as_ref().and_then(|prefix| format!("{prefix}{name}").parse().ok());
    Some(lsp_types::Diagnostic {
        range: place.range,
        severity: Some(match diagnostic.level {
            Level::Error => DiagnosticSeverity::ERROR,
            Level::Warning => DiagnosticSeverity::WARNING,
        }),
        code: Some(NumberOrString::String(name.to_owned())),
        code_description: explained.map(|href| CodeDescription { href }),
        source: Some("fsflow".to_owned()),
        message,
        related_information: (!related.is_empty()).then_some(related),
        tags: diagnostic.tag.map(|Tag::Unnecessary| vec![DiagnosticTag::UNNECESSARY]),
        data: Some(json!({ "why": ide::diagnostics::reason(diagnostic.code) })),
    })
}
