//! Owns the mechanical rules between the API's camelCase and the language's snake_case.

/// `otpLength` → `otp_length`, `requireAILivenessCheck` → `require_ai_liveness_check`, `showUI` → `show_ui`: a word
/// begins at a capital after a small letter or digit, and at the last capital of a run before a small letter.
#[must_use]
pub fn snake_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    each_snake_char(name, |ch| {
        out.push(ch);
        true
    });
    out
}

/// Whether `word` is [`snake_case`] of `name`, without building it.
pub(super) fn is_snake_case_of(word: &str, name: &str) -> bool {
    // Only underscores come in, so most words are seen at a glance to be another.
    let first = |text: &str| text.as_bytes().first().map(u8::to_ascii_lowercase);
    if word.len() < name.len() || first(word) != first(name) {
        return false;
    }
    let mut rest = word.chars();
    each_snake_char(name, |ch| rest.next() == Some(ch)) && rest.next().is_none()
}

/// Gives the snake-cased characters one by one; stops and answers `false` when the receiver does.
fn each_snake_char(name: &str, mut receive: impl FnMut(char) -> bool) -> bool {
    let mut chars = name.chars().peekable();
    let mut before: Option<char> = None;
    while let Some(ch) = chars.next() {
        let begins_word = ch.is_uppercase()
            && before.is_some_and(|before| {
                before.is_lowercase()
                    || before.is_ascii_digit()
                    || (before.is_uppercase() && chars.peek().is_some_and(|next| next.is_lowercase()))
            });
        if begins_word && !receive('_') {
            return false;
        }
        if !ch.to_lowercase().all(&mut receive) {
            return false;
        }
        before = Some(ch);
    }
    true
}

/// `otp_length` → `otpLength`: the reverse for names that the catalog does not know. Runs of capitals are lost.
#[must_use]
pub fn camel_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    let mut upper = false;
    for ch in name.chars() {
        if ch == '_' && !out.is_empty() {
            upper = true;
        } else if upper {
            out.extend(ch.to_uppercase());
            upper = false;
        } else {
            out.push(ch);
        }
    }
    out
}

/// Whether two words are the same, `canceled` and `cancelled` taken as one.
#[must_use]
pub fn same_word(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    a == b || (short.len() + 1 == long.len() && is_with_one_l(short, long))
}

/// Whether `short` is `long` with `canceled` for its `cancelled`.
fn is_with_one_l(short: &str, long: &str) -> bool {
    long.split_once("ancelled").is_some_and(|(before, after)| {
        short.strip_prefix(before).and_then(|rest| rest.strip_prefix("anceled")) == Some(after)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn camel_case_becomes_snake_case() {
        let cases = [
            ("otpLength", "otp_length"),
            ("requireAILivenessCheck", "require_ai_liveness_check"),
            ("videoAIAnalysisEnabled", "video_ai_analysis_enabled"),
            ("showUI", "show_ui"),
            ("sourceA", "source_a"),
            ("delivery_failed", "delivery_failed"),
            ("vars", "vars"),
            ("a1B", "a1_b"),
        ];
        for (camel, snake) in cases {
            assert_eq!(snake_case(camel), snake);
            assert!(is_snake_case_of(snake, camel));
            assert!(!is_snake_case_of("other", camel));
        }
        assert_eq!(camel_case("new_field_x"), "newFieldX");
        assert_eq!(camel_case("_private"), "_private");
    }

    #[test]
    fn canceled_and_cancelled_are_one_word() {
        assert!(same_word("canceled", "cancelled"));
        assert!(same_word("userCancelled", "userCanceled"));
        assert!(!same_word("cancel", "canceled"));
    }
}
