//! The commands that clients may run: the compiled JSON, the graph as data, and the documentation of a check.

use serde_json::{Value, json};

use crate::emit;
use crate::ide::{diagnostics, docs, graph_data};
use crate::server::protocol::ExecuteCommandParams;
use crate::server::rpc::Fault;
use crate::server::uris;
use crate::server::workspace::Workspace;
use crate::{catalog, checks};

/// The names of the commands.
pub(in crate::server) static COMMANDS: &[&str] = &["fsflow.compiledJson", "fsflow.graph", "fsflow.explain"];

/// Runs a command. Its first argument is the URI of a document, or an object with the key `uri`; for `fsflow.explain` the
/// name of a check or a node type.
pub(in crate::server) fn run(
    workspace: &mut Workspace,
    params: ExecuteCommandParams,
) -> Result<Option<Value>, Fault> {
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
    let compilation = workspace.compilation(&uris::path(&uri)).ok_or_else(|| not_open(&uri))?;
    if compilation.has_errors() {
        return Ok(json!({ "uri": uri, "json": null, "why": "the flow has errors" }));
    }
    // An editor has no values: parameters are shown as they are written.
    let text = target.text(&compilation.graph, &emit::Options::default());
    Ok(json!({ "uri": uri, "json": text }))
}

fn graph(workspace: &mut Workspace, argument: Option<&Value>) -> Result<Value, Fault> {
    let uri = uri(argument)?;
    let compilation = workspace.compilation(&uris::path(&uri)).ok_or_else(|| not_open(&uri))?;
    let data = graph_data::graph(&compilation.graph);
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
    Ok(json!({ "uri": uri, "name": compilation.flow.name, "nodes": nodes, "edges": edges }))
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
    uri.map(str::to_owned).ok_or_else(|| Fault::Params("the URI of a document is missing".to_owned()))
}

fn not_open(uri: &str) -> Fault {
    Fault::Refused(format!("`{uri}` is not open"))
}
