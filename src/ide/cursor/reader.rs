//! How the tokens before the cursor are read: which brackets are open, what the statement is, and what comes next.

use super::slot::{Cursor, Slot};
use crate::source::Span;
use crate::syntax::tokens::{Token, TokenKind};
use crate::syntax::words::statement_keyword;

/// The tokens of a statement and the cursor in it.
pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    /// All tokens of the statement.
    pub(super) all: &'a [Token],
    /// Those before the cursor, without the word that is being typed.
    pub(super) before: &'a [Token],
    pub(super) offset: usize,
    /// Where the word at the cursor begins.
    pub(super) at: usize,
}

impl<'a> Reader<'a> {
    fn slice(&self, token: &Token) -> &'a str {
        self.text.get(token.start..token.end).unwrap_or("").trim_matches('"')
    }

    fn is(&self, token: Option<&Token>, word: &str) -> bool {
        token.is_some_and(|token| token.kind == TokenKind::Word && self.slice(token) == word)
    }

    /// The id and type of the node, or the keyword of another statement.
    pub(super) fn head(&self) -> (Option<String>, Option<String>, Option<String>) {
        let mut tokens = self
            .all
            .iter()
            .filter(|token| !token.kind.is_comment())
            .skip_while(|token| token.kind == TokenKind::Mark(b'@'));
        let mut first = tokens.next();
        // Past `allow( … )`.
        if self.is(first, "allow") {
            let mut rest = tokens.by_ref().skip_while(|token| token.kind != TokenKind::Mark(b')')).skip(1);
            first = rest.next();
        }
        let Some(first) = first.filter(|token| token.start < self.at.max(1) || token.start == self.at) else {
            return (None, None, None);
        };
        let word = self.slice(first).to_owned();
        let second = tokens.next();
        let is_node =
            matches!(second.map(|token| token.kind), Some(TokenKind::Mark(b':') | TokenKind::Arrow));
        let is_keyword = statement_keyword(&word) == Some(word.as_str());
        if is_keyword && !is_node && first.kind == TokenKind::Word {
            return (None, None, Some(word));
        }
        let third = tokens.next().filter(|_| second.is_some_and(|it| it.kind == TokenKind::Mark(b':')));
        let ty = third
            .filter(|token| token.kind == TokenKind::Word || token.kind.closed_text().is_some())
            .map(|token| self.slice(token).to_owned());
        (Some(word.clone()), Some(ty.unwrap_or(word)), None)
    }

    pub(super) fn in_string(&self, string: Token, cursor: &mut Cursor, span: impl Fn(usize, usize) -> Span) {
        let before = self.text.get(string.start..self.offset).unwrap_or("");
        if let Some(open) = before.rfind("${").filter(|open| !before.get(*open..).unwrap_or("").contains('}'))
        {
            let start = string.start + open + 2;
            let rest = self.text.get(start..string.end).unwrap_or("");
            let length = rest.find(|ch| !can_be_in_word(ch)).unwrap_or(rest.len());
            cursor.word = span(start, start + length);
            cursor.slot =
                Slot::Param { closed: rest.get(length..).is_some_and(|rest| rest.starts_with('}')) };
            return;
        }
        let closed = string.kind.closed_text() == Some(true);
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

    pub(super) fn slot(&self, cursor: &Cursor) -> Slot {
        let tokens: Vec<Token> =
            self.before.iter().copied().filter(|token| !token.kind.is_comment()).collect();
        let mut open: Vec<usize> = Vec::new();
        for (index, token) in tokens.iter().enumerate() {
            match token.kind {
                TokenKind::Mark(b'{' | b'[' | b'(') | TokenKind::OpenParameter => open.push(index),
                TokenKind::Mark(b'<')
                    if index > 0 && tokens.get(index - 1).is_some_and(|it| it.kind == TokenKind::Arrow) =>
                {
                    open.push(index);
                }
                TokenKind::Mark(b'}' | b']' | b')') => {
                    open.pop();
                }
                TokenKind::Mark(b'>')
                    if open.last().is_some_and(|at| {
                        tokens.get(*at).is_some_and(|it| it.kind == TokenKind::Mark(b'<'))
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
            Some(TokenKind::OpenParameter) => Slot::Param {
                closed: self
                    .text
                    .get(self.offset..)
                    .is_some_and(|rest| rest.trim_start_matches(can_be_in_word).starts_with('}')),
            },
            Some(TokenKind::Mark(b'(')) if cursor.keyword.is_none() => {
                if tokens.len() == top + 1 {
                    Slot::Check
                } else {
                    Slot::Nothing
                }
            }
            Some(TokenKind::Mark(b'<')) => self.in_routes(&tokens, top),
            Some(TokenKind::Mark(b'[')) => Slot::Value { path: self.path(&tokens, &open) },
            _ if matches!(cursor.keyword.as_deref(), Some("decide" | "test")) => self.atom(&tokens),
            _ => self.in_block(&tokens, &open, top),
        }
    }

    fn outside(&self, tokens: &[Token], cursor: &Cursor) -> Slot {
        let Some(last) = tokens.last() else { return Slot::Statement };
        let on_new_line = self.text.get(last.end..self.at).is_some_and(|gap| gap.contains('\n'));
        match last.kind {
            TokenKind::Mark(b'@') => Slot::Check,
            TokenKind::Mark(b')')
                if tokens.iter().any(|token| token.kind == TokenKind::Mark(b'@'))
                    && tokens
                        .iter()
                        .all(|it| it.kind != TokenKind::Mark(b':') && it.kind != TokenKind::Arrow) =>
            {
                Slot::Statement
            }
            TokenKind::Arrow => Slot::Target { after_arrow: true },
            TokenKind::Mark(b':') if cursor.keyword.as_deref() == Some("param") => Slot::ParamType,
            TokenKind::Mark(b':') => Slot::Type,
            _ if on_new_line => Slot::Statement,
            _ => match cursor.keyword.as_deref() {
                Some("ensure") => self.atom(tokens),
                Some("param") if last.kind == TokenKind::Mark(b'=') => Slot::Nothing,
                Some(_) => Slot::Nothing,
                None => Slot::Clause,
            },
        }
    }

    fn atom(&self, tokens: &[Token]) -> Slot {
        let last = tokens.last();
        match last.map(|token| token.kind) {
            Some(TokenKind::Mark(b'.')) => {
                let node = tokens.len().checked_sub(2).and_then(|at| tokens.get(at));
                Slot::Atom(node.map(|token| self.slice(token).to_owned()))
            }
            _ => Slot::Atom(None),
        }
    }

    /// Whether the entry that holds the token `index` is a rule whose comparison is under way.
    fn in_rule(&self, tokens: &[Token], top: usize, index: usize) -> bool {
        let entry = self.entry(tokens, top, index);
        let colon = entry.iter().any(|token| token.kind == TokenKind::Mark(b':'));
        self.is(entry.first(), "when") && !colon
    }

    /// The tokens of the entry of a list that ends before `index`.
    fn entry<'t>(&self, tokens: &'t [Token], top: usize, index: usize) -> &'t [Token] {
        let mut start = top + 1;
        for at in top + 1..index {
            let Some(token) = tokens.get(at) else { break };
            if token.kind == TokenKind::Mark(b',') {
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
        let goes_on = |kind: TokenKind| {
            matches!(kind, TokenKind::Mark(b'|' | b':' | b',' | b'<' | b'{' | b'[') | TokenKind::Arrow)
        };
        let gap = self.text.get(before.end..token.start).unwrap_or("");
        gap.contains('\n')
            && !goes_on(before.kind)
            && !matches!(token.kind, TokenKind::Mark(b'|' | b':' | b','))
    }

    fn in_routes(&self, tokens: &[Token], top: usize) -> Slot {
        let mut entry = self.entry(tokens, top, tokens.len());
        let new_line = tokens
            .last()
            .is_some_and(|last| self.text.get(last.end..self.at).is_some_and(|gap| gap.contains('\n')));
        let last = entry.last().map(|token| token.kind);
        if new_line && !matches!(last, Some(TokenKind::Mark(b'|' | b':'))) {
            entry = &[];
        }
        let last = entry.last().map(|token| token.kind);
        match last {
            None | Some(TokenKind::Mark(b'|')) => Slot::Outcome { taken: self.heads(top) },
            Some(TokenKind::Mark(b':')) => Slot::Target { after_arrow: false },
            _ if self.is(entry.first(), "when")
                && !entry.iter().any(|token| token.kind == TokenKind::Mark(b':')) =>
            {
                Slot::Rule
            }
            _ => Slot::Nothing,
        }
    }

    /// The names before the colons of a list, but for the word at the cursor.
    fn heads(&self, top: usize) -> Vec<String> {
        let Some(opening) = self.before.iter().filter(|token| !token.kind.is_comment()).nth(top) else {
            return Vec::new();
        };
        let mut waiting = Vec::new();
        let mut taken = Vec::new();
        for token in self.all.iter().filter(|token| token.start > opening.start) {
            match token.kind {
                kind if token.start != self.at
                    && (kind == TokenKind::Word || kind.closed_text().is_some()) =>
                {
                    waiting.push(self.slice(token).to_owned());
                }
                TokenKind::Mark(b':') => taken.append(&mut waiting),
                TokenKind::Mark(b'|') => {
                    taken.append(&mut waiting);
                }
                TokenKind::Mark(b'>') => break,
                TokenKind::Mark(b',') => waiting.clear(),
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
            Some(TokenKind::Mark(b':')) => Slot::Value { path: self.path(tokens, open) },
            Some(TokenKind::Mark(b'{' | b',')) => {
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
            let colon = tokens.get(at.checked_sub(1)?).filter(|token| token.kind == TokenKind::Mark(b':'))?;
            let key = tokens.get(at.checked_sub(2)?)?;
            (colon.start >= key.end).then(|| self.slice(key).to_owned())
        };
        // The first brace is that of the node or the session itself.
        for at in open.iter().skip(1) {
            path.extend(key_before(*at));
        }
        if tokens.last().is_some_and(|token| token.kind == TokenKind::Mark(b':')) {
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
        for token in self.all.iter().filter(|token| token.start > opening.start && !token.kind.is_comment()) {
            match token.kind {
                TokenKind::Mark(b'{' | b'[') | TokenKind::OpenParameter => depth += 1,
                TokenKind::Mark(b'}' | b']') if depth == 0 => break,
                TokenKind::Mark(b'}' | b']') => depth -= 1,
                TokenKind::Mark(b':') if depth == 0 => {
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

fn can_be_in_word(ch: char) -> bool {
    ch.is_alphanumeric() || ch == '_'
}
