//! What a signal that ends the program leaves behind: nothing. Files that are on their way to their place are removed first,
//! and several that belong together arrive all or not at all.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, Once, PoisonError};

/// The files that are on their way. Whoever holds this can't be interrupted.
static ON_THE_WAY: Mutex<Vec<PathBuf>> = Mutex::new(Vec::new());

static WATCHED: Once = Once::new();

/// While this lives, a signal waits.
#[derive(Debug)]
pub(crate) struct Held(MutexGuard<'static, Vec<PathBuf>>);

/// Keeps signals waiting. What takes long, such as a pipe that nobody reads, has no place in it.
pub(crate) fn hold() -> Held {
    WATCHED.call_once(watch);
    Held(ON_THE_WAY.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Held {
    /// This file is removed when a signal ends the program.
    pub(crate) fn add(&mut self, file: &Path) {
        self.0.push(file.to_owned());
    }

    /// This file has arrived, or is gone.
    pub(crate) fn remove(&mut self, file: &Path) {
        self.0.retain(|known| known != file);
    }
}

#[cfg(not(unix))]
fn watch() {}

/// Waits for signals in a thread of its own. Those that the caller has the program ignore (`nohup`) stay ignored.
#[cfg(unix)]
fn watch() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;

    let wanted: Vec<i32> =
        [SIGHUP, SIGINT, SIGTERM].into_iter().filter(|signal| !is_ignored(*signal)).collect();
    // Without it a signal ends the program as ever.
    let Ok(mut signals) = Signals::new(wanted) else { return };
    std::thread::spawn(move || {
        if let Some(signal) = signals.forever().next() {
            let held = hold();
            for file in held.0.iter() {
                let _ = std::fs::remove_file(file);
            }
            let _ = signal_hook::low_level::emulate_default_handler(signal);
            std::process::exit(128 + signal);
        }
    });
}

/// Whether the program was started with this signal ignored, where the system tells.
#[cfg(unix)]
fn is_ignored(signal: i32) -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let mask = mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0);
    mask & (1 << (signal - 1)) != 0
}
