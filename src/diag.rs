//! Owns what a diagnostic is: data that any rendering can show. It renders nothing and knows no check.

pub mod levels;
pub mod refused;

use std::fmt;

use crate::source::{FileId, Span};

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// No output is written.
    Error,
    /// The output is written; FaceSign's own documents say that such a flow fails in front of users.
    Warning,
}

impl Level {
    /// `error` or `warning`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Error => "error",
            Level::Warning => "warning",
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// What kind of trouble a warning is about, so that a project can treat all of a kind alike. Errors are all about correctness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Group {
    /// It does not do what it says: a rule that never holds, a value that is never there.
    Correctness,
    /// It is allowed and seldom meant.
    Suspicious,
    /// It works, and people in front of the camera have a harder time than they should. FaceSign's own flows do some of it.
    Experience,
    /// It makes the file harder to read or to keep.
    Style,
}

impl Group {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Correctness, Self::Suspicious, Self::Experience, Self::Style];

    /// The word that users write for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Correctness => "correctness",
            Self::Suspicious => "suspicious",
            Self::Experience => "experience",
            Self::Style => "style",
        }
    }

    /// The group that is written `word`.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.word() == word)
    }

    /// What the warnings of the group have in common, one sentence.
    #[must_use]
    pub fn summary(self) -> &'static str {
        match self {
            Self::Correctness => "The flow does not do what it says.",
            Self::Suspicious => "It is allowed and seldom meant.",
            Self::Experience => {
                "It works, and people in front of the camera have a harder time than they should."
            }
            Self::Style => "It makes the file harder to read or to keep.",
        }
    }
}

/// One kind of fault: its name, its level and its documentation. Declared with [`code!`](crate::code) in the file that
/// raises it and listed once by its stage.
#[derive(Debug)]
pub struct Code {
    /// Stable, in kebab-case, reads after “allow”.
    pub name: &'static str,
    /// The level unless the user's settings change it. Errors can't be changed.
    pub level: Level,
    /// What kind of trouble it is about.
    pub group: Group,
    /// The version of `fsflowc` that first had it.
    pub since: &'static str,
    /// Markdown: why it matters, then a wrong and a right example in fenced blocks tagged `fsflow wrong` and
    /// `fsflow right`. Printed by `fsflowc explain`; the examples are run by a test.
    pub doc: &'static str,
}

impl Code {
    /// The first sentence of the documentation, on one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let paragraph: Vec<&str> = self
            .doc
            .lines()
            .map(str::trim)
            .skip_while(|line| line.is_empty())
            .take_while(|line| !line.is_empty())
            .collect();
        let text = paragraph.join(" ");
        match text.find(". ") {
            Some(end) => text.chars().take(text.get(..end).map_or(0, |s| s.chars().count()) + 1).collect(),
            None => text,
        }
    }
}

impl PartialEq for Code {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl Eq for Code {}

/// Declares a [`Code`] whose doc comment is its documentation.
///
/// ```
/// fsflow::code! {
///     /// Two nodes have the same id. Routes name nodes by id, so an id must be unique.
///     pub static DUPLICATE_NODE = error "duplicate-node";
/// }
/// fsflow::code! {
///     /// A parameter is never used.
///     pub static UNUSED = warning(Style) "unused" since "0.2.0";
/// }
/// assert_eq!(DUPLICATE_NODE.summary(), "Two nodes have the same id.");
/// assert_eq!((DUPLICATE_NODE.since, UNUSED.since), ("0.1.0", "0.2.0"));
/// ```
#[macro_export]
macro_rules! code {
    ($(#[doc = $doc:literal])* $vis:vis static $name:ident = error $text:literal $(since $since:literal)?;) => {
        $crate::code!(@ $vis $name $text Error Correctness [$($since)? "0.1.0"] $($doc)*);
    };
    ($(#[doc = $doc:literal])* $vis:vis static $name:ident = warning($group:ident) $text:literal $(since $since:literal)?;) => {
        $crate::code!(@ $vis $name $text Warning $group [$($since)? "0.1.0"] $($doc)*);
    };
    (@ $vis:vis $name:ident $text:literal $level:ident $group:ident [$since:literal $($older:literal)?] $($doc:literal)*) => {
        $(#[doc = $doc])*
        $vis static $name: $crate::diag::Code = $crate::diag::Code {
            name: $text,
            level: $crate::diag::Level::$level,
            group: $crate::diag::Group::$group,
            since: $since,
            doc: concat!($($doc, "\n"),*),
        };
    };
}

/// A place in a source and what it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// Where.
    pub span: Span,
    /// What this place is (“first defined here”); may be empty for a primary label.
    pub text: String,
}

/// One replacement of text; an empty span inserts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there afterwards.
    pub text: String,
}

/// Whether a fix may be applied by a machine that nobody watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Applicability {
    /// What was written can mean nothing else, or the text means afterwards what it meant before.
    Safe,
    /// It is a guess, or the flow means something else afterwards: somebody has to want it.
    Unsafe,
}

impl Applicability {
    /// `safe` or `unsafe`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Applicability::Safe => "safe",
            Applicability::Unsafe => "unsafe",
        }
    }
}

/// A change that a machine can make to cure the fault. The edits do not overlap.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fix {
    /// Whether it may be applied without being asked for. A fix is unsafe unless the file that offers it says otherwise.
    pub applicability: Applicability,
    /// What it does, as an instruction (“add the missing outcomes”).
    pub title: String,
    /// The edits, in order of place.
    pub edits: Vec<Edit>,
}

/// What an editor may do with the primary place beyond underlining it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tag {
    /// Shown faded: it has no effect.
    Unnecessary,
}

/// One fault: what is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// Its kind.
    pub code: &'static Code,
    /// The level it is reported at; the code's own until the user's settings are applied.
    pub level: Level,
    /// One clause, lower case, no period; stands alone in the `short` format.
    pub message: String,
    /// The place of the fault.
    pub primary: Label,
    /// Other places that explain it, in reading order.
    pub related: Vec<Label>,
    /// What to do, concretely.
    pub help: Option<String>,
    /// Cures that a machine can apply; the first is the best.
    pub fixes: Vec<Fix>,
    /// What an editor may do with the primary place.
    pub tag: Option<Tag>,
}

impl Diagnostic {
    /// A diagnostic of this kind at `span`, with the message and nothing else.
    #[must_use]
    pub fn new(code: &'static Code, span: Span, message: impl Into<String>) -> Self {
        Self {
            code,
            level: code.level,
            message: message.into(),
            primary: Label { span, text: String::new() },
            related: Vec::new(),
            help: None,
            fixes: Vec::new(),
            tag: None,
        }
    }

    /// Says what the primary place is.
    #[must_use]
    pub fn label(mut self, text: impl Into<String>) -> Self {
        self.primary.text = text.into();
        self
    }

    /// Adds another place.
    #[must_use]
    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label { span, text: text.into() });
        self
    }

    /// Says what to do.
    #[must_use]
    pub fn help(mut self, text: impl Into<String>) -> Self {
        self.help = Some(text.into());
        self
    }

    /// Adds a cure of one edit. It counts as unsafe unless [`safe`](Self::safe) follows.
    #[must_use]
    pub fn fix(self, title: impl Into<String>, span: Span, text: impl Into<String>) -> Self {
        self.fix_all(title, vec![Edit { span, text: text.into() }])
    }

    /// Adds a cure of several edits. It counts as unsafe unless [`safe`](Self::safe) follows.
    #[must_use]
    pub fn fix_all(mut self, title: impl Into<String>, mut edits: Vec<Edit>) -> Self {
        edits.sort();
        self.fixes.push(Fix { applicability: Applicability::Unsafe, title: title.into(), edits });
        self
    }

    /// Says of the fix that was added last that it is safe.
    #[must_use]
    pub fn safe(self) -> Self {
        self.safe_if(true)
    }

    /// Says of the fix that was added last that it is safe, when it is.
    #[must_use]
    pub fn safe_if(mut self, is_safe: bool) -> Self {
        if let Some(fix) = self.fixes.last_mut().filter(|_| is_safe) {
            fix.applicability = Applicability::Safe;
        }
        self
    }

    /// Marks the primary place for editors.
    #[must_use]
    pub fn tag(mut self, tag: Tag) -> Self {
        self.tag = Some(tag);
        self
    }

    /// The stable name of its kind, in kebab-case (`missing-outcome`).
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.code.name
    }

    /// The file of the primary place.
    #[must_use]
    pub fn file(&self) -> FileId {
        self.primary.span.file
    }

    /// All labels, the primary first.
    pub fn labels(&self) -> impl Iterator<Item = &Label> {
        std::iter::once(&self.primary).chain(&self.related)
    }
}

/// Sorts by place, then by name, and drops exact repetitions, so that the same input gives the same list.
pub fn sort(diagnostics: &mut Vec<Diagnostic>) {
    diagnostics.sort_by(|a, b| {
        (a.primary.span, a.code.name, &a.message).cmp(&(b.primary.span, b.code.name, &b.message))
    });
    diagnostics.dedup();
}

/// The candidate that `word` was probably meant to be: nearest by edits, case and separators ignored, and near enough to
/// be worth saying. The earlier of two equally near candidates wins.
#[must_use]
pub fn did_you_mean<'a>(word: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let fold = |text: &str| -> String { letters(text).take(64).collect() };
    let wanted = fold(word);
    if wanted.is_empty() {
        return None;
    }
    let longest = wanted.chars().count();
    let limit = match longest {
        0..=2 => 0,
        3..=4 => 1,
        5 => 2,
        _ => longest / 3,
    };
    candidates
        .into_iter()
        .filter(|candidate| candidate.len() <= 4 * longest + 4)
        .map(|candidate| {
            let folded = fold(candidate);
            let distance = strsim::damerau_levenshtein(&wanted, &folded);
            (distance, folded.chars().count(), candidate)
        })
        .filter(|(distance, length, _)| *distance <= limit && *distance < (*length).max(1))
        .min_by_key(|(distance, ..)| *distance)
        .map(|(.., candidate)| candidate)
}

/// Whether two words differ in letter case and separators alone: then one is another spelling of the other, no guess.
#[must_use]
pub fn same_letters(a: &str, b: &str) -> bool {
    letters(a).eq(letters(b))
}

/// What makes a word, however it is separated and capitalized.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|ch| !matches!(ch, '_' | '-' | ' ')).flat_map(char::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_word_is_proposed_and_a_far_one_is_not() {
        let words = ["closing", "liveness", "email_otp", "end"];
        assert_eq!(did_you_mean("closng", words), Some("closing"));
        assert_eq!(did_you_mean("emailOtp", words), Some("email_otp"));
        assert_eq!(did_you_mean("ned", words), Some("end"));
        assert_eq!(did_you_mean("x", words), None);
        assert_eq!(did_you_mean("greeting", words), None);
        assert_eq!(did_you_mean("", words), None);
    }
}
