//! The fixes of text that can't be read are tried before they are offered: where a bracket or a quote is missing is a guess,
//! and a wrong guess leaves the fault or makes another.
//!
//! A fix is tried on its statement and the next one, so that the cost follows the faults and not the file.

use super::codes::{CONTROL_CHARACTER, SYNTAX, UNCLOSED_BRACKET, UNCLOSED_STRING};
use super::scan::Chunk;
use crate::diag::{Code, Diagnostic, Edit, Fix};

/// The kinds of faults whose fixes move the borders of what is read. The others exchange one token for another.
static TRIED: [&Code; 4] = [&UNCLOSED_BRACKET, &UNCLOSED_STRING, &SYNTAX, &CONTROL_CHARACTER];

/// How many fixes of one statement are tried; a statement with more faults than that is no text to be mended by guesses.
const MOST_TRIES: usize = 8;

/// Takes back the fixes after which the text has as many faults as before. `faults` counts those of a text of some statements.
pub fn withdraw(
    text: &str,
    chunks: &[Chunk],
    diagnostics: &mut [Diagnostic],
    faults: impl Fn(&str) -> usize,
) {
    let mut tried = (usize::MAX, 0, 0);
    for diagnostic in diagnostics.iter_mut().filter(|it| TRIED.contains(&it.code) && !it.fixes.is_empty()) {
        let start = diagnostic.primary.span.range().start;
        let chunk = chunks.partition_point(|chunk| chunk.start <= start).saturating_sub(1);
        let Some(piece) = piece(text, chunks, chunk) else { continue };
        if tried.0 != chunk {
            tried = (chunk, 0, faults(text.get(piece.clone()).unwrap_or_default()));
        }
        let before = tried.2;
        diagnostic.fixes.retain(|fix| {
            tried.1 += 1;
            tried.1 <= MOST_TRIES
                && made(text, piece.clone(), fix).is_some_and(|after| faults(&after) < before)
        });
    }
}

/// The statement of this number with the next one, which may begin where this one should have ended.
fn piece(text: &str, chunks: &[Chunk], number: usize) -> Option<std::ops::Range<usize>> {
    let chunk = chunks.get(number)?;
    let start = if number == 0 { 0 } else { chunk.start };
    Some(start..chunks.get(number + 2).map_or(text.len(), |next| next.start))
}

/// The piece after the fix; `None` when the fix changes something elsewhere.
fn made(text: &str, piece: std::ops::Range<usize>, fix: &Fix) -> Option<String> {
    let mut out = String::with_capacity(piece.len() + 8);
    let mut at = piece.start;
    for Edit { span, text: new } in &fix.edits {
        out.push_str(text.get(at..span.range().start)?);
        out.push_str(new);
        at = span.range().end;
    }
    out.push_str(text.get(at..piece.end)?);
    Some(out)
}
