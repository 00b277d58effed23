//! Every word of the language, where each is reserved, and the one rule that decides whether a name stands in quotes.
//!
//! fsflow's keywords are contextual: `test` begins a statement and is still a fine name for a node. So whether a name can
//! stand bare depends on where it stands. Whoever writes a name (formatter, importer, fixes, rename, completion, generated
//! tests) asks [`spell`] or [`needs_quotes`]; whoever lists words (completion, the grammars of the editors) reads [`WORDS`].
//! The names that the API gives (node types, fields, outcomes) are no words of the language: the catalog has them.

use std::borrow::Cow;

use super::ast::Name;
use super::quote::quoted;

/// A place in a file where a name can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Position {
    /// The id of a node, where it begins the node's statement.
    NodeId,
    /// The node that a route leads to.
    Target,
    /// An outcome where a route begins.
    Outcome,
    /// A decision, where a rule of `decide` begins.
    Decision,
    /// A node or decision in a condition, before the outcome: in `decide`, in `ensure`, on the left side of a test's case.
    Condition,
    /// An outcome in a condition, after the dot.
    ConditionOutcome,
    /// A node or decision that a test expects, after `=>`.
    Expected,
    /// A parameter, where it is declared. Its name is always an identifier.
    Param,
    /// A parameter between `${` and `}`, where no quotes can stand.
    ParamUse,
    /// A key of an object or of a block of fields.
    Key,
    /// A bare word that is a value.
    Value,
    /// The author's own key after `extracted.` or `provided.`.
    ReferenceKey,
}

impl Position {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::NodeId,
        Self::Target,
        Self::Outcome,
        Self::Decision,
        Self::Condition,
        Self::ConditionOutcome,
        Self::Expected,
        Self::Param,
        Self::ParamUse,
        Self::Key,
        Self::Value,
        Self::ReferenceKey,
    ];
}

/// What a word does in the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Part {
    /// It begins a statement.
    Statement(Opening),
    /// It begins a part of a node or of a route.
    Clause,
    /// It joins the parts of a condition or of a promise, so a line that begins with it goes on with the one above.
    Connective,
    /// It turns what follows into its contrary.
    Negation,
    /// It is a condition by itself.
    Condition,
    /// It marks or joins what a decision or a test says.
    Mark,
    /// It is a value.
    Constant,
    /// It is the type of a parameter.
    ParamType,
    /// It names where a value of the running session comes from.
    Source,
    /// It names what the report of a session has, in conditions of decisions.
    ReportSource,
    /// It compares, in a rule.
    Operator,
    /// Other languages have it; it is understood and reported.
    Foreign,
}

/// What follows the keyword of a statement.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Opening {
    /// A string.
    Text,
    /// A name.
    Name,
    /// Braces.
    Block,
}

/// A word of the language.
#[derive(Debug, Clone, Copy)]
pub struct Word {
    /// The word, in small letters.
    pub text: &'static str,
    /// What it does.
    pub part: Part,
    /// Where a name that is spelt so, in whatever letters, has to stand in quotes.
    pub reserved: &'static [Position],
}

/// The condition that holds for sessions that did not complete.
pub const INCOMPLETE: &str = "incomplete";

/// The condition, alone in a rule, that holds for reports which can't tell the decisions apart.
pub const AMBIGUOUS: &str = "ambiguous";

/// What stands before the reason of a decision.
pub const BECAUSE: &str = "because";

/// What stands before the place where the session of a test stops.
pub const STOPS: &str = "stops";

/// What begins a value that the session's report has.
pub const REPORT: &str = "report";

/// Every word. A new word of the language is one row here.
//
// INVARIANT: the keywords of statements come first; every statement is compared with them.
pub static WORDS: &[Word] = &[
    // Without a type behind it, a node of that name would be another statement.
    row("api", Part::Statement(Opening::Text), &[Position::NodeId]),
    row("param", Part::Statement(Opening::Name), &[Position::NodeId]),
    row("import", Part::Statement(Opening::Text), &[Position::NodeId]),
    row("session", Part::Statement(Opening::Block), &[Position::NodeId]),
    row("decide", Part::Statement(Opening::Block), &[Position::NodeId]),
    row("ensure", Part::Statement(Opening::Name), &[Position::NodeId]),
    row("test", Part::Statement(Opening::Text), &[Position::NodeId]),
    // At the end of a line, these take a quoted word at the beginning of the next one for their text.
    row(
        "say",
        Part::Clause,
        &[Position::Target, Position::Condition, Position::ConditionOutcome, Position::Param],
    ),
    row(
        "when",
        Part::Clause,
        &[
            Position::NodeId,
            Position::Target,
            Position::Outcome,
            Position::Condition,
            Position::ConditionOutcome,
            Position::Param,
        ],
    ),
    row("else", Part::Clause, &[Position::Outcome, Position::Decision, Position::Condition]),
    row("and", Part::Connective, &[Position::Condition]),
    row("or", Part::Connective, &[Position::Condition]),
    row("requires", Part::Connective, &[Position::Condition]),
    row("with", Part::Connective, &[Position::Condition]),
    row("not", Part::Negation, &[Position::Condition]),
    row("never", Part::Negation, &[Position::Condition]),
    row(INCOMPLETE, Part::Condition, &[Position::Condition]),
    row(AMBIGUOUS, Part::Condition, &[Position::Condition]),
    // These are words only where what follows leaves no doubt, so names that are spelt so need no quotes.
    row("grant", Part::Mark, &[]),
    row("let", Part::Mark, &[]),
    row(BECAUSE, Part::Mark, &[]),
    row("of", Part::Mark, &[]),
    row(STOPS, Part::Mark, &[]),
    row("at", Part::Mark, &[]),
    row("exists", Part::Operator, &[]),
    row("true", Part::Constant, &[Position::Value]),
    row("false", Part::Constant, &[Position::Value]),
    row("null", Part::Constant, &[Position::Value]),
    row("string", Part::ParamType, &[]),
    row("number", Part::ParamType, &[]),
    row("boolean", Part::ParamType, &[]),
    row("extracted", Part::Source, &[Position::Condition]),
    row("provided", Part::Source, &[Position::Condition]),
    row(REPORT, Part::ReportSource, &[Position::Condition]),
    // `-> goto x` is understood and reported.
    row("then", Part::Foreign, &[Position::Target]),
    row("goto", Part::Foreign, &[Position::Target]),
];

const fn row(text: &'static str, part: Part, reserved: &'static [Position]) -> Word {
    Word { text, part, reserved }
}

/// The words that do this, in the order of the table.
pub fn words(part: Part) -> impl Iterator<Item = &'static str> {
    WORDS.iter().filter(move |word| word.part == part).map(|word| word.text)
}

/// Whether `word` does this, written in small letters.
#[must_use]
pub fn is(word: &str, part: Part) -> bool {
    words(part).any(|text| text == word)
}

/// Whether a word of a condition is itself one, so that a node which is called so stands in quotes.
#[must_use]
pub fn is_condition(name: &Name) -> bool {
    !name.quoted && is(&name.text, Part::Condition)
}

/// The keywords that begin a statement, each with what follows it.
pub fn statements() -> impl Iterator<Item = (&'static str, Opening)> {
    WORDS.iter().map_while(|word| match word.part {
        Part::Statement(opening) => Some((word.text, opening)),
        _ => None,
    })
}

/// The statement keyword that is written `word`, in whatever letters.
#[must_use]
pub fn statement_keyword(word: &str) -> Option<&'static str> {
    statements().map(|(keyword, _)| keyword).find(|keyword| keyword.eq_ignore_ascii_case(word))
}

/// Whether `name` is spelt as a word of the language, in whatever letters.
#[must_use]
pub fn is_word(name: &str) -> bool {
    WORDS.iter().any(|word| word.text.eq_ignore_ascii_case(name))
}

/// Whether `name` has to stand in quotes at this place: bare it would be read as a keyword, or not as one word.
#[must_use]
pub fn needs_quotes(name: &str, position: Position) -> bool {
    let is_reserved =
        |word: &&Word| word.reserved.contains(&position) && word.text.eq_ignore_ascii_case(name);
    !is_identifier(name) || WORDS.iter().any(|word| is_reserved(&word))
}

/// The name as a file writes it at this place: bare where that is possible, else in quotes.
#[must_use]
pub fn spell(name: &str, position: Position) -> Cow<'_, str> {
    if needs_quotes(name, position) { Cow::Owned(quoted(name)) } else { Cow::Borrowed(name) }
}

/// Whether `word` is an identifier of the language: letters, digits, `_`, and inner hyphens.
#[must_use]
pub fn is_identifier(word: &str) -> bool {
    let bytes = word.as_bytes();
    let part = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'_';
    bytes.first().is_some_and(|byte| byte.is_ascii_alphabetic() || *byte == b'_')
        && bytes
            .iter()
            .enumerate()
            .all(|(index, byte)| part(byte) || (*byte == b'-' && bytes.get(index + 1).is_some_and(part)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_identifier_may_have_inner_hyphens() {
        for word in ["a", "_", "end-success", "a1-b-2", "A_-_"] {
            assert!(is_identifier(word), "{word}");
        }
        for word in ["", "1a", "a-", "-a", "a--b", "é", "a b", "a.b"] {
            assert!(!is_identifier(word), "{word}");
        }
    }
}
