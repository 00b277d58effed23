//! Making the fixes of some flows until nothing is left to make: round after round, as one fix may show what hid another.

use std::collections::HashSet;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use super::edits::{self, Chosen, Shift};
use super::texts::{Changed, Numbers};
use super::trial::Trial;
use crate::compilation::Compilation;
use crate::diag::{Applicability, Code, Diagnostic, Edit};
use crate::format;
use crate::resolve::Options;
use crate::source::{FileId, SourceFile};

/// How often fixes are tried on some flows that have files in common. A round that holds costs one trial; only fixes that
/// do not hold cost more, and there are few of them.
const MOST_TRIALS: usize = 300;

/// A flow that is being fixed.
#[derive(Debug)]
pub(super) struct Flow {
    /// What it was compiled with.
    pub(super) options: Options,
    /// What it is by now.
    pub(super) compilation: Compilation,
}

/// A fix that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    /// The name of the file that the fault stood in.
    pub file: String,
    /// The kind of the fault.
    pub code: &'static Code,
    /// What was done.
    pub title: String,
}

/// Where a fault is that keeps its fix from holding: it is not tried again until something else has changed.
type Place = (FileId, u32, &'static str, String);

/// Some flows in the course of being fixed.
pub(super) struct Rounds<'a> {
    pub(super) flows: Vec<Flow>,
    pub(super) texts: Changed<'a>,
    pub(super) numbers: Numbers,
    pub(super) upto: Applicability,
    pub(super) made: Vec<Made>,
    refused: HashSet<Place>,
    /// What the texts were, lest two fixes that undo each other go on for ever.
    seen: HashSet<u64>,
    trials: usize,
}

impl<'a> Rounds<'a> {
    pub(super) fn new(flows: Vec<Flow>, texts: Changed<'a>, upto: Applicability) -> Self {
        Self {
            flows,
            texts,
            numbers: Numbers::default(),
            upto,
            made: Vec::new(),
            refused: HashSet::new(),
            seen: HashSet::new(),
            trials: 0,
        }
    }

    /// What is found in the flows now.
    pub(super) fn faults(&mut self) -> Vec<Diagnostic> {
        self.numbers.faults(self.flows.iter().map(|flow| &flow.compilation), self.texts.identity)
    }

    /// Whether all places that a fix changes may be changed.
    pub(super) fn may_change(&self, edits: &[Edit]) -> bool {
        let is_open = |file| self.numbers.get(file).is_some_and(|file| file.identity.is_some());
        edits.iter().all(|edit| is_open(edit.span.file))
    }

    /// Makes fixes until none is left that holds, then lays out the files that were laid out before.
    pub(super) fn run(&mut self) {
        let mut faults = self.faults();
        let originals: Vec<(FileId, Arc<SourceFile>)> = self.sources();
        let mut changed = false;
        while self.trials < MOST_TRIALS {
            let wanted: Vec<usize> = (0..faults.len()).filter(|at| self.wants(faults.get(*at))).collect();
            if wanted.is_empty() {
                if self.refused.is_empty() || !changed {
                    break;
                }
                // What did not hold may hold now that other faults are gone.
                self.refused.clear();
                changed = false;
                continue;
            }
            if let Some(after) = self.round(&faults, &wanted) {
                faults = after;
                changed = true;
            }
        }
        self.lay_out(&originals);
    }

    fn wants(&self, fault: Option<&Diagnostic>) -> bool {
        fault.is_some_and(|fault| {
            fault.fixes.first().is_some_and(|fix| {
                fix.applicability <= self.upto
                    && self.may_change(&fix.edits)
                    && !self.refused.contains(&place(fault))
            })
        })
    }

    /// Makes as many of the wanted fixes as hold together: all, or the first half of them, and so on. Gives what is found
    /// afterwards; when not even the first one holds, that one is refused.
    fn round(&mut self, faults: &[Diagnostic], wanted: &[usize]) -> Option<Vec<Diagnostic>> {
        let fault = |at: &usize| faults.get(*at);
        let mut fixed: Vec<usize> = wanted.to_vec();
        loop {
            let fixes = fixed.iter().filter_map(|at| fault(at)?.fixes.first());
            let Chosen { edits, fixes } = edits::choose(fixes);
            fixed = fixes.iter().filter_map(|number| fixed.get(*number).copied()).collect();
            self.trials += 1;
            if let Some(after) = self.attempt(faults, &fixed, &edits) {
                self.note(faults, &fixed, &edits);
                return Some(after);
            }
            if fixed.len() < 2 || self.trials >= MOST_TRIALS {
                self.refused.extend(fixed.first().and_then(fault).map(place));
                return None;
            }
            fixed.truncate(fixed.len().div_ceil(2));
        }
    }

    /// Makes these fixes if they hold; gives what is found afterwards.
    fn attempt(&mut self, faults: &[Diagnostic], fixed: &[usize], edits: &[Edit]) -> Option<Vec<Diagnostic>> {
        let texts = self.edited(edits);
        let state = state(&texts);
        if self.seen.contains(&state) {
            return None;
        }
        let new = self.recompiled(&texts, edits);
        let compilations = self.flows.iter().zip(&new);
        let compilations = compilations.map(|(flow, new)| new.as_ref().unwrap_or(&flow.compilation));
        let compilations: Vec<&Compilation> = compilations.collect();
        let after = self.numbers.faults(compilations.iter().copied(), self.texts.identity);
        let numbers = &self.numbers;
        let statements = |file: FileId| statements(numbers, &compilations, self.texts.identity, file);
        if !(Trial { before: faults, fixed, edits, after: &after, statements: &statements }).holds() {
            return None;
        }
        self.seen.insert(state);
        self.take(texts, new);
        Some(after)
    }

    fn take(&mut self, texts: Changed<'a>, new: Vec<Option<Compilation>>) {
        self.texts = texts;
        for (flow, new) in self.flows.iter_mut().zip(new) {
            if let Some(new) = new {
                flow.compilation = new;
            }
        }
    }

    /// Takes down what was fixed, and moves the places that are remembered.
    fn note(&mut self, faults: &[Diagnostic], fixed: &[usize], edits: &[Edit]) {
        for fault in fixed.iter().filter_map(|at| faults.get(*at)) {
            let file = self.numbers.get(fault.file()).map_or_else(String::new, |file| file.name.clone());
            let title = fault.fixes.first().map_or_else(String::new, |fix| fix.title.clone());
            self.made.push(Made { file, code: fault.code, title });
        }
        let shift = Shift::new(edits);
        let refused = std::mem::take(&mut self.refused);
        let moved = |(file, at, name, message)| (file, shift.first(file, at), name, message);
        self.refused.extend(refused.into_iter().map(moved));
    }

    /// The files with these edits made.
    fn edited(&self, edits: &[Edit]) -> Changed<'a> {
        let by_file = edits.chunk_by(|a, b| a.span.file == b.span.file);
        let texts = by_file.filter_map(|edits| {
            let file = edits.first()?.span.file;
            let known = self.numbers.get(file)?;
            let source = self.source(&known.name)?;
            let text = edits::apply(source.text(), file, edits);
            Some((known.identity.clone()?, Arc::new(SourceFile::new(known.name.as_str(), text))))
        });
        self.texts.with(texts)
    }

    /// The flows that have a part in one of the edited files, compiled anew.
    fn recompiled(&mut self, texts: &Changed<'_>, edits: &[Edit]) -> Vec<Option<Compilation>> {
        let touched: HashSet<FileId> = edits.iter().map(|edit| edit.span.file).collect();
        let (numbers, identity) = (&mut self.numbers, self.texts.identity);
        let mut compile = |flow: &Flow| {
            let is_touched = numbers.of(&flow.compilation, identity).iter().any(|id| touched.contains(id));
            let root = flow.compilation.sources.files().first().filter(|_| is_touched)?;
            let root = texts.changed(root.name()).unwrap_or_else(|| Arc::clone(root));
            Some(crate::compilation::compile_from(root, texts, &flow.options))
        };
        self.flows.iter().map(&mut compile).collect()
    }

    /// The text of a file as it is now.
    fn source(&self, name: &str) -> Option<Arc<SourceFile>> {
        let mut all = self.flows.iter().flat_map(|flow| flow.compilation.sources.files());
        self.texts.changed(name).or_else(|| all.find(|source| source.name() == name).cloned())
    }

    /// The texts of all files that may be changed.
    fn sources(&self) -> Vec<(FileId, Arc<SourceFile>)> {
        let open = self.numbers.iter().filter(|(_, file)| file.identity.is_some());
        open.filter_map(|(id, file)| Some((id, self.source(&file.name)?))).collect()
    }

    /// Lays out the files that were changed and had been laid out before.
    fn lay_out(&mut self, originals: &[(FileId, Arc<SourceFile>)]) {
        let mut edits = Vec::new();
        for (id, before) in originals {
            let Some(now) = self.source(before.name()) else { continue };
            if now.text() != before.text() && format::format(before) == before.text() {
                let text = format::format(&now);
                let span = crate::source::Span::new(*id, 0, now.text().len());
                edits.extend((text != now.text()).then_some(Edit { span, text }));
            }
        }
        if !edits.is_empty() {
            edits.sort();
            let texts = self.edited(&edits);
            let new = self.recompiled(&texts, &edits);
            self.take(texts, new);
        }
    }
}

fn place(fault: &Diagnostic) -> Place {
    (fault.file(), fault.primary.span.start, fault.code.name, fault.message.clone())
}

/// What the texts are, as a number.
fn state(texts: &Changed<'_>) -> u64 {
    let mut hasher = DefaultHasher::new();
    for (identity, source) in &texts.texts {
        (identity, source.text()).hash(&mut hasher);
    }
    hasher.finish()
}

/// Where the statements of a file begin.
fn statements(
    numbers: &Numbers,
    compilations: &[&Compilation],
    identity: super::texts::Identity<'_>,
    file: FileId,
) -> Vec<u32> {
    let Some(known) = numbers.get(file) else { return Vec::new() };
    let is_it = |name: &str| match &known.identity {
        Some(own) => identity(name).as_ref() == Some(own),
        None => name == known.name,
    };
    for compilation in compilations {
        let found = compilation.sources.iter().find(|(_, source)| is_it(source.name()));
        let tree = found.and_then(|(id, _)| compilation.trees.iter().find(|(other, _)| *other == id));
        if let Some((_, tree)) = tree {
            return tree.statements.iter().map(|statement| statement.span.start).collect();
        }
    }
    Vec::new()
}
