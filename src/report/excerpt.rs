//! Owns the lines of source that a diagnostic is shown with: only those that it needs, cut to what fits, safe to print,
//! and still knowing their true lines and columns.
//!
//! A renderer sees this small text in place of the sources, so its cost does not depend on their size.

use std::ops::Range;

use crate::diag::{Diagnostic, Label};
use crate::documents::text;
use crate::source::{FileId, LineColumn, SourceFile, SourceMap};

/// The most places that are shown of one diagnostic.
const MOST_MARKS: usize = 20;

/// The lines of one diagnostic.
#[derive(Debug)]
pub(super) struct Excerpt {
    /// The lines, each with a line break at its end.
    pub(super) text: String,
    /// Where they come from, in the order of the text.
    pub(super) lines: Vec<Line>,
    /// The labels, in the order of the text.
    pub(super) marks: Vec<Mark>,
}

/// A line of an excerpt.
#[derive(Debug)]
pub(super) struct Line {
    /// The file.
    pub(super) file: FileId,
    /// Its 0-based number there.
    pub(super) number: usize,
    /// Where it starts in the excerpt's text.
    pub(super) start: usize,
}

/// A label in an excerpt. It lies on one line and is never empty; at the end of a line it covers the line break.
#[derive(Debug)]
pub(super) struct Mark {
    /// Where it lies in the excerpt's text.
    pub(super) range: Range<usize>,
    /// Where it begins in the file.
    pub(super) place: LineColumn,
    /// What it says.
    pub(super) text: String,
    /// Whether it is the place of the fault.
    pub(super) primary: bool,
}

/// How an excerpt is laid out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Layout {
    /// The columns that a line of source may take.
    pub(super) width: usize,
    /// What stands for the rest of a line that is cut.
    pub(super) ellipsis: &'static str,
}

impl Excerpt {
    /// The lines that the labels of `diagnostic` lie on, each with its neighbours: the file of the fault first, then
    /// the others as the labels name them.
    pub(super) fn new(sources: &SourceMap, diagnostic: &Diagnostic, layout: Layout) -> Self {
        let mut this = Self { text: String::new(), lines: Vec::new(), marks: Vec::new() };
        let labels: Vec<(bool, &Label)> =
            diagnostic.labels().take(MOST_MARKS).enumerate().map(|(at, label)| (at == 0, label)).collect();
        let mut files: Vec<FileId> = Vec::new();
        for (_, label) in &labels {
            if !files.contains(&label.span.file) {
                files.push(label.span.file);
            }
        }
        for file in files {
            if let Some(source) = sources.get(file) {
                let labels = labels.iter().filter(|(_, label)| label.span.file == file).copied();
                this.add_file(file, source, labels.collect(), layout);
            }
        }
        this
    }

    /// The number in `lines` of the line that holds this place of the text.
    pub(super) fn line_at(&self, offset: usize) -> usize {
        self.lines.partition_point(|line| line.start <= offset).saturating_sub(1)
    }

    fn add_file(
        &mut self,
        file: FileId,
        source: &SourceFile,
        mut labels: Vec<(bool, &Label)>,
        layout: Layout,
    ) {
        labels.sort_by_key(|(_, label)| (label.span.start, label.span.end));
        let mut named: Vec<usize> =
            labels.iter().map(|(_, label)| source.line_index(label.span.range().start)).collect();
        named.dedup();
        let wanted = with_neighbours(source, &named);
        let mut labels = labels.into_iter().peekable();
        for number in wanted {
            let mut here = Vec::new();
            while let Some(label) =
                labels.next_if(|(_, label)| source.line_index(label.span.range().start) == number)
            {
                here.push(label);
            }
            self.add_line(file, source, number, &here, layout);
        }
    }

    fn add_line(
        &mut self,
        file: FileId,
        source: &SourceFile,
        number: usize,
        labels: &[(bool, &Label)],
        layout: Layout,
    ) {
        self.lines.push(Line { file, number, start: self.text.len() });
        let line = source.line_range(number);
        let spans: Vec<Range<usize>> = labels.iter().map(|(_, label)| within(&line, label)).collect();
        let main = labels.iter().position(|(primary, _)| *primary).unwrap_or(0);
        let mut window = window(source.text(), &line, &spans, main, layout.width);
        if window != line {
            // What stands for the rest takes a column at each end; in ASCII it takes more.
            let more = 2 * layout.ellipsis.chars().count() - 1;
            window = self::window(source.text(), &line, &spans, main, layout.width.saturating_sub(more));
        }
        let places = self.add_text(source.text(), &line, &window, layout.ellipsis);
        let at = |offset: usize| {
            let index = places.partition_point(|(real, _)| *real <= offset).saturating_sub(1);
            places.get(index).map_or(0, |(_, shown)| *shown)
        };
        for ((primary, label), span) in labels.iter().zip(spans) {
            let start = at(span.start);
            let next = places.iter().map(|(_, shown)| *shown).find(|shown| *shown > start);
            let end = at(span.end).max(next.unwrap_or(start + 1));
            self.marks.push(Mark {
                range: start..end,
                place: source.line_column(label.span.range().start),
                text: label.text.clone(),
                primary: *primary,
            });
        }
    }

    /// Appends the window of a line and a line break. Gives pairs of a place in the file and where it is shown, in order.
    fn add_text(
        &mut self,
        text: &str,
        line: &Range<usize>,
        window: &Range<usize>,
        ellipsis: &str,
    ) -> Vec<(usize, usize)> {
        let mut places = Vec::new();
        if window.start > line.start {
            places.push((line.start, self.text.len()));
            self.text.push_str(ellipsis);
        }
        for (at, ch) in text.get(window.clone()).unwrap_or("").char_indices() {
            places.push((window.start + at, self.text.len()));
            match ch {
                '\u{feff}' if window.start + at == 0 => {}
                '\t' => self.text.push('\t'),
                _ if text::is_hidden(ch) => self.text.push_str(&text::name(ch)),
                _ => self.text.push(ch),
            }
        }
        places.push((window.end, self.text.len()));
        if window.end < line.end {
            self.text.push_str(ellipsis);
            places.push((line.end, self.text.len()));
        }
        self.text.push('\n');
        places
    }
}

/// These lines and those above and below each; an empty line only where it joins two pieces.
fn with_neighbours(source: &SourceFile, named: &[usize]) -> Vec<usize> {
    let is_blank = |line: usize| {
        let text = source.text().get(source.line_range(line)).unwrap_or("");
        text.len() < 1000 && text.trim().is_empty()
    };
    let mut wanted: Vec<usize> = named.iter().flat_map(|line| line.saturating_sub(1)..=line + 1).collect();
    wanted.sort_unstable();
    wanted.dedup();
    let joins = |line: usize| line > 0 && wanted.contains(&(line - 1)) && wanted.contains(&(line + 1));
    let keep = |line: &usize| {
        named.contains(line) || *line < source.line_count() && (!is_blank(*line) || joins(*line))
    };
    wanted.iter().copied().filter(keep).collect()
}

/// The part of a label's range that lies on the line where it begins.
fn within(line: &Range<usize>, label: &Label) -> Range<usize> {
    let span = label.span.range();
    let start = span.start.clamp(line.start, line.end);
    start..span.end.clamp(start, line.end)
}

/// The part of the line that is shown: all of it when it fits, else a piece around the labels, the `main` one before all.
fn window(
    text: &str,
    line: &Range<usize>,
    spans: &[Range<usize>],
    main: usize,
    width: usize,
) -> Range<usize> {
    let whole = forward(text, line.start, line.end, width);
    if whole == line.end {
        return line.clone();
    }
    let Some(span) = spans.get(main) else { return line.start..whole };
    let first = spans.iter().map(|span| span.start).min().unwrap_or(span.start);
    let last = spans.iter().map(|span| span.end).max().unwrap_or(span.end);
    let (start, end) =
        if forward(text, first, last, width) == last { (first, last) } else { (span.start, span.end) };
    if end <= whole && forward(text, line.start, line.end, width - width / 8) >= end {
        return line.start..whole;
    }
    let room = width.saturating_sub(columns(text, start..end, width)) / 2;
    let start = backward(text, start, line.start, room);
    let end = forward(text, start, line.end, width);
    // What is left of the width at the end of a line goes to its beginning.
    let start = backward(text, start, line.start, width.saturating_sub(columns(text, start..end, width)));
    start..end
}

/// The place up to `limit` that is `width` columns after `from`.
fn forward(text: &str, from: usize, limit: usize, width: usize) -> usize {
    let mut left = width;
    for (at, ch) in text.get(from..limit).unwrap_or("").char_indices() {
        match left.checked_sub(cells(ch)) {
            Some(rest) => left = rest,
            None => return from + at,
        }
    }
    limit
}

/// The place down to `limit` that is `width` columns before `from`.
fn backward(text: &str, from: usize, limit: usize, width: usize) -> usize {
    let mut left = width;
    let mut place = from;
    for (at, ch) in text.get(limit..from).unwrap_or("").char_indices().rev() {
        match left.checked_sub(cells(ch)) {
            Some(rest) => left = rest,
            None => return place,
        }
        place = limit + at;
    }
    place
}

/// The columns that a range takes, counted no further than `most`.
fn columns(text: &str, range: Range<usize>, most: usize) -> usize {
    let mut sum = 0;
    for ch in text.get(range).unwrap_or("").chars() {
        if sum >= most {
            return most;
        }
        sum += cells(ch);
    }
    sum
}

/// The columns that a character takes, as good as it must be known to cut a line.
fn cells(ch: char) -> usize {
    match ch {
        '\t' => 4,
        _ if text::is_hidden(ch) => 8,
        '\u{1100}'.. => 2,
        _ => 1,
    }
}
