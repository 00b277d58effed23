//! Owns blocks of fields against the catalog's rows: which there are, twice, missing, unknown.

use std::borrow::Cow;

use super::free;
use super::interpolation;
use super::keys::{Keys, REPEATED_FIELD, report_repeated};
use super::misplaced;
use super::scope::Scope;
use super::since::check_since;
use super::slot::Slot;
use super::unchecked;
use super::values;
use super::wording::{all_of, hint, quote, some_of, spelt};

use crate::catalog::wire::{self, EdgeEncoding};
use crate::catalog::{self, Kind, NODE_TYPES, NodeType, Prompt, RetiredPlace, SETTINGS, Version};
use crate::diag::{Diagnostic, Edit, same_letters};
use crate::flow::{Field, Node, Type};
use crate::source::Span;
use crate::syntax::ast;

crate::code! {
    /// A field is none that the type has. The API passes over fields that it does not know, so what the author meant does
    /// not happen. A field that is newer than the compiler stands in quotes.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { no_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNKNOWN_FIELD = error "unknown-field";
}

crate::code! {
    /// A field or prompt that the API requires is not there.
    ///
    /// ```fsflow wrong
    /// start -> scan
    /// scan: document_scan { scanning_mode: automatic } -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> scan
    /// scan: document_scan { scanning_mode: automatic, allowed_document_types: [passport, id] } -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static MISSING_FIELD = error "missing-field";
}

/// How many fields of a type a help names.
const SHOWN: usize = 12;

/// What a block of fields belongs to.
#[derive(Clone, Copy)]
pub(super) enum Owner<'a> {
    /// A node of this type.
    Node {
        /// The type.
        row: &'static NodeType,
        /// The node.
        node: &'a ast::Node,
    },
    /// A node whose type is unknown and in quotes: everything passes.
    Quoted,
    /// A node whose type was reported as unknown: nothing is looked at.
    Unknown,
    /// The session.
    Session,
    /// An object in a field.
    Object {
        /// The field as it is written.
        field: &'a str,
        /// The fields of the object.
        rows: &'static [catalog::Field],
        /// The version that first had the object, or something around it.
        base: Version,
    },
}

impl Owner<'_> {
    fn rows(&self) -> &'static [catalog::Field] {
        match self {
            Owner::Node { row, .. } => row.fields,
            Owner::Session => SETTINGS,
            Owner::Object { rows, .. } => rows,
            Owner::Quoted | Owner::Unknown => &[],
        }
    }

    fn base(&self) -> Version {
        match self {
            Owner::Node { row, .. } => row.since,
            Owner::Object { base, .. } => *base,
            _ => Version(0, 0, 0),
        }
    }

    fn name(&self) -> String {
        match self {
            Owner::Node { row, .. } => quote(row.written()),
            Owner::Object { field, .. } => quote(field),
            Owner::Session | Owner::Quoted | Owner::Unknown => "the session".to_owned(),
        }
    }
}

/// The fields of a block. Those that are unknown or repeated were reported and are left out.
pub(super) fn resolve<'a>(scope: &mut Scope<'_>, owner: Owner<'a>, entries: &'a [ast::Field]) -> Vec<Field> {
    if matches!(owner, Owner::Unknown) {
        entries.iter().for_each(|entry| interpolation::touch_value(scope, &entry.value));
        return Vec::new();
    }
    let mut keys = Keys::default();
    let mut fields = Vec::with_capacity(entries.len());
    for (index, entry) in entries.iter().enumerate() {
        let found = if entry.key.quoted || matches!(owner, Owner::Quoted) {
            let (key, field) = passing(scope, entry);
            if !keys.knows(&key) {
                check_passing(scope, owner, &entry.key);
            }
            Some((key, field))
        } else if let Some(row) = catalog::field(owner.rows(), &entry.key.text) {
            Some(known(scope, owner, row, entry))
        } else {
            report_unknown(scope, owner, entries, index);
            interpolation::touch_value(scope, &entry.value);
            None
        };
        let Some((key, field)) = found else { continue };
        match keys.seen(key, entry.key.span) {
            Some(first) => report_repeated(scope, &entry.key, first),
            None => fields.push(field),
        }
    }
    fields
}

fn known<'a>(
    scope: &mut Scope<'_>,
    owner: Owner<'a>,
    row: &'static catalog::Field,
    entry: &'a ast::Field,
) -> (Cow<'a, str>, Field) {
    if row.since > scope.version {
        let what = format!("the field {}", quote(&entry.key.text));
        check_since(scope, row.since, owner.base(), entry.key.span, &what);
    }
    let slot = Slot {
        field: row,
        written: &entry.key.text,
        place: entry.key.span,
        base: owner.base().max(row.since),
    };
    let field = Field {
        key: Cow::Borrowed(row.name),
        key_span: entry.key.span,
        span: entry.span,
        row: Some(row),
        value: values::resolve(scope, &row.kind, &slot, &entry.value, object),
    };
    (Cow::Borrowed(row.name), field)
}

/// The fields of an object in a value.
fn object(
    scope: &mut Scope<'_>,
    slot: &Slot<'_>,
    rows: &'static [catalog::Field],
    entries: &[ast::Field],
) -> Vec<Field> {
    let owner = Owner::Object { field: slot.written, rows, base: slot.base };
    let fields = resolve(scope, owner, entries);
    check_required(scope, rows, &fields, slot.place, || quote(slot.written));
    fields
}

/// A field that passes as it stands: in quotes, or of a quoted type.
fn passing<'a>(scope: &mut Scope<'_>, entry: &'a ast::Field) -> (Cow<'a, str>, Field) {
    let name = entry.key.text.as_str();
    let key: Cow<'a, str> =
        if entry.key.quoted { Cow::Borrowed(name) } else { Cow::Owned(catalog::camel_case(name)) };
    let field = Field {
        key: Cow::Owned(key.clone().into_owned()),
        key_span: entry.key.span,
        span: entry.span,
        row: None,
        value: free::free(scope, name, &entry.value),
    };
    (key, field)
}

/// Says of a field in quotes that nothing checks it, unless more is wrong with it.
fn check_passing(scope: &mut Scope<'_>, owner: Owner<'_>, key: &ast::Name) {
    let name = key.text.as_str();
    match owner {
        Owner::Quoted => return,
        Owner::Session if name == wire::FLOW => return,
        Owner::Node { row, node } => {
            let by_routes = node.routes.is_some() && EdgeEncoding::of(&row.routing).keys().contains(&name);
            let by_head =
                [wire::ID, wire::TYPE].contains(&name) || (name == wire::PROMPT && node.prompt.is_some());
            if by_routes || by_head {
                return;
            }
            if name == wire::PROMPT && row.prompt != Prompt::None {
                return unchecked::prompt(scope, key);
            }
        }
        _ => {}
    }
    match catalog::field(owner.rows(), name) {
        Some(row) => unchecked::known(scope, "field", key, &spelt(row.name)),
        None => {
            let known: Vec<Cow<'_, str>> = owner.rows().iter().map(|row| spelt(row.name)).collect();
            unchecked::name(scope, "field", key, known.iter().map(AsRef::as_ref));
        }
    }
}

fn report_unknown(scope: &mut Scope<'_>, owner: Owner<'_>, entries: &[ast::Field], index: usize) {
    let Some(entry) = entries.get(index) else { return };
    let key = &entry.key;
    let diagnostic = match owner {
        Owner::Node { row, node } if key.text == wire::PROMPT && row.prompt != Prompt::None => {
            prompt_in_block(scope, node, entries, index)
        }
        _ => {
            let noun = if matches!(owner, Owner::Session) { "setting" } else { "field" };
            let message = format!("{} has no {noun} {}", owner.name(), quote(&key.text));
            let diagnostic = Diagnostic::new(&UNKNOWN_FIELD, key.span, message).label("not known");
            explain_unknown(scope, owner, key, diagnostic)
        }
    };
    scope.report(diagnostic);
}

/// Says what the author may have meant by an unknown field.
fn explain_unknown(
    scope: &mut Scope<'_>,
    owner: Owner<'_>,
    key: &ast::Name,
    diagnostic: Diagnostic,
) -> Diagnostic {
    let word = key.text.as_str();
    let routes = "where a node leads stands after its fields: `-> target` or `-> < outcome: target >`";
    match (owner, word) {
        (Owner::Node { .. }, wire::OUTCOME | wire::OUTCOMES | wire::RULES | wire::DEFAULT) => {
            return diagnostic.help(routes);
        }
        (Owner::Node { .. }, wire::ID | wire::TYPE) => {
            return diagnostic.help("id and type stand before the block: `id: type { … }`");
        }
        (Owner::Session, wire::FLOW) => return diagnostic.help("the flow is made of the nodes of this file"),
        _ => {}
    }
    let older = match owner {
        Owner::Node { row, .. } => catalog::retired(RetiredPlace::Field(row.name), word),
        Owner::Session | Owner::Object { .. } => {
            catalog::retired(RetiredPlace::Setting, word).or_else(|| {
                // Written as the language writes such keys.
                catalog::retired(RetiredPlace::Setting, &catalog::camel_case(word))
            })
        }
        Owner::Quoted | Owner::Unknown => None,
    };
    if let Some(row) = older {
        let diagnostic = diagnostic.help(row.note);
        return match row.new.map(spelt) {
            Some(new) => diagnostic.fix(format!("use `{new}`"), key.span, new).safe(),
            None => diagnostic,
        };
    }
    if let Some(row) =
        catalog::retired(RetiredPlace::Key, word).filter(|_| matches!(owner, Owner::Node { .. }))
    {
        return diagnostic.help(format!("{}; {routes}", row.note));
    }
    let known: Vec<Cow<'_, str>> = owner.rows().iter().map(|row| spelt(row.name)).collect();
    if let Some(near) = scope.suggest.near(word, known.iter().map(AsRef::as_ref)) {
        // The field is there, misspelt: that it is missing would follow.
        scope.meant.push(near.to_owned());
        return diagnostic
            .help(hint(word, near))
            .fix(format!("use `{near}`"), key.span, near)
            .safe_if(same_letters(word, near));
    }
    let elsewhere = elsewhere(owner, word);
    let listed = match known.len() {
        0 => format!("{} has no fields", owner.name()),
        1..=SHOWN => format!("{} has {}", owner.name(), all_of(&known)),
        _ => format!("{} has {}", owner.name(), some_of(&known, SHOWN)),
    };
    diagnostic.help(match elsewhere {
        Some(elsewhere) => format!("{elsewhere}; {listed}"),
        None => listed,
    })
}

/// Who else has a field of this name.
fn elsewhere(owner: Owner<'_>, word: &str) -> Option<String> {
    let types: Vec<&str> =
        NODE_TYPES.iter().filter(|row| row.field(word).is_some()).map(NodeType::written).collect();
    if !types.is_empty() {
        return Some(format!("{} is a field of {}", quote(word), all_of(types)));
    }
    let is_setting = !matches!(owner, Owner::Session) && catalog::field(SETTINGS, word).is_some();
    is_setting.then(|| format!("{} is a setting of the `session` block", quote(word)))
}

/// `prompt: "…"` in the block of a type that has a prompt.
fn prompt_in_block(scope: &Scope<'_>, node: &ast::Node, entries: &[ast::Field], index: usize) -> Diagnostic {
    let Some(entry) = entries.get(index) else { return misplaced::clause(node.id.span, "") };
    let head = node.ty.as_ref().unwrap_or(&node.id);
    let diagnostic = misplaced::clause(entry.key.span, "the prompt is no field")
        .label("stands right after the type")
        .help(format!("write `{} \"…\"` and drop the field", scope.sources.slice(head.span)));
    let is_text = matches!(entry.value.kind, ast::ValueKind::Text(_));
    if node.prompt.is_some() || !is_text {
        return diagnostic;
    }
    let cut = match (entries.get(index + 1), index.checked_sub(1).and_then(|before| entries.get(before))) {
        (_, Some(before)) => Span { start: before.span.end, ..entry.span },
        (Some(next), None) => Span { end: next.span.start, ..entry.span },
        (None, None) => node.fields.as_ref().map_or(entry.span, |block| block.span),
    };
    let text = format!(" {}", scope.sources.slice(entry.value.span));
    let edits = vec![Edit { span: head.span.at_end(), text }, Edit { span: cut, text: String::new() }];
    diagnostic.fix_all("move it behind the type", edits).safe()
}

/// Whether a field in quotes holds the edges of a node, which pass as they stand.
pub(super) fn hold_edges(ty: &Type, fields: &[Field]) -> bool {
    let keys = ty.row.map_or(&[][..], |row| EdgeEncoding::of(&row.routing).keys());
    fields.iter().any(|field| field.row.is_none() && keys.contains(&field.key.as_ref()))
}

/// Whether the node's prompt stands in its block, in quotes or by mistake.
pub(super) fn has_prompt(node: &ast::Node) -> bool {
    node.fields.iter().flat_map(|block| &block.entries).any(|entry| entry.key.text == wire::PROMPT)
}

/// Reports fields that pass as they stand and whose key the node writes by itself.
pub(super) fn check_written_twice(scope: &mut Scope<'_>, node: &Node) {
    let mut routes = None;
    for field in node.fields.iter().filter(|field| field.row.is_none()) {
        let from_routes = node.routes.filter(|_| {
            let keys = routes.get_or_insert_with(|| node.encoding().keys());
            keys.contains(&field.key.as_ref())
        });
        let (place, what) = match field.key.as_ref() {
            wire::ID => (node.id_span, "the id is written here"),
            wire::TYPE => (node.ty.span, "the type is written here"),
            wire::PROMPT => match &node.prompt {
                Some(prompt) => (prompt.span, "the prompt is written here"),
                None => continue,
            },
            _ => match from_routes {
                Some(routes) => (routes.span, "the routes are written here"),
                None => continue,
            },
        };
        let message = format!("{} would be written twice", quote(&field.key));
        let diagnostic = Diagnostic::new(&REPEATED_FIELD, field.key_span, message)
            .label("the node writes this key by itself")
            .related(place, what)
            .help("keep one of them");
        scope.report(diagnostic);
    }
}

/// Reports at `span` the required fields of `rows` that are not among `fields`, all at once. `what` lacks them.
pub(super) fn check_required(
    scope: &mut Scope<'_>,
    rows: &'static [catalog::Field],
    fields: &[Field],
    span: Span,
    what: impl FnOnce() -> String,
) {
    let meant = std::mem::take(&mut scope.meant);
    let is_missing = |row: &&catalog::Field| {
        row.required
            && !fields.iter().any(|field| field.key == row.name)
            && !meant.iter().any(|name| *name == spelt(row.name))
    };
    if scope.lossy || !rows.iter().any(|row| is_missing(&row)) {
        return;
    }
    let missing: Vec<&catalog::Field> = rows.iter().filter(is_missing).collect();
    let names = all_of(missing.iter().map(|row| spelt(row.name)));
    let example: Vec<String> =
        missing.iter().map(|row| format!("{}: {}", spelt(row.name), example(&row.kind))).collect();
    let diagnostic = Diagnostic::new(&MISSING_FIELD, span, format!("{} has no {names}", what()))
        .label(if missing.len() == 1 { "a field is missing" } else { "fields are missing" })
        .help(format!("write it in its block: `{{ {} }}`", example.join(", ")));
    scope.report(diagnostic);
}

/// A value that a field of this kind could have.
fn example(kind: &Kind) -> String {
    match kind {
        Kind::Text => "\"…\"".to_owned(),
        Kind::Bool => "true".to_owned(),
        Kind::Integer { min, .. } => min.to_string(),
        Kind::Number { max, .. } => max.to_string(),
        Kind::Enum(words) | Kind::Photo(words) => {
            let shortest = words.iter().min_by_key(|word| word.len());
            shortest.map_or_else(String::new, |word| spelt(word).into_owned())
        }
        Kind::List { item, .. } => format!("[{}]", example(item)),
        Kind::Object(rows) => {
            let wanted = rows.iter().filter(|row| row.required || !rows.iter().any(|row| row.required));
            let inner: Vec<String> =
                wanted.map(|row| format!("{}: {}", spelt(row.name), example(&row.kind))).collect();
            format!("{{ {} }}", inner.join(", "))
        }
        Kind::Free | Kind::Scalars | Kind::Texts(_) | Kind::Vars => "{ … }".to_owned(),
    }
}
