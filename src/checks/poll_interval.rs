//! The rules about calls of services: a poll that can come round, and an address that is one.

use super::check::Context;
use super::phrase::quote;
use crate::catalog::{Content, POLL_INTERVAL, POLL_TIMEOUT, snake_case};
use crate::diag::Diagnostic;
use crate::flow::{Field, Text, TextPart, ValueKind, values};

crate::code! {
    /// A poll gives up before it asks a second time: `interval_ms` is not below `timeout_ms`. FaceSign's documents want the
    /// interval to be the shorter of the two; otherwise the awaited answer counts as late although nobody asked for it.
    ///
    /// ```fsflow wrong
    /// start -> wait
    /// wait: conversation "Chat with the user until the order is ready." {
    ///   await_external: {
    ///     request: { url: "https://shop.example/ready" }
    ///     poll: { interval_ms: 60000, timeout_ms: 2000 }
    ///   }
    /// } -> <
    ///   on_data_ready: closing
    ///   tired: closing when "The user does not want to wait"
    ///   on_timeout | on_error: closing
    /// >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> wait
    /// wait: conversation "Chat with the user until the order is ready." {
    ///   await_external: {
    ///     request: { url: "https://shop.example/ready" }
    ///     poll: { interval_ms: 2000, timeout_ms: 60000 }
    ///   }
    /// } -> <
    ///   on_data_ready: closing
    ///   tired: closing when "The user does not want to wait"
    ///   on_timeout | on_error: closing
    /// >
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static POLL_INTERVAL_TOO_LONG = warning(Correctness) "poll-interval" since "0.2.0";
}

crate::code! {
    /// The address of a call is no URL. FaceSign calls it from its own servers, so it begins with `https://` (or `http://`) and
    /// names a host; the host has to be allowed for the account.
    ///
    /// ```fsflow wrong
    /// start -> fetch
    /// fetch: external_call { request: { url: "shop.example/customer" } } -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    ///
    /// ```fsflow right
    /// start -> fetch
    /// fetch: external_call { request: { url: "https://shop.example/customer" } } -> closing
    /// closing: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
    /// end
    /// ```
    pub static INVALID_URL = warning(Correctness) "invalid-url" since "0.2.0";
}

pub(super) fn interval(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for node in &ctx.flow.nodes {
        for (poll, _) in values(&node.fields) {
            let number = |name: &str| {
                let field = poll.inner(name)?;
                match &field.value.as_ref()?.kind {
                    ValueKind::Number(number) => Some((field, number.parse::<f64>().ok()?)),
                    _ => None,
                }
            };
            let Some((interval, timeout)) = number(POLL_INTERVAL).zip(number(POLL_TIMEOUT)) else { continue };
            if interval.1 < timeout.1 {
                continue;
            }
            let message = format!(
                "{} polls every {} ms and gives up after {} ms",
                quote(&node.id),
                interval.1,
                timeout.1
            );
            let words = [POLL_INTERVAL, POLL_TIMEOUT].map(snake_case);
            out.push(
                Diagnostic::new(&POLL_INTERVAL_TOO_LONG, interval.0.span, message)
                    .label("longer than the poll lasts")
                    .related(timeout.0.span, "the end of the poll")
                    .help(format!("make `{}` shorter than `{}`", words[0], words[1])),
            );
        }
    }
}

pub(super) fn url(ctx: &Context<'_>, out: &mut Vec<Diagnostic>) {
    for node in &ctx.flow.nodes {
        for (field, value) in values(&node.fields) {
            let ValueKind::Text(text) = &value.kind else { continue };
            if !holds_url(field) || is_url(text) {
                continue;
            }
            let message = format!("the address that {} calls is no URL", quote(&node.id));
            let diagnostic = Diagnostic::new(&INVALID_URL, value.span, message).label("not `https://…`");
            let host = text.as_literal().filter(|text| is_host(text));
            out.push(match host {
                Some(host) => diagnostic.help(format!("write the scheme too: `https://{host}`")).fix(
                    "add `https://`",
                    value.span,
                    crate::syntax::quote::quoted(&format!("https://{host}")),
                ),
                None => {
                    diagnostic.help("write it whole, from `https://` on; a part of it can be a parameter")
                }
            });
        }
    }
}

fn holds_url(field: &Field) -> bool {
    field.row.is_some_and(|row| row.content == Content::Url)
}

/// Whether a text can be a URL, whatever stands for its parameters.
fn is_url(text: &Text) -> bool {
    let whole: String = text
        .parts
        .iter()
        .map(|part| match part {
            TextPart::Literal(literal) => literal.as_str(),
            TextPart::Param(_) => "\u{fffc}",
        })
        .collect();
    if whole.starts_with('\u{fffc}') {
        return true;
    }
    let lower = whole.to_ascii_lowercase();
    let after = lower.strip_prefix("https://").or_else(|| lower.strip_prefix("http://"));
    let host = after.map(|after| after.split(['/', '?', '#']).next().unwrap_or(""));
    host.is_some_and(|host| !host.is_empty()) && !whole.contains(char::is_whitespace)
}

/// `shop.example/customer`: an address without its scheme.
fn is_host(text: &str) -> bool {
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or("");
    let is_label =
        |label: &str| !label.is_empty() && label.chars().all(|ch| ch.is_ascii_alphanumeric() || ch == '-');
    host.contains('.') && host.split('.').all(is_label) && !text.contains(char::is_whitespace)
}

#[cfg(test)]
mod tests {
    #[test]
    fn cases() {
        crate::checks::tests::snapshot(
            "poll-interval",
            &[
                (
                    "too long, as long, and fine",
                    r#"start -> a
a: conversation "Talk." { await_external: { request: { url: "https://x.example" }, poll: { interval_ms: 60000, timeout_ms: 2000 } } } -> < done: b when "Three exchanges have passed", else: b >
b: conversation "Talk." { await_external: { request: { url: "https://x.example" }, poll: { interval_ms: 2000, timeout_ms: 2000 } } } -> < done: c when "Three exchanges have passed", else: c >
c: conversation "Talk." { await_external: { request: { url: "https://x.example" }, poll: { interval_ms: 1999, timeout_ms: 2000 } } } -> < done: closing when "Three exchanges have passed", else: closing >"#,
                ),
                (
                    "addresses",
                    r#"param host
param path
start -> a
a: external_call { request: { url: "not a url" } } -> b
b: external_call { request: { url: "x.example/a?b=c" } } -> c
c: external_call { request: { url: "ftp://x.example" } } -> d
d: external_call { request: { url: "https://" } } -> e
e: external_call { request: { url: "${host}/a" } } -> f
f: external_call { request: { url: "https://${host}/a/${path}" } } -> g
g: external_call { request: { url: "HTTP://localhost:8080" } } -> closing"#,
                ),
            ],
        );
    }
}
