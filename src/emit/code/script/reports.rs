//! What a script does with reports, which is the same for every flow: it checks them, and decides.

use super::form::Form;
use super::item::{Function, Item, Parameter};

const SESSION: Parameter = Parameter { name: "session", ty: "unknown", default: None };

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

/// The decision about a session.
pub(super) fn decide(form: Form) -> Vec<Item> {
    let error = Item::Error {
        docs: "The outcomes of a report fit paths with different decisions, and no further report can tell them apart.",
        name: "AmbiguousReportError",
    };
    let decide = Item::Function(Function {
        docs: "\
The decision about a session: the one that every path of the flow gets that fits the session's report. `\"pending\"` while the
session goes on, and while its report does not say enough: node reports come some seconds after the session ended, so ask
again then. `session` is the member of that name in the answer of `GET /sessions/:id`.

@throws UnknownReportError when the session is not one of this flow.
@throws AmbiguousReportError when the report can never tell which decision is right.",
        name: "decide",
        parameters: vec![SESSION],
        returns: "Decision | \"pending\"",
        body: form.of(include_str!("runtime/decide.ts.in")),
    });
    vec![error, decide, Item::Code(form.of(include_str!("runtime/paths.ts.in")))]
}
