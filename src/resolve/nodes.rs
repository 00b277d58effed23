//! Owns the nodes: their ids, and the parts of each put together.

use super::imports::Loaded;
use super::scope::Scope;
use super::text::docs;
use super::wording::quote;
use super::{fields, fields::Owner};
use super::{filled, node_types, params, prompts, routes};
use crate::catalog::{self, Prompt, Routing};
use crate::diag::Diagnostic;
use crate::flow::Node;
use crate::source::{SourceMap, Span};
use crate::syntax::ast::{self, StatementKind};
use crate::syntax::words::{Position, spell};

crate::code! {
    /// Two nodes have the same id. Routes name nodes by id, so an id must be unique in the flow and the files that it
    /// imports.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// closing: conversation "Wish the user a nice day." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and wish a nice day." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static DUPLICATE_NODE = error "duplicate-node";
}

/// The nodes of all files with what the pruning must know.
pub(super) struct Resolved {
    pub(super) nodes: Vec<Node>,
    /// Whether a node was left out because its id was taken.
    pub(super) duplicates: bool,
}

/// A statement that defines a node.
#[derive(Clone, Copy)]
struct Definition {
    /// The place of its file among the trees.
    tree: u32,
    /// Its place in that file.
    statement: u32,
    /// Whether the id was taken.
    duplicate: bool,
}

impl Definition {
    fn statement<'l>(&self, loaded: &'l mut Loaded) -> Option<&'l mut ast::Statement> {
        let (_, file) = loaded.trees.get_mut(self.tree as usize)?;
        file.statements.get_mut(self.statement as usize)
    }

    fn imported(&self) -> bool {
        self.tree > 0
    }
}

/// Resolves the nodes of all files. The first with an id stays; a second is checked and left out. Unless `keep`, each
/// leaves its tree as soon as it is resolved, so that a large flow and its tree are never there at once.
pub(super) fn resolve(scope: &mut Scope<'_>, loaded: &mut Loaded, keep: bool) -> Resolved {
    let definitions = define(scope, loaded);
    let mut resolved = Resolved { nodes: Vec::with_capacity(definitions.len()), duplicates: false };
    for definition in definitions {
        let Some(statement) = definition.statement(loaded) else { continue };
        scope.lossy = statement.lossy;
        scope.params.owner = resolved.nodes.len() as u32;
        let node = match &statement.kind {
            // That its routes stand alone was reported; a type it has elsewhere.
            StatementKind::Node(node) if definition.duplicate && is_edge(node) => {
                resolved.duplicates = true;
                continue;
            }
            StatementKind::Node(node) => build(scope, definition, statement, node),
            StatementKind::Broken(Some(id)) => placeholder(definition, statement, id),
            _ => continue,
        };
        if !keep {
            statement.kind = StatementKind::Broken(None);
        }
        if definition.duplicate {
            resolved.duplicates = true;
        } else {
            resolved.nodes.push(node);
        }
    }
    scope.params.owner = params::NO_NODE;
    scope.lossy = false;
    resolved
}

/// Gives every node its id, whole statements first: a broken one only stands in for an id that no other has.
fn define(scope: &mut Scope<'_>, loaded: &Loaded) -> Vec<Definition> {
    let all = || {
        let files = loaded.trees.iter().zip(0..);
        files.flat_map(|((_, file), tree)| file.statements.iter().zip(0..).map(move |it| (tree, it)))
    };
    let mut definitions = Vec::with_capacity(loaded.statements());
    let mut places: Vec<Span> = Vec::with_capacity(loaded.statements());
    for (tree, (each, statement)) in all() {
        let StatementKind::Node(node) = &each.kind else { continue };
        let taken = scope.targets.define(&node.id.text).err();
        if let Some(first) = taken.and_then(|id| places.get(id.0 as usize)) {
            let diagnostic = if is_edge(node) {
                scope.targets.routed_elsewhere.insert(node.id.text.clone());
                routes_apart(scope.sources, node, *first)
            } else {
                duplicate(scope.sources, &node.id, *first)
            };
            scope.report(diagnostic);
        } else {
            places.push(node.id.span);
        }
        definitions.push(Definition { tree, statement, duplicate: taken.is_some() });
    }
    for (tree, (each, statement)) in all() {
        let StatementKind::Broken(Some(id)) = &each.kind else { continue };
        if scope.targets.define(&id.text).is_ok() {
            definitions.push(Definition { tree, statement, duplicate: false });
        }
    }
    definitions
}

/// Whether a statement is nothing but an id and its routes, of a node whose id is no type.
fn is_edge(node: &ast::Node) -> bool {
    let bare = node.ty.is_none() && node.prompt.is_none() && node.fields.is_none();
    bare && node.routes.is_some() && catalog::node_type(&node.id.text).is_none()
}

/// `greeting -> liveness` besides `greeting: conversation "…"`.
fn routes_apart(sources: &SourceMap, node: &ast::Node, first: Span) -> Diagnostic {
    let message = format!("the routes of {} stand apart from the node", quote(&node.id.text));
    let diagnostic = Diagnostic::new(&DUPLICATE_NODE, node.id.span, message).related(first, "the node");
    let routes = node.routes.as_ref().map_or("", |routes| sources.slice(routes.span));
    diagnostic.help(if routes.contains('\n') {
        "write them at the end of its statement".to_owned()
    } else {
        format!("write `{routes}` at the end of its statement")
    })
}

fn duplicate(sources: &SourceMap, id: &ast::Name, first: Span) -> Diagnostic {
    let diagnostic =
        Diagnostic::new(&DUPLICATE_NODE, id.span, format!("two nodes have the id {}", quote(&id.text)));
    let diagnostic = match sources.get(first.file) {
        Some(file) if first.file != id.span.file => {
            diagnostic.related(first, format!("first defined here, in {}", quote(file.name())))
        }
        _ => diagnostic.related(first, "first defined here"),
    };
    let ends = catalog::node_type(&id.text).is_some_and(|row| matches!(row.routing, Routing::None));
    diagnostic.label("defined again").help(if ends {
        "one is enough: every route can lead to it"
    } else {
        "give one of them another id, or remove it"
    })
}

fn build(
    scope: &mut Scope<'_>,
    definition: Definition,
    statement: &ast::Statement,
    node: &ast::Node,
) -> Node {
    let ty = node_types::resolve(scope, node);
    let prompt = prompts::resolve(scope, node, &ty);
    let owner = match ty.row {
        Some(row) => Owner::Node { row, node },
        None if ty.quoted => Owner::Quoted,
        None => Owner::Unknown,
    };
    let entries = node.fields.as_ref().map_or(&[][..], |block| &block.entries);
    let fields = fields::resolve(scope, owner, entries);
    let routed = routes::resolve(scope, node, &ty, &fields);
    let edges_pass = fields::hold_edges(&ty, &fields);
    // Where such a node leads may stand in a statement that could not be read.
    let routes_lost = node.routes.is_none() && scope.targets.is_vague(&node.id.text);
    let mut resolved = Node {
        id: node.id.text.clone(),
        id_span: node.id.span,
        statement: statement.span,
        docs: docs(&statement.docs),
        ty,
        prompt,
        fields,
        edges: routed.edges,
        filled: Vec::new(),
        routes: routed.routes,
        edges_known: routed.known && !statement.lossy && !edges_pass && !routes_lost,
        fields_known: !statement.lossy,
        imported: definition.imported(),
    };
    resolved.filled = filled::edges(&resolved, scope.version);
    fields::check_written_twice(scope, &resolved);
    check_missing(scope, node, &resolved);
    resolved
}

fn placeholder(definition: Definition, statement: &ast::Statement, id: &ast::Name) -> Node {
    Node {
        id: id.text.clone(),
        id_span: id.span,
        statement: statement.span,
        docs: docs(&statement.docs),
        ty: node_types::unreadable(id.span),
        prompt: None,
        fields: Vec::new(),
        edges: Vec::new(),
        filled: Vec::new(),
        routes: None,
        edges_known: false,
        fields_known: false,
        imported: definition.imported(),
    }
}

/// Reports the required fields and the prompt that the node does not have.
fn check_missing(scope: &mut Scope<'_>, node: &ast::Node, resolved: &Node) {
    let Some(row) = resolved.ty.row else { return };
    let has_prompt = resolved.prompt.is_some() || fields::has_prompt(node);
    if row.prompt == Prompt::Required && !has_prompt && !scope.lossy {
        let at = node.ty.as_ref().map_or(node.id.span, |ty| ty.span);
        let id = match &node.ty {
            Some(_) => format!("{}: {}", spell(&node.id.text, Position::NodeId), row.written()),
            None => row.written().to_owned(),
        };
        let message = format!("the {} {} has no prompt", row.written(), quote(&node.id.text));
        let diagnostic = Diagnostic::new(&fields::MISSING_FIELD, at, message)
            .label("the prompt is missing")
            .help(format!("write what to say right after the type: `{id} \"…\"`"));
        scope.report(diagnostic);
    }
    let at = node.ty.as_ref().map_or(node.id.span, |ty| ty.span);
    fields::check_required(scope, row.fields, &resolved.fields, at, || {
        format!("the {} {}", row.written(), quote(&node.id.text))
    });
}
