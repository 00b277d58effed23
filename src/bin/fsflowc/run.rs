//! Owns a run over several flows: reading, compiling, who is a part of whom, and the findings of all together.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use fsflow::Compilation;
use fsflow::catalog::Version;
use fsflow::diag::Diagnostic;
use fsflow::diag::levels::Levels;
use fsflow::emit::{TARGETS, Target};
use fsflow::project::parts::{Member, parts};
use fsflow::report::{Batch, Format, Totals};
use fsflow::resolve::{Given, Options};
use fsflow::source::SourceMap;

use crate::config::{Config, Configs};
use crate::disk::{Asked, Disk};
use crate::failure::Failure;
use crate::inputs::{Input, Inputs};
use crate::lints::LintFlags;
use crate::params;
use crate::terminal::{Stream, Terminal, Verdict};

/// With fewer files than this, starting threads costs more than it gains.
const WORTH_THREADS: usize = 8;

/// What the flags say about compiling.
#[derive(Debug, Default)]
pub(crate) struct Settings {
    /// `--api`.
    pub(crate) api: Option<Version>,
    /// The values of parameters; `None` when nobody is asked for them.
    pub(crate) values: Option<BTreeMap<String, Given>>,
    /// `--emit`; empty when it is left to the configuration.
    pub(crate) kinds: Vec<&'static Target>,
    /// `--allow`, `--warn`, `--deny`.
    pub(crate) lints: LintFlags,
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

/// All files of a run, without those that are only parts of others.
#[derive(Debug, Default)]
pub(crate) struct Run {
    /// The flows.
    pub(crate) flows: Vec<Compiled>,
    /// Fine, or that a file could not be read.
    pub(crate) verdict: Verdict,
}

impl Run {
    /// Reads and compiles all `inputs`. What can't be read is said at once, and the rest goes on.
    pub(crate) fn new(inputs: Inputs, settings: &Settings, terminal: &Terminal) -> Result<Self, Failure> {
        settings.lints.over(&Levels::default())?;
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
                    let levels = settings.lints.over(&config.levels)?;
                    jobs.push(Job { input, text, config, levels });
                }
                Err(failure) => fail(&failure),
            }
        }
        let mut flows = compile_all(jobs, settings);
        if let Some(values) = &settings.values {
            verify_values(values, &flows)?;
        }
        drop_parts(&mut flows);
        Ok(Self { flows, verdict })
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

/// What was found in all files of a run.
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
}

/// What is written for a flow, each kind once: what the command line names, else what the configuration does.
pub(crate) fn targets(named: &[&'static Target], config: &Config) -> Vec<&'static Target> {
    let chosen = match (named, &config.emit) {
        ([], Some(configured)) => configured.clone(),
        ([], None) => TARGETS.iter().take(1).collect(),
        (named, _) => named.to_vec(),
    };
    let mut seen = HashSet::new();
    chosen.into_iter().filter(|target| seen.insert(target.name)).collect()
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
        let asks = targets(&settings.kinds, &config).iter().any(|target| target.needs_values);
        let values = settings.values.clone().filter(|_| asks);
        let options = Options { api: settings.api, default_api: config.api, values, levels };
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

fn verify_values(values: &BTreeMap<String, Given>, flows: &[Compiled]) -> Result<(), Failure> {
    let all_known = flows.iter().all(|flow| flow.compilation.flow.complete);
    let params = flows.iter().flat_map(|flow| &flow.compilation.flow.params);
    let declared: BTreeSet<&str> = params.map(|param| param.name.as_str()).collect();
    if all_known && !flows.is_empty() { params::verify(values, &declared) } else { Ok(()) }
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
