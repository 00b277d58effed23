//! Owns the bound on how many outcomes the rules may mention.

use super::check::Context;
use super::decided::{answers, atoms};
use crate::diag::Diagnostic;
use crate::flow::Subject;
use crate::paths::{self, MAX_MENTIONED};

crate::code! {
    /// The rules of `decide`, or a promise together with them, mention more than 20 outcomes and nodes. Every combination of
    /// them would have to be looked at, so nothing is proven about such a flow. Ask for the node that follows instead of for
    /// each outcome before it.
    ///
    /// ```fsflow wrong
    /// start -> question
    /// question: conversation "Ask what the call is about." -> <
    ///   o1: bye when "The user names topic 1"
    ///   o2: bye when "The user names topic 2"
    ///   o3: bye when "The user names topic 3"
    ///   o4: bye when "The user names topic 4"
    ///   o5: bye when "The user names topic 5"
    ///   o6: bye when "The user names topic 6"
    ///   o7: bye when "The user names topic 7"
    ///   o8: bye when "The user names topic 8"
    ///   o9: bye when "The user names topic 9"
    ///   o10: bye when "The user names topic 10"
    ///   o11: bye when "The user names topic 11"
    ///   o12: bye when "The user names topic 12"
    ///   o13: bye when "The user names topic 13"
    ///   o14: bye when "The user names topic 14"
    ///   o15: bye when "The user names topic 15"
    ///   o16: bye when "The user names topic 16"
    ///   o17: bye when "The user names topic 17"
    ///   o18: bye when "The user names topic 18"
    ///   o19: bye when "The user names topic 19"
    ///   o20: bye when "The user names topic 20"
    ///   o21: bye when "The user is silent"
    /// >
    /// bye: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide { asked: question.o1 or question.o2 or question.o3 or question.o4 or question.o5 or question.o6 or question.o7 or question.o8 or question.o9 or question.o10 or question.o11 or question.o12 or question.o13 or question.o14 or question.o15 or question.o16 or question.o17 or question.o18 or question.o19 or question.o20 or question.o21, other: else }
    /// ```
    ///
    /// ```fsflow right
    /// start -> question
    /// question: conversation "Ask what the call is about." -> <
    ///   o1: bye when "The user names topic 1"
    ///   o2: bye when "The user names topic 2"
    ///   o3: bye when "The user names topic 3"
    ///   o4: bye when "The user names topic 4"
    ///   o5: bye when "The user names topic 5"
    ///   o6: bye when "The user names topic 6"
    ///   o7: bye when "The user names topic 7"
    ///   o8: bye when "The user names topic 8"
    ///   o9: bye when "The user names topic 9"
    ///   o10: bye when "The user names topic 10"
    ///   o11: bye when "The user names topic 11"
    ///   o12: bye when "The user names topic 12"
    ///   o13: bye when "The user names topic 13"
    ///   o14: bye when "The user names topic 14"
    ///   o15: bye when "The user names topic 15"
    ///   o16: bye when "The user names topic 16"
    ///   o17: bye when "The user names topic 17"
    ///   o18: bye when "The user names topic 18"
    ///   o19: bye when "The user names topic 19"
    ///   o20: bye when "The user names topic 20"
    ///   o21: bye when "The user is silent"
    /// >
    /// bye: conversation "Say goodbye to the user." { does_not_require_reply: true } -> end
    /// end
    /// decide { asked: question, other: else }
    /// ```
    pub static TOO_MANY_OUTCOMES = error "too-many-outcomes";
}

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    if !answers(ctx) {
        return;
    }
    let base = ctx.flow.decide.as_ref().map(paths::mentioned).unwrap_or_default();
    let decide = ctx.flow.decide.iter().map(|decide| (decide.span, base.clone()));
    let ensures = ctx.flow.ensures.iter().map(|ensure| {
        let mut mentioned = match &ensure.subject {
            Subject::Decision(_) => base.clone(),
            Subject::Atom(_) => paths::Mentioned::default(),
        };
        atoms(&ensure.condition).into_iter().for_each(|atom| mentioned.add(atom));
        (ensure.span, mentioned)
    });
    // A promise about a decision mentions all that the rules do; the fault is said once, at the rules.
    let over = decide.chain(ensures).find(|(_, mentioned)| mentioned.len() > MAX_MENTIONED);
    if let Some((span, mentioned)) = over {
        let message = format!(
            "{} outcomes are mentioned, and at most {MAX_MENTIONED} can be combined",
            mentioned.len()
        );
        let help = "ask for the node that follows instead of for each outcome before it";
        out.push(Diagnostic::new(&TOO_MANY_OUTCOMES, span, message).help(help));
    }
}
