//! Owns `--watch`: what is watched, and when to build again.
//!
//! Folders are watched rather than files, so that an editor that replaces a file, and a file that appears, are seen.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::sync::mpsc;
use std::time::{Duration, Instant, SystemTime};

use notify::{EventKind, RecommendedWatcher, RecursiveMode};
use notify_debouncer_full::{DebounceEventResult, Debouncer, NoCache, new_debouncer_opt};

use crate::cli::Built;
use crate::config;
use crate::failure::{Failure, reason};
use crate::inputs::{EXTENSION, Inputs};
use crate::outputs::absolute;
use crate::terminal::{Terminal, Verdict};

/// How long after a change the next one counts as part of it.
const TOGETHER: Duration = Duration::from_millis(50);

/// What the clocks of files may lag behind the system's.
const COARSE: Duration = Duration::from_millis(20);

/// What a build looked at.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Watched {
    /// The files, there or not.
    files: BTreeSet<PathBuf>,
    /// The folders in which new files count.
    folders: BTreeSet<PathBuf>,
}

impl Watched {
    /// Adds what the paths of the command line are and what was found below them.
    pub(crate) fn add_inputs(&mut self, paths: &[PathBuf], inputs: &Inputs) {
        self.add_files(inputs.files.iter().map(|input| Path::new(&input.name)));
        self.folders.extend(inputs.visited.iter().map(|folder| absolute(folder)));
        // A path that is not there yet may appear.
        self.add_files(paths.iter().map(PathBuf::as_path).filter(|path| !path.exists()));
    }

    /// Adds files, under their own names and those that links lead to.
    pub(crate) fn add_files<'p>(&mut self, files: impl IntoIterator<Item = &'p Path>) {
        for file in files {
            self.files.extend(file.canonicalize());
            self.files.insert(absolute(file));
        }
    }

    /// The folders that the system has to watch: for what is not there, the nearest that is.
    fn watch_folders(&self) -> BTreeSet<PathBuf> {
        let parents = self.files.iter().filter_map(|file| file.parent());
        let all = parents.chain(self.folders.iter().map(PathBuf::as_path));
        all.filter_map(|folder| folder.ancestors().find(|folder| folder.is_dir()).map(Path::to_owned))
            .collect()
    }

    /// Whether a change of this path can change what is built.
    fn concerns(&self, path: &Path) -> bool {
        let found = || path.parent().is_some_and(|folder| self.folders.contains(folder));
        let is_source = || path.extension().is_some_and(|extension| extension == EXTENSION);
        let is_setting = || {
            path.file_name()
                .is_some_and(|name| name == config::FILE_NAME || name == ".gitignore" || name == ".ignore")
        };
        self.files.contains(path)
            || self.folders.contains(path)
            || is_setting()
            || found() && (is_source() || path.is_dir())
            // A folder on the way to a missing file.
            || path.is_dir() && self.files.iter().any(|file| file.starts_with(path))
    }

    /// Whether a file changed since `moment`.
    fn changed_since(&self, moment: SystemTime) -> bool {
        let moment = moment.checked_sub(COARSE).unwrap_or(moment);
        let modified = |path: &PathBuf| path.metadata().and_then(|metadata| metadata.modified());
        self.files.iter().any(|file| modified(file).is_ok_and(|time| time >= moment))
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
    loop {
        let moment = SystemTime::now();
        let watched = once(terminal, cause.take(), &mut build);
        watcher.follow(&watched)?;
        if !is_ready {
            is_ready = true;
            let (files, folders) = (watched.files.len(), watcher.folders.len());
            let plural = |count: usize| if count == 1 { "" } else { "s" };
            terminal.note(&format!(
                "watching {files} file{} in {folders} folder{}; Ctrl-C ends it\n",
                plural(files),
                plural(folders)
            ));
        }
        // What changed between the reading and the watching is seen by nobody else.
        if watched.changed_since(moment) {
            cause = Some("a file".to_owned());
            continue;
        }
        cause = Some(wait(&receiver, &watched, terminal)?);
    }
}

struct Watcher {
    inner: Debouncer<RecommendedWatcher, NoCache>,
    folders: BTreeSet<PathBuf>,
}

impl Watcher {
    /// Watches the folders of `watched` and no others.
    fn follow(&mut self, watched: &Watched) -> Result<(), Failure> {
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
        self.folders = now;
        Ok(())
    }
}

/// Builds and says in one line what came of it. Gives what has to be watched now.
fn once(
    terminal: &Terminal,
    cause: Option<String>,
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
            let (flows, written) = (built.flows, built.written);
            format!("{flows} flow{} built{failed}, {written} file{} written", plural(flows), plural(written))
        }
        Err(failure) => {
            terminal.fail(&failure);
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
        let Ok(result) = receiver.recv() else {
            return Err(Failure::new("the watching of files ended by itself"));
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
                        let cwd = std::env::current_dir().unwrap_or_default();
                        return Ok(format!("`{}`", path.strip_prefix(cwd).unwrap_or(path).display()));
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
