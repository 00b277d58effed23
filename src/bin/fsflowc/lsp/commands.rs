//! Owns the commands that clients may run: the compiled JSON, the graph as data, and the documentation of a check.

use fsflow::emit::{self, Layout};
use fsflow::ide::{diagnostics, docs, graph_data};
use fsflow::{catalog, checks};
use lsp_types::ExecuteCommandParams;
use serde_json::{Value, json};

use super::address;
use super::routes::Fault;
use super::workspace::Workspace;

/// The names of the commands.
pub(super) static COMMANDS: &[&str] = &["fsflow.compiledJson", "fsflow.graph", "fsflow.explain"];

/// Runs a command. Its first argument is the URI of a document, or an object with the key `uri`; for `fsflow.explain` the
/// name of a check or a node type.
pub(super) fn run(workspace: &mut Workspace, params: ExecuteCommandParams) -> Result<Option<Value>, Fault> {
    let first = params.arguments.first();
    match params.command.as_str() {
        "fsflow.compiledJson" => json_of(workspace, first).map(Some),
        "fsflow.graph" => graph(workspace, first).map(Some),
        "fsflow.explain" => explain(first).map(Some),
        other => Err(Fault::Params(format!("there is no command `{other}`"))),
    }
}

/// `{ "uri", "json" }`; without `json` when there are errors. An `emit` of the argument chooses another output.
fn json_of(workspace: &mut Workspace, argument: Option<&Value>) -> Result<Value, Fault> {
    let uri = uri(argument)?;
    let kind = argument.and_then(|it| it.get("emit")?.as_str()).unwrap_or("flow");
    let target =
        emit::target(kind).ok_or_else(|| Fault::Params(format!("there is no kind of output `{kind}`")))?;
    let compiled = workspace.compiled(&path(&uri)?).ok_or_else(|| not_open(&uri))?;
    Ok(match compiled.compilation.emit(target, Layout::Pretty) {
        Some(text) => json!({ "uri": uri, "json": text }),
        None => json!({ "uri": uri, "json": null, "why": "the flow has errors" }),
    })
}

fn graph(workspace: &mut Workspace, argument: Option<&Value>) -> Result<Value, Fault> {
    let uri = uri(argument)?;
    let compiled = workspace.compiled(&path(&uri)?).ok_or_else(|| not_open(&uri))?;
    let data = graph_data::graph(&compiled.compilation.graph);
    let nodes: Vec<Value> = data
        .nodes
        .iter()
        .map(|node| json!({ "id": node.id, "type": node.ty, "docs": node.docs, "reached": node.reached, "imported": node.imported }))
        .collect();
    let edges: Vec<Value> = data
        .edges
        .iter()
        .map(|edge| json!({ "from": edge.from, "outcome": edge.outcome, "to": edge.to }))
        .collect();
    Ok(json!({ "uri": uri, "name": compiled.compilation.flow.name, "nodes": nodes, "edges": edges }))
}

fn explain(argument: Option<&Value>) -> Result<Value, Fault> {
    let name =
        argument.and_then(Value::as_str).ok_or_else(|| Fault::Params("a name is missing".to_owned()))?;
    let text = checks::find(name).map(diagnostics::documentation);
    let text = text.or_else(|| catalog::node_type(name).map(docs::node_type));
    text.map(Value::String)
        .ok_or_else(|| Fault::Refused(format!("there is neither a check nor a node type `{name}`")))
}

fn uri(argument: Option<&Value>) -> Result<String, Fault> {
    let uri = argument.and_then(|it| it.as_str().or_else(|| it.get("uri")?.as_str()));
    uri.map(address::repaired).ok_or_else(|| Fault::Params("the URI of a document is missing".to_owned()))
}

fn path(uri: &str) -> Result<String, Fault> {
    uri.parse().map(|uri| address::path(&uri)).map_err(|_| Fault::Params(format!("`{uri}` is not a URI")))
}

fn not_open(uri: &str) -> Fault {
    Fault::Refused(format!("`{uri}` is not open"))
}
