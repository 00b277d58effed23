//! Owns the way from tree and catalog to [`Flow`]: names, types, values, imports and parameters.
//!
//! Every fault that the catalog or a name can show is reported here, in the file that is about it; what follows from a
//! reported fault stays silent. Questions about the flow as a whole belong to `checks`.

mod cases;
mod conditions;
mod decisions;
mod fields;
mod filled;
mod free;
mod imports;
mod interpolation;
mod keys;
mod misplaced;
mod node_types;
mod nodes;
mod objects;
mod options;
mod outcomes;
mod params;
mod prompts;
mod prune;
mod references;
mod routes;
mod rules;
mod scope;
mod session;
mod session_values;
mod since;
mod slot;
mod subject;
mod suggest;
mod targets;
mod text;
mod unchecked;
mod unknown_targets;
mod unknown_type;
mod values;
mod versions;
pub(crate) mod wording;
mod words;

#[cfg(test)]
mod tests;

pub use imports::Previous;
pub use options::{Options, ParamValue};
pub use params::PARAM_WITHOUT_VALUE;

use crate::diag::{Code, Diagnostic};
use crate::flow::{Allow, Flow};
use crate::source::{FileId, Files, SourceMap};
use crate::syntax::ast;

/// The kinds of faults that this stage raises.
pub static CODES: &[&Code] = &[
    &imports::IMPORT_NOT_FOUND,
    &imports::IMPORT_CYCLE,
    &versions::UNKNOWN_API,
    &since::NEWER_THAN_API,
    &versions::IMPORT_API,
    &session::REPEATED_STATEMENT,
    &params::DUPLICATE_PARAM,
    &params::UNKNOWN_PARAM,
    &params::PARAM_WITHOUT_VALUE,
    &params::WRONG_PARAM_VALUE,
    &nodes::DUPLICATE_NODE,
    &unknown_type::UNKNOWN_TYPE,
    &unknown_targets::UNKNOWN_TARGET,
    &outcomes::UNKNOWN_OUTCOME,
    &outcomes::REPEATED_OUTCOME,
    &outcomes::ROUTES_ON_END,
    &rules::WRONG_RULE,
    &rules::NO_RULES,
    &fields::UNKNOWN_FIELD,
    &session_values::UNKNOWN_REPORT_FIELD,
    &keys::REPEATED_FIELD,
    &fields::MISSING_FIELD,
    &slot::WRONG_TYPE,
    &values::OUT_OF_RANGE,
    &words::UNKNOWN_VALUE,
    &references::BAD_REFERENCE,
    &misplaced::MISPLACED_CLAUSE,
    &unchecked::UNCHECKED,
    &decisions::UNKNOWN_DECISION,
    &decisions::MISSING_ELSE,
    &conditions::AMBIGUOUS_NAME,
    &conditions::CIRCULAR_LET,
    &decisions::SIMILAR_DECISIONS,
    &cases::DUPLICATE_TEST,
];

/// A flow with the trees that it was made of.
#[derive(Debug)]
pub struct Resolved {
    /// What the files mean.
    pub flow: Flow,
    /// The trees, the file that was asked for first, each file once; none when they are dropped.
    pub trees: Vec<(FileId, ast::File)>,
    /// What was wrong.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the file `id` of `sources` and what it imports, and resolves everything in it.
///
/// Linear in the size of the files; imported files are added to `sources`.
#[must_use]
pub fn resolve(id: FileId, sources: &mut SourceMap, files: &dyn Files, options: &Options) -> Resolved {
    resolve_incrementally(id, sources, files, options, Previous::default())
}

/// Does what [`resolve`] does with the same result, only sooner: statements that `earlier` holds are not read again.
#[must_use]
pub fn resolve_incrementally(
    id: FileId,
    sources: &mut SourceMap,
    files: &dyn Files,
    options: &Options,
    earlier: Previous,
) -> Resolved {
    let mut diagnostics = Vec::new();
    let mut loaded = imports::load(id, sources, files, earlier, &mut diagnostics);
    let chosen = versions::choose(&loaded, options, &mut diagnostics);
    let mut scope = scope::Scope::new(sources, &loaded, chosen, options, diagnostics);
    let nodes = nodes::resolve(&mut scope, &mut loaded, !options.drop_trees);
    let session = session::resolve(&mut scope, &loaded);
    let kept = prune::unreached(nodes);
    unknown_targets::report(&mut scope);
    let (params, mut suggest, mut diagnostics) = scope.finish(&kept.owners);
    let complete = loaded.complete && !kept.duplicates;
    let root = loaded.trees.first().map(|(_, file)| file);
    let promises = root.map_or_else(decisions::Promises::default, |file| {
        decisions::resolve(file, &kept.nodes, complete, &mut suggest, &mut diagnostics)
    });
    let flow = Flow {
        name: stem(sources.get(id).map_or("", |file| file.name())),
        file: id,
        version: chosen.version,
        docs: root.map_or_else(Vec::new, |file| text::docs(&file.docs)),
        params,
        nodes: kept.nodes,
        session,
        decide: promises.decide,
        ensures: promises.ensures,
        tests: promises.tests,
        complete,
        allows: allows(&loaded),
    };
    let trees = if options.drop_trees { Vec::new() } else { loaded.trees };
    Resolved { flow, trees, diagnostics }
}

/// `flows/payment-auth.fsflow` → `payment-auth`
fn stem(path: &str) -> String {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| if stem.is_empty() { file } else { stem });
    stem.trim_matches(['<', '>']).to_owned()
}

fn allows(loaded: &imports::Loaded) -> Vec<Allow> {
    let statements = loaded.trees.iter().flat_map(|(_, file)| &file.statements);
    statements
        .flat_map(|statement| {
            statement.allows.iter().map(|allow| Allow {
                span: allow.span,
                name: allow.name.text.clone(),
                name_span: allow.name.span,
                statement: statement.span,
                reason: allow.reason.as_ref().map(text::plain),
            })
        })
        .collect()
}
