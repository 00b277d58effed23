//! What a script does with reports, which is the same for every flow: it checks them, decides, and makes some for tests.

use super::form::Form;
use super::item::{Function, Item, Parameter};
use crate::catalog::wire;
use crate::emit::code::ir::Module;

const SESSION: Parameter = Parameter { name: "session", ty: "unknown", default: None };

const OPTIONS: Parameter = Parameter { name: "options", ty: "DecideOptions", default: Some("{}") };

const OUTCOMES: Parameter = Parameter { name: "...outcomes", ty: "OutcomeName[]", default: None };

/// Reports that are checked against the flow.
pub(super) fn reports(form: Form) -> Vec<Item> {
    let error = Item::Error {
        docs: "A session or its report is not one that this flow can have given, so nothing may be concluded from it.",
        name: "UnknownReportError",
    };
    let reports = Item::Function(Function {
        docs: "\
The node reports of a session, checked against the flow; none while the session has none. `session` is the member of that
name in the answer of `GET /sessions/:id`.

@throws UnknownReportError when a report names a node, a type or an outcome that this flow does not have.",
        name: "reports",
        parameters: vec![SESSION],
        returns: "NodeReport[]",
        body: form.of(include_str!("runtime/reports.ts.in")),
    });
    vec![error, reports, Item::Code(form.of(include_str!("runtime/members.ts.in")))]
}

/// The line of `decide` that refuses the sessions of other flows.
const CHECK: &str = "  checkOrigin(session);\n";

/// The decision about a session. Whether it refuses those of other flows `is_marked` says.
pub(super) fn decide(module: &Module<'_>, form: Form) -> Vec<Item> {
    let body = form.of(include_str!("runtime/decide.ts.in"));
    let body = if module.is_marked { body } else { body.replace(CHECK, "") };
    let origin = [
        Item::Error {
            docs: "The session is of another flow, or of another version of this one.",
            name: "ForeignSessionError",
        },
        Item::Code(form.of(include_str!("runtime/origin.ts.in"))),
    ];
    let error = Item::Error {
        docs: "The outcomes of a report fit paths with different decisions, and no further report can tell them apart.",
        name: "AmbiguousReportError",
    };
    let decide = Item::Function(Function {
        docs: "\
The decision about a session: the one that every path of the flow gets that fits the session's report. `\"pending\"` while the
session goes on, and while its report does not say enough: node reports come some seconds after the session ended, so ask
again then. A decision that grants something needs its evidence in the report itself. `session` is the member of that name in
the answer of `GET /sessions/:id`.

@throws UnknownReportError when the session is not one of this flow.
@throws AmbiguousReportError when the report can never tell which decision is right, and the flow does not say what then.",
        name: "decide",
        parameters: vec![SESSION, OPTIONS],
        returns: "Answer",
        body,
    });
    let mut items = vec![error, decide];
    items.extend(origin.into_iter().filter(|_| module.is_marked));
    items.extend([
        Item::Code(form.of(include_str!("runtime/answers.ts.in"))),
        Item::Code(form.of(include_str!("runtime/paths.ts.in"))),
        Item::Code(form.of(include_str!("runtime/conditions.ts.in"))),
        Item::Code(form.of(include_str!("runtime/evidence.ts.in"))),
        Item::Code(form.of(include_str!("runtime/values.ts.in"))),
    ]);
    items
}

/// Sessions for the tests of an application.
pub(super) fn fixtures(module: &Module<'_>, form: Form) -> Vec<Item> {
    let metadata = if module.is_marked {
        format!("{{ {}: FLOW_NAME, {}: FINGERPRINT }}", wire::ORIGIN[0], wire::ORIGIN[1])
    } else {
        "{}".to_owned()
    };
    let ty = Item::Type(
        "\
/** An outcome as the flow names it: `node.outcome`. */
export type OutcomeName = { [Id in NodeId]: `${Id}.${Nodes[Id][\"name\"]}` }[NodeId];
"
        .to_owned(),
    );
    let function = Item::Function(Function {
        docs: "\
A session that went so, as the API reports it: for the tests of an application. `sessionOf(\"liveness.detected\", …)` takes the
outcomes where a path branches; where one is left out, the session stopped.",
        name: "sessionOf",
        parameters: vec![OUTCOMES],
        returns: "{ [member: string]: Json }",
        body: form.of(include_str!("runtime/fixtures.ts.in")),
    });
    let docs = "// What the metadata of a session says of its flow.";
    let metadata = Item::Code(format!("{docs}\nconst METADATA = {metadata};\n"));
    vec![ty, function, metadata]
}
