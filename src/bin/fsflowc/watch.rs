//! Owns `--watch`: what is watched, and when to build again.
//!
//! Folders are watched rather than files, so that an editor that replaces a file, and a file that appears, are seen.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use fsflow::project::config::FILE_NAME;
use fsflow::project::outputs::EXTENSION;
use notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, NoCache, new_debouncer_opt};

use crate::disk::Asked;
use crate::failure::{Failure, reason};
use crate::inputs::Inputs;
use crate::path::{absolute, shown};
use crate::terminal::Terminal;
use crate::verdict::Verdict;

/// How long after a change the next one counts as part of it.
const TOGETHER: Duration = Duration::from_millis(50);

/// After this time without news the files are looked at anyway: a change that is taken back at once is no news, though a
/// build may have seen it, and some network folders report nothing.
const LOOK_ANYWAY: Duration = Duration::from_millis(500);

/// What a build did.
#[derive(Debug, Default)]
pub(crate) struct Built {
    /// How it ended.
    pub(crate) verdict: Verdict,
    /// How many flows were built.
    pub(crate) flows: usize,
    /// How many of them have errors.
    pub(crate) failed: usize,
    /// The files that were written.
    pub(crate) written: Vec<PathBuf>,
}

/// What a build looked at.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Watched {
    /// The files, there or not, with the time of the change that was seen.
    files: BTreeMap<PathBuf, Option<SystemTime>>,
    /// The folders in which new files count.
    folders: BTreeSet<PathBuf>,
}

impl Watched {
    /// Adds what the paths of the command line are and what was found below them.
    pub(crate) fn add_inputs(&mut self, paths: &[PathBuf], inputs: &Inputs) {
        for input in inputs.files.iter().filter(|input| !input.stdin) {
            self.add_files([Asked::now(&input.name)]);
            self.add_settings(input.folder());
        }
        self.folders.extend(inputs.visited.iter().map(|folder| absolute(folder)));
        // A path that is not there yet may appear.
        self.add_files(paths.iter().filter(|path| !path.exists()).map(Asked::now));
    }

    /// Adds files, under their own names and those that links lead to. What is known already keeps its time.
    pub(crate) fn add_files(&mut self, files: impl IntoIterator<Item = Asked>) {
        for Asked { path, modified } in files {
            if let Ok(real) = path.canonicalize() {
                self.files.entry(real).or_insert(modified);
            }
            self.files.entry(absolute(&path)).or_insert(modified);
        }
    }

    /// Adds the places where a configuration for files in `folder` may appear, up to the current folder.
    fn add_settings(&mut self, folder: &Path) {
        let here = absolute(Path::new(""));
        let folder = absolute(folder);
        let above = folder.ancestors().take_while(|above| above.starts_with(&here));
        self.add_files(above.map(|above| Asked::now(above.join(FILE_NAME))).collect::<Vec<_>>());
    }

    /// The folders that the system has to watch: for what is not there, the nearest that is.
    fn watch_folders(&self) -> BTreeSet<PathBuf> {
        let parents = self.files.keys().filter_map(|file| file.parent());
        let all = parents.chain(self.folders.iter().map(PathBuf::as_path));
        all.filter_map(|folder| folder.ancestors().find(|folder| folder.is_dir()).map(Path::to_owned))
            .collect()
    }

    /// Whether a change of this path can change what is built.
    fn concerns(&self, path: &Path) -> bool {
        let found = || path.parent().is_some_and(|folder| self.folders.contains(folder));
        let is_source = || path.extension().is_some_and(|extension| extension == EXTENSION);
        let is_filter = || path.file_name().is_some_and(|name| name == ".gitignore" || name == ".ignore");
        self.files.contains_key(path)
            || self.folders.contains(path)
            || found() && (is_source() || is_filter() || path.is_dir())
            // A folder on the way to a missing file.
            || path.is_dir() && self.files.keys().any(|file| file.starts_with(path))
    }

    /// A file that is not as it was when it was read.
    fn changed(&self) -> Option<&Path> {
        let differs = |path: &Path, modified| Asked::now(path).modified != modified;
        self.files.iter().find(|(path, modified)| differs(path, **modified)).map(|(path, _)| path.as_path())
    }
}

/// Builds, then again on each change, until the process is ended.
pub(crate) fn run(
    terminal: &Terminal,
    mut build: impl FnMut(&mut Watched) -> Result<Built, Failure>,
) -> Result<Verdict, Failure> {
    let (sender, receiver) = mpsc::channel();
    let handler = move |result: DebounceEventResult| {
        // The receiver is gone only when the process ends.
        let _ = sender.send(result);
    };
    let watcher = new_debouncer_opt::<_, RecommendedWatcher, _>(
        TOGETHER,
        None,
        handler,
        NoCache::new(),
        notify::Config::default(),
    );
    let mut watcher = Watcher { inner: watcher.map_err(|error| failure(&error))?, folders: BTreeSet::new() };
    let mut cause = None;
    let mut is_ready = false;
    let mut watched = Watched::default();
    loop {
        watched = once(terminal, cause.take(), watched, &mut build);
        let has_grown = watcher.follow(&watched)?;
        if !is_ready {
            is_ready = true;
            let folders = watcher.folders.len();
            terminal.note(&format!(
                "watching {folders} folder{}; Ctrl-C ends it\n",
                if folders == 1 { "" } else { "s" }
            ));
        }
        // What changed between the reading and the watching is seen by nobody else.
        let missed = watched.changed().filter(|_| has_grown);
        cause = Some(match missed {
            Some(path) => format!("`{}`", shown(path)),
            None => wait(&receiver, &watched, terminal)?,
        });
    }
}

struct Watcher {
    inner: Debouncer<RecommendedWatcher, NoCache>,
    folders: BTreeSet<PathBuf>,
}

impl Watcher {
    /// Watches the folders of `watched` and no others. Says whether there are new ones among them.
    fn follow(&mut self, watched: &Watched) -> Result<bool, Failure> {
        let wanted = watched.watch_folders();
        for folder in self.folders.difference(&wanted) {
            // A folder that is gone is watched no longer anyway.
            let _ = self.inner.unwatch(folder);
        }
        let mut now = BTreeSet::new();
        for folder in wanted {
            if !self.folders.contains(&folder) {
                match self.inner.watch(&folder, RecursiveMode::NonRecursive) {
                    Ok(()) => {}
                    Err(_) if !folder.is_dir() => continue,
                    Err(error) => return Err(failure(&error)),
                }
            }
            now.insert(folder);
        }
        let has_grown = !now.is_subset(&self.folders);
        self.folders = now;
        Ok(has_grown)
    }
}

/// Builds and says in one line what came of it. Gives what has to be watched now.
fn once(
    terminal: &Terminal,
    cause: Option<String>,
    before: Watched,
    build: &mut impl FnMut(&mut Watched) -> Result<Built, Failure>,
) -> Watched {
    let begin = Instant::now();
    let mut watched = Watched::default();
    let result = build(&mut watched);
    let took = begin.elapsed();
    let cause = cause.map_or(String::new(), |cause| format!("{cause} changed: "));
    let line = match result {
        Ok(built) => {
            let plural = |count: usize| if count == 1 { "" } else { "s" };
            let failed = match built.failed {
                0 => String::new(),
                failed => format!(", {failed} with errors"),
            };
            let (flows, written) = (built.flows, built.written.len());
            format!("{flows} flow{} built{failed}, {written} file{} written", plural(flows), plural(written))
        }
        Err(failure) => {
            terminal.fail(&failure);
            // What stopped the build may be cured in a file that it did not come to.
            watched.add_files(before.files.into_iter().map(|(path, modified)| Asked { path, modified }));
            "nothing built".to_owned()
        }
    };
    terminal.note(&format!("{cause}{line}, in {:.1} ms\n", took.as_secs_f64() * 1000.0));
    watched
}

/// Waits for a change that counts and gives the name of what changed.
fn wait(
    receiver: &mpsc::Receiver<DebounceEventResult>,
    watched: &Watched,
    terminal: &Terminal,
) -> Result<String, Failure> {
    loop {
        let result = match receiver.recv_timeout(LOOK_ANYWAY) {
            Ok(result) => result,
            Err(RecvTimeoutError::Timeout) => match watched.changed() {
                Some(path) => return Ok(format!("`{}`", shown(path))),
                None => continue,
            },
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Failure::new("the watching of files ended by itself"));
            }
        };
        match result {
            Ok(events) => {
                for event in events {
                    if event.need_rescan() {
                        return Ok("a file".to_owned());
                    }
                    if matches!(event.kind, EventKind::Access(_)) {
                        continue;
                    }
                    if let Some(path) = event.paths.iter().find(|path| watched.concerns(path)) {
                        return Ok(format!("`{}`", shown(path)));
                    }
                }
            }
            Err(errors) => errors.iter().for_each(|error| terminal.fail(&failure(error))),
        }
    }
}

fn failure(error: &notify::Error) -> Failure {
    let why = match &error.kind {
        notify::ErrorKind::Io(error) => reason(error),
        notify::ErrorKind::MaxFilesWatch => "the system watches too many files already".to_owned(),
        _ => error.to_string(),
    };
    Failure::new(format!("can't watch for changes: {why}"))
}
