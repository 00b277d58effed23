//! The decision table of a flow: `fsflowc decide --format json`.

use serde::Serialize;

use super::name::Name;
use crate::diag::refused::Refused;
use crate::flow::{self, Flow};
use crate::graph::Graph;
use crate::paths::{self, Breach, Mentioned, Table};
use crate::simulate::{given_names, spelled_atom};
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
    /// The classes of completed sessions, in the order of the rules.
    pub completed: Vec<Class>,
    /// Those of sessions that stopped on the way. When no rule speaks of them there is one class, which all of them are in.
    pub incomplete: Vec<Class>,
}

/// All sessions that have the same of the outcomes behind them that the rules ask for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Class {
    /// The decision that they get.
    pub decision: String,
    /// The rule that decides, counted from 1.
    pub rule: usize,
    /// The outcomes and nodes that the rules ask for and that these sessions have behind them.
    pub outcomes: Vec<String>,
    /// The same as bare names.
    pub outcome_names: Vec<Name>,
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
        let reader = Reader { flow, decide, sources, breaches: paths::breaches(graph, decide), table };
        Ok(reader.read())
    }
}

struct Reader<'f> {
    flow: &'f Flow,
    decide: &'f flow::Decide,
    sources: &'f SourceMap,
    breaches: Vec<Breach>,
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
        Decide { version: VERSION, completed, incomplete }
    }

    fn class(&self, class: &paths::Class, stopped: bool) -> Class {
        let path = self.table.witness(class);
        let (outcomes, outcome_names) = self.outcomes(self.table.mentioned(), class.state.mask);
        Class {
            decision: self.decide.rules.get(class.rule).map_or_else(String::new, |rule| rule.name.clone()),
            rule: class.rule + 1,
            outcomes,
            outcome_names,
            paths: (!stopped).then(|| class.paths.to_string()),
            path: given_names(self.flow, &path),
            path_names: Name::of_path(self.flow, &path),
            stops_at: stopped.then(|| self.flow.node(class.state.node).id.clone()),
            broken: self.broken(|breach| {
                breach.incomplete == stopped && breach.rule == class.rule && breach.mask == class.state.mask
            }),
        }
    }

    /// What is decided about sessions that stopped when no rule speaks of them.
    fn all_stopped(&self) -> Class {
        Class {
            decision: self.decide.rules.last().map_or_else(String::new, |rule| rule.name.clone()),
            rule: self.decide.rules.len(),
            outcomes: Vec::new(),
            outcome_names: Vec::new(),
            paths: None,
            path: Vec::new(),
            path_names: Vec::new(),
            stops_at: None,
            broken: self.broken(|breach| breach.incomplete),
        }
    }

    /// The outcomes that sessions with this mask have behind them, of those that the rules ask for.
    fn outcomes(&self, mentioned: &Mentioned, mask: u64) -> (Vec<String>, Vec<Name>) {
        let held = mentioned.atoms().filter(|(bit, ..)| bit & mask != 0);
        held.map(|(_, node, index)| {
            let atom = flow::Atom { span: Default::default(), node, edge: index };
            (spelled_atom(self.flow, atom), Name::of_atom(self.flow, atom))
        })
        .unzip()
    }

    fn broken(&self, is_of_class: impl Fn(&Breach) -> bool) -> Vec<Promise> {
        let ensures = self.flow.ensures.iter().enumerate();
        let broken = ensures
            .filter(|(at, _)| self.breaches.iter().any(|breach| breach.ensure == *at && is_of_class(breach)));
        broken
            .map(|(_, ensure)| {
                let file = self.sources.get(ensure.span.file);
                Promise {
                    line: file.map_or(0, |file| file.line_column(ensure.span.start as usize).line),
                    text: self.sources.slice(ensure.span).split_whitespace().collect::<Vec<_>>().join(" "),
                }
            })
            .collect()
    }
}
