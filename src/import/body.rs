//! Owns the outermost form of what is imported: an array of nodes, a session body around it, an older object.

use super::built::statement;
use super::context::Context;
use super::json::{Json, Kind, Member};
use super::report::{left_out, legacy, quote};
use super::{fields, legacy, nodes};
use crate::catalog::{self, RetiredPlace, SESSION_FIELDS, wire};
use crate::diag::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Block, File, Statement, StatementKind};

crate::code! {
    /// The JSON holds no flow. A flow is an array of nodes, the body of `POST /sessions` with that array under `flow`, or an
    /// older object with `nodes` and `edges`.
    ///
    /// ```json wrong
    /// { "name": "payment" }
    /// ```
    ///
    /// ```json right
    /// { "clientReferenceId": "payment",
    ///   "flow": [{ "id": "start", "type": "start", "outcome": "end" }, { "id": "end", "type": "end" }] }
    /// ```
    pub static NOT_A_FLOW = error "not-a-flow";
}

/// The parts of a body.
#[derive(Default)]
struct Body {
    nodes: Vec<Json>,
    edges: Vec<Json>,
    settings: Vec<Member>,
    /// The object that has `nodes` and `edges`, when it is one of these.
    older: Option<Span>,
}

/// The tree of a flow.
pub(super) fn file(ctx: &mut Context, json: Json) -> File {
    let Some(body) = body(ctx, json) else { return File::default() };
    let mut raw = nodes::read(ctx, body.nodes);
    if body.older.is_some() {
        legacy::connect(ctx, &mut raw, body.edges);
    }
    let session = settings(ctx, &body.settings);
    let nodes: Vec<Statement> =
        raw.iter().map(|node| statement(StatementKind::Node(Box::new(nodes::node(ctx, node))))).collect();
    let mut file = File::default();
    file.statements = ctx.names.declarations();
    file.statements.extend(session);
    file.statements.extend(nodes);
    file
}

fn settings(ctx: &mut Context, members: &[Member]) -> Option<Statement> {
    if members.is_empty() {
        return None;
    }
    let entries = fields::entries(ctx, SESSION_FIELDS, "the session", members);
    Some(statement(StatementKind::Session(Block { entries, ..Block::default() })))
}

/// Finds the flow in the JSON.
fn body(ctx: &mut Context, json: Json) -> Option<Body> {
    let span = json.span;
    match json.kind {
        Kind::List(nodes) => Some(Body { nodes, ..Body::default() }),
        Kind::Object(members) => object(ctx, span, members),
        _ => {
            ctx.report(not_a_flow(span, &format!("{} is no flow", json.noun())));
            None
        }
    }
}

fn object(ctx: &mut Context, span: Span, mut members: Vec<Member>) -> Option<Body> {
    let mut take = |key: &str| {
        let at = members.iter().position(|member| member.key == key)?;
        Some(members.remove(at).value)
    };
    if let Some(flow) = take(wire::FLOW) {
        let mut inner = match flow.kind {
            Kind::List(nodes) => Body { nodes, ..Body::default() },
            Kind::Object(inner) if inner.iter().any(|member| member.key == "nodes") => {
                object(ctx, flow.span, inner)?
            }
            _ => {
                ctx.report(not_a_flow(
                    flow.span,
                    &format!("`flow` is {}, not an array of nodes", flow.noun()),
                ));
                return None;
            }
        };
        inner.settings.splice(0..0, members);
        return Some(inner);
    }
    if let Some(nodes) = take("nodes") {
        let edges = take("edges");
        return older(ctx, span, nodes, edges, members);
    }
    if let Some(at) =
        members.iter().position(|member| member.key == "session" && member.value.get(wire::FLOW).is_some())
    {
        let session = members.remove(at).value;
        for member in &members {
            let message = format!("{} stands beside the session and is no part of it", quote(&member.key));
            ctx.report(left_out(member.key_span, message));
        }
        return body(ctx, session);
    }
    let has_text =
        |key: &str| members.iter().any(|member| member.key == key && member.value.text().is_some());
    if has_text(wire::ID) && has_text(wire::TYPE) {
        let node = Json { span, kind: Kind::Object(members) };
        return Some(Body { nodes: vec![node], ..Body::default() });
    }
    if let Some(modules) = members.iter().find(|member| member.key == wire::MODULES) {
        ctx.report(of_modules(modules));
        return None;
    }
    ctx.report(not_a_flow(span, "this object has neither `flow` nor `nodes`"));
    None
}

/// The API that came before flows: what does the work of each module now.
fn of_modules(member: &Member) -> Diagnostic {
    let Kind::List(modules) = &member.value.kind else {
        return not_a_flow(member.key_span, "modules came before flows, and this is no list of them");
    };
    let name = |module: &Json| module.get(wire::TYPE).and_then(Json::text).map(str::to_owned);
    let told =
        modules.iter().filter_map(name).map(|name| match catalog::retired(RetiredPlace::Module, &name) {
            Some(row) => format!("{}: {}", quote(&name), row.note),
            None => format!("{}: not known", quote(&name)),
        });
    let told: Vec<String> = told.collect();
    let diagnostic =
        not_a_flow(member.key_span, "this is a session of modules, the API that came before flows");
    if told.is_empty() { diagnostic } else { diagnostic.help(told.join("; ")) }
}

/// `{nodes, edges}`
fn older(
    ctx: &mut Context,
    span: Span,
    nodes: Json,
    edges: Option<Json>,
    others: Vec<Member>,
) -> Option<Body> {
    let whole = nodes.span;
    let Kind::List(nodes) = nodes.kind else {
        ctx.report(not_a_flow(whole, &format!("`nodes` is {}, not an array", nodes.noun())));
        return None;
    };
    let edges = match edges {
        None => Vec::new(),
        Some(Json { kind: Kind::List(edges), .. }) => edges,
        Some(other) => {
            let message = format!("`edges` is {}, not an array", other.noun());
            ctx.report(left_out(other.span, message));
            Vec::new()
        }
    };
    let head = Span { end: (span.start + 1).min(span.end), ..span };
    ctx.report(
        legacy(head, "an older object of `nodes` and `edges`: its edges are routes now")
            .label("older form")
            .help("read the result through: an edge did not say which outcome it was for"),
    );
    let mut settings = Vec::new();
    for member in others {
        if SESSION_FIELDS.iter().any(|field| field.name == member.key) {
            settings.push(member);
        } else {
            let message = format!("{} has no place in a flow", quote(&member.key));
            ctx.report(left_out(member.key_span, message));
        }
    }
    Some(Body { nodes, edges, settings, older: Some(span) })
}

fn not_a_flow(span: Span, message: &str) -> Diagnostic {
    Diagnostic::new(&NOT_A_FLOW, span, message).label("no flow here").help(
        "import an array of nodes, a session body with `flow`, or an older object with `nodes` and `edges`",
    )
}
