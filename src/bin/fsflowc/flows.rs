//! The flows of a command: reads and compiles them, several at once, and collects what was found in all of them. A command that
//! only says what it found keeps nothing else, so that it can look at any number of files.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use fsflow::Compilation;
use fsflow::catalog::Version;
use fsflow::diag::levels::{Levels, Setting};
use fsflow::diag::refused::Refused;
use fsflow::diag::{Diagnostic, Level};
use fsflow::emit::Target;
use fsflow::flow::Flow;
use fsflow::project::batch::{Entry, Merged, together};
use fsflow::project::config::FILE_NAME;
use fsflow::project::{levels, outputs, params};
use fsflow::report::{Format, Totals};
use fsflow::resolve::{Options, PARAM_WITHOUT_VALUE, ParamValue};
use fsflow::source::{SourceFile, SourceMap, Span};

use crate::config::{Config, Configs};
use crate::disk::{Asked, Disk};
use crate::failure::Failure;
use crate::inputs::{self, Input, Inputs, Selection};
use crate::lines::columns;
use crate::path::identity;
use crate::repository;
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
    /// The values of some parameters, for a command that can do without the others.
    pub(crate) some_values: BTreeMap<String, ParamValue>,
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
    /// What is written for it, each kind once.
    pub(crate) targets: Vec<&'static Target>,
    /// Those that can't be written because a parameter has no value.
    lacking: Vec<&'static str>,
    /// What it was compiled with.
    pub(crate) options: Options,
    /// What came of it.
    pub(crate) compilation: Compilation,
    /// The imports that were asked for, found or not.
    pub(crate) imports: Vec<Asked>,
}

impl Compiled {
    /// Whether this kind of output can be written: nothing is wrong, or nothing but a value that it does not need.
    pub(crate) fn can_be(&self, target: &Target) -> bool {
        let errors = self.compilation.diagnostics.iter().filter(|it| it.level == Level::Error);
        let mut other = errors.filter(|it| *it.code != PARAM_WITHOUT_VALUE);
        other.next().is_none() && !self.lacking.contains(&target.name)
    }
}

/// What was found in all flows of a command, and how many there are: nothing else is kept of them.
#[derive(Debug)]
pub(crate) struct Checked {
    /// How many there are, without the files that are only parts of others.
    pub(crate) count: usize,
    /// What was found, that of a file that several flows import once.
    pub(crate) findings: Findings,
    /// Fine, or that a file could not be read.
    pub(crate) verdict: Verdict,
}

impl Checked {
    /// Reads and compiles all `inputs`. What can't be read is said at once, and the rest goes on.
    pub(crate) fn new(inputs: Inputs, settings: &Settings, terminal: &Terminal) -> Result<Self, Failure> {
        let few = inputs.files.len() < WORTH_THREADS;
        // Taking large flows apart costs a tenth of checking them: those of a few files are left to the end of the process.
        let forget = |compiled: Compiled| {
            if few {
                std::mem::forget(compiled.compilation)
            }
        };
        let Done { kept, findings, verdict } = compile_each(inputs, settings, terminal, forget)?;
        Ok(Self { count: kept.len(), findings, verdict })
    }
}

/// All flows of a command, without the files that are only parts of others.
#[derive(Debug)]
pub(crate) struct Flows {
    /// The flows.
    pub(crate) flows: Vec<Compiled>,
    /// What was found in them, that of a file that several flows import once.
    pub(crate) findings: Findings,
    /// Fine, or that a file could not be read.
    pub(crate) verdict: Verdict,
}

impl Flows {
    /// Reads and compiles all `inputs`. What can't be read is said at once, and the rest goes on.
    pub(crate) fn new(inputs: Inputs, settings: &Settings, terminal: &Terminal) -> Result<Self, Failure> {
        let Done { kept, findings, verdict } = compile_each(inputs, settings, terminal, |compiled| compiled)?;
        Ok(Self { flows: kept, findings, verdict })
    }

    /// The one flow that a command is about, and what was found in it.
    ///
    /// # Errors
    /// The verdict that the command ends with, when the file can't be read.
    pub(crate) fn one(
        path: &PathBuf,
        settings: &Settings,
        terminal: &Terminal,
    ) -> Result<Result<(Compiled, Findings), Verdict>, Failure> {
        let inputs = inputs::collect(std::slice::from_ref(path), &Selection::default())?;
        if !inputs.folders.is_empty() {
            return Err(Failure::new(format!("`{}` is a folder", path.display())).help("name one file"));
        }
        let this = Self::new(inputs, settings, terminal)?;
        let (mut flows, findings) = (this.flows.into_iter(), this.findings);
        Ok(flows.next().map(|flow| (flow, findings)).ok_or(this.verdict.max(Verdict::Faults)))
    }

    /// The same for a command that a flow with errors is of no use to: they are shown.
    pub(crate) fn one_without_errors(
        path: &PathBuf,
        settings: &Settings,
        terminal: &Terminal,
    ) -> Result<Result<Compiled, Verdict>, Failure> {
        Ok(match Self::one(path, settings, terminal)? {
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
}

/// What was found in all flows of a command.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    sources: SourceMap,
    diagnostics: Vec<Diagnostic>,
}

impl From<Merged> for Findings {
    fn from(merged: Merged) -> Self {
        let (sources, diagnostics) = merged.finish();
        Self { sources, diagnostics }
    }
}

impl Findings {
    /// Those of these flows, what several of them found in a file once.
    pub(crate) fn of<'a>(flows: impl IntoIterator<Item = &'a Compilation>) -> Self {
        let mut merged = Merged::default();
        for flow in flows {
            merged.add(&flow.sources, flow.diagnostics.clone());
        }
        Self::from(merged)
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

    /// The same with the names that the files have from this root.
    pub(crate) fn seen_from(&self, root: &Path) -> Self {
        let mut sources = SourceMap::default();
        for file in self.sources.files() {
            sources.add(SourceFile::new(repository::name(root, file.name()), file.text()));
        }
        Self { sources, diagnostics: self.diagnostics.clone() }
    }

    /// Adds one about a file that is no source.
    pub(crate) fn add(&mut self, name: &str, finding: impl FnOnce(Span) -> Diagnostic) {
        let file = self.sources.add(SourceFile::new(name, ""));
        self.diagnostics.push(finding(Span::new(file, 0, 0)));
    }

    /// How often each check has something to say, most first.
    pub(crate) fn statistics(&self) -> String {
        let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        for found in &self.diagnostics {
            *counts.entry((found.code.name, found.level.as_str())).or_default() += 1;
        }
        let mut counts: Vec<_> = counts.into_iter().collect();
        counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        let rows = counts
            .iter()
            .map(|((name, level), count)| vec![count.to_string(), (*name).to_owned(), (*level).to_owned()]);
        columns(&rows.collect::<Vec<_>>())
    }

    /// Writes them to standard error, with the source.
    pub(crate) fn show_to_people(&self, terminal: &Terminal) -> Result<(), Failure> {
        match fsflow::report::format("human") {
            Some(human) => self.show(human, Stream::Err, terminal),
            None => Ok(()),
        }
    }
}

/// What came of compiling.
struct Done<K> {
    /// What was kept of the flows, without the files that are only parts of others.
    kept: Vec<K>,
    findings: Findings,
    verdict: Verdict,
}

/// Reads and compiles all files, and keeps of each what `keep` says.
fn compile_each<K: Send>(
    inputs: Inputs,
    settings: &Settings,
    terminal: &Terminal,
    keep: impl Fn(Compiled) -> K + Sync,
) -> Result<Done<K>, Failure> {
    settings.levels(&Levels::default())?;
    let mut verdict = Verdict::Fine;
    let mut fail = |failure: &Failure| {
        terminal.fail(failure);
        verdict = Verdict::Failed;
    };
    inputs.warnings.iter().for_each(|warning| terminal.warn(warning));
    inputs.failures.iter().for_each(&mut fail);
    let jobs = jobs(inputs.files, settings)?;
    let path = |name: &str| identity(Path::new(name));
    let done = each(&jobs, |job| {
        let compiled = job.compile(settings)?;
        let Compilation { flow, sources, diagnostics, .. } = &compiled.compilation;
        let entry = Entry::new(flow, sources, diagnostics, path);
        // Only those who are asked for values need to know which there are.
        let asked = (Arc::clone(flow), Arc::clone(&compiled.config), compiled.input.name.clone());
        let is_asked = settings.values.is_some() || !settings.some_values.is_empty();
        Ok((entry, is_asked.then_some(asked), keep(compiled)))
    });
    let (mut entries, mut kept, mut flows) = (Vec::new(), Vec::new(), Vec::new());
    for done in done {
        match done {
            Ok((entry, flow, compiled)) => {
                entries.push(entry);
                flows.extend(flow);
                kept.push(compiled);
            }
            Err(failure) => fail(&failure),
        }
    }
    if let Some(values) =
        settings.values.as_ref().or(Some(&settings.some_values)).filter(|_| !flows.is_empty())
    {
        params::verify(values, flows.iter().map(|(flow, ..)| &**flow))?;
        for (flow, config, name) in &flows {
            verify_own(flow, config, name)?;
        }
    }
    let together = together(entries);
    let mut parts = together.parts.into_iter();
    kept.retain(|_| !parts.next().unwrap_or(false));
    let findings = Findings { sources: together.sources, diagnostics: together.diagnostics };
    Ok(Done { kept, findings, verdict })
}

/// Whether the values that the configuration gives a flow are for parameters that it has.
fn verify_own(flow: &Flow, config: &Config, name: &str) -> Result<(), Failure> {
    let Some(own) = config.of(name) else { return Ok(()) };
    params::verify(&own.params, [flow]).map_err(|refused| {
        let message = format!("{}, in the settings of `{name}` in `{FILE_NAME}`", refused.message);
        Refused { message, help: refused.help }
    })?;
    Ok(())
}

/// A file to compile, and how.
struct Job {
    input: Input,
    config: Arc<Config>,
    levels: Arc<Levels>,
}

/// What is to be done for the files. Those of one configuration share it.
fn jobs(files: Vec<Input>, settings: &Settings) -> Result<Vec<Job>, Failure> {
    let mut configs = Configs::default();
    let mut jobs: Vec<Job> = Vec::with_capacity(files.len());
    for input in files {
        let config = configs.of(input.folder())?;
        let levels = match jobs.last().filter(|last| Arc::ptr_eq(&last.config, &config)) {
            Some(last) => Arc::clone(&last.levels),
            None => Arc::new(settings.levels(&config.levels)?),
        };
        jobs.push(Job { input, config, levels });
    }
    Ok(jobs)
}

impl Job {
    fn compile(&self, settings: &Settings) -> Result<Compiled, Failure> {
        let (input, config) = (self.input.clone(), Arc::clone(&self.config));
        let text = input.read()?;
        let own = config.of(&input.name);
        let configured = own.and_then(|own| own.emit.as_deref()).or(config.emit.as_deref());
        let targets = outputs::targets(&settings.kinds, configured);
        let asking = targets.iter().filter(|target| target.needs_values);
        let values = settings.values.as_ref().filter(|_| asking.clone().next().is_some()).map(|given| {
            let mut values = config.params.clone();
            values.extend(own.into_iter().flat_map(|own| own.params.clone()));
            values.extend(given.clone());
            values
        });
        let some = (!settings.some_values.is_empty()).then(|| settings.some_values.clone());
        let mut options = Options {
            api: settings.api,
            default_api: config.api,
            values: values.or(some),
            flow_alone: !asking.clone().any(|target| target.has_session()),
            levels: Levels::clone(&self.levels),
            drop_trees: true,
        };
        let disk = Disk::default();
        let mut compilation = fsflow::compile(&input.name, text, &disk, &options);
        if !settings.some_values.is_empty() {
            compilation.diagnostics.retain(|it| *it.code != PARAM_WITHOUT_VALUE);
        }
        let imports = disk.asked();
        let lacks = |compilation: &Compilation| {
            compilation.diagnostics.iter().any(|it| *it.code == PARAM_WITHOUT_VALUE)
        };
        let mut lacking: Vec<&str> = Vec::new();
        if lacks(&compilation) {
            lacking.extend(asking.clone().map(|target| target.name));
            if !options.flow_alone && asking.clone().any(|target| !target.has_session()) {
                // The nodes may have all that they need.
                options.flow_alone = true;
                let text = compilation.sources.files().first().map_or("", |file| file.text());
                if !lacks(&fsflow::compile(&input.name, text, &Disk::default(), &options)) {
                    lacking =
                        asking.filter(|target| target.has_session()).map(|target| target.name).collect();
                }
                options.flow_alone = false;
            }
        }
        Ok(Compiled { input, config, targets, lacking, options, compilation, imports })
    }
}

/// Does the work for all jobs, in several threads where that gains something; the results are in the order of the jobs.
fn each<T: Send>(jobs: &[Job], work: impl Fn(&Job) -> T + Sync) -> Vec<T> {
    if jobs.len() < WORTH_THREADS {
        return jobs.iter().map(work).collect();
    }
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let some = || {
        let mut done = Vec::new();
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            let Some(job) = jobs.get(at) else { return done };
            done.push((at, work(job)));
        }
    };
    let mut done: Vec<(usize, T)> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(some)).collect();
        threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    });
    done.sort_unstable_by_key(|(at, _)| *at);
    done.into_iter().map(|(_, done)| done).collect()
}
