//! The flows of a command: reads and compiles them, several at once, and collects what was found in all of them.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use fsflow::Compilation;
use fsflow::catalog::Version;
use fsflow::diag::Diagnostic;
use fsflow::diag::levels::{Levels, Setting};
use fsflow::emit::Target;
use fsflow::project::parts::{Member, parts};
use fsflow::project::{levels, outputs, params};
use fsflow::report::{Batch, Format, Totals};
use fsflow::resolve::{Options, ParamValue};
use fsflow::source::SourceMap;

use crate::config::{Config, Configs};
use crate::disk::{Asked, Disk};
use crate::failure::Failure;
use crate::inputs::{self, Input, Inputs};
use crate::terminal::{Stream, Terminal};
use crate::verdict::Verdict;

/// With fewer files than this, starting threads costs more than it gains.
const WORTH_THREADS: usize = 8;

/// What the flags say about compiling.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    /// `--api`.
    pub(crate) api: Option<Version>,
    /// The values of parameters; `None` when nobody is asked for them.
    pub(crate) values: Option<BTreeMap<String, ParamValue>>,
    /// `--emit`; empty when it is left to the configuration.
    pub(crate) kinds: Vec<&'static Target>,
    /// `--allow`, `--warn`, `--deny`, in order.
    pub(crate) levels: Vec<(String, Setting)>,
}

impl Settings {
    fn levels(&self, configured: &Levels) -> Result<Levels, Failure> {
        levels::over(configured, &self.levels).map_err(|error| {
            let failure = Failure::new(error.to_string());
            match error.help() {
                Some(help) => failure.help(help),
                None => failure,
            }
        })
    }
}

/// A file that was compiled.
#[derive(Debug)]
pub(crate) struct Compiled {
    /// The file.
    pub(crate) input: Input,
    /// The configuration that holds for it.
    pub(crate) config: Arc<Config>,
    /// What it was compiled with.
    pub(crate) options: Options,
    /// What came of it.
    pub(crate) compilation: Compilation,
    /// The imports that were asked for, found or not.
    pub(crate) imports: Vec<Asked>,
}

impl Compiled {
    /// What is written for it, each kind once.
    pub(crate) fn targets(&self, named: &[&'static Target]) -> Vec<&'static Target> {
        outputs::targets(named, self.config.emit.as_deref())
    }
}

/// All flows of a command, without the files that are only parts of others.
#[derive(Debug, Default)]
pub(crate) struct Flows {
    /// The flows.
    pub(crate) flows: Vec<Compiled>,
    /// Fine, or that a file could not be read.
    pub(crate) verdict: Verdict,
}

impl Flows {
    /// Reads and compiles all `inputs`. What can't be read is said at once, and the rest goes on.
    pub(crate) fn new(inputs: Inputs, settings: &Settings, terminal: &Terminal) -> Result<Self, Failure> {
        settings.levels(&Levels::default())?;
        let mut verdict = Verdict::Fine;
        let mut fail = |failure: &Failure| {
            terminal.fail(failure);
            verdict = Verdict::Failed;
        };
        inputs.failures.iter().for_each(&mut fail);
        let mut configs = Configs::default();
        let mut jobs = Vec::new();
        for input in inputs.files {
            match input.read() {
                Ok(text) => {
                    let config = configs.of(input.folder())?;
                    let levels = settings.levels(&config.levels)?;
                    jobs.push(Job { input, text, config, levels });
                }
                Err(failure) => fail(&failure),
            }
        }
        let mut flows = compile_all(jobs, settings);
        if let Some(values) = &settings.values {
            params::verify(values, flows.iter().map(|flow| &*flow.compilation.flow))?;
        }
        drop_parts(&mut flows);
        Ok(Self { flows, verdict })
    }

    /// The one flow that a command is about, and what was found in it.
    ///
    /// # Errors
    /// The verdict that the command ends with, when the file can't be read.
    pub(crate) fn one(
        path: &PathBuf,
        terminal: &Terminal,
    ) -> Result<Result<(Compiled, Findings), Verdict>, Failure> {
        let inputs = inputs::collect(std::slice::from_ref(path));
        if !inputs.folders.is_empty() {
            return Err(Failure::new(format!("`{}` is a folder", path.display())).help("name one file"));
        }
        let this = Self::new(inputs, &Settings::default(), terminal)?;
        let findings = this.findings();
        Ok(this
            .flows
            .into_iter()
            .next()
            .map(|flow| (flow, findings))
            .ok_or(this.verdict.max(Verdict::Faults)))
    }

    /// The same for a command that a flow with errors is of no use to: they are shown.
    pub(crate) fn one_without_errors(
        path: &PathBuf,
        terminal: &Terminal,
    ) -> Result<Result<Compiled, Verdict>, Failure> {
        Ok(match Self::one(path, terminal)? {
            Ok((flow, findings)) if findings.verdict() == Verdict::Fine => Ok(flow),
            Ok((_, findings)) => {
                findings.show_to_people(terminal)?;
                Err(findings.verdict())
            }
            Err(verdict) => Err(verdict),
        })
    }

    /// Leaves everything to the end of the process: taking large flows apart costs a tenth of building them.
    pub(crate) fn leave(self) {
        std::mem::forget(self.flows);
    }

    /// All findings, those of a file that several flows import once.
    pub(crate) fn findings(&self) -> Findings {
        Findings::of(self.flows.iter().map(|flow| &flow.compilation))
    }
}

/// What was found in all flows of a command.
#[derive(Debug)]
pub(crate) struct Findings {
    sources: SourceMap,
    diagnostics: Vec<Diagnostic>,
}

impl Findings {
    /// Those of these flows, what several of them found in a file once.
    pub(crate) fn of<'a>(flows: impl IntoIterator<Item = &'a Compilation>) -> Self {
        let mut batch = Batch::default();
        for flow in flows {
            batch.add(&flow.sources, flow.diagnostics.clone());
        }
        let (sources, diagnostics) = batch.finish();
        Self { sources, diagnostics }
    }

    /// How many there are.
    pub(crate) fn count(&self) -> Totals {
        fsflow::report::count(&self.diagnostics)
    }

    /// What they mean for the exit code.
    pub(crate) fn verdict(&self) -> Verdict {
        if self.count().errors > 0 { Verdict::Faults } else { Verdict::Fine }
    }

    /// Writes them to the stream.
    pub(crate) fn show(&self, format: &Format, stream: Stream, terminal: &Terminal) -> Result<(), Failure> {
        terminal.write(stream, &(format.render)(&self.sources, &self.diagnostics, &terminal.style(stream)))
    }

    /// Writes them to standard error, with the source.
    pub(crate) fn show_to_people(&self, terminal: &Terminal) -> Result<(), Failure> {
        match fsflow::report::format("human") {
            Some(human) => self.show(human, Stream::Err, terminal),
            None => Ok(()),
        }
    }
}

struct Job {
    input: Input,
    text: String,
    config: Arc<Config>,
    levels: Levels,
}

impl Job {
    fn compile(self, settings: &Settings) -> Compiled {
        let Self { input, text, config, levels } = self;
        let targets = outputs::targets(&settings.kinds, config.emit.as_deref());
        let asks = targets.iter().any(|target| target.needs_values);
        let values = settings.values.clone().filter(|_| asks);
        let options =
            Options { api: settings.api, default_api: config.api, values, levels, drop_trees: true };
        let disk = Disk::default();
        let compilation = fsflow::compile(&input.name, text, &disk, &options);
        Compiled { input, config, options, compilation, imports: disk.asked() }
    }
}

fn compile_all(jobs: Vec<Job>, settings: &Settings) -> Vec<Compiled> {
    if jobs.len() < WORTH_THREADS {
        return jobs.into_iter().map(|job| job.compile(settings)).collect();
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let jobs: Vec<_> = jobs.into_iter().map(|job| std::sync::Mutex::new(Some(job))).collect();
    let next = AtomicUsize::new(0);
    let work = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(slot) = jobs.get(at) else { return done };
            if let Some(job) = slot.lock().ok().and_then(|mut slot| slot.take()) {
                done.push((at, job.compile(settings)));
            }
        }
    };
    let mut done: Vec<(usize, Compiled)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    done.sort_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, compiled)| compiled).collect()
}

/// Drops the files that are only parts of others: they are looked at there.
fn drop_parts(flows: &mut Vec<Compiled>) {
    if flows.len() < 2 {
        return;
    }
    let path = |name: &str| Path::new(name).canonicalize().unwrap_or_else(|_| PathBuf::from(name));
    let member = |it: &Compiled| Member::new(&it.compilation.flow, &it.compilation.sources, path);
    let members: Vec<Member<PathBuf>> = flows.iter().filter_map(member).collect();
    let mut parts = parts(&members).into_iter();
    flows.retain(|_| !parts.next().unwrap_or(false));
}
