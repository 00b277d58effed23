//! Owns the results of a flow's tests: what they say, for people and for programs.

use fsflow::flow::{Case, EdgeId, Flow, NodeId};
use fsflow::paths::{self, CaseResult, Coverage, Failure as Wrong, TestResult};
use fsflow::report::safe;
use fsflow::source::{SourceMap, Span};
use serde::Serialize;

use crate::run::Compiled;
use crate::story;

/// The tests of one file.
#[derive(Debug, Serialize)]
pub(crate) struct FileReport {
    pub(crate) file: String,
    pub(crate) tests: Vec<TestReport>,
    pub(crate) coverage: CoverageReport,
}

/// One test.
#[derive(Debug, Serialize)]
pub(crate) struct TestReport {
    pub(crate) name: String,
    pub(crate) line: u32,
    pub(crate) passed: bool,
    pub(crate) failures: Vec<CaseReport>,
}

/// A case that failed.
#[derive(Debug, Serialize)]
pub(crate) struct CaseReport {
    line: u32,
    given: Vec<String>,
    expected: Vec<String>,
    /// The nodes that were really passed; none when the outcomes make no path.
    taken: Vec<String>,
    decision: Option<String>,
    messages: Vec<String>,
}

/// What the tests of a file have taken.
#[derive(Debug, Serialize)]
pub(crate) struct CoverageReport {
    pub(crate) percent: usize,
    outcomes: usize,
    missed_outcomes: Vec<String>,
    decisions: usize,
    missed_decisions: Vec<String>,
}

impl FileReport {
    /// Runs the tests of a flow whose names are wanted.
    pub(crate) fn new(compiled: &Compiled, wanted: impl Fn(&str) -> bool) -> Self {
        let (flow, sources) = (&compiled.compilation.flow, &compiled.compilation.sources);
        let graph = &compiled.compilation.graph;
        let (results, coverage) = paths::run(graph, |test| wanted(&test.name));
        let tests = results.iter().map(|result| TestReport::new(flow, sources, result)).collect();
        let coverage = CoverageReport::new(flow, &coverage);
        Self { file: compiled.input.name.clone(), tests, coverage }
    }

    /// How many tests failed.
    pub(crate) fn failed(&self) -> usize {
        self.tests.iter().filter(|test| !test.passed).count()
    }
}

impl TestReport {
    fn new(flow: &Flow, sources: &SourceMap, result: &TestResult<'_>) -> Self {
        let failed = result.cases.iter().filter(|case| !case.failures.is_empty());
        let failures: Vec<CaseReport> = failed.map(|case| CaseReport::new(flow, sources, case)).collect();
        Self {
            name: result.test.name.clone(),
            line: line(sources, result.test.name_span),
            passed: failures.is_empty(),
            failures,
        }
    }
}

impl CaseReport {
    fn new(flow: &Flow, sources: &SourceMap, result: &CaseResult<'_>) -> Self {
        let case: &Case = result.case;
        let id = |node: NodeId| flow.node(node).id.clone();
        let given = case.given.iter().map(|atom| match atom.edge {
            Some(index) => story::outcome(flow, EdgeId { from: atom.node, index }),
            None => id(atom.node),
        });
        let decision = case.decision.iter().map(|(name, _)| name.clone());
        Self {
            line: line(sources, case.span),
            given: given.collect(),
            expected: case.nodes.iter().map(|(node, _)| id(*node)).chain(decision).collect(),
            taken: result.walk.iter().flat_map(|walk| walk.nodes()).map(id).collect(),
            decision: result.decision.map(str::to_owned),
            messages: result.failures.iter().map(|failure| wrong(flow, failure)).collect(),
        }
    }

    /// What went wrong, in one line.
    pub(crate) fn message(&self) -> String {
        self.messages.join(", ")
    }

    /// What went wrong, a line each: the case, what was expected, what happened.
    pub(crate) fn lines(&self) -> Vec<String> {
        let mut lines = vec![format!("line {}: {}", self.line, self.given.join(", "))];
        lines.push(format!("  expected  {}", self.expected.join(", ")));
        if !self.taken.is_empty() {
            let mut taken = story::arrows(self.taken.clone());
            if let Some(decision) = &self.decision {
                taken.push_str(&format!(", {decision}"));
            }
            lines.push(format!("  taken     {taken}"));
        }
        lines.extend(self.messages.iter().map(|message| format!("  {message}")));
        lines
    }
}

impl CoverageReport {
    fn new(flow: &Flow, coverage: &Coverage) -> Self {
        Self {
            percent: coverage.percent(),
            outcomes: coverage.outcomes.len(),
            missed_outcomes: coverage
                .missed_outcomes
                .iter()
                .map(|edge| story::outcome(flow, *edge))
                .collect(),
            decisions: coverage.decisions.len(),
            missed_decisions: coverage.missed_decisions.clone(),
        }
    }

    fn lines(&self) -> Vec<String> {
        let of =
            |all: usize, missed: &[String], what: &str| format!("{} of {all} {what}", all - missed.len());
        let mut parts = vec![of(self.outcomes, &self.missed_outcomes, "outcomes")];
        if self.decisions > 0 {
            parts.push(of(self.decisions, &self.missed_decisions, "decisions"));
        }
        let mut lines = vec![format!("tested: {} ({} %)", parts.join(", "), self.percent)];
        lines.extend(missed("not taken", &self.missed_outcomes));
        lines.extend(missed("not decided", &self.missed_decisions));
        lines
    }
}

fn line(sources: &SourceMap, span: Span) -> u32 {
    sources.get(span.file).map_or(0, |file| file.line_column(span.start as usize).line)
}

/// What went wrong, in words.
fn wrong(flow: &Flow, failure: &Wrong) -> String {
    let node = |id: NodeId| &flow.node(id).id;
    match failure {
        Wrong::NotPassed(id, _) => format!("`{}` is not passed", node(*id)),
        Wrong::Decision { expected, actual } => format!("the decision is `{actual}`, not `{}`", expected.0),
        // A flow with such a case has errors and its tests are not run.
        Wrong::NoPath(_) => "the outcomes make no path".to_owned(),
    }
}

fn missed(what: &str, names: &[String]) -> Option<String> {
    const MOST: usize = 12;
    let shown = names.iter().take(MOST).cloned().collect::<Vec<_>>().join(", ");
    let more = if names.len() > MOST { format!(" and {} more", names.len() - MOST) } else { String::new() };
    (!names.is_empty()).then(|| format!("  {what}: {shown}{more}"))
}

/// The results for people; with coverage only when all tests ran.
pub(crate) fn human(reports: &[FileReport], all: bool) -> String {
    let mut text = String::new();
    let tests: usize = reports.iter().map(|report| report.tests.len()).sum();
    for report in reports.iter().filter(|report| all || !report.tests.is_empty()) {
        text.push_str(&format!("{}\n", safe(&report.file)));
        for test in &report.tests {
            let word = if test.passed { "ok    " } else { "FAILED" };
            text.push_str(&format!("  {word}  {}\n", safe(&test.name)));
            for line in test.failures.iter().flat_map(CaseReport::lines) {
                text.push_str(&format!("          {}\n", safe(&line)));
            }
        }
        for line in report.coverage.lines().iter().filter(|_| all) {
            text.push_str(&format!("  {}\n", safe(line)));
        }
        text.push('\n');
    }
    if tests == 0 {
        return text + "no tests; `fsflowc test --generate FILE` proposes some\n";
    }
    let failed: usize = reports.iter().map(FileReport::failed).sum();
    text + &format!("{} passed, {failed} failed\n", tests - failed)
}
