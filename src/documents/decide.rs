//! The decision table of a flow: `fsflowc decide --format json`.

use serde::Serialize;

use super::name::Name;
use crate::diag::refused::Refused;
use crate::flow::{self, Flow};
use crate::graph::Graph;
use crate::paths::{self, Breaches, Count, Mentioned, Table};
use crate::simulate::{given_names, spelled_atom, spelled_comparison};
use crate::source::SourceMap;

/// The number of the shape.
const VERSION: u32 = 1;

/// Which sessions get which decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Decide {
    /// The number of the shape: 1.
    pub version: u32,
    /// How many paths there are: a decimal number of any length.
    pub paths: String,
    /// How many of them get each decision, in the order of the first rules for them.
    pub decisions: Vec<Decision>,
    /// The classes of completed sessions, in the order of the rules. Of each rule at most 100 are told.
    pub completed: Vec<Class>,
    /// Those of sessions that stopped on the way. When no rule speaks of them there is one class, which all of them are in.
    pub incomplete: Vec<Class>,
}

/// A decision, with the paths that get it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Decision {
    /// Its name.
    pub decision: String,
    /// Whether it is marked with `grant`.
    pub grant: bool,
    /// How many paths get it: a decimal number of any length. Where rules compare values, a path can get several.
    pub paths: String,
    /// How many classes of completed sessions are not told; left out when all are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more: Option<String>,
    /// How many classes of sessions that stopped are not told; left out when all are.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub more_incomplete: Option<String>,
}

/// Sessions that one rule decides and that have the same of what makes a difference. No session is in two classes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Class {
    /// The decision that they get.
    pub decision: String,
    /// The rule that decides, counted from 1.
    pub rule: usize,
    /// The reason that the rule gives; left out when it gives none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The outcomes and nodes that the rules ask for and that all of these sessions have behind them.
    pub outcomes: Vec<String>,
    /// The same as bare names.
    pub outcome_names: Vec<Name>,
    /// The outcomes and nodes that none of them has behind it, where that does not follow from the others.
    pub without: Vec<String>,
    /// The same as bare names.
    pub without_names: Vec<Name>,
    /// The comparisons that hold for the values of all of them; left out when there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<String>,
    /// The comparisons that hold for none of them, where that does not follow from the others; left out when there is none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub without_values: Vec<String>,
    /// How many paths there are: a decimal number of any length. Left out for sessions that stopped.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paths: Option<String>,
    /// One path, as `fsflowc run --with` takes it.
    pub path: Vec<String>,
    /// The same as bare names.
    pub path_names: Vec<Name>,
    /// Where that one session stops; left out for completed sessions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stops_at: Option<String>,
    /// The promises about decisions that some sessions of this class break; left out when there are none.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub broken: Vec<Promise>,
}

/// A promise of the flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Promise {
    /// The line where it begins, counted from 1.
    pub line: u32,
    /// The promise as it is written, on one line.
    pub text: String,
}

impl Decide {
    /// The table of a flow.
    ///
    /// # Errors
    /// When the flow has no `decide`, when something about it was reported that leaves its paths or rules open, or when its
    /// rules ask for more outcomes than can be combined.
    pub fn new(graph: &Graph, sources: &SourceMap) -> Result<Self, Refused> {
        let flow = graph.flow();
        let Some(decide) = &flow.decide else {
            let file = sources.iter().next().map_or("", |(_, file)| file.name());
            return Err(Refused::new(format!("`{file}` has no `decide`"))
                .help("add `decide { decision: condition … }` to the flow"));
        };
        if !paths::is_whole(graph) || decide.rules.iter().any(|rule| rule.condition.is_none()) {
            return Err(Refused::new("the flow has errors that leave its paths open"));
        }
        let table = paths::table(graph, decide).map_err(|error| Refused::new(error.to_string()))?;
        let reader = Reader { flow, decide, sources, breaches: Breaches::new(graph, decide), table };
        Ok(reader.read())
    }
}

impl Decide {
    /// The decisions, those that grant something first: what they rest on is what a reader looks for.
    #[must_use]
    pub fn grants_first(&self) -> Vec<&Decision> {
        let mut decisions: Vec<&Decision> = self.decisions.iter().collect();
        decisions.sort_by_key(|decision| !decision.grant);
        decisions
    }
}

struct Reader<'f> {
    flow: &'f Flow,
    decide: &'f flow::Decide,
    sources: &'f SourceMap,
    breaches: Breaches<'f>,
    table: Table<'f>,
}

impl Reader<'_> {
    fn read(&self) -> Decide {
        let completed = self.table.classes.iter().map(|class| self.class(class, false)).collect();
        let mut incomplete: Vec<Class> =
            self.table.stopped.iter().map(|class| self.class(class, true)).collect();
        if incomplete.is_empty() {
            incomplete.push(self.all_stopped());
        }
        let (paths, decisions) = (self.table.all.to_string(), self.decisions());
        Decide { version: VERSION, paths, decisions, completed, incomplete }
    }

    fn decisions(&self) -> Vec<Decision> {
        let mut decisions: Vec<Decision> = Vec::new();
        for rule in &self.decide.rules {
            if decisions.iter().any(|known| known.decision == rule.name) {
                continue;
            }
            let of = |counts: &[Count]| -> Count {
                let rules = self.decide.rules.iter().zip(counts);
                rules.filter(|(other, _)| other.name == rule.name).map(|(_, count)| count).sum()
            };
            let more = |counts: &[Count]| Some(of(counts)).filter(|more| !more.is_zero());
            decisions.push(Decision {
                decision: rule.name.clone(),
                grant: self.decide.grants(&rule.name),
                paths: of(&self.table.paths).to_string(),
                more: more(&self.table.more).map(|more| more.to_string()),
                more_incomplete: more(&self.table.more_stopped).map(|more| more.to_string()),
            });
        }
        decisions
    }

    fn class(&self, class: &paths::Class, stopped: bool) -> Class {
        let path = self.table.witness(class);
        let mentioned = self.table.mentioned();
        let (outcomes, outcome_names) = self.outcomes(mentioned, class.with);
        let (without, without_names) = self.outcomes(mentioned, class.without);
        Class {
            decision: self.decide.rules.get(class.rule).map_or_else(String::new, |rule| rule.name.clone()),
            rule: class.rule + 1,
            reason: self.decide.rules.get(class.rule).and_then(|rule| rule.reason.clone()),
            outcomes,
            outcome_names,
            without,
            without_names,
            values: self.comparisons(mentioned, class.with),
            without_values: self.comparisons(mentioned, class.without),
            paths: (!stopped).then(|| class.paths.to_string()),
            path: given_names(self.flow, &path),
            path_names: Name::of_path(self.flow, &path),
            stops_at: stopped.then(|| self.flow.node(class.state.node).id.clone()),
            broken: self.broken(&self.breaches.of_class(class, stopped)),
        }
    }

    /// What is decided about sessions that stopped when no rule speaks of them.
    fn all_stopped(&self) -> Class {
        Class {
            decision: self.decide.rules.last().map_or_else(String::new, |rule| rule.name.clone()),
            rule: self.decide.rules.len(),
            reason: self.decide.rules.last().and_then(|rule| rule.reason.clone()),
            outcomes: Vec::new(),
            outcome_names: Vec::new(),
            without: Vec::new(),
            without_names: Vec::new(),
            values: Vec::new(),
            without_values: Vec::new(),
            paths: None,
            path: Vec::new(),
            path_names: Vec::new(),
            stops_at: None,
            broken: self.broken(&self.breaches.of_stopped()),
        }
    }

    /// The outcomes of the mask.
    fn outcomes(&self, mentioned: &Mentioned, mask: u64) -> (Vec<String>, Vec<Name>) {
        let held = mentioned.atoms().filter(|(bit, ..)| bit & mask != 0);
        held.map(|(_, node, index)| {
            let atom = flow::Atom { span: Default::default(), node, edge: index };
            (spelled_atom(self.flow, atom), Name::of_atom(self.flow, atom))
        })
        .unzip()
    }

    /// The comparisons of the mask, each once.
    fn comparisons(&self, mentioned: &Mentioned, mask: u64) -> Vec<String> {
        let mut left = mask;
        let mut held = Vec::new();
        for rule in &self.decide.rules {
            let Some(flow::Condition::When(when)) = &rule.condition else { continue };
            when.comparisons(&mut |comparison| {
                let bit = mentioned.of_fact(flow::Fact::Value(comparison));
                if bit & left != 0 {
                    left &= !bit;
                    held.push(spelled_comparison(comparison));
                }
            });
        }
        held
    }

    fn broken(&self, promises: &[usize]) -> Vec<Promise> {
        let broken = promises.iter().filter_map(|at| self.flow.ensures.get(*at));
        broken
            .map(|ensure| {
                let file = self.sources.get(ensure.span.file);
                Promise {
                    line: file.map_or(0, |file| file.line_column(ensure.span.start as usize).line),
                    text: self.sources.slice(ensure.span).split_whitespace().collect::<Vec<_>>().join(" "),
                }
            })
            .collect()
    }
}
