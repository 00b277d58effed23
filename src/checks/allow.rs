//! Owns `@allow(name, "why")`: what it silences, and what is wrong with one.

use std::collections::HashMap;

use super::phrase::quote;
use crate::diag::{Code, Diagnostic, Level, did_you_mean, same_letters};
use crate::flow::{Allow, Flow};
use crate::source::{FileId, SourceMap, Span};

crate::code! {
    /// An `@allow` silences nothing. The warning it was written for is gone, or it stands before another statement than the
    /// one that the warning is about, or it names an error, which can't be allowed.
    ///
    /// While a flow has errors nothing is said about its `@allow`s, because warnings may be missing that come back later.
    ///
    /// ```fsflow wrong
    /// start -> closing
    /// @allow(missing-closing, "the application says goodbye")
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static UNUSED_ALLOW = warning(Style) "unused-allow";
}

crate::code! {
    /// An `@allow` names a check that does not exist. It silences nothing; `fsflowc explain` lists the names.
    ///
    /// ```fsflow wrong
    /// @allow(missing-closng, "the application says goodbye")
    /// start -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// @allow(missing-closing, "the application says goodbye")
    /// start -> end
    /// end
    /// ```
    pub static UNKNOWN_CHECK = warning(Correctness) "unknown-check";
}

crate::code! {
    /// An `@allow` gives no reason. Whoever reads the flow later should learn why this warning does not matter here.
    ///
    /// ```fsflow wrong
    /// @allow(missing-closing)
    /// start -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// @allow(missing-closing, "the application says goodbye")
    /// start -> end
    /// end
    /// ```
    pub static MISSING_REASON = warning(Style) "missing-reason";
}

/// The kinds of faults that an `@allow` itself can have.
pub static CODES: &[&Code] = &[&UNUSED_ALLOW, &UNKNOWN_CHECK, &MISSING_REASON];

/// Drops the warnings that an `@allow` before their statement silences, and reports the `@allow`s that are wrong. Must run
/// after all checks; `codes` is every kind of fault, sorted by name. `n log n` in the number of diagnostics and `@allow`s.
pub fn apply(flow: &Flow, sources: &SourceMap, codes: &[&'static Code], diagnostics: &mut Vec<Diagnostic>) {
    if flow.allows.is_empty() {
        return;
    }
    let allows = Statements::new(&flow.allows);
    let mut used = vec![false; flow.allows.len()];
    let broken = diagnostics.iter().any(|diagnostic| diagnostic.level == Level::Error);
    diagnostics.retain(|diagnostic| !allows.silence(diagnostic, &mut used));
    for (index, allow) in flow.allows.iter().enumerate() {
        let named = codes.binary_search_by_key(&allow.name.as_str(), |code| code.name);
        match named.ok().and_then(|at| codes.get(at)) {
            None => diagnostics.push(unknown(allow, codes)),
            Some(code) if code.level == Level::Error => diagnostics.push(names_an_error(allow, sources)),
            // An imported statement may need its `@allow` in another flow.
            Some(_) if !used[index] && !broken && allow.span.file == flow.file => {
                diagnostics.push(unused(allow, sources));
            }
            Some(_) => {}
        }
        if allow.reason.as_deref().is_none_or(|reason| reason.trim().is_empty()) {
            diagnostics.push(without_reason(allow));
        }
    }
}

/// The `@allow`s by the statement that they stand before.
struct Statements<'a> {
    allows: &'a [Allow],
    /// The statements of each file, in order of place, with their `@allow`s.
    by_file: HashMap<FileId, Vec<(Span, usize)>>,
}

impl<'a> Statements<'a> {
    fn new(allows: &'a [Allow]) -> Self {
        let mut by_file: HashMap<FileId, Vec<(Span, usize)>> = HashMap::new();
        for (index, allow) in allows.iter().enumerate() {
            by_file.entry(allow.statement.file).or_default().push((allow.statement, index));
        }
        for statements in by_file.values_mut() {
            statements.sort();
        }
        Self { allows, by_file }
    }

    /// Whether an `@allow` silences the diagnostic; notes which.
    fn silence(&self, diagnostic: &Diagnostic, used: &mut [bool]) -> bool {
        if diagnostic.code.level == Level::Error {
            return false;
        }
        let place = diagnostic.primary.span;
        let Some(statements) = self.by_file.get(&place.file) else { return false };
        // Statements do not overlap, so the last ones that begin at or before the place are those around it.
        let after = statements.partition_point(|(statement, _)| statement.start <= place.start);
        let before = statements.get(..after).unwrap_or(&[]).iter().rev();
        let around = before.take_while(|(statement, _)| statement.contains(place));
        let names_it =
            |index: &usize| self.allows.get(*index).is_some_and(|allow| allow.name == diagnostic.code.name);
        // The first of several that say the same.
        let found = around.map(|(_, index)| *index).filter(names_it).last();
        if let Some(used) = found.and_then(|index| used.get_mut(index)) {
            *used = true;
        }
        found.is_some()
    }
}

fn unknown(allow: &Allow, codes: &[&'static Code]) -> Diagnostic {
    let near = did_you_mean(&allow.name, codes.iter().map(|code| code.name));
    let diagnostic =
        Diagnostic::new(&UNKNOWN_CHECK, allow.name_span, format!("there is no check {}", quote(&allow.name)));
    match near {
        Some(near) => diagnostic
            .help(format!("did you mean `{near}`?"))
            .fix(format!("write `{near}`"), allow.name_span, near)
            .safe_if(same_letters(&allow.name, near)),
        None => diagnostic.help("`fsflowc explain` lists the checks"),
    }
}

fn names_an_error(allow: &Allow, sources: &SourceMap) -> Diagnostic {
    let message = format!("{} is an error, which can't be allowed", quote(&allow.name));
    removal(
        allow,
        sources,
        Diagnostic::new(&UNUSED_ALLOW, allow.span, message)
            .help("remove the `@allow`; the error has to be cured"),
    )
}

fn unused(allow: &Allow, sources: &SourceMap) -> Diagnostic {
    let message = format!("this `@allow` silences nothing: there is no {} here", quote(&allow.name));
    let help = "remove it, or put it before the statement that the warning is about";
    removal(allow, sources, Diagnostic::new(&UNUSED_ALLOW, allow.span, message).help(help))
}

/// Adds the fix that removes an `@allow` with its line.
fn removal(allow: &Allow, sources: &SourceMap, diagnostic: Diagnostic) -> Diagnostic {
    let Some(file) = sources.get(allow.span.file) else { return diagnostic };
    let text = file.text();
    let after = text.get(allow.span.end as usize..).unwrap_or("");
    let blank = after.len() - after.trim_start().len();
    let place = Span::new(allow.span.file, allow.span.start as usize, allow.span.end as usize + blank);
    diagnostic.fix("remove the `@allow`", place, "").safe()
}

fn without_reason(allow: &Allow) -> Diagnostic {
    Diagnostic::new(
        &MISSING_REASON,
        allow.span,
        format!("this `@allow` does not say why {} is fine here", quote(&allow.name)),
    )
    .help(format!("write `@allow({}, \"why it is fine here\")`", allow.name))
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "allow",
            &[
                (
                    "silences at its statement",
                    r#"@allow(missing-closing, "the application says it")
start -> end"#,
                ),
                (
                    "silences nothing",
                    r#"/// Ends.
@allow(missing-closing, "the application says it")
@allow(cycle, "it is fine")
start -> closing
@allow(mising-closing, "the application says it")
closing: conversation "Bye." -> end
@allow(unused-param)
param x"#,
                ),
                (
                    "says the same twice",
                    r#"@allow(missing-closing, "the application says it")
@allow(missing-closing, "again")
start -> end"#,
                ),
                (
                    "errors make it quiet",
                    r#"@allow(missing-closing, "the application says it")
start -> closing
closing: conversation "Bye." -> endd"#,
                ),
                (
                    "no reason, twice",
                    r#"@allow(missing-closing)
@allow(camera-warm-up, "")
start -> end"#,
                ),
            ],
        );
    }
}
