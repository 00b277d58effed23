//! How the tests of flows went: `fsflowc test --format json`.

use serde::Serialize;

use super::diagnostics::Diagnostic;
use super::name::Name;
use super::places::Places;
use crate::diag;
use crate::flow::{Case, Flow, NodeId};
use crate::graph::Graph;
use crate::simulate::{
    self, CaseResult, Failure, MOST_NAMES, TestResult, shortened, spelled, spelled_atom, spelled_given,
};
use crate::source::{SourceMap, Span};

/// The number of the shape.
const VERSION: u32 = 1;

/// The tests of several files.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Tests {
    /// The number of the shape: 1.
    pub version: u32,
    /// The files.
    pub files: Vec<TestedFile>,
}

/// The tests of one file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct TestedFile {
    /// The file.
    pub file: String,
    /// The tests that were run, in their order.
    pub tests: Vec<Test>,
    /// What they have taken; `null` when the flow has errors and no test could be run.
    pub coverage: Option<Coverage>,
    /// The errors that keep the tests from being run; left out when there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Diagnostic>,
}

/// One test.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Test {
    /// What is tested, in words.
    pub name: String,
    /// The line of its name, counted from 1.
    pub line: u32,
    /// Whether all cases hold.
    pub passed: bool,
    /// The cases that failed.
    pub failures: Vec<FailedCase>,
}

/// A case that failed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct FailedCase {
    /// The line where it begins, counted from 1.
    pub line: u32,
    /// The outcomes that happen.
    pub given: Vec<String>,
    /// The same as bare names.
    pub given_names: Vec<Name>,
    /// The nodes that must be passed, then the decision.
    pub expected: Vec<String>,
    /// The nodes that were really passed; none when the outcomes make no path.
    pub taken: Vec<String>,
    /// The decision that came out.
    pub decision: Option<String>,
    /// What went wrong, a clause each.
    pub messages: Vec<String>,
}

/// What the tests of a file have taken.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Coverage {
    /// How many of the outcomes and decisions, in percent, rounded down.
    pub percent: usize,
    /// How many outcomes could be taken.
    pub outcomes: usize,
    /// Those that no test took.
    pub missed_outcomes: Vec<String>,
    /// The same as bare names.
    pub missed_outcome_names: Vec<Name>,
    /// How many decisions there are.
    pub decisions: usize,
    /// Those that no test reached.
    pub missed_decisions: Vec<String>,
}

impl Tests {
    /// The results of these files.
    #[must_use]
    pub fn new(files: Vec<TestedFile>) -> Self {
        Self { version: VERSION, files }
    }

    /// Whether a test failed or could not be run.
    #[must_use]
    pub fn failed(&self) -> bool {
        self.files.iter().any(|file| file.failed() > 0 || !file.errors.is_empty())
    }
}

impl TestedFile {
    /// Runs the tests of a flow without errors whose names are wanted.
    #[must_use]
    pub fn run(file: &str, graph: &Graph, sources: &SourceMap, wanted: impl Fn(&str) -> bool) -> Self {
        let (results, coverage) = simulate::run(graph, |test| wanted(&test.name));
        Self {
            file: file.to_owned(),
            tests: results.iter().map(|result| Test::new(graph.flow(), sources, result)).collect(),
            coverage: Some(Coverage::new(graph.flow(), &coverage)),
            errors: Vec::new(),
        }
    }

    /// A file whose tests can't be run because of the errors among these diagnostics.
    #[must_use]
    pub fn broken(file: &str, sources: &SourceMap, diagnostics: &[diag::Diagnostic]) -> Self {
        let places = Places::new(sources);
        let errors = diagnostics.iter().filter(|it| it.level == diag::Level::Error);
        let errors = errors.map(|it| Diagnostic::new(sources, &places, it)).collect();
        Self { file: file.to_owned(), tests: Vec::new(), coverage: None, errors }
    }

    /// How many tests failed.
    #[must_use]
    pub fn failed(&self) -> usize {
        self.tests.iter().filter(|test| !test.passed).count()
    }
}

impl Test {
    fn new(flow: &Flow, sources: &SourceMap, result: &TestResult<'_>) -> Self {
        let failed = result.cases.iter().filter(|case| !case.failures.is_empty());
        let failures: Vec<FailedCase> = failed.map(|case| FailedCase::new(flow, sources, case)).collect();
        Self {
            name: result.test.name.clone(),
            line: line(sources, result.test.name_span),
            passed: failures.is_empty(),
            failures,
        }
    }
}

impl FailedCase {
    fn new(flow: &Flow, sources: &SourceMap, result: &CaseResult<'_>) -> Self {
        let case = result.case;
        let id = |node: NodeId| flow.node(node).id.clone();
        let decision = case.decision.iter().map(|(name, _)| name.clone());
        let not_nodes = case.no_nodes.iter().map(|(node, _)| format!("not {}", id(*node)));
        let not_decisions = case.no_decisions.iter().map(|(name, _)| format!("not {name}"));
        Self {
            line: line(sources, case.span),
            given: given(flow, case),
            given_names: case.given.iter().map(|atom| Name::of_atom(flow, *atom)).collect(),
            expected: case
                .nodes
                .iter()
                .map(|(node, _)| id(*node))
                .chain(decision)
                .chain(not_nodes)
                .chain(not_decisions)
                .collect(),
            taken: result.walk.iter().flat_map(|walk| walk.nodes()).map(id).collect(),
            decision: result.decision.map(str::to_owned),
            messages: result.failures.iter().map(|failure| wrong(flow, failure)).collect(),
        }
    }

    /// What went wrong, in one line.
    #[must_use]
    pub fn message(&self) -> String {
        self.messages.join(", ")
    }

    /// What went wrong, a line each: the case, what was expected, what happened.
    #[must_use]
    pub fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("line {}: {}", self.line, self.given.join(", "))];
        lines.push(format!("  expected  {}", self.expected.join(", ")));
        if !self.taken.is_empty() {
            let mut taken = shortened(self.taken.clone(), MOST_NAMES).join(" → ");
            if let Some(decision) = &self.decision {
                taken.push_str(&format!(", {decision}"));
            }
            lines.push(format!("  taken     {taken}"));
        }
        lines.extend(self.messages.iter().map(|message| format!("  {message}")));
        lines
    }
}

impl Coverage {
    fn new(flow: &Flow, coverage: &simulate::Coverage) -> Self {
        let missed = &coverage.missed_outcomes;
        Self {
            percent: coverage.percent(),
            outcomes: coverage.outcomes.len(),
            missed_outcomes: missed.iter().map(|edge| spelled(flow, *edge)).collect(),
            missed_outcome_names: missed.iter().map(|edge| Name::of_edge(flow, *edge)).collect(),
            decisions: coverage.decisions.len(),
            missed_decisions: coverage.missed_decisions.clone(),
        }
    }
}

/// What a case gives, as the file writes it: outcomes, values, where the session stops.
fn given(flow: &Flow, case: &Case) -> Vec<String> {
    let atoms = case.given.iter().map(|atom| spelled_atom(flow, *atom));
    let stop = case.stops_at.map(|(node, _)| format!("stops at {}", flow.node(node).id));
    atoms.chain(case.values.iter().map(spelled_given)).chain(stop).collect()
}

fn line(sources: &SourceMap, span: Span) -> u32 {
    sources.get(span.file).map_or(0, |file| file.line_column(span.start as usize).line)
}

/// What went wrong, in words.
fn wrong(flow: &Flow, failure: &Failure) -> String {
    let node = |id: NodeId| &flow.node(id).id;
    match failure {
        Failure::NotPassed(id, _) => format!("`{}` is not passed", node(*id)),
        Failure::Passed(id, _) => format!("`{}` is passed", node(*id)),
        Failure::Forbidden(name, _) => format!("the decision is `{name}`"),
        Failure::Decision { expected, actual } => format!("the decision is `{actual}`, not `{}`", expected.0),
        // A flow with such a case has errors and its tests are not run.
        Failure::NoPath(_) => "the outcomes make no path".to_owned(),
    }
}
