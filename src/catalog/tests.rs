//! What holds for the rows of all tables together.

use std::collections::HashSet;

use super::*;

#[test]
fn one_type_begins_a_session_and_one_completes_it() {
    let of = |role| NODE_TYPES.iter().filter(|row| row.role == role).map(|row| row.name).collect::<Vec<_>>();
    assert_eq!(of(Role::Start), ["start"]);
    assert_eq!(of(Role::End), ["end"]);
    let leads_on = |row: &&NodeType| matches!(row.routing, Routing::None) == (row.role == Role::End);
    assert!(NODE_TYPES.iter().all(|row| leads_on(&row)));
}

#[test]
fn no_two_types_share_a_word() {
    let mut seen = HashSet::new();
    for word in type_words() {
        assert!(seen.insert(word), "{word} twice");
    }
}

#[test]
fn no_two_outcomes_of_a_type_answer_to_one_word() {
    for row in NODE_TYPES {
        let all: Vec<_> = row.outcomes().iter().chain(row.exits()).collect();
        for (index, outcome) in all.iter().enumerate() {
            for word in [outcome.name.to_owned(), outcome.written(), snake_case(outcome.name)] {
                let found = all.iter().position(|other| other.is_named(&word));
                assert_eq!(found, Some(index), "{}.{word}", row.name);
            }
        }
    }
}

#[test]
fn every_version_of_a_row_is_on_the_timeline() {
    let known = |version: Version| TIMELINE.iter().any(|row| row.version == version);
    fn fields(list: &'static [Field], known: &dyn Fn(Version) -> bool) {
        for field in list {
            assert!(known(field.since), "{}", field.name);
            assert!(field.summary.ends_with('.'), "{}", field.name);
            if let Kind::Object(inner) = field.kind {
                fields(inner, known);
            }
        }
    }
    for row in NODE_TYPES {
        assert!(known(row.since), "{}", row.name);
        fields(row.fields, &known);
        for outcome in row.outcomes().iter().chain(row.exits()) {
            assert!(known(outcome.since), "{}", outcome.name);
        }
    }
    fields(SESSION_FIELDS, &known);
}

#[test]
fn every_documented_default_is_json_and_every_fallback_outcome_exists() {
    for row in NODE_TYPES {
        for field in row.fields {
            if let Some(default) = field.default {
                assert!(serde_json::from_str::<serde_json::Value>(default).is_ok(), "{default}");
            }
        }
        for outcome in row.outcomes() {
            if let Absent::TakenFrom(other) = outcome.absent {
                assert!(row.outcomes().iter().any(|o| o.name == other));
            }
        }
    }
}
