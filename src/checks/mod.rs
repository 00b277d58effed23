//! Owns the list of checks: everything that is asked of a resolved flow. One file a check.

pub mod allow;
mod branch_in_prompt;
mod broken_ensure;
mod camera_warm_up;
mod check;
pub mod circular_fix;
mod conditional_single_outcome;
mod cycle;
mod dead_rule;
mod decided;
mod deepfake_ignored;
mod default_permissions;
mod defaulted_outcome;
mod empty_permissions;
mod english;
mod extracted_data;
mod farewell_reply;
mod flips;
mod impossible_case;
mod impossible_outcome;
mod inconclusive_pass;
mod indistinguishable_outcomes;
mod ineffective_setting;
mod literal_speech;
mod missing_closing;
mod missing_outcome;
mod no_end;
mod no_outcomes;
mod no_way_out;
mod non_english;
mod otp_unknown_address;
mod outcome_as_target;
mod photo_source;
mod phrase;
mod poll_interval;
mod promises;
mod provided_data;
mod recognized_and_new_user;
mod repair;
mod report_data;
mod reserved_decision;
mod session_data;
mod short_greeting;
mod similar_ids;
mod start_count;
mod template;
mod too_many_outcomes;
mod unasked_deepfake;
mod unasked_grant;
mod unconditional_outcome;
mod unknown_key;
mod unknown_template;
mod unmarked_grant;
mod unreachable_node;
mod unspoken_permission_prompt;
mod unused_else;
mod unused_param;
mod vacuous_promise;
mod way_out;

use std::sync::LazyLock;

pub use check::{Check, Context};

use crate::diag::{Code, Diagnostic};

/// Every kind of fault of all stages, sorted by name.
#[must_use]
pub fn codes() -> &'static [&'static Code] {
    static CODES: LazyLock<Vec<&'static Code>> = LazyLock::new(|| {
        let stages = [crate::syntax::CODES, crate::resolve::CODES, allow::CODES];
        let checks = CHECKS.iter().map(|check| check.code);
        let mut codes: Vec<&'static Code> = stages.into_iter().flatten().copied().chain(checks).collect();
        codes.sort_by_key(|code| code.name);
        codes
    });
    &CODES
}

/// The kind of fault with this name.
#[must_use]
pub fn find(name: &str) -> Option<&'static Code> {
    let at = codes().binary_search_by_key(&name, |code| code.name).ok()?;
    codes().get(at).copied()
}

const fn check(code: &'static Code, run: fn(&Context<'_>, &mut Vec<Diagnostic>)) -> Check {
    Check { code, run }
}

/// All checks.
pub static CHECKS: &[Check] = &[
    check(&start_count::NO_START, start_count::no_start),
    check(&start_count::SEVERAL_STARTS, start_count::several_starts),
    check(&no_end::NO_END, no_end::run),
    check(&cycle::CYCLE, cycle::run),
    check(&missing_outcome::MISSING_OUTCOME, missing_outcome::run),
    check(&no_outcomes::NO_OUTCOMES, no_outcomes::run),
    check(&defaulted_outcome::DEFAULTED_OUTCOME, defaulted_outcome::run),
    check(&unreachable_node::UNREACHABLE_NODE, unreachable_node::run),
    check(&unused_param::UNUSED_PARAM, unused_param::run),
    check(&unused_else::UNUSED_ELSE, unused_else::run),
    check(&camera_warm_up::CAMERA_WARM_UP, camera_warm_up::run),
    check(&short_greeting::SHORT_GREETING, short_greeting::run),
    check(&branch_in_prompt::BRANCH_IN_PROMPT, branch_in_prompt::run),
    check(&non_english::NON_ENGLISH, non_english::run),
    check(&literal_speech::LITERAL_SPEECH, literal_speech::run),
    check(&no_way_out::NO_WAY_OUT, no_way_out::run),
    check(&unconditional_outcome::UNCONDITIONAL_OUTCOME, unconditional_outcome::run),
    check(&conditional_single_outcome::CONDITIONAL_SINGLE_OUTCOME, conditional_single_outcome::run),
    check(&farewell_reply::FAREWELL_REPLY, farewell_reply::run),
    check(&missing_closing::MISSING_CLOSING, missing_closing::run),
    check(&deepfake_ignored::DEEPFAKE_IGNORED, deepfake_ignored::run),
    check(&inconclusive_pass::INCONCLUSIVE_PASS, inconclusive_pass::run),
    check(&outcome_as_target::OUTCOME_AS_TARGET, outcome_as_target::run),
    check(&similar_ids::SIMILAR_IDS, similar_ids::run),
    check(&recognized_and_new_user::RECOGNIZED_AND_NEW_USER, recognized_and_new_user::run),
    check(&photo_source::PHOTO_SOURCE, photo_source::run),
    check(&provided_data::PROVIDED_DATA_MISSING, provided_data::run),
    check(&extracted_data::EXTRACTED_DATA_MISSING, extracted_data::run),
    check(&report_data::REPORT_DATA, report_data::run),
    check(&unreachable_rule::UNREACHABLE_RULE, unreachable_rule::run),
    check(&poll_interval::POLL_INTERVAL_TOO_LONG, poll_interval::interval),
    check(&poll_interval::INVALID_URL, poll_interval::url),
    check(&ineffective_setting::INEFFECTIVE_SETTING, ineffective_setting::run),
    check(&ineffective_setting::URL_AS_ID, ineffective_setting::url_as_id),
    check(&empty_permissions::EMPTY_PERMISSIONS, empty_permissions::run),
    check(&unknown_template::UNKNOWN_TEMPLATE, unknown_template::unknown),
    check(&unknown_template::MISSING_CODE, unknown_template::missing_code),
    check(&unknown_key::UNKNOWN_KEY, unknown_key::run),
    check(&default_permissions::DEFAULT_PERMISSIONS, default_permissions::run),
    check(&unspoken_permission_prompt::UNSPOKEN_PERMISSION_PROMPT, unspoken_permission_prompt::run),
    check(&otp_unknown_address::OTP_UNKNOWN_ADDRESS, otp_unknown_address::run),
    check(&reserved_decision::RESERVED_DECISION, reserved_decision::run),
    check(&too_many_outcomes::TOO_MANY_OUTCOMES, too_many_outcomes::run),
    check(&broken_ensure::BROKEN_ENSURE, broken_ensure::run),
    check(&vacuous_promise::VACUOUS_PROMISE, vacuous_promise::run),
    check(&impossible_outcome::IMPOSSIBLE_OUTCOME, impossible_outcome::run),
    check(&impossible_case::IMPOSSIBLE_CASE, impossible_case::run),
    check(&dead_rule::DEAD_RULE, dead_rule::dead_rule),
    check(&dead_rule::HIDDEN_RULE, dead_rule::hidden_rule),
    check(&unasked_grant::ELSE_GRANT, unasked_grant::in_else),
    check(&unasked_grant::STOPPED_GRANT, unasked_grant::of_stopped),
    check(&unasked_grant::UNASKED_GRANT, unasked_grant::unasked),
    check(&unasked_grant::UNPROVEN_GRANT, unasked_grant::unproven),
    check(&unmarked_grant::UNMARKED_GRANT, unmarked_grant::run),
    check(&unasked_deepfake::UNASKED_DEEPFAKE, unasked_deepfake::run),
    check(&indistinguishable_outcomes::INDISTINGUISHABLE_OUTCOMES, indistinguishable_outcomes::run),
];

#[cfg(test)]
mod tests;
mod unreachable_rule;
