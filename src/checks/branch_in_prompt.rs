//! Owns the rule that a prompt asks for one thing and leaves branching to the graph.

use super::check::Context;
use super::phrase::quote;
use crate::diag::Diagnostic;
use crate::flow::{Text, TextPart};

crate::code! {
    /// A prompt says what to do "if … otherwise …". The model that speaks then decides by itself where the session goes, the
    /// graph does not show it, and no outcome tells the application which way was taken.
    ///
    /// Let the prompt ask one thing, give each answer an outcome with its condition, and put what follows into nodes of
    /// their own.
    ///
    /// ```fsflow wrong
    /// start -> confirm
    /// confirm: conversation """
    ///   Ask whether the payment is theirs. If the user agrees, thank them, otherwise explain how to block the card.
    /// """ -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> confirm
    /// confirm: conversation "Ask whether the payment is theirs." -> <
    ///   confirmed: thanks when "The user said that the payment is theirs"
    ///   denied: block_card when "The user said that the payment is not theirs"
    ///   unclear: block_card when "Four exchanges have passed without a clear answer"
    /// >
    /// thanks: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// block_card: conversation "Explain how to block the card." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static BRANCH_IN_PROMPT = warning(Experience) "branch-in-prompt";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for node in &ctx.flow.nodes {
        let Some(prompt) = node.prompt.as_ref().filter(|prompt| !prompt.say) else { continue };
        if branches(&prompt.text) {
            let message = format!("the prompt of {} decides between two ways to go on", quote(&node.id));
            out.push(
                Diagnostic::new(&BRANCH_IN_PROMPT, prompt.span, message)
                    .label("“if … otherwise …” is a decision that the graph does not show")
                    .help(
                        "ask one thing here, and give each case an outcome with `when` and a node of its own",
                    ),
            );
        }
    }
}

/// Whether an instruction says what to do "if … otherwise …". `ask if` means whether; what stands in quotes is speech and no
/// instruction; `someone else` is no alternative.
fn branches(text: &Text) -> bool {
    let hints = ["therwise", "lse", "f not"];
    if !text.literals().any(|literal| hints.iter().any(|hint| literal.contains(hint))) {
        return false;
    }
    let mut scan = Scan { breaks: true, ..Scan::default() };
    text.parts.iter().any(|part| match part {
        TextPart::Literal(literal) => scan.finds_branch(literal),
        TextPart::Param(_) => {
            scan.breaks = false;
            scan.previous = Word::Other;
            false
        }
    })
}

#[derive(Default)]
struct Scan {
    /// How many conditions stand behind.
    conditions: usize,
    /// Whether the clause asks or looks, so that `if` in it means whether.
    asks: bool,
    /// Whether punctuation that ends a clause stands directly before.
    breaks: bool,
    /// Whether this is inside quotes.
    quoted: bool,
    previous: Word,
}

#[derive(Default, Clone, Copy, PartialEq)]
enum Word {
    #[default]
    Other,
    If,
    /// `not` after `if`
    IfNot,
    /// `otherwise` or `else` that begins a clause.
    Alternative,
    Condition,
    Asking,
    /// A conjunction, or a word before `if` that changes its meaning.
    And,
    Even,
}

impl Scan {
    fn finds_branch(&mut self, text: &str) -> bool {
        let mut word = String::new();
        for ch in text.chars().chain([' ']) {
            if ch.is_alphanumeric() || matches!(ch, '\'' | '’') {
                word.extend(ch.to_lowercase());
                continue;
            }
            if !word.is_empty() && !self.quoted {
                let kind = self.kind(&word);
                let alternative = match kind {
                    Word::Alternative => self.conditions > 0,
                    Word::IfNot => self.conditions > 1 && ch == ',',
                    _ => false,
                };
                if alternative {
                    return true;
                }
                self.take(kind);
            }
            word.clear();
            self.pass(ch);
        }
        false
    }

    fn kind(&self, word: &str) -> Word {
        let begins = self.breaks || self.previous == Word::And;
        match word {
            "if" => Word::If,
            "when" | "unless" if begins => Word::Condition,
            "otherwise" | "else" if begins => Word::Alternative,
            "not" if self.previous == Word::If => Word::IfNot,
            "and" | "or" | "but" => Word::And,
            "as" | "even" => Word::Even,
            "ask" | "asks" | "asking" | "see" | "check" | "checks" | "find" | "know" | "confirm"
            | "verify" | "wonder" | "tell" | "determine" | "decide" | "clarify" | "sure" | "unsure"
            | "certain" => Word::Asking,
            _ => Word::Other,
        }
    }

    fn take(&mut self, kind: Word) {
        match kind {
            Word::If if self.asks || self.previous == Word::Even => {}
            Word::If | Word::Condition => self.conditions += 1,
            Word::Asking => self.asks = true,
            _ => {}
        }
        self.previous = kind;
        self.breaks = false;
    }

    fn pass(&mut self, ch: char) {
        match ch {
            '"' => self.quoted = !self.quoted,
            '“' | '„' | '«' => self.quoted = true,
            '”' | '»' => self.quoted = false,
            '.' | ',' | ';' | ':' | '!' | '?' | '\n' | '—' | '–' | '-' | '(' | ')' if !self.quoted => {
                self.breaks = true;
                self.asks = false;
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str) -> bool {
        branches(&Text { parts: vec![TextPart::Literal(text.to_owned())], ..Text::default() })
    }

    #[test]
    fn an_alternative_to_a_condition_is_a_branch() {
        for text in [
            "If the user agrees, thank them, otherwise say goodbye.",
            "Ask for the name. If it is Anna, say hello. Otherwise say that you are sorry.",
            "If they are ready, go on; else wait.",
            "When the user is done thank them, otherwise wait.",
            "If the user agrees, thank them. If not, explain why it matters.",
            "Unless the user is in a hurry, explain everything and otherwise be short.",
            "Check if the name fits; if it does, thank them, otherwise say so.",
            "Thank the user if they agreed, otherwise say that it is fine.",
        ] {
            assert!(check(text), "{text}");
        }
    }

    #[test]
    fn other_uses_of_the_words_are_none() {
        for text in [
            "Ask the user if they would otherwise prefer a code by text message.",
            "Ask if someone else can hear them, and if there is anything else they need.",
            "Be short. Otherwise the user gets bored.",
            "If the user asks why, explain it if not already explained.",
            "Ask if they are ready, or else if they need a minute.",
            "Say exactly: \"If this was not you, call us, otherwise do nothing.\"",
            "If you can't hear the user, ask them to speak up.",
            "If anyone else is in the room, ask for privacy.",
            "Answer as if nothing had happened, otherwise friendly.",
            "Please also ask for the false name.",
            "",
        ] {
            assert!(!check(text), "{text}");
        }
    }

    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "branch-in-prompt",
            &[
                (
                    "an instruction that decides",
                    r#"start -> a
a: conversation "If the user is ready, go on, otherwise wait." -> closing"#,
                ),
                (
                    "speech may offer a choice",
                    r#"start -> a
a: conversation say "If this was you, say yes, otherwise say no." -> closing"#,
                ),
            ],
        );
    }
}
