//! Owns the rule that a one-time code goes to an address that the backend or the flow knows.

use indexmap::IndexMap;

use super::check::Context;
use super::phrase::{self, code, node, quote};
use super::provided_data::{Provided, collector};
use crate::diag::Diagnostic;
use crate::flow::NodeId;

crate::code! {
    /// A one-time code goes to an address that nobody has given. Without `provided_data.email` (or `phone`) and without an
    /// `enter_email` before it, the session asks whoever is there, and the code proves only that they can read their own mail.
    ///
    /// Put the address that you know of the user into the session. Where several nodes send codes to the same unknown address,
    /// the first one is reported.
    ///
    /// ```fsflow wrong
    /// start -> email_otp
    /// email_otp -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// param user_email
    ///
    /// session {
    ///   provided_data: { email: "${user_email}" }
    /// }
    ///
    /// start -> email_otp
    /// email_otp -> < verified: closing, else: refused >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// refused: conversation "Say that the check did not succeed." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static OTP_UNKNOWN_ADDRESS = warning(Suspicious) "otp-unknown-address";
}

/// How many further nodes get a label of their own.
const MORE: usize = 4;

pub(super) fn run(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    let mut senders: IndexMap<&str, Vec<NodeId>> = IndexMap::new();
    for (id, node) in ctx.flow.nodes() {
        if let Some(key) = node.traits().sends_code_to {
            senders.entry(key).or_default().push(id);
        }
    }
    if senders.is_empty() {
        return;
    }
    let mut provided = Provided::new(ctx);
    for (key, senders) in senders {
        let lacking: Vec<NodeId> = senders.into_iter().filter(|id| provided.may_lack(key, *id)).collect();
        let Some((&first, others)) = lacking.split_first() else { continue };
        let path = provided.path_without(key, first);
        let message = format!("{} sends its code to whatever address the user names", node(ctx.flow, first));
        let mut diagnostic = Diagnostic::new(&OTP_UNKNOWN_ADDRESS, ctx.flow.node(first).id_span, message)
            .label(format!("no {} is known on {}", quote(key), phrase::path(ctx.flow, &path)));
        for id in others.iter().take(MORE) {
            diagnostic = diagnostic.related(ctx.flow.node(*id).id_span, "sends one there too");
        }
        let or = collector(key)
            .map_or_else(String::new, |row| format!(", or ask for it with {} before", quote(row.written())));
        out.push(diagnostic.help(format!(
            "give the address that you know of the user: {}{or}",
            code(&format!("session {{ provided_data: {{ {key}: … }} }}"))
        )));
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "otp-unknown-address",
            &[
                (
                    "two codes to nowhere",
                    "start -> email_otp
email_otp -> < verified: again, else: refused >
again: email_otp -> < verified: closing, else: refused >",
                ),
                (
                    "a phone",
                    "start -> sms_otp
sms_otp -> < verified: closing, else: refused >",
                ),
                (
                    "typed on one path, forgotten on the other",
                    r#"start -> a
a: conversation "Ask." -> < x: enter_email when "The user has an address", y: email_otp when "Anything else" >
enter_email -> < entered: email_otp, canceled: refused >
email_otp -> < verified: closing, else: refused >"#,
                ),
                (
                    "typed before",
                    "start -> enter_email
enter_email -> < entered: email_otp, canceled: refused >
email_otp -> < verified: closing, else: refused >",
                ),
                (
                    "a call may bring it",
                    r#"start -> fetch
fetch: external_call { request: { url: "https://x.example" } } -> email_otp
email_otp -> < verified: closing, else: refused >"#,
                ),
            ],
        );
    }
}
