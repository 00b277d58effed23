//! Whether fixes hold what they promise: the faults they are for are gone, and no error has come.

use std::collections::{HashMap, HashSet};

use super::edits::Shift;
use crate::diag::{Diagnostic, Edit, Level};
use crate::source::FileId;

/// The kind of a fault and where it is; two faults that differ in neither are the same one.
type Kind<'a> = (FileId, &'static str, &'a str);

/// A text before and after fixes were made.
pub(super) struct Trial<'a> {
    /// What was found before.
    pub(super) before: &'a [Diagnostic],
    /// The numbers of the faults in `before` whose fixes were made.
    pub(super) fixed: &'a [usize],
    /// The edits of these fixes, in order of place.
    pub(super) edits: &'a [Edit],
    /// What was found afterwards.
    pub(super) after: &'a [Diagnostic],
    /// Where the statements of a file begin afterwards, in order.
    pub(super) statements: &'a dyn Fn(FileId) -> Vec<u32>,
}

impl Trial<'_> {
    /// Whether all fixes hold.
    ///
    /// An error that comes up in the statement of an error that is gone was there before and could not be seen; as long as
    /// there is not more than one for each that is gone, it is no fault of the fix.
    pub(super) fn holds(&self) -> bool {
        let shift = Shift::new(self.edits);
        if !self.all_gone(&shift) {
            return false;
        }
        let new = self.new_errors(&shift);
        if new.is_empty() {
            return true;
        }
        let alone = self.fixed.len() == 1;
        if alone { errors(self.after) <= errors(self.before) } else { self.were_hidden(&shift, &new) }
    }

    fn all_gone(&self, shift: &Shift<'_>) -> bool {
        let mut left: HashMap<Kind<'_>, Vec<u32>> = HashMap::new();
        for diagnostic in self.after {
            left.entry(kind(diagnostic)).or_default().push(diagnostic.primary.span.start);
        }
        self.fixed.iter().filter_map(|number| self.before.get(*number)).all(|fault| {
            let span = fault.primary.span;
            let (first, last) = (shift.first(span.file, span.start), shift.last(span.file, span.end));
            // They are sorted, as the diagnostics are.
            let starts = left.get(&kind(fault)).map_or(&[][..], Vec::as_slice);
            let at = starts.partition_point(|start| *start < first);
            starts.get(at).is_none_or(|start| *start > last)
        })
    }

    fn new_errors(&self, shift: &Shift<'_>) -> Vec<&Diagnostic> {
        let mut known: HashSet<(Kind<'_>, u32)> = HashSet::new();
        for error in self.before.iter().filter(|it| it.level == Level::Error) {
            let span = error.primary.span;
            known.insert((kind(error), shift.first(span.file, span.start)));
            known.insert((kind(error), shift.last(span.file, span.start)));
        }
        let errors = self.after.iter().filter(|it| it.level == Level::Error);
        errors.filter(|error| !known.contains(&(kind(error), error.primary.span.start))).collect()
    }

    /// Whether the new errors stand in statements of which as many others are gone.
    fn were_hidden(&self, shift: &Shift<'_>, new: &[&Diagnostic]) -> bool {
        let mut starts: HashMap<FileId, Vec<u32>> = HashMap::new();
        let mut statement = |file: FileId, offset: u32| {
            let starts = starts.entry(file).or_insert_with(|| (self.statements)(file));
            (file, starts.partition_point(|start| *start <= offset))
        };
        let mut gone: HashMap<(FileId, usize), usize> = HashMap::new();
        for fault in self.fixed.iter().filter_map(|number| self.before.get(*number)) {
            if fault.level == Level::Error {
                let span = fault.primary.span;
                *gone.entry(statement(span.file, shift.first(span.file, span.start))).or_default() += 1;
            }
        }
        new.iter().all(|error| {
            let span = error.primary.span;
            match gone.get_mut(&statement(span.file, span.start)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    true
                }
                _ => false,
            }
        })
    }
}

fn kind(diagnostic: &Diagnostic) -> Kind<'_> {
    (diagnostic.file(), diagnostic.code.name, &diagnostic.message)
}

fn errors(diagnostics: &[Diagnostic]) -> usize {
    diagnostics.iter().filter(|it| it.level == Level::Error).count()
}
