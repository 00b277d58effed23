//! The sentences about text that is not fsflow: what people write by mistake, what is missing, and what can't be read at all.
//!
//! Scanning and lowering find such faults in many places; the sentences stand together so that they speak in one voice.

use super::codes::{
    BIDIRECTIONAL_CHARACTER, CLAUSE_ORDER, CONTROL_CHARACTER, KEYWORD_CASE, LIMIT, PASTED_JSON, SYNTAX,
    UNCLOSED_BRACKET, UNCLOSED_STRING, WRONG_ARROW, WRONG_COMMENT, WRONG_ESCAPE, WRONG_NUMBER,
    WRONG_PARAMETER, WRONG_QUOTES, WRONG_SEPARATOR,
};
use crate::diag::{Diagnostic, Edit};
use crate::source::Span;

// ---- The scan

pub fn too_large(span: Span, bytes: usize) -> Diagnostic {
    let size = bytes / (1024 * 1024);
    Diagnostic::new(&LIMIT, span, format!("the file is too large: {size} MiB, and at most 16 MiB are read"))
        .help("split the flow, and share its parts with `import`")
}

pub fn too_deep(span: Span, limit: usize) -> Diagnostic {
    Diagnostic::new(&LIMIT, span, format!("brackets nest more than {limit} levels deep"))
        .help("close the brackets before this one")
}

pub fn hash_comment(span: Span) -> Diagnostic {
    Diagnostic::new(&WRONG_COMMENT, span, "a comment begins with `//`, not with `#`")
        .help("write `//`")
        .fix("write `//`", span, "//")
        .safe()
}

pub fn block_comment(span: Span, body: &str, closed: bool) -> Diagnostic {
    let start = Span { end: span.start + 2, ..span };
    let diagnostic =
        Diagnostic::new(&WRONG_COMMENT, start, "a comment begins with `//`, there is no `/* … */`")
            .help("write `//` before each line of the comment");
    let inner = body.get(2..body.len().saturating_sub(if closed { 2 } else { 0 })).unwrap_or("");
    if inner.contains('\n') {
        return diagnostic;
    }
    diagnostic.fix("write `//`", span, format!("// {}", inner.trim())).safe()
}

/// Whether a character is invisible and misleading: a control character, or one that turns the direction of writing.
pub fn is_hidden(ch: char) -> bool {
    (ch.is_control() && !matches!(ch, '\n' | '\t')) || is_bidirectional(ch)
}

fn is_bidirectional(ch: char) -> bool {
    matches!(ch, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

pub fn hidden_character(span: Span, ch: char, in_text: bool) -> Diagnostic {
    let number = format!("U+{:04X}", u32::from(ch));
    let diagnostic = if is_bidirectional(ch) {
        Diagnostic::new(
            &BIDIRECTIONAL_CHARACTER,
            span,
            format!("{number} makes the text read otherwise than it is"),
        )
    } else if ch == '\r' {
        Diagnostic::new(&CONTROL_CHARACTER, span, "a carriage return alone does not end a line")
    } else {
        Diagnostic::new(&CONTROL_CHARACTER, span, format!("the text has the control character {number}"))
    };
    let repeated = span.end - span.start > ch.len_utf8() as u32;
    if in_text && !repeated {
        let escape = format!("\\u{:04x}", u32::from(ch));
        return diagnostic
            .help(format!("remove it, or write `{escape}`"))
            .fix(format!("write `{escape}`"), span, escape)
            .safe();
    }
    if ch == '\r' {
        return diagnostic
            .help("save the file with LF or CRLF line ends")
            .fix("end the line with LF", span, "\n")
            .safe();
    }
    diagnostic.help("remove it").fix("remove it", span, "").safe()
}

// ---- Strings

pub fn wrong_escape(span: Span, text: &str) -> Diagnostic {
    let diagnostic = Diagnostic::new(&WRONG_ESCAPE, span, format!("`{text}` is no escape"));
    if text == "\\" {
        return diagnostic.help("a backslash can't end a line; write `\\\\` for a backslash");
    }
    if text.starts_with("\\u") {
        return diagnostic
            .help("`\\u` takes four hexadecimal digits, and two such escapes for a character beyond U+FFFF");
    }
    diagnostic.help("write `\\\\` for a backslash").fix(
        "write the backslash as `\\\\`",
        span.at_start(),
        "\\",
    )
}

pub fn unclosed_parameter(span: Span) -> Diagnostic {
    Diagnostic::new(&WRONG_PARAMETER, span, "`${` is never closed")
        .help("write `${name}` for a parameter, or `\\${` for the characters themselves")
        .fix("write `\\${`", span.at_start(), "\\")
}

pub fn wrong_parameter(span: Span, name: &str) -> Diagnostic {
    let message = if name.is_empty() {
        "`${}` names no parameter".to_owned()
    } else {
        format!("`${{{name}}}` does not name a parameter")
    };
    let joined = name.replace(['.', '-', ' '], "_");
    if joined != name && super::words::is_identifier(&joined) {
        return Diagnostic::new(&WRONG_PARAMETER, span, message)
            .help(format!("a parameter has no parts: declare `param {joined}`, and write `${{{joined}}}`"));
    }
    Diagnostic::new(&WRONG_PARAMETER, span, message)
        .help("write `${name}` with the name of a `param`, or `\\${` for the characters themselves")
        .fix("keep the characters as they stand", span.at_start(), "\\")
}

pub fn unclosed_string(span: Span, folded: bool) -> Diagnostic {
    let start = Span { end: span.start + if folded { 3 } else { 1 }, ..span };
    let quotes = if folded { "\"\"\"" } else { "\"" };
    let diagnostic =
        Diagnostic::new(&UNCLOSED_STRING, start, format!("the string is never closed with `{quotes}`"))
            .label("it begins here");
    if folded {
        return diagnostic.help("write `\"\"\"` at its end");
    }
    diagnostic.help("write `\"` at its end; a text of several lines stands between `\"\"\"`").fix(
        "close the string at the end of the line",
        span.at_end(),
        "\"",
    )
}

pub fn wrong_quotes(span: Span, inner: &str) -> Diagnostic {
    if inner.contains('\n') {
        return Diagnostic::new(&WRONG_QUOTES, span, "a text of several lines stands between `\"\"\"`")
            .help("write `\"\"\"` at both ends")
            .fix("write `\"\"\"` at both ends", span, format!("\"\"\"{inner}\"\"\""))
            .safe_if(!inner.contains('"'));
    }
    let body = inner.replace('"', "\\\"");
    Diagnostic::new(&WRONG_QUOTES, span, "strings stand in double quotes")
        .help("write `\"…\"`")
        .fix("write it in double quotes", span, format!("\"{body}\""))
        .safe()
}

/// `milliseconds`: whether a length of time is counted so here, and not in seconds.
pub fn wrong_number(span: Span, text: &str, milliseconds: bool) -> Diagnostic {
    let diagnostic = Diagnostic::new(&WRONG_NUMBER, span, format!("`{text}` is not a number"));
    if let Some(time) = length_of_time(text) {
        let (unit, time) =
            if milliseconds { ("milliseconds", Some(time)) } else { ("seconds", whole_seconds(time)) };
        return match time {
            Some(time) => diagnostic.help(format!("times are written in {unit}: `{time}`")).fix(
                format!("write `{time}`"),
                span,
                time.to_string(),
            ),
            None => diagnostic.help("times are written in whole seconds"),
        };
    }
    let digits = text.trim_start_matches('+');
    let mended =
        if let Some(rest) = digits.strip_prefix('.') { format!("0.{rest}") } else { digits.to_owned() };
    let mended = mended.strip_suffix('.').unwrap_or(&mended).replace('_', "");
    let mended = match mended.trim_start_matches('0') {
        rest if rest.starts_with(|ch: char| ch.is_ascii_digit()) => rest.to_owned(),
        _ => mended,
    };
    if serde_json::from_str::<serde_json::Number>(&mended).is_ok() {
        return diagnostic
            .help(format!("write `{mended}`"))
            .fix(format!("write `{mended}`"), span, mended)
            .safe();
    }
    diagnostic.help("numbers are written as in JSON, everything else in quotes")
}

// ---- Statements

/// Something that stands where it can't.
pub fn unexpected(span: Span, found: &str, expected: &str) -> Diagnostic {
    Diagnostic::new(&SYNTAX, span, format!("{} can't stand here", quoted(found)))
        .help(format!("expected {expected}"))
}

/// Something that is not there.
pub fn missing(span: Span, what: &str, help: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&SYNTAX, span, format!("{what} is missing")).help(help)
}

pub fn wrong_arrow(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(&WRONG_ARROW, span, format!("routes begin with `->`, not with `{found}`"))
        .help("write `->`")
        .fix("write `->`", span, "->")
        .safe()
}

pub fn wrong_goto(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(&WRONG_ARROW, span, format!("the target follows the arrow without `{found}`"))
        .help("write `-> target`")
        .fix("remove it", span, "")
        .safe()
}

/// An id with characters that only quotes allow.
pub fn unquoted_id(span: Span, word: &str) -> Diagnostic {
    let quoted = format!("\"{word}\"");
    Diagnostic::new(&SYNTAX, span, format!("the id `{word}` has to stand in quotes"))
        .help("without quotes an id has letters, digits, `_` and inner `-`, and begins with a letter")
        .fix("add the quotes", span, quoted)
        .safe()
}

/// The milliseconds of `300s`, `5m`, `2h`, `500ms`.
fn length_of_time(text: &str) -> Option<u64> {
    let digits = text.find(|ch: char| !ch.is_ascii_digit())?;
    let (number, unit) = text.split_at_checked(digits)?;
    let scale = match unit {
        "ms" => 1,
        "s" | "sec" => 1000,
        "m" | "min" => 60 * 1000,
        "h" => 60 * 60 * 1000,
        _ => return None,
    };
    number.parse::<u64>().ok()?.checked_mul(scale)
}

fn whole_seconds(milliseconds: u64) -> Option<u64> {
    milliseconds.is_multiple_of(1000).then_some(milliseconds / 1000)
}

pub fn wrong_colon(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(&WRONG_SEPARATOR, span, format!("`:` is expected here, not `{found}`"))
        .help("write `:`")
        .fix("write `:`", span, ":")
        .safe()
}

pub fn wrong_assignment(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(&WRONG_SEPARATOR, span, format!("`=` is expected here, not `{found}`"))
        .help("write `=`")
        .fix("write `=`", span, if found.starts_with(':') { " =" } else { "=" })
        .safe()
}

pub fn wrong_equals(span: Span) -> Diagnostic {
    Diagnostic::new(
        &WRONG_SEPARATOR,
        span,
        "`=` stands before the default of a parameter, `:` before its type",
    )
    .help("write `=`")
    .fix("write `=`", span, " =")
    .safe()
}

pub fn wrong_separator(span: Span) -> Diagnostic {
    Diagnostic::new(&WRONG_SEPARATOR, span, "items are separated by a comma or a line break, not by `;`")
        .help("write `,`")
        .fix("write `,`", span, ",")
        .safe()
}

/// `gap` is what stands between two items.
pub fn missing_separator(gap: Span) -> Diagnostic {
    let place = gap.at_start();
    Diagnostic::new(&WRONG_SEPARATOR, gap, "a comma is missing between two items of one line")
        .label("here")
        .help("write `,` or begin a new line")
        .fix("add the comma", place, ",")
        .safe()
}

/// `place` is behind the last item, where the bracket should have closed.
pub fn unclosed_bracket(open: Span, close: &str, place: Span) -> Diagnostic {
    let bracket = match close {
        ">" => "<",
        "]" => "[",
        ")" => "(",
        _ => "{",
    };
    Diagnostic::new(&UNCLOSED_BRACKET, open, format!("`{bracket}` is never closed"))
        .label("it opens here")
        .related(place, format!("`{close}` is missing here at the latest"))
        .help(format!("write `{close}` where it ends"))
        .fix(format!("add `{close}`"), place, format!(" {close}"))
}

pub fn pasted_json(span: Span) -> Diagnostic {
    Diagnostic::new(&PASTED_JSON, span, "this is JSON, not fsflow")
        .help("`fsflowc import FILE.json` turns a flow in JSON into fsflow")
}

/// `prompt: "…"` behind the type
pub fn prompt_label(span: Span, word: &str) -> Diagnostic {
    Diagnostic::new(&SYNTAX, span, format!("the prompt stands right after the type, without `{word}`"))
        .help("remove it")
        .fix("remove it", span, "")
        .safe()
}

/// `const x = …`
pub fn wrong_param(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(&SYNTAX, span, format!("a parameter is declared with `param`, not with `{found}`"))
        .help("write `param`")
        .fix("write `param`", span, "param")
        .safe()
}

pub fn keyword_case(span: Span, found: &str, keyword: &str) -> Diagnostic {
    Diagnostic::new(&KEYWORD_CASE, span, format!("`{found}` is written `{keyword}`"))
        .help(format!("keywords are written in small letters: `{keyword}`"))
        .fix(format!("write `{keyword}`"), span, keyword)
        .safe()
}

pub fn wrong_connective(span: Span, found: &str, word: &str) -> Diagnostic {
    Diagnostic::new(&SYNTAX, span, format!("`{found}` is written `{word}`"))
        .help(format!("write `{word}`"))
        .fix(format!("write `{word}`"), span, format!("{word}{}", if found == "!" { " " } else { "" }))
        .safe()
}

pub fn wrong_fat_arrow(span: Span, found: &str) -> Diagnostic {
    Diagnostic::new(&WRONG_ARROW, span, format!("`=>` stands before what a test expects, not `{found}`"))
        .help("write `=>`; `->` is for the routes of a node")
        .fix("write `=>`", span, "=>")
        .safe()
}

pub fn clause_order(span: Span, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(&CLAUSE_ORDER, span, message).help("write `id: type \"prompt\" { fields } -> routes`")
}

pub fn bare_list(first: Span, last: Span) -> Diagnostic {
    Diagnostic::new(&SYNTAX, first, "several outcomes need `< … >` around them")
        .help("write `-> < outcome: target, … >`")
        .fix_all(
            "add the brackets",
            vec![
                Edit { span: first.at_start(), text: "< ".into() },
                Edit { span: last.at_end(), text: " >".into() },
            ],
        )
        .safe()
}

/// `when user says yes`
pub fn unquoted_condition(span: Span, words: &str) -> Diagnostic {
    let text = super::quote::quoted(words);
    Diagnostic::new(&SYNTAX, span, "a condition stands in quotes")
        .help(format!("write `when {text}`"))
        .fix("add the quotes", span, text)
        .safe()
}

/// `when "…": target`
pub fn condition_first(span: Span, target: &str, text: &str) -> Diagnostic {
    Diagnostic::new(&SYNTAX, span, "the condition stands behind the target, and the outcome's name before it")
        .help(format!("write `NAME: {target} when {text}`, with a name of your own for the outcome"))
}

/// `a, b: target`; `gaps` are what stands between the names.
pub fn comma_between_outcomes(span: Span, gaps: Vec<Span>, shown: &str) -> Diagnostic {
    let edits = gaps.into_iter().map(|span| Edit { span, text: " | ".into() }).collect();
    Diagnostic::new(
        &WRONG_SEPARATOR,
        span,
        "outcomes that share a target are joined with `|`, not with a comma",
    )
    .help(format!("write `{shown}`"))
    .fix_all("write `|` between them", edits)
}

/// `when a >= 1 and b < 2: target`
pub fn several_comparisons(span: Span, first: &str, more: &str) -> Diagnostic {
    let rest = more.trim_start_matches(|ch: char| !ch.is_whitespace()).trim_start();
    let diagnostic = Diagnostic::new(&SYNTAX, span, "a rule makes one comparison");
    if more.starts_with(['o', '|']) {
        return diagnostic
            .help(format!("write two entries with the same target: `{first}: …` and `when {rest}: …`"));
    }
    diagnostic.help(format!(
        "write `{first}: …` here, lead it to a second `field_condition`, and ask there `when {rest}: …`"
    ))
}

/// Routes in `{ }`; `close` is the place of the `}`, when there is one.
pub fn route_braces(open: Span, close: Option<Span>) -> Diagnostic {
    let close = close.map(|span| Edit { span, text: ">".into() });
    let edits = std::iter::once(Edit { span: open, text: "<".into() }).chain(close).collect();
    Diagnostic::new(&SYNTAX, open, "routes stand in `< … >`, not in `{ … }`")
        .help("write `-> < outcome: target, … >`; fields stand in braces before the arrow")
        .fix_all("write `< … >`", edits)
        .safe()
}

pub fn wrong_operator(span: Span, found: &str, symbol: &str) -> Diagnostic {
    Diagnostic::new(&SYNTAX, span, format!("`{found}` is no comparison; it is written `{symbol}`"))
        .help(format!("write `{symbol}`"))
        .fix(format!("write `{symbol}`"), span, symbol)
        .safe()
}

/// A line of plain text.
pub fn prose(span: Span, text: &str) -> Diagnostic {
    Diagnostic::new(&SYNTAX, span, format!("{} is no statement", quoted(text)))
        .help("a node is `id: type \"prompt\" -> target`; a comment begins with `//`")
        .fix("make it a comment", span.at_start(), "// ")
}

/// The user's text in backticks, shortened, or a name for what can't be shown so.
fn quoted(found: &str) -> String {
    let line = found.lines().next().unwrap_or("").trim();
    if line.is_empty() {
        return "the end of the line".to_owned();
    }
    let mut short: String = line.chars().take(30).collect();
    if short.len() < line.len() {
        short.push('…');
    }
    format!("`{}`", short.replace('`', "'"))
}
