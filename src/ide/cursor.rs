//! What may be written at the cursor, read from the text around it, because a file that is being typed has no tree there.
//!
//! The statement around the cursor is cut into tokens; the brackets that are open before the cursor and the last tokens say
//! what comes next. Whatever the grammar makes of the statement does not matter here.

use super::view::View;
use crate::source::Span;
use crate::syntax::words::statement_keyword;

/// What may stand at the cursor.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// A new statement.
    Statement,
    /// The type of a node.
    Type,
    /// What follows a type or a prompt: a prompt, fields, an arrow.
    Clause,
    /// The target of a route; whether the whole list may stand here too.
    Target {
        /// Directly after the arrow.
        after_arrow: bool,
    },
    /// An outcome at the start of an entry of a route list; those that the list names already.
    Outcome {
        /// The names before the colons of the list.
        taken: Vec<String>,
    },
    /// A reference or comparison in a rule.
    Rule,
    /// A key: the keys that lead to its block, and those that the block has.
    Key {
        /// The keys of the blocks around.
        path: Vec<String>,
        /// The other keys of the block.
        taken: Vec<String>,
    },
    /// A value: the keys that lead to it, its own included.
    Value {
        /// The keys.
        path: Vec<String>,
    },
    /// The name of a parameter between `${` and `}`; whether the `}` is there.
    Param {
        /// Nothing has to be added after the name.
        closed: bool,
    },
    /// The path of an import, as far as it is written.
    Import(String),
    /// A version of the API.
    Version,
    /// The name of a check.
    Check,
    /// The type of a parameter.
    ParamType,
    /// A node in `decide`, `ensure` or `test`; the node before the dot when an outcome comes next.
    Atom(Option<String>),
    /// Nothing that could be proposed.
    Nothing,
}

/// The cursor and what may stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cursor {
    /// What may stand there.
    pub slot: Slot,
    /// The word that is being typed, from its start to its end.
    pub word: Span,
    /// The id of the node that the statement defines.
    pub id: Option<String>,
    /// The type of that node as written, or its id.
    pub ty: Option<String>,
    /// The keyword of a statement that is no node.
    pub keyword: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Word,
    /// A string; whether it is closed.
    Text(bool),
    Comment,
    Mark(char),
    Arrow,
    /// `${` outside a string.
    Open,
}

#[derive(Debug, Clone, Copy)]
struct Token {
    kind: Kind,
    start: usize,
    end: usize,
}

/// Reads what may stand at `offset`.
#[must_use]
pub fn at(view: &View<'_>, offset: usize) -> Cursor {
    let text = view.source.text();
    let (start, end) = bounds(view, offset);
    let tokens = tokens(text, start, end);
    let before: Vec<Token> = tokens
        .iter()
        .copied()
        .take_while(|token| token.end < offset || token.end == offset && token.kind != Kind::Word)
        .collect();
    let current = tokens
        .iter()
        .copied()
        .find(|token| token.start <= offset && offset <= token.end && token.kind == Kind::Word);
    let span = |start, end| Span::new(view.file, start, end);
    let word = current.map_or_else(|| span(offset, offset), |token| span(token.start, token.end));
    let reader = Reader { text, all: &tokens, before: &before, offset, at: word.start as usize };
    let (id, ty, keyword) = reader.head();
    let mut cursor = Cursor { slot: Slot::Nothing, word, id, ty, keyword };
    let inside = tokens.iter().find(|token| match token.kind {
        Kind::Text(closed) => token.start < offset && (offset < token.end || !closed && offset == token.end),
        Kind::Comment => token.start < offset && offset <= token.end,
        _ => false,
    });
    match inside {
        Some(Token { kind: Kind::Comment, .. }) => {}
        Some(string) => reader.in_string(*string, &mut cursor, span),
        None => cursor.slot = reader.slot(&cursor),
    }
    cursor
}

/// The text of the statement that the cursor is in or behind, up to the next one.
fn bounds(view: &View<'_>, offset: usize) -> (usize, usize) {
    let mut start = 0;
    let mut end = view.source.text().len();
    for statement in &view.tree.statements {
        let first = statement.allows.first().map_or(statement.span.start, |allow| allow.span.start) as usize;
        if first <= offset {
            start = first;
        } else {
            // An `@allow` that waits for its statement belongs to it.
            end = first;
            break;
        }
    }
    // What a broken statement swallowed is no part of this one when it stands on a line of its own.
    (start.min(end), end)
}

fn tokens(text: &str, start: usize, end: usize) -> Vec<Token> {
    let mut out = Vec::new();
    let mut at = start;
    while at < end {
        let rest = text.get(at..end).unwrap_or("");
        let Some(first) = rest.chars().next() else { break };
        let (kind, length) = match first {
            '"' => string(rest),
            '/' if rest.starts_with("//") => (Kind::Comment, rest.find('\n').unwrap_or(rest.len())),
            '-' if rest.starts_with("->") => (Kind::Arrow, 2),
            '$' if rest.starts_with("${") => (Kind::Open, 2),
            ch if is_word(ch) => (Kind::Word, word_length(rest)),
            ch if ch.is_whitespace() => {
                at += ch.len_utf8();
                continue;
            }
            ch => (Kind::Mark(ch), ch.len_utf8()),
        };
        out.push(Token { kind, start: at, end: at + length });
        at += length.max(1);
    }
    out
}

fn is_word(ch: char) -> bool {
    ch.is_alphanumeric() || ch == '_'
}

fn word_length(text: &str) -> usize {
    let mut chars = text.char_indices().peekable();
    while let Some((at, ch)) = chars.next() {
        let hyphen = ch == '-' && chars.peek().is_some_and(|(_, next)| is_word(*next));
        if !is_word(ch) && !hyphen {
            return at;
        }
    }
    text.len()
}

/// A string that is not closed ends with its line, a folded one with the statement.
fn string(rest: &str) -> (Kind, usize) {
    if let Some(inner) = rest.strip_prefix("\"\"\"") {
        return inner
            .find("\"\"\"")
            .map_or((Kind::Text(false), rest.len()), |end| (Kind::Text(true), end + 6));
    }
    let mut escaped = false;
    for (at, ch) in rest.char_indices().skip(1) {
        match ch {
            '\n' => return (Kind::Text(false), at),
            '"' if !escaped => return (Kind::Text(true), at + 1),
            _ => escaped = ch == '\\' && !escaped,
        }
    }
    (Kind::Text(false), rest.len())
}

struct Reader<'a> {
    text: &'a str,
    all: &'a [Token],
    before: &'a [Token],
    offset: usize,
    /// Where the word at the cursor begins.
    at: usize,
}

impl<'a> Reader<'a> {
    fn slice(&self, token: &Token) -> &'a str {
        self.text.get(token.start..token.end).unwrap_or("").trim_matches('"')
    }

    fn is(&self, token: Option<&Token>, word: &str) -> bool {
        token.is_some_and(|token| token.kind == Kind::Word && self.slice(token) == word)
    }

    /// The id and type of the node, or the keyword of another statement.
    fn head(&self) -> (Option<String>, Option<String>, Option<String>) {
        let mut tokens = self
            .all
            .iter()
            .filter(|token| token.kind != Kind::Comment)
            .skip_while(|token| token.kind == Kind::Mark('@'));
        let mut first = tokens.next();
        // Past `allow( … )`.
        if self.is(first, "allow") {
            let mut rest = tokens.by_ref().skip_while(|token| token.kind != Kind::Mark(')')).skip(1);
            first = rest.next();
        }
        let Some(first) = first.filter(|token| token.start < self.at.max(1) || token.start == self.at) else {
            return (None, None, None);
        };
        let word = self.slice(first).to_owned();
        let second = tokens.next();
        let is_node = matches!(second.map(|token| token.kind), Some(Kind::Mark(':') | Kind::Arrow));
        let is_keyword = statement_keyword(&word) == Some(word.as_str());
        if is_keyword && !is_node && first.kind == Kind::Word {
            return (None, None, Some(word));
        }
        let third = tokens.next().filter(|_| second.is_some_and(|it| it.kind == Kind::Mark(':')));
        let ty = third
            .filter(|token| matches!(token.kind, Kind::Word | Kind::Text(_)))
            .map(|token| self.slice(token).to_owned());
        (Some(word.clone()), Some(ty.unwrap_or(word)), None)
    }

    fn in_string(&self, string: Token, cursor: &mut Cursor, span: impl Fn(usize, usize) -> Span) {
        let before = self.text.get(string.start..self.offset).unwrap_or("");
        if let Some(open) = before.rfind("${").filter(|open| !before.get(*open..).unwrap_or("").contains('}'))
        {
            let start = string.start + open + 2;
            let rest = self.text.get(start..string.end).unwrap_or("");
            let length = rest.find(|ch| !is_word(ch)).unwrap_or(rest.len());
            cursor.word = span(start, start + length);
            cursor.slot =
                Slot::Param { closed: rest.get(length..).is_some_and(|rest| rest.starts_with('}')) };
            return;
        }
        let closed = string.kind == Kind::Text(true);
        let inner = (string.start + 1, if closed { string.end - 1 } else { string.end });
        cursor.slot = match cursor.keyword.as_deref() {
            Some("import") => {
                let written = self.text.get(inner.0..self.offset).unwrap_or("");
                let folder = written.rfind('/').map_or(0, |at| at + 1);
                cursor.word = span(inner.0 + folder, inner.1);
                Slot::Import(written.get(..folder).unwrap_or("").to_owned())
            }
            Some("api") => {
                cursor.word = span(inner.0, inner.1);
                Slot::Version
            }
            _ => Slot::Nothing,
        };
    }

    fn slot(&self, cursor: &Cursor) -> Slot {
        let tokens: Vec<Token> =
            self.before.iter().copied().filter(|token| token.kind != Kind::Comment).collect();
        let mut open: Vec<usize> = Vec::new();
        for (index, token) in tokens.iter().enumerate() {
            match token.kind {
                Kind::Mark('{' | '[' | '(') | Kind::Open => open.push(index),
                Kind::Mark('<')
                    if index > 0 && tokens.get(index - 1).is_some_and(|it| it.kind == Kind::Arrow) =>
                {
                    open.push(index);
                }
                Kind::Mark('}' | ']' | ')') => {
                    open.pop();
                }
                Kind::Mark('>')
                    if open.last().is_some_and(|at| {
                        tokens.get(*at).is_some_and(|it| it.kind == Kind::Mark('<'))
                            && !self.in_rule(&tokens, *at, index)
                    }) =>
                {
                    open.pop();
                }
                _ => {}
            }
        }
        let Some(top) = open.last().copied() else { return self.outside(&tokens, cursor) };
        match tokens.get(top).map(|token| token.kind) {
            Some(Kind::Open) => Slot::Param {
                closed: self
                    .text
                    .get(self.offset..)
                    .is_some_and(|rest| rest.trim_start_matches(is_word).starts_with('}')),
            },
            Some(Kind::Mark('(')) if cursor.keyword.is_none() => {
                if tokens.len() == top + 1 {
                    Slot::Check
                } else {
                    Slot::Nothing
                }
            }
            Some(Kind::Mark('<')) => self.in_routes(&tokens, top),
            Some(Kind::Mark('[')) => Slot::Value { path: self.path(&tokens, &open) },
            _ if matches!(cursor.keyword.as_deref(), Some("decide" | "test")) => self.atom(&tokens),
            _ => self.in_block(&tokens, &open, top),
        }
    }

    fn outside(&self, tokens: &[Token], cursor: &Cursor) -> Slot {
        let Some(last) = tokens.last() else { return Slot::Statement };
        let on_new_line = self.text.get(last.end..self.at).is_some_and(|gap| gap.contains('\n'));
        match last.kind {
            Kind::Mark('@') => Slot::Check,
            Kind::Mark(')')
                if tokens.iter().any(|token| token.kind == Kind::Mark('@'))
                    && tokens.iter().all(|it| it.kind != Kind::Mark(':') && it.kind != Kind::Arrow) =>
            {
                Slot::Statement
            }
            Kind::Arrow => Slot::Target { after_arrow: true },
            Kind::Mark(':') if cursor.keyword.as_deref() == Some("param") => Slot::ParamType,
            Kind::Mark(':') => Slot::Type,
            _ if on_new_line => Slot::Statement,
            _ => match cursor.keyword.as_deref() {
                Some("ensure") => self.atom(tokens),
                Some("param") if last.kind == Kind::Mark('=') => Slot::Nothing,
                Some(_) => Slot::Nothing,
                None => Slot::Clause,
            },
        }
    }

    fn atom(&self, tokens: &[Token]) -> Slot {
        let last = tokens.last();
        match last.map(|token| token.kind) {
            Some(Kind::Mark('.')) => {
                let node = tokens.len().checked_sub(2).and_then(|at| tokens.get(at));
                Slot::Atom(node.map(|token| self.slice(token).to_owned()))
            }
            _ => Slot::Atom(None),
        }
    }

    /// Whether the entry that holds the token `index` is a rule whose comparison is under way.
    fn in_rule(&self, tokens: &[Token], top: usize, index: usize) -> bool {
        let entry = self.entry(tokens, top, index);
        let colon = entry.iter().any(|token| token.kind == Kind::Mark(':'));
        self.is(entry.first(), "when") && !colon
    }

    /// The tokens of the entry of a list that ends before `index`.
    fn entry<'t>(&self, tokens: &'t [Token], top: usize, index: usize) -> &'t [Token] {
        let mut start = top + 1;
        for at in top + 1..index {
            let Some(token) = tokens.get(at) else { break };
            if token.kind == Kind::Mark(',') {
                start = at + 1;
            } else if at > start && self.breaks(tokens, at) {
                start = at;
            }
        }
        tokens.get(start..index).unwrap_or(&[])
    }

    /// Whether a line break before the token ends an entry.
    fn breaks(&self, tokens: &[Token], at: usize) -> bool {
        let (Some(before), Some(token)) = (tokens.get(at.wrapping_sub(1)), tokens.get(at)) else {
            return false;
        };
        let goes_on =
            |kind: Kind| matches!(kind, Kind::Mark('|' | ':' | ',' | '<' | '{' | '[') | Kind::Arrow);
        let gap = self.text.get(before.end..token.start).unwrap_or("");
        gap.contains('\n') && !goes_on(before.kind) && !matches!(token.kind, Kind::Mark('|' | ':' | ','))
    }

    fn in_routes(&self, tokens: &[Token], top: usize) -> Slot {
        let mut entry = self.entry(tokens, top, tokens.len());
        let new_line = tokens
            .last()
            .is_some_and(|last| self.text.get(last.end..self.at).is_some_and(|gap| gap.contains('\n')));
        let last = entry.last().map(|token| token.kind);
        if new_line && !matches!(last, Some(Kind::Mark('|' | ':'))) {
            entry = &[];
        }
        let last = entry.last().map(|token| token.kind);
        match last {
            None | Some(Kind::Mark('|')) => Slot::Outcome { taken: self.heads(top) },
            Some(Kind::Mark(':')) => Slot::Target { after_arrow: false },
            _ if self.is(entry.first(), "when")
                && !entry.iter().any(|token| token.kind == Kind::Mark(':')) =>
            {
                Slot::Rule
            }
            _ => Slot::Nothing,
        }
    }

    /// The names before the colons of a list, but for the word at the cursor.
    fn heads(&self, top: usize) -> Vec<String> {
        let Some(opening) = self.before.iter().filter(|token| token.kind != Kind::Comment).nth(top) else {
            return Vec::new();
        };
        let mut waiting = Vec::new();
        let mut taken = Vec::new();
        for token in self.all.iter().filter(|token| token.start > opening.start) {
            match token.kind {
                Kind::Word | Kind::Text(_) if token.start != self.at => {
                    waiting.push(self.slice(token).to_owned())
                }
                Kind::Mark(':') => taken.append(&mut waiting),
                Kind::Mark('|') => {
                    taken.append(&mut waiting);
                }
                Kind::Mark('>') => break,
                Kind::Mark(',') => waiting.clear(),
                _ => {}
            }
            // Only what stands directly before a colon or bar is a head.
            if waiting.len() > 1 {
                waiting.remove(0);
            }
        }
        taken
    }

    fn in_block(&self, tokens: &[Token], open: &[usize], top: usize) -> Slot {
        let last = tokens.last();
        let new_line =
            last.is_some_and(|last| self.text.get(last.end..self.at).is_some_and(|gap| gap.contains('\n')));
        match last.map(|token| token.kind) {
            Some(Kind::Mark(':')) => Slot::Value { path: self.path(tokens, open) },
            Some(Kind::Mark('{' | ',')) => {
                Slot::Key { path: self.path(tokens, open), taken: self.keys(tokens, top) }
            }
            _ if new_line => Slot::Key { path: self.path(tokens, open), taken: self.keys(tokens, top) },
            _ => Slot::Nothing,
        }
    }

    /// The keys that lead to the innermost open bracket, and the key after it when its value comes next.
    fn path(&self, tokens: &[Token], open: &[usize]) -> Vec<String> {
        let mut path = Vec::new();
        let key_before = |at: usize| {
            let colon = tokens.get(at.checked_sub(1)?).filter(|token| token.kind == Kind::Mark(':'))?;
            let key = tokens.get(at.checked_sub(2)?)?;
            (colon.start >= key.end).then(|| self.slice(key).to_owned())
        };
        // The first brace is that of the node or the session itself.
        for at in open.iter().skip(1) {
            path.extend(key_before(*at));
        }
        if tokens.last().is_some_and(|token| token.kind == Kind::Mark(':')) {
            path.extend(key_before(tokens.len()));
        }
        path
    }

    /// The keys of the block whose brace is the token `top`, but for the word at the cursor.
    fn keys(&self, tokens: &[Token], top: usize) -> Vec<String> {
        let Some(opening) = tokens.get(top) else { return Vec::new() };
        let mut depth = 0usize;
        let mut before: Option<&Token> = None;
        let mut taken = Vec::new();
        for token in
            self.all.iter().filter(|token| token.start > opening.start && token.kind != Kind::Comment)
        {
            match token.kind {
                Kind::Mark('{' | '[') | Kind::Open => depth += 1,
                Kind::Mark('}' | ']') if depth == 0 => break,
                Kind::Mark('}' | ']') => depth -= 1,
                Kind::Mark(':') if depth == 0 => {
                    let key = before.filter(|key| key.start != self.at);
                    taken.extend(key.map(|key| self.slice(key).to_owned()));
                }
                _ => {}
            }
            before = Some(token);
        }
        taken
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ide::testing::Case;

    fn check(text: &str, expected: &Slot) {
        let case = Case::new(text);
        assert_eq!(&at(&case.view(), case.cursor).slot, expected, "{text}");
    }

    fn words(list: &[&str]) -> Vec<String> {
        list.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn the_text_before_the_cursor_says_what_comes_next() {
        check("$0", &Slot::Statement);
        check("start -> a\n$0", &Slot::Statement);
        check("start -> a\nli$0\nend", &Slot::Statement);
        check("a: $0", &Slot::Type);
        check("a: li$0\nend", &Slot::Type);
        check("start -> $0", &Slot::Target { after_arrow: true });
        check("start -> cl$0\nend", &Slot::Target { after_arrow: true });
        check("a: conversation \"x\" $0", &Slot::Clause);
        check("// a: $0", &Slot::Nothing);
        check("a: conversation \"x $0", &Slot::Nothing);
        check("@allow($0", &Slot::Check);
        check("@allow(cyc$0, \"x\")\nstart -> end", &Slot::Check);
        check("api \"$0\"", &Slot::Version);
        check("import \"./a$0\"", &Slot::Import("./".to_owned()));
        check("param a: $0", &Slot::ParamType);
        check("a: conversation \"${$0\" -> end", &Slot::Param { closed: false });
        check("a: conversation \"${x$0}\" -> end", &Slot::Param { closed: true });
        check("ensure $0", &Slot::Atom(None));
        check("decide { a: liveness.$0 }", &Slot::Atom(Some("liveness".to_owned())));
    }

    #[test]
    fn routes_are_read_entry_by_entry() {
        check("liveness -> < $0 >", &Slot::Outcome { taken: vec![] });
        check("liveness -> <\n  detected: a\n  $0\n>", &Slot::Outcome { taken: words(&["detected"]) });
        check(
            "liveness -> < detected | no_face: a, de$0, x: b >",
            &Slot::Outcome { taken: words(&["detected", "no_face", "x"]) },
        );
        check("liveness -> < detected: $0 >", &Slot::Target { after_arrow: false });
        check("liveness -> < detected: a$0\n\nend", &Slot::Target { after_arrow: false });
        check("c: field_condition -> < when $0", &Slot::Rule);
        check("c: field_condition -> < when extracted.age > 3: $0", &Slot::Target { after_arrow: false });
    }

    #[test]
    fn blocks_know_their_keys() {
        check("email_otp { $0 }", &Slot::Key { path: vec![], taken: vec![] });
        check("email_otp { otp_length: 6, $0 }", &Slot::Key { path: vec![], taken: words(&["otp_length"]) });
        check(
            "email_otp {\n  $0\n  otp_length: 6\n}",
            &Slot::Key { path: vec![], taken: words(&["otp_length"]) },
        );
        check("a: document_scan { scanning_mode: $0 }", &Slot::Value { path: words(&["scanning_mode"]) });
        check(
            "a: document_scan { allowed_document_types: [id, $0] }",
            &Slot::Value { path: words(&["allowed_document_types"]) },
        );
        check(
            "a: external_call { request: { $0 } }",
            &Slot::Key { path: words(&["request"]), taken: vec![] },
        );
        check("session { zone: $0", &Slot::Value { path: words(&["zone"]) });
        check("a: x { b: ${$0} }", &Slot::Param { closed: true });
    }
}
