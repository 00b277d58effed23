//! Owns what time it is, for reports.

use std::env;
use std::time::{SystemTime, UNIX_EPOCH};

/// What one step of a walk takes when the time is fixed, in milliseconds, so that the order of the steps shows.
const STEP: u64 = 1000;

/// The time, or what `SOURCE_DATE_EPOCH` says that it is.
#[derive(Debug)]
pub(crate) struct Clock {
    fixed: Option<u64>,
}

impl Clock {
    /// A clock that goes on from the seconds in `SOURCE_DATE_EPOCH`, or the real one without them.
    pub(crate) fn new() -> Self {
        let seconds = env::var("SOURCE_DATE_EPOCH").ok().and_then(|text| text.parse::<u64>().ok());
        Self { fixed: seconds.map(|seconds| seconds.saturating_mul(1000)) }
    }

    /// The milliseconds since 1970. A fixed time goes on by one second after each call.
    pub(crate) fn now(&mut self) -> u64 {
        match &mut self.fixed {
            Some(time) => {
                let now = *time;
                *time = now.saturating_add(STEP);
                now
            }
            None => SystemTime::now()
                .duration_since(UNIX_EPOCH)
                .map_or(0, |since| u64::try_from(since.as_millis()).unwrap_or(u64::MAX)),
        }
    }
}
