//! Formatting as editors ask for it: the smallest edits for a file, a range, or what was just typed, so that the cursor stays
//! where it is. How a file is laid out is the business of [`format`](mod@crate::format).

use std::ops::Range;

use super::view::View;
use crate::diag::Edit;
use crate::format;
use crate::source::{FileId, SourceFile, Span};

/// The edits that lay out the whole file.
#[must_use]
pub fn document(source: &SourceFile, file: FileId) -> Vec<Edit> {
    edits(source, file, &format::format(source))
}

/// The edits that lay out the statements which `range` touches.
#[must_use]
pub fn range(view: &View<'_>, range: Range<usize>) -> Vec<Edit> {
    let touched = view.tree.statements.iter().map(|statement| statement.span.range());
    let touched: Vec<_> = touched.filter(|at| at.start <= range.end && range.start <= at.end).collect();
    let (Some(first), Some(last)) = (touched.first(), touched.last()) else { return Vec::new() };
    // With the blank lines above and the line break below, which belong to what is laid out.
    let text = view.source.text();
    let above = text.get(..first.start).unwrap_or("").trim_end().len();
    let first_line = view.source.line_index(above) + usize::from(above > 0);
    let end = view.source.line_range(view.source.line_index(last.end) + 1).start;
    let whole = view.source.line_range(first_line).start..end;
    let all = document(view.source, view.file);
    all.into_iter().filter(|edit| inside(&edit.span.range(), &whole)).collect()
}

/// The edits after `}` or `>` was typed at `offset`: the statement that it closes is laid out, if it can be read.
#[must_use]
pub fn closed(view: &View<'_>, offset: usize) -> Vec<Edit> {
    let ends = |span: Span| span.end as usize == offset;
    let done = view.tree.statements.iter().find(|statement| ends(statement.span) && !statement.broken);
    done.map_or_else(Vec::new, |statement| range(view, statement.span.range()))
}

/// The edit after a line break was typed at `offset`: the new line is indented by the brackets that are open.
#[must_use]
pub fn line_broken(source: &SourceFile, file: FileId, offset: usize) -> Vec<Edit> {
    let line = source.line_index(offset);
    let Some(above) = line.checked_sub(1) else { return Vec::new() };
    let text = |index: usize| source.text().get(source.line_range(index)).unwrap_or("");
    let blank = |text: &str| text.len() - text.trim_start().len();
    let before = text(above);
    let mut depth = before.get(..blank(before)).unwrap_or("").to_owned();
    let code = before.trim_end();
    if code.ends_with(['{', '<', '[']) || code.ends_with("\"\"\"") && code.matches("\"\"\"").count() == 1 {
        depth.push_str("  ");
    }
    let here = text(line);
    if here.trim_start().starts_with(['}', '>', ']']) && depth.ends_with("  ") {
        depth.truncate(depth.len() - 2);
    }
    let start = source.line_range(line).start;
    let written = Span::new(file, start, start + blank(here));
    if source.slice(written) == depth { Vec::new() } else { vec![Edit { span: written, text: depth }] }
}

fn inside(edit: &Range<usize>, whole: &Range<usize>) -> bool {
    whole.start <= edit.start && edit.end <= whole.end
}

/// The difference of two texts as edits of runs of lines. Lines that stand in both texts in the same order are kept as far as
/// a search near the place where the texts part can tell; the rest of the file is compared from its end.
pub(super) fn edits(source: &SourceFile, file: FileId, after: &str) -> Vec<Edit> {
    const NEAR: usize = 64;
    let old: Vec<&str> = source.text().split_inclusive('\n').collect();
    let new: Vec<&str> = after.split_inclusive('\n').collect();
    let shared_end = old.iter().rev().zip(new.iter().rev()).take_while(|(old, new)| old == new).count();
    let (old_end, new_end) = (old.len() - shared_end, new.len() - shared_end);
    let (mut at, mut to, mut offset) = (0, 0, 0);
    let mut out = Vec::new();
    loop {
        while at < old_end
            && to < new_end
            && let (Some(a), Some(b)) = (old.get(at), new.get(to))
            && a == b
        {
            (at, to, offset) = (at + 1, to + 1, offset + a.len());
        }
        if at >= old_end && to >= new_end {
            return out;
        }
        // The nearest pair of lines from which both texts go on alike.
        let (old_stop, new_stop) = (old_end.min(at + NEAR), new_end.min(to + NEAR));
        let meets = |a: usize, b: usize| a < old_stop && b < new_stop && old.get(a) == new.get(b);
        let near = (1..old_stop.saturating_sub(at) + new_stop.saturating_sub(to))
            .find_map(|sum| (0..=sum).map(|skip| (at + skip, to + sum - skip)).find(|(a, b)| meets(*a, *b)));
        let (next_at, next_to) = near.unwrap_or((old_end, new_end));
        let length: usize = old.get(at..next_at).unwrap_or(&[]).iter().map(|line| line.len()).sum();
        let text = new.get(to..next_to).unwrap_or(&[]).concat();
        out.push(Edit { span: Span::new(file, offset, offset + length), text });
        (at, to, offset) = (next_at, next_to, offset + length);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn apply(text: &str, edits: &[Edit]) -> String {
        let mut out = text.to_owned();
        for edit in edits.iter().rev() {
            out.replace_range(edit.span.range(), &edit.text);
        }
        out
    }

    #[test]
    fn the_edits_of_a_file_make_the_formatted_text_and_touch_nothing_else() {
        let text = "start->a\n\n\n\na:conversation \"x\"->end\r\n// é😀\nend\nb   :   liveness\n-> < detected :end , else:end >\n";
        let source = SourceFile::new("a.fsflow", text);
        let edits = document(&source, FileId(0));
        assert_eq!(apply(text, &edits), format::format(&source));
        let tidy = SourceFile::new("a.fsflow", format::format(&source));
        assert!(document(&tidy, FileId(0)).is_empty());
        let far = SourceFile::new("a.fsflow", "start -> end\n\nend\n\nx -> end  \n\nend2: end\n");
        let edits = document(&far, FileId(0));
        assert_eq!(apply(far.text(), &edits), format::format(&far));
        assert!(edits.iter().all(|edit| edit.span.start > 15), "{edits:?}");
        for text in ["end\n\n\n\nend\n", "end\nend", "\n\n", "", "a -> b\na -> b\n\n\na -> b\n"] {
            let source = SourceFile::new("a.fsflow", text);
            assert_eq!(apply(text, &document(&source, FileId(0))), format::format(&source));
        }
    }

    #[test]
    fn a_line_break_keeps_the_indentation_and_an_open_bracket_deepens_it() {
        let indent = |text: &str| {
            let at = text.find("$0").unwrap();
            let text = text.replace("$0", "");
            apply(&text, &line_broken(&SourceFile::new("a", text.as_str()), FileId(0), at))
        };
        assert_eq!(indent("a -> <\n$0"), "a -> <\n  ");
        assert_eq!(indent("a -> <\n  x: y\n$0"), "a -> <\n  x: y\n  ");
        assert_eq!(indent("a -> <\n$0>"), "a -> <\n>");
        assert_eq!(indent("a: conversation \"\"\"\n$0"), "a: conversation \"\"\"\n  ");
        assert_eq!(indent("a -> b\n$0"), "a -> b\n");
    }
}
