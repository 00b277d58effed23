//! Applies the fixes of diagnostics to texts, for every door that offers it: the command line, editors, bindings.
//!
//! What a fix is stands in [`diag`](crate::diag), and each is offered by the file that finds the fault. Here is what makes
//! many of them at once safe to apply: fixes that get into each other's way are made one after the other, each result is
//! compiled, and a fix that does not remove its own fault or brings an error is not made. Nothing here reads or writes a file.
//!
//! ```
//! use std::sync::Arc;
//!
//! use fsflow::diag::Applicability;
//! use fsflow::fix::{self, Scope, Subject};
//! use fsflow::resolve::Options;
//! use fsflow::source::{NoFiles, SourceFile};
//!
//! let text = "start => END\n\nend\n";
//! let flow = Subject { source: Arc::new(SourceFile::new("a.fsflow", text)), options: Options::default() };
//! let itself = |name: &str| (name == "a.fsflow").then(|| name.to_owned());
//! let scope = Scope { files: &NoFiles, identity: &itself, upto: Applicability::Unsafe };
//! let fixed = fix::fix(vec![flow], &scope);
//! assert_eq!(fixed.files[0].after, "start -> end\n\nend\n");
//! ```

mod edits;
mod rounds;
mod texts;
mod trial;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

pub use edits::{Chosen, apply, choose};
pub use rounds::Made;
pub use texts::Identity;

use crate::compilation::Compilation;
use crate::diag::Applicability;
use crate::resolve::Options;
use crate::source::{Files, SourceFile};
use rounds::{Flow, Rounds};
use texts::Changed;

/// A flow to fix.
#[derive(Debug, Clone)]
pub struct Subject {
    /// The text of its file.
    pub source: Arc<SourceFile>,
    /// What it is compiled with.
    pub options: Options,
}

/// What may be changed, and how far.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// Where the flows' imports come from.
    pub files: &'a dyn Files,
    /// Which file a name stands for, if that file may be changed.
    pub identity: Identity<'a>,
    /// Whether fixes are made that change what a flow means.
    pub upto: Applicability,
}

/// What came of fixing some flows.
#[derive(Debug, Default)]
pub struct Fixed {
    /// The files that have a new text, by name.
    pub files: Vec<FixedFile>,
    /// The fixes that were made, in order.
    pub made: Vec<Made>,
    /// The flows as they are now, in the order in which they were given.
    pub flows: Vec<Compilation>,
    /// The faults that have a fix which was not made.
    pub left: Left,
}

/// A file with a new text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FixedFile {
    /// Its name, as the flow knows it that met it first.
    pub name: String,
    /// The text as it was.
    pub before: String,
    /// The new text.
    pub after: String,
}

/// Why faults still have their fix, with the number of faults.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Left {
    /// The fix changes what the flow means, and that was not asked for.
    pub unsafe_fixes: usize,
    /// The fix does not hold here: its fault would stay, or an error would come.
    pub refused: usize,
    /// The fix changes a file that was not to be changed: the numbers by the names of the files.
    pub elsewhere: BTreeMap<String, usize>,
}

/// Makes the best fix of each fault in these flows, as far as `scope` goes, until there is none left that holds.
///
/// A file that was laid out as the formatter does it is laid out afterwards. Flows that share a file which may be changed
/// are fixed together: no fix that one of them asks for brings an error to another.
#[must_use]
pub fn fix(flows: Vec<Subject>, scope: &Scope<'_>) -> Fixed {
    let flows: Vec<Flow> = flows.into_iter().map(|subject| compiled(subject, scope)).collect();
    let groups = groups(&flows, scope.identity);
    let mut slots: Vec<Option<Flow>> = flows.into_iter().map(Some).collect();
    let mut done: BTreeMap<usize, Compilation> = BTreeMap::new();
    let mut out = Fixed::default();
    for group in groups {
        let flows = group.iter().filter_map(|at| slots.get_mut(*at)?.take()).collect();
        let texts = Changed { files: scope.files, identity: scope.identity, texts: BTreeMap::new() };
        let mut rounds = Rounds::new(flows, texts, scope.upto);
        out.add(&mut rounds);
        done.extend(group.into_iter().zip(rounds.flows.into_iter().map(|flow| flow.compilation)));
    }
    out.files.sort_by(|a, b| a.name.cmp(&b.name));
    out.flows = done.into_values().collect();
    out
}

fn compiled(subject: Subject, scope: &Scope<'_>) -> Flow {
    let Subject { source, options } = subject;
    let compilation = crate::compilation::compile_from(source, scope.files, &options);
    Flow { options, compilation }
}

impl Fixed {
    fn add(&mut self, rounds: &mut Rounds<'_>) {
        let before: HashMap<String, Arc<SourceFile>> = rounds
            .flows
            .iter()
            .flat_map(|flow| flow.compilation.sources.files())
            .map(|source| (source.name().to_owned(), Arc::clone(source)))
            .collect();
        rounds.run();
        let changed = rounds.texts.texts.values().filter_map(|after| {
            let before = before.get(after.name()).filter(|before| before.text() != after.text())?;
            Some(FixedFile {
                name: after.name().to_owned(),
                before: before.text().to_owned(),
                after: after.text().to_owned(),
            })
        });
        self.files.extend(changed);
        self.made.append(&mut rounds.made);
        for fault in rounds.faults() {
            let Some(fix) = fault.fixes.first() else { continue };
            let files = fix.edits.iter().filter_map(|edit| rounds.numbers.get(edit.span.file));
            if let Some(file) = files.into_iter().find(|file| file.identity.is_none()) {
                *self.left.elsewhere.entry(file.name.clone()).or_default() += 1;
            } else if fix.applicability > rounds.upto {
                self.left.unsafe_fixes += 1;
            } else {
                self.left.refused += 1;
            }
        }
    }
}

/// The flows that share a file which may be changed stand together, in the order of the first of them.
fn groups(flows: &[Flow], identity: Identity<'_>) -> Vec<Vec<usize>> {
    let mut leader: Vec<usize> = (0..flows.len()).collect();
    let mut owner: HashMap<String, usize> = HashMap::new();
    for (at, flow) in flows.iter().enumerate() {
        let sources = flow.compilation.sources.files();
        for file in sources.iter().filter_map(|source| identity(source.name())) {
            let first = *owner.entry(file).or_insert(at);
            let (a, b) = (lead(&leader, first), lead(&leader, at));
            if let Some(leader) = leader.get_mut(a.max(b)) {
                *leader = a.min(b);
            }
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..flows.len() {
        groups.entry(lead(&leader, at)).or_default().push(at);
    }
    groups.into_values().collect()
}

fn lead(leader: &[usize], mut at: usize) -> usize {
    while let Some(next) = leader.get(at).filter(|next| **next != at) {
        at = *next;
    }
    at
}

#[cfg(test)]
mod tests;
