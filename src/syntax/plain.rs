//! Characters that cannot be seen or look like others, and ids of several words: each is reported once, and the text is read
//! as if the plain one stood there, so that nothing follows from it.
//!
//! Strings and comments keep their characters: there they are text.

use std::collections::BTreeMap;

use super::ast::File;
use super::codes::{MISLEADING_CHARACTER, SYNTAX};
use super::relocate::{Move, Relocate};
use super::tokens::{Lexer, Token, TokenKind};
use super::words::statement_keyword;
use crate::catalog;
use crate::diag::{Diagnostic, Edit};
use crate::source::{FileId, Span};

/// How many ids of several words are looked for.
const MOST_IDS: usize = 20;

/// How many further places of one character are shown.
const SHOWN: usize = 2;

/// A text as it was probably meant.
pub struct Plain {
    /// The text.
    pub text: String,
    /// What was not plain.
    pub diagnostics: Vec<Diagnostic>,
    /// From where on in the plain text places lie how much further on in the written one.
    shifts: Vec<(u32, u32)>,
}

impl Plain {
    /// Moves what was read from the plain text to where it stands in the written one.
    pub fn put_back(&self, id: FileId, file: &mut File, diagnostics: &mut [Diagnostic]) {
        let to = Move { file: id, by: 0, shifts: &self.shifts };
        file.statements.relocate(to);
        file.docs.relocate(to);
        file.comments.iter_mut().for_each(|comment| comment.span.relocate(to));
        for diagnostic in diagnostics {
            diagnostic.primary.span.relocate(to);
            diagnostic.related.iter_mut().for_each(|label| label.span.relocate(to));
            let edits = diagnostic.fixes.iter_mut().flat_map(|fix| &mut fix.edits);
            edits.for_each(|edit| edit.span.relocate(to));
        }
        // They know the places of the plain text.
        file.pieces.clear();
    }
}

/// The text made plain; `None` when it is.
pub fn plain(file: FileId, text: &str) -> Option<Plain> {
    let mut found = Found::default();
    if !text.is_ascii() {
        found.characters(text);
    }
    let mut diagnostics: Vec<Diagnostic> =
        found.places.iter().map(|(ch, places)| report(file, *ch, places, text)).collect();
    found.ids(file, text, &mut diagnostics);
    if found.edits.is_empty() {
        return None;
    }
    found.edits.sort();
    let mut plain = Plain { text: String::with_capacity(text.len()), diagnostics, shifts: Vec::new() };
    let (mut at, mut shift) = (0, 0u32);
    for (start, end, new) in &found.edits {
        plain.text.push_str(text.get(at..*start)?);
        plain.text.push_str(new);
        at = *end;
        shift += u32::try_from((end - start).saturating_sub(new.len())).unwrap_or(0);
        let from = u32::try_from(plain.text.len()).unwrap_or(u32::MAX);
        plain.shifts.push((from, shift));
    }
    plain.text.push_str(text.get(at..)?);
    Some(plain)
}

#[derive(Default)]
struct Found {
    /// Where each character stands.
    places: BTreeMap<char, Vec<usize>>,
    /// What is written instead, with its place.
    edits: Vec<(usize, usize, String)>,
}

impl Found {
    fn characters(&mut self, text: &str) {
        for token in Lexer::new(text, 0) {
            match token.kind {
                TokenKind::Other(ch) => self.replace(token.start, ch),
                TokenKind::OtherBlank
                    if token.start > 0 && text.get(token.start..token.end) == Some("\u{feff}") =>
                {
                    self.replace(token.start, '\u{feff}');
                }
                TokenKind::Word => self.word(text, token),
                _ => {}
            }
        }
    }

    fn replace(&mut self, at: usize, ch: char) {
        if let Some(plain) = plain_of(ch) {
            self.places.entry(ch).or_default().push(at);
            self.edits.push((at, at + ch.len_utf8(), plain.to_owned()));
        }
    }

    /// A word with letters of another script among those of this one.
    fn word(&mut self, text: &str, token: Token) {
        let Some(word) = text.get(token.start..token.end).filter(|word| !word.is_ascii()) else { return };
        let is_plain = |ch: char| ch.is_ascii() || letter(ch).is_some() || plain_of(ch).is_some();
        let as_meant: String = word.chars().map(|ch| letter(ch).or_else(|| wide(ch)).unwrap_or(ch)).collect();
        let is_mixed =
            word.chars().any(|ch| ch.is_ascii_alphanumeric()) || word.chars().all(|ch| wide(ch).is_some());
        if !word.chars().all(is_plain) || !(is_mixed || is_elsewhere(text, &as_meant)) {
            return;
        }
        for (at, ch) in word.char_indices().filter(|(_, ch)| !ch.is_ascii()) {
            let plain = letter(ch).or_else(|| wide(ch)).map_or_else(String::new, String::from);
            let at = token.start + at;
            self.places.entry(ch).or_default().push(at);
            self.edits.push((at, at + ch.len_utf8(), plain));
        }
    }

    /// Ids of several words where they are defined with their type: `say bye: conversation`.
    fn ids(&mut self, file: FileId, text: &str, out: &mut Vec<Diagnostic>) {
        let ids = text.lines().filter_map(|line| id_of_words(line.trim_start()));
        for id in ids.take(MOST_IDS) {
            let joined = id.replace(' ', "_");
            let places = occurrences(text, id);
            let Some(first) = places.first().copied() else { continue };
            if self.edits.iter().any(|(start, ..)| *start == first) {
                continue;
            }
            let span = |at: usize| Span::new(file, at, at + id.len());
            let edit = |at: &usize| Edit { span: span(*at), text: joined.clone() };
            let message = format!("a name is one word, and `{id}` has a blank");
            out.push(
                Diagnostic::new(&SYNTAX, span(first), message)
                    .help(format!("write `{joined}`"))
                    .fix_all(format!("write `{joined}` everywhere"), places.iter().map(edit).collect())
                    .safe(),
            );
            self.edits.extend(places.iter().map(|at| (*at, at + id.len(), joined.clone())));
        }
    }
}

/// The words before the colon and a type: `say bye` of `say bye: conversation "…"`.
fn id_of_words(line: &str) -> Option<&str> {
    let (id, rest) = line.split_once(':')?;
    let is_word = |word: &str| {
        word.starts_with(|ch: char| ch.is_ascii_alphabetic())
            && word.chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '_' || ch == '-')
    };
    let id = id.trim_end();
    let words: Vec<&str> = id.split(' ').collect();
    let rest = rest.trim_start();
    let ty = rest.split(|ch: char| !(ch.is_ascii_alphanumeric() || ch == '_')).next()?;
    // `liveness.detected` behind the colon is a condition: then this is a rule, and the first word may be a misspelt mark.
    let after = rest.get(ty.len()..).unwrap_or("").trim_start();
    let is_type = after.is_empty() || after.starts_with(['"', '{', '-', '/']) || after.starts_with("say");
    let first = words.first().copied()?;
    let opens = statement_keyword(first).is_some()
        || catalog::node_type(first).is_some()
        || KEYWORDS.contains(&first);
    ((2..=5).contains(&words.len()) && words.iter().all(|word| is_word(word)) && !opens)
        .then_some(id)
        .filter(|_| is_type && catalog::node_type(ty).is_some())
}

/// Words that begin something else than an id.
static KEYWORDS: [&str; 10] =
    ["when", "const", "let", "var", "val", "final", "text", "part", "grant", "node"];

/// Where these words stand outside strings and comments.
fn occurrences(text: &str, id: &str) -> Vec<usize> {
    let mut free = String::with_capacity(text.len());
    for token in Lexer::new(text, 0) {
        let piece = text.get(token.start..token.end).unwrap_or("");
        if token.kind.closed_text().is_some() || token.kind.is_comment() {
            free.extend(std::iter::repeat_n('"', piece.len()));
        } else {
            free.push_str(piece);
        }
    }
    let is_word = |byte: Option<&u8>| byte.is_some_and(|byte| byte.is_ascii_alphanumeric() || *byte == b'_');
    let bytes = free.as_bytes();
    let is_whole = |at: &usize| {
        !is_word(at.checked_sub(1).and_then(|at| bytes.get(at))) && !is_word(bytes.get(at + id.len()))
    };
    free.match_indices(id).map(|(at, _)| at).filter(is_whole).collect()
}

fn is_elsewhere(text: &str, word: &str) -> bool {
    catalog::node_type(word).is_some()
        || statement_keyword(word).is_some()
        || text.split(|ch: char| !(ch.is_alphanumeric() || ch == '_')).any(|other| other == word)
}

fn report(file: FileId, ch: char, places: &[usize], text: &str) -> Diagnostic {
    let span = |at: usize| Span::new(file, at, at + ch.len_utf8());
    let plain = letter(ch).map_or_else(|| plain_of(ch).unwrap_or("").to_owned(), String::from);
    let number = format!("U+{:04X}", u32::from(ch));
    let first = places.first().copied().unwrap_or(0);
    let (message, help) = match plain.as_str() {
        "" => (format!("{number} cannot be seen: {}", name(ch)), "remove it".to_owned()),
        " " => (format!("{number} is no white space here: {}", name(ch)), "write a space".to_owned()),
        "\n" => (format!("{number} does not end a line: {}", name(ch)), "begin a new line".to_owned()),
        plain => (
            format!("{number} looks like `{plain}` and is another character: {}", name(ch)),
            format!("write `{plain}`"),
        ),
    };
    // What cannot be seen is shown between its neighbours.
    let shown = if plain.is_empty() { around(text, first, ch) } else { (first, first + ch.len_utf8()) };
    let mut diagnostic =
        Diagnostic::new(&MISLEADING_CHARACTER, Span::new(file, shown.0, shown.1), message).label("here");
    for more in places.iter().skip(1).take(SHOWN) {
        diagnostic = diagnostic.related(span(*more), "and here");
    }
    let edits = places.iter().map(|at| Edit { span: span(*at), text: plain.clone() }).collect();
    let title = match places.len() {
        1 => help.clone(),
        more => format!("{help} in all {more} places"),
    };
    diagnostic.help(help).fix_all(title, edits).safe()
}

/// The character with the one before it and the one behind it, on its line.
fn around(text: &str, at: usize, ch: char) -> (usize, usize) {
    let before = text.get(..at).and_then(|text| text.chars().next_back()).filter(|ch| *ch != '\n');
    let after = text.get(at + ch.len_utf8()..).and_then(|text| text.chars().next()).filter(|ch| *ch != '\n');
    let width = |ch: Option<char>| ch.map_or(0, char::len_utf8);
    (at - width(before), at + ch.len_utf8() + width(after))
}

// ---- The characters

/// What is meant by a character that is no letter.
fn plain_of(ch: char) -> Option<&'static str> {
    static WIDE: [&str; 94] = [
        "!", "\"", "#", "$", "%", "&", "'", "(", ")", "*", "+", ",", "-", ".", "/", "0", "1", "2", "3", "4",
        "5", "6", "7", "8", "9", ":", ";", "<", "=", ">", "?", "@", "A", "B", "C", "D", "E", "F", "G", "H",
        "I", "J", "K", "L", "M", "N", "O", "P", "Q", "R", "S", "T", "U", "V", "W", "X", "Y", "Z", "[", "\\",
        "]", "^", "_", "`", "a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p",
        "q", "r", "s", "t", "u", "v", "w", "x", "y", "z", "{", "|", "}", "~",
    ];
    Some(match ch {
        '\u{a0}' | '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => " ",
        '\u{2028}' | '\u{2029}' => "\n",
        '\u{ad}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' => "",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "-",
        '\u{2236}' | '\u{a789}' => ":",
        '\u{3001}' => ",",
        '\u{2223}' | '\u{2502}' => "|",
        '\u{2039}' | '\u{3008}' | '\u{27e8}' => "<",
        '\u{203a}' | '\u{3009}' | '\u{27e9}' => ">",
        '\u{ff01}'..='\u{ff5e}' => WIDE.get(u32::from(ch) as usize - 0xff01)?,
        _ => return None,
    })
}

/// A fullwidth character in its usual width.
fn wide(ch: char) -> Option<char> {
    matches!(ch, '\u{ff01}'..='\u{ff5e}').then(|| char::from_u32(u32::from(ch) - 0xfee0)).flatten()
}

/// Letters of other scripts that look like one of ASCII.
static LETTERS: &[(&str, &str)] = &[
    // Cyrillic
    ("асԁеһіјоркԛѕԝхуѵ", "acdehijopkqswxyv"),
    ("АВСЕНІЈКМОРЅТХУԜ", "ABCEHIJKMOPSTXYW"),
    // Greek
    ("αινορυχκ", "aivopuxk"),
    ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
    // Latin
    ("ıɑɡ", "iag"),
];

fn letter(ch: char) -> Option<char> {
    LETTERS.iter().find_map(|(odd, plain)| {
        let at = odd.chars().position(|it| it == ch)?;
        plain.chars().nth(at)
    })
}

/// What a reader may know the character as.
fn name(ch: char) -> &'static str {
    match ch {
        '\u{a0}' => "a no-break space",
        '\u{202f}' => "a narrow no-break space",
        '\u{3000}' => "an ideographic space",
        '\u{2028}' => "a line separator",
        '\u{2029}' => "a paragraph separator",
        '\u{200b}' => "a zero-width space",
        '\u{200c}' | '\u{200d}' => "a zero-width joiner",
        '\u{2060}' => "a word joiner",
        '\u{ad}' => "a soft hyphen",
        '\u{feff}' => "a byte-order mark",
        '\u{2013}' => "an en dash",
        '\u{2014}' => "an em dash",
        '\u{2212}' => "a minus sign",
        '\u{ff01}'..='\u{ff5e}' => "a fullwidth character",
        '\u{400}'..='\u{52f}' => "a Cyrillic letter",
        '\u{370}'..='\u{3ff}' => "a Greek letter",
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{205f}' => "a space of another width",
        _ => "a sign of another script",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str, found: &[&str]) {
        let plain = plain(FileId(0), text);
        let (out, said) = plain.map_or_else(
            || (text.to_owned(), Vec::new()),
            |plain| (plain.text, plain.diagnostics.iter().map(|it| it.message.clone()).collect()),
        );
        assert_eq!(out, expected);
        assert_eq!(said.len(), found.len(), "{said:?}");
        for (said, part) in said.iter().zip(found) {
            assert!(said.contains(part), "{said}");
        }
    }

    #[test]
    fn what_cannot_be_seen_or_looks_like_another_is_read_as_the_plain_one() {
        check("a\u{a0}->\u{a0}b", "a -> b", &["U+00A0"]);
        check("live\u{ad}ness -> end", "liveness -> end", &["U+00AD"]);
        check("liv\u{435}n\u{435}ss -> end", "liveness -> end", &["U+0435"]);
        check("a \u{2013}> b\u{ff1a}", "a -> b:", &["U+2013", "U+FF1A"]);
        check("a\u{2028}b", "a\nb", &["U+2028"]);
        check("\u{feff}a\u{feff}", "\u{feff}a", &["U+FEFF"]);
        check("a: b \"x\u{a0}\u{435}\" // \u{200b}", "a: b \"x\u{a0}\u{435}\" // \u{200b}", &[]);
        check("größe -> мост", "größe -> мост", &[]);
    }

    #[test]
    fn an_id_of_two_words_is_joined_where_it_stands() {
        check(
            "start -> say bye\nsay bye: conversation \"say bye\" -> end",
            "start -> say_bye\nsay_bye: conversation \"say bye\" -> end",
            &["`say bye` has a blank"],
        );
        check("param x: number\nwhen a: liveness", "param x: number\nwhen a: liveness", &[]);
    }
}
