//! Edits of texts as such: which fixes can be made together, what a text is afterwards, and where its places went.

use std::collections::BTreeMap;

use crate::diag::{Edit, Fix};
use crate::source::FileId;

/// Fixes that can be made together.
#[derive(Debug, Default)]
pub struct Chosen {
    /// Their edits, each once, in order of place; they do not overlap.
    pub edits: Vec<Edit>,
    /// Which of the fixes these are, as their numbers in the list that was given.
    pub fixes: Vec<usize>,
}

/// Chooses, in the order given, each fix that changes nothing which an earlier one changes too. Two fixes that make the
/// same edit get on: it is made once.
#[must_use]
pub fn choose<'a>(fixes: impl IntoIterator<Item = &'a Fix>) -> Chosen {
    let mut taken: BTreeMap<(FileId, u32), &Edit> = BTreeMap::new();
    let mut chosen = Vec::new();
    for (number, fix) in fixes.into_iter().enumerate() {
        if fix.edits.iter().all(|edit| fits(&taken, edit)) {
            taken.extend(fix.edits.iter().map(|edit| ((edit.span.file, edit.span.start), edit)));
            chosen.push(number);
        }
    }
    Chosen { edits: taken.into_values().cloned().collect(), fixes: chosen }
}

fn fits(taken: &BTreeMap<(FileId, u32), &Edit>, edit: &Edit) -> bool {
    let place = (edit.span.file, edit.span.start);
    if let Some(other) = taken.get(&place) {
        return *other == edit;
    }
    let before = taken.range(..place).next_back().filter(|((file, _), _)| *file == place.0);
    let after = taken.range(place..).next().filter(|((file, _), _)| *file == place.0);
    before.is_none_or(|(_, other)| other.span.end <= edit.span.start)
        && after.is_none_or(|((_, start), _)| edit.span.end <= *start)
}

/// The text of one file after those of the edits, in order of place, that are about it.
#[must_use]
pub fn apply(text: &str, file: FileId, edits: &[Edit]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for edit in edits.iter().filter(|edit| edit.span.file == file) {
        let range = edit.span.range();
        out.push_str(text.get(at..range.start).unwrap_or_default());
        out.push_str(&edit.text);
        at = range.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// Where places are after edits.
#[derive(Debug)]
pub(super) struct Shift<'a> {
    edits: &'a [Edit],
    /// For each edit, how much longer the text of its file has become before it.
    before: Vec<i64>,
}

impl<'a> Shift<'a> {
    /// The edits are in order of place and do not overlap.
    pub(super) fn new(edits: &'a [Edit]) -> Self {
        let mut before = Vec::with_capacity(edits.len());
        let mut longer = 0;
        let mut file = FileId::default();
        for edit in edits {
            if edit.span.file != file {
                (file, longer) = (edit.span.file, 0);
            }
            before.push(longer);
            longer += growth(edit);
        }
        Self { edits, before }
    }

    /// Where the place is at the earliest: before what was inserted at it.
    pub(super) fn first(&self, file: FileId, offset: u32) -> u32 {
        let earlier = |edit: &Edit| (edit.span.file, edit.span.start) < (file, offset);
        self.after(self.edits.partition_point(earlier), file, offset, |_| 0)
    }

    /// Where the place is at the latest: behind what was inserted at it.
    pub(super) fn last(&self, file: FileId, offset: u32) -> u32 {
        let earlier = |edit: &Edit| {
            let place = (edit.span.file, edit.span.start);
            place < (file, offset) || (place == (file, offset) && edit.span.end == offset)
        };
        self.after(self.edits.partition_point(earlier), file, offset, |edit| edit.text.len() as i64)
    }

    /// The place after the first `count` edits; one that is gone is as far into the new text as `inside` says.
    fn after(&self, count: usize, file: FileId, offset: u32, inside: fn(&Edit) -> i64) -> u32 {
        let last =
            count.checked_sub(1).and_then(|last| Some((self.edits.get(last)?, *self.before.get(last)?)));
        let Some((edit, before)) = last.filter(|(edit, _)| edit.span.file == file) else { return offset };
        let moved = if edit.span.end > offset {
            i64::from(edit.span.start) + before + inside(edit)
        } else {
            i64::from(offset) + before + growth(edit)
        };
        u32::try_from(moved).unwrap_or(0)
    }
}

fn growth(edit: &Edit) -> i64 {
    edit.text.len() as i64 - i64::from(edit.span.end - edit.span.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Applicability;
    use crate::source::Span;

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { span: Span::new(FileId(0), start, end), text: text.to_owned() }
    }

    fn fix(edits: &[(usize, usize, &str)]) -> Fix {
        let edits = edits.iter().map(|(start, end, text)| edit(*start, *end, text)).collect();
        Fix { applicability: Applicability::Safe, title: String::new(), edits }
    }

    fn check(fixes: &[Fix], numbers: &[usize], text: &str) {
        let chosen = choose(fixes);
        assert_eq!(chosen.fixes, numbers);
        assert_eq!(apply("abcdef", FileId(0), &chosen.edits), text);
    }

    #[test]
    fn fixes_that_overlap_are_not_made_together() {
        check(&[fix(&[(1, 3, "X")]), fix(&[(2, 4, "Y")]), fix(&[(4, 5, "Z")])], &[0, 2], "aXdZf");
        check(&[fix(&[(4, 5, "Z")]), fix(&[(0, 1, "_"), (3, 5, "Y")])], &[0], "abcdZf");
    }

    #[test]
    fn an_edit_that_two_fixes_make_is_made_once() {
        check(&[fix(&[(1, 1, "X")]), fix(&[(1, 1, "X"), (3, 3, "Y")])], &[0, 1], "aXbcYdef");
    }

    #[test]
    fn different_insertions_at_one_place_are_not_made_together() {
        check(&[fix(&[(1, 1, "X")]), fix(&[(1, 1, "Y")]), fix(&[(1, 2, "Z")])], &[0], "aXbcdef");
    }

    #[test]
    fn an_insertion_behind_a_replacement_fits() {
        check(&[fix(&[(1, 3, "X")]), fix(&[(3, 3, "Y")])], &[0, 1], "aXYdef");
    }

    #[test]
    fn places_move_with_the_text() {
        let edits = [edit(1, 3, "XYZ"), edit(4, 4, "__")];
        let shift = Shift::new(&edits);
        let both = |offset| (shift.first(FileId(0), offset), shift.last(FileId(0), offset));
        assert_eq!([0, 1, 2, 3, 4, 5].map(both), [(0, 0), (1, 1), (1, 4), (4, 4), (5, 7), (8, 8)]);
        assert_eq!(shift.first(FileId(1), 5), 5);
    }
}
