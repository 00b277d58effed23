//! Owns the rendering for a person at a terminal: the source with the places drawn into it. The one module that knows
//! miette, and only as a painter: lines, columns, widths and colours are ours.

use std::fmt;
use std::ops::Range;

use miette::{
    GraphicalReportHandler, GraphicalTheme, LabeledSpan, MietteError, MietteSpanContents, SourceCode,
    SourceSpan, SpanContents, ThemeCharacters, ThemeStyles,
};

use super::excerpt::{Excerpt, Layout, Mark};
use super::style::Style;
use super::{hint, summary, visible, wrap};
use crate::diag::{Diagnostic, Level};
use crate::source::SourceMap;

/// The least width that is laid out for; a narrower terminal breaks the lines itself.
const NARROWEST: usize = 50;

/// The least columns that a label of several lines takes; with less room it stands below the source.
const NARROWEST_LABEL: usize = 28;

/// The most lines of a label beside its place.
const MOST_LABEL_LINES: usize = 3;

/// Renders with source, at most 100 of them, and a summary.
pub(super) fn render(sources: &SourceMap, diagnostics: &[Diagnostic], style: &Style) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let mut out = String::new();
    let (shown, hidden) = summary::shown(diagnostics);
    for diagnostic in shown {
        // Writing to a string fails only when the source can't be read, and ours always can.
        let _ = one(&mut out, sources, diagnostic, style);
        out.push('\n');
    }
    out.push_str(&summary::left_out(hidden));
    out.push_str(&summary::last_line(diagnostics));
    out.push('\n');
    out
}

/// A diagnostic as miette wants to be asked for it.
#[derive(Debug)]
struct Shown<'a> {
    diagnostic: &'a Diagnostic,
    message: String,
    view: View<'a>,
    /// The columns of a line of source.
    width: usize,
}

/// The source as miette wants to read it.
#[derive(Debug)]
struct View<'a> {
    excerpt: Excerpt,
    sources: &'a SourceMap,
}

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Shown<'_> {}

impl miette::Diagnostic for Shown<'_> {
    fn severity(&self) -> Option<miette::Severity> {
        Some(match self.diagnostic.level {
            Level::Error => miette::Severity::Error,
            Level::Warning => miette::Severity::Warning,
        })
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.view)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        Some(Box::new(self.view.excerpt.marks.iter().map(|mark| {
            let text = (!mark.text.is_empty()).then(|| self.label(&mark.range, &mark.text)).flatten();
            if mark.primary {
                LabeledSpan::new_primary_with_span(text, mark.range.clone())
            } else {
                LabeledSpan::new_with_span(text, mark.range.clone())
            }
        })))
    }
}

impl Shown<'_> {
    /// The text of a label that is drawn below the middle of `range`, broken to stay inside the width. `None` when there is no
    /// room for it beside its place.
    fn label(&self, range: &Range<usize>, text: &str) -> Option<String> {
        let excerpt = &self.view.excerpt;
        let line = excerpt.lines.get(excerpt.line_at(range.start)).map_or(0, |line| line.start);
        let length = |from: usize, to: usize| excerpt.text.get(from..to).map_or(0, |it| it.chars().count());
        let column = length(line, range.start) + length(range.start, range.end) / 2;
        let room = self.width.saturating_sub(column + 8);
        let text = visible::line(text);
        let lines = wrap::wrap(&text, room.max(1));
        let fits = lines.len() == 1 || room >= NARROWEST_LABEL && lines.len() <= MOST_LABEL_LINES;
        fits.then(|| lines.join("\n"))
    }

    /// The labels for which there is no room beside their places, each with what it is about.
    fn below(&self) -> Vec<(String, String)> {
        let marks = self.view.excerpt.marks.iter().filter(|mark| !mark.text.is_empty());
        let marks = marks.filter(|mark| self.label(&mark.range, &mark.text).is_none());
        let head = |mark: &Mark| match mark.primary {
            true => "  here: ".to_owned(),
            false => format!("  {}:{}: ", mark.place.line, mark.place.column),
        };
        marks.map(|mark| (head(mark), visible::line(&mark.text).into_owned())).collect()
    }
}

impl SourceCode for View<'_> {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        before: usize,
        after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let Excerpt { text, lines, marks } = &self.excerpt;
        let end = span.offset() + span.len();
        let touch = |a: usize, b: usize| match (lines.get(a), lines.get(b)) {
            (Some(a), Some(b)) => a.file == b.file && a.number + 1 == b.number,
            _ => false,
        };
        let (mut first, mut last) = (
            self.excerpt.line_at(span.offset()),
            self.excerpt.line_at(end.saturating_sub(1).max(span.offset())),
        );
        // Lines that do not follow each other in the file are not one piece of source.
        if (first..last).any(|line| !touch(line, line + 1)) {
            return Err(MietteError::OutOfBounds);
        }
        for _ in 0..before {
            first -= usize::from(first > 0 && touch(first - 1, first));
        }
        for _ in 0..after {
            last += usize::from(touch(last, last + 1));
        }
        let line = lines.get(first).ok_or(MietteError::OutOfBounds)?;
        let stop = lines.get(last + 1).map_or(text.len(), |line| line.start);
        let data = text.get(line.start..stop).ok_or(MietteError::OutOfBounds)?;
        let column = marks.iter().filter(|mark| mark.range.start == span.offset());
        let column = column.max_by_key(|mark| mark.primary).map_or(0, |mark| mark.place.column as usize - 1);
        let name = self.sources.get(line.file).map_or("", |file| file.name());
        Ok(Box::new(MietteSpanContents::new_named(
            visible::line(name).into_owned(),
            data.as_bytes(),
            (line.start, data.len()).into(),
            line.number,
            column,
            last + 1 - first,
        )))
    }
}

fn one(out: &mut String, sources: &SourceMap, diagnostic: &Diagnostic, style: &Style) -> fmt::Result {
    let width = style.width.max(NARROWEST);
    let line = width - gutter(sources, diagnostic);
    let layout = Layout { width: line, ellipsis: if style.unicode { "…" } else { "..." } };
    let excerpt = Excerpt::new(sources, diagnostic, layout);
    let theme = theme(diagnostic, &excerpt, style);
    let handler = GraphicalReportHandler::new_themed(theme.clone())
        .with_urls(false)
        .with_width(width)
        .with_wrap_lines(false)
        .with_context_lines(1)
        .without_syntax_highlighting();
    let level = match diagnostic.level {
        Level::Error => theme.styles.error,
        Level::Warning => theme.styles.warning,
    };
    let head = format!("{}[{}]", diagnostic.level.as_str(), diagnostic.code.name);
    out.push_str(&format!("{}\n", level.style(head)));
    let message = wrap::wrap(&visible::line(&diagnostic.message), width - 6).join("\n");
    let shown = Shown { diagnostic, message, view: View { excerpt, sources }, width: line };
    handler.render_report(out, &shown)?;
    let mut note = |head: &str, lines: Vec<String>| {
        for (index, line) in lines.iter().enumerate() {
            let blank = " ".repeat(head.len());
            let head = if index == 0 { head } else { &blank };
            out.push_str(&format!("{}{line}\n", theme.styles.help.style(head)));
        }
    };
    for (head, text) in shown.below() {
        let room = width - 2 - head.len();
        note(&head, wrap::wrap(&text, room));
    }
    if let Some(help) = &diagnostic.help {
        note("  help: ", wrap::wrap(&visible::lines(help), width - 10));
    }
    if let Some(hint) = hint::hint(diagnostic) {
        let lines = hint.iter().flat_map(|line| wrap::wrap(line, width - 10)).collect();
        note("   fix: ", lines);
    }
    Ok(())
}

/// The columns left of a line of source.
fn gutter(sources: &SourceMap, diagnostic: &Diagnostic) -> usize {
    let lines = diagnostic.labels().filter_map(|label| {
        let file = sources.get(label.span.file)?;
        Some(file.line_index(label.span.range().start) + 2)
    });
    lines.max().unwrap_or(0).to_string().len() + 5
}

/// The characters and colours; one colour for the place of the fault and another for what explains it.
fn theme(diagnostic: &Diagnostic, excerpt: &Excerpt, style: &Style) -> GraphicalTheme {
    let characters = if style.unicode { ThemeCharacters::unicode() } else { ThemeCharacters::ascii() };
    if !style.color {
        return GraphicalTheme { characters, styles: ThemeStyles::none() };
    }
    let ansi = ThemeStyles::ansi();
    let (error, warning) = (ansi.error.bold(), ansi.warning.bold());
    let main = match diagnostic.level {
        Level::Error => error,
        Level::Warning => warning,
    };
    let highlights = excerpt.marks.iter().map(|mark| if mark.primary { main } else { ansi.advice }).collect();
    let styles = ThemeStyles { error, warning, link: ansi.advice, highlights, ..ansi };
    GraphicalTheme { characters, styles }
}
