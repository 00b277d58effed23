//! Owns the rule that the provided data which a flow uses can be there, and the search for who provides it.

use std::collections::HashSet;

use indexmap::IndexMap;

use super::check::Context;
use super::phrase::{self, code, node, quote};
use super::session_data::{rules, values_named};
use super::template::{self, Placeholder, placeholders};
use crate::catalog::{KNOWN_KEYS, NODE_TYPES, NodeType, PROVIDED_DATA, Routing, Verdict};
use crate::diag::Diagnostic;
use crate::flow::{EdgeId, Flow, NodeId, Text, ValueKind};
use crate::graph::{Reach, Witness};
use crate::source::Span;
use crate::syntax::words::{Position, spell};

crate::code! {
    /// The flow uses provided data that nobody provides. A `provided.` reference, and `{name}`, `{email}` or `{phone}` in a
    /// prompt, stand for what the backend gave with the session or an external call answered. Where neither can have
    /// happened, a photo is missing, a rule never holds, and the avatar reads out the braces.
    ///
    /// The data is there when `session` names its key in `provided_data`, or every path comes through an `external_call`, an
    /// `await_external` by `on_data_ready`, or, for the email address, an `enter_email`. A key that the flow itself asks for with `exists` is
    /// expected to be missing sometimes. Each key is reported once, where it is used first.
    ///
    /// When the backend adds the data to the session by itself, say so: `@allow(provided-data, "the backend adds it")`.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Thank {name} and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// param user_name
    ///
    /// session {
    ///   provided_data: { name: "${user_name}" }
    /// }
    ///
    /// start -> closing
    /// closing: conversation "Thank {name} and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static PROVIDED_DATA_MISSING = warning(Correctness) "provided-data";
}

/// How many further uses of a key get a label of their own.
const MORE_USES: usize = 4;

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let uses = uses(ctx);
    if uses.is_empty() {
        return;
    }
    let mut provided = Provided::new(ctx);
    for (key, uses) in uses {
        let lacking: Vec<&Use> = uses.iter().filter(|found| provided.may_lack(&key, found.node)).collect();
        let Some((first, others)) = lacking.split_first() else { continue };
        let (name, user) = (quote(&key), node(ctx.flow, first.node));
        let message = if provided.carried(&key).with.contains(first.node) {
            format!("{name} is not provided on every path to {user}, which uses it")
        } else {
            format!("nothing provides {name}, which {user} uses")
        };
        let mut diagnostic = Diagnostic::new(&PROVIDED_DATA_MISSING, first.span, message).label(format!(
            "not there on {}",
            phrase::path(ctx.flow, &provided.path_without(&key, first.node))
        ));
        for more in others.iter().take(MORE_USES) {
            diagnostic = diagnostic.related(more.span, "used here too");
        }
        let setting = code(&format!("session {{ provided_data: {{ {}: … }} }}", spell(&key, Position::Key)));
        let collector = collector(&key).map_or_else(String::new, |row| format!(" or `{}`", row.written()));
        out.push(
            diagnostic
                .help(format!("name it in {setting}, or put an `external_call`{collector} on every path")),
        );
    }
}

/// Who provides which data, and where it is missing.
#[derive(Debug)]
pub(super) struct Provided<'a> {
    ctx: &'a Context<'a>,
    keys: Keys<'a>,
    /// The keys that the flow asks for with `exists`.
    asked_for: HashSet<&'a str>,
    /// How far calls carry data that may hold any key.
    answered: Carried,
    /// The same for each key that a node type collects: a handful, whatever the flow.
    collected: Vec<(&'static str, Carried)>,
}

/// How far data is carried from where it is provided.
#[derive(Debug)]
struct Carried {
    /// What is reached before it is provided.
    without: Reach,
    /// What is reached after it was.
    with: Reach,
}

impl Carried {
    fn new(ctx: &Context<'_>, provides: impl Fn(EdgeId) -> bool) -> Self {
        let reached = ctx.flow.nodes().filter(|(id, _)| ctx.graph.is_reachable(*id));
        let edges = reached.flat_map(|(id, _)| ctx.graph.outgoing(id));
        let after: Vec<NodeId> =
            edges.filter(|(edge, _)| provides(*edge)).map(|(_, target)| target).collect();
        Self {
            without: ctx.graph.reach_from_start(|edge| !provides(edge)),
            with: ctx.graph.reach(&after, |_| true),
        }
    }
}

/// The keys of the provided data that the session settings name.
#[derive(Debug)]
enum Keys<'a> {
    Named(HashSet<&'a str>),
    /// They could not be read.
    Unknown,
}

impl<'a> Provided<'a> {
    pub(super) fn new(ctx: &'a Context<'a>) -> Self {
        let asking = ctx.flow.nodes.iter().flat_map(rules);
        let asking = asking.filter(|rule| rule.operator.is_some_and(|operator| !operator.binary));
        Self {
            ctx,
            keys: Keys::of(ctx.flow),
            asked_for: asking
                .filter_map(|rule| rule.left.as_ref())
                .filter(|left| left.source.name == PROVIDED_DATA)
                .map(|left| left.key.as_str())
                .collect(),
            answered: Carried::new(ctx, |edge| is_answered(ctx, edge)),
            collected: Vec::new(),
        }
    }

    /// Whether some path reaches the node without this key.
    pub(super) fn may_lack(&mut self, key: &str, id: NodeId) -> bool {
        let named = match &self.keys {
            Keys::Named(keys) => keys.contains(key),
            Keys::Unknown => true,
        };
        !named && !self.asked_for.contains(key) && self.carried(key).without.contains(id)
    }

    /// A path from `start` on which the key is not provided.
    pub(super) fn path_without(&mut self, key: &str, id: NodeId) -> Witness {
        self.carried(key).without.witness(id)
    }

    fn carried(&mut self, key: &str) -> &Carried {
        let Some(collected) = collector(key).and_then(|row| row.traits.collects) else {
            return &self.answered;
        };
        let known = self.collected.iter().position(|(of, _)| *of == collected.0);
        let at = known.unwrap_or_else(|| {
            let ctx = self.ctx;
            let provides = |edge| is_answered(ctx, edge) || is_collected(ctx, edge, collected);
            self.collected.push((collected.0, Carried::new(ctx, provides)));
            self.collected.len() - 1
        });
        self.collected.get(at).map_or(&self.answered, |(_, carried)| carried)
    }
}

impl<'a> Keys<'a> {
    fn of(flow: &'a Flow) -> Self {
        let Some(field) = flow.session.as_ref().and_then(|session| session.field(PROVIDED_DATA)) else {
            return if flow.complete { Self::Named(HashSet::new()) } else { Self::Unknown };
        };
        match field.value.as_ref().map(|value| &value.kind) {
            Some(ValueKind::Object(fields)) => {
                Self::Named(fields.iter().map(|field| field.key.as_ref()).collect())
            }
            _ => Self::Unknown,
        }
    }
}

/// Whether an answer that may hold any key was merged into the provided data before or with this edge. A type that the
/// catalog does not know may do so.
fn is_answered(ctx: &Context<'_>, edge: EdgeId) -> bool {
    let from = ctx.flow.node(edge.from);
    let Some(row) = from.ty.row else { return true };
    let awaits = matches!(row.routing, Routing::Choices(Some(exits)) if from.field(exits.field).is_some());
    row.traits.fills_provided_data
        || (awaits && ctx.graph.edge(edge).row().is_some_and(|exit| exit.verdict == Verdict::Pass))
}

fn is_collected(ctx: &Context<'_>, edge: EdgeId, collected: (&str, &str)) -> bool {
    let collects = ctx.flow.node(edge.from).traits().collects == Some(collected);
    collects && ctx.graph.edge(edge).row().is_some_and(|row| row.name == collected.1)
}

/// The node type that collects this key from the user.
pub(super) fn collector(key: &str) -> Option<&'static NodeType> {
    NODE_TYPES.iter().find(|row| row.traits.collects.is_some_and(|(of, _)| of == key))
}

/// A place that uses a key of the provided data.
#[derive(Debug)]
struct Use {
    node: NodeId,
    span: Span,
}

/// All uses on paths, by key, in the order of the flow.
fn uses(ctx: &Context<'_>) -> IndexMap<String, Vec<Use>> {
    let mut uses: IndexMap<String, Vec<Use>> = IndexMap::new();
    for (id, node) in ctx.flow.nodes().filter(|(id, _)| ctx.graph.is_reachable(*id)) {
        let mut add = |key: &str, span: Span| {
            let found = Use { node: id, span };
            match uses.get_mut(key) {
                Some(list) => list.push(found),
                None => drop(uses.insert(key.to_owned(), vec![found])),
            }
        };
        if let Some(prompt) = &node.prompt {
            for variable in variables(&prompt.text) {
                add(variable.name, template::place(ctx.sources, prompt.text.span, variable.text));
            }
        }
        for reference in values_named(node).filter(|reference| reference.source.name == PROVIDED_DATA) {
            add(&reference.key, reference.span);
        }
    }
    uses
}

/// The known keys that stand in a prompt as `{name}`, each once. `{{name}}` is something else.
fn variables(text: &Text) -> Vec<Placeholder<'_>> {
    let mut found: Vec<Placeholder<'_>> = Vec::new();
    for placeholder in placeholders(text).filter(|it| !it.double && KNOWN_KEYS.contains(&it.name)) {
        if found.iter().all(|other| other.name != placeholder.name) {
            found.push(placeholder);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot("provided-data", &[
            ("no session at all: each key once", r#"start -> a
a: conversation "Greet {name} and ask {name} about {email}." -> b
b: conversation "Thank {name}." -> compare
compare: face_compare { source_a: session_video, source_b: provided.photo_url } -> < match: closing, no_match | image_unavailable: refused >"#),
            ("the session names it", r#"session { provided_data: { name: "Anna" } }
start -> a
a: conversation "Greet {name}." -> closing"#),
            ("a session without it", r#"session { client_reference_id: "x" }
start -> a
a: conversation "Greet {phone}." -> closing"#),
            ("a call on every path", r#"start -> fetch
fetch: external_call { request: { url: "https://x.example" } } -> check
check: field_condition -> < when provided.tier == "gold": closing, else: refused >"#),
            ("a call on some paths only", r#"start -> a
a: conversation "Ask." -> < x: fetch when "The user agreed", y: check when "Anything else" >
fetch: external_call { request: { url: "https://x.example" } } -> check
check: field_condition -> < when provided.tier == provided.wanted: closing, else: refused >"#),
            ("the call's own variables come before its answer", r#"start -> fetch
fetch: external_call { request: { url: "https://x.example", vars: { who: provided.user, fixed: "x" } } } -> closing"#),
            ("an awaited call: the answer is there when it says so", r#"start -> a
a: conversation "Talk." { await_external: { request: { url: "https://x.example" }, poll: { interval_ms: 1000, timeout_ms: 9000 } } } -> <
  done: b when "The user is done, or three exchanges have passed"
  on_data_ready: b
  on_timeout | on_error: c
>
b: conversation "Greet {name}." -> closing
c: conversation "Greet {phone}." -> closing"#),
            ("the user types the email address", r#"start -> mail
mail: enter_email -> < entered: a, canceled: b >
a: conversation "Thank the owner of {email}." -> closing
b: conversation "Tell the owner of {email} that it is fine." -> closing"#),
            ("a flow that asks whether a key is there expects it to be missing", "start -> greeting
GREETING -> check
check: field_condition -> < when provided.photo exists: compare, else: refused >
compare: face_compare { source_a: session_video, source_b: provided.photo } -> < match: closing, no_match | image_unavailable: refused >"),
            ("other braces mean something else", r#"session { provided_data: { email: "a@x.example" } }
start -> mail
mail: email_otp { email_template: "Hi {{userName}}, {{code}}" } -> < verified: a, else: refused >
a: conversation "Say {{name}} and \${name} and { name }." -> closing"#),
        ]);
    }
}
