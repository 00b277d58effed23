//! The requests of clients that ask what is wrong. What is to be answered stands in `publish`.

use crate::server::protocol::{
    DiagnosticReport, DocumentDiagnosticParams, WorkspaceDiagnosticParams, WorkspaceDiagnosticReport,
    WorkspaceDocumentReport,
};
use crate::server::rpc::Fault;
use crate::server::uris;
use crate::server::workspace::Workspace;

/// What is wrong with a document.
pub(in crate::server) fn pull(
    workspace: &mut Workspace,
    params: DocumentDiagnosticParams,
) -> Result<DiagnosticReport, Fault> {
    workspace.settle();
    let path = uris::path(&params.text_document.uri);
    Ok(workspace.publisher.pull(&path, params.previous_result_id.as_deref()))
}

/// What is wrong with all open documents and all that they import.
pub(in crate::server) fn pull_all(
    workspace: &mut Workspace,
    params: WorkspaceDiagnosticParams,
) -> Result<WorkspaceDiagnosticReport, Fault> {
    workspace.settle();
    let reports = workspace.publisher.pull_all(&params.previous_result_ids);
    let convert = workspace.convert();
    let report =
        |(named, report): (crate::server::publish::Named, DiagnosticReport)| WorkspaceDocumentReport {
            version: workspace.version(&named.path),
            uri: named.uri.unwrap_or_else(|| convert.uris.uri(&named.path)),
            report,
        };
    Ok(WorkspaceDiagnosticReport { items: reports.into_iter().map(report).collect() })
}
