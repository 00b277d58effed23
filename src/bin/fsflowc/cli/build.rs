//! `fsflowc build`: writes what flows mean.

use std::collections::{BTreeSet, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;
use fsflow::catalog::Version;
use fsflow::diag::Diagnostic;
use fsflow::emit::{self, Layout, TARGETS, Target};
use fsflow::project::depfile;

use super::input_flags::InputFlags;
use super::leftover;
use super::lint_flags::LintFlags;
use super::param_flags::ParamFlags;
use super::report_flags::ReportFlags;
use super::version_flag::version;
use crate::disk::Asked;
use crate::failure::{Failure, reason};
use crate::flows::{Compiled, Findings, Flows, Settings};
use crate::inputs::Inputs;
use crate::outputs::{self, Destination, Place, Read};
use crate::path::{Identity, absolute, identity, shown};
use crate::replace::{self, Change, Written};
use crate::terminal::{Stream, Terminal};
use crate::verdict::{Ended, Verdict};
use crate::watch::{self, Built, Watched};

/// Write the JSON of flows, or code that makes it and reads the reports
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    #[command(flatten)]
    inputs: InputFlags,
    /// What to write: JSON (the array of nodes, or the whole body of POST /sessions) or code [default: flow]
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    #[arg(value_parser = PossibleValuesParser::new(TARGETS.iter().map(|target| target.name)))]
    emit: Vec<String>,
    /// Write to this file; - is standard output
    #[arg(short, long, value_name = "FILE", conflicts_with = "out_dir")]
    output: Option<PathBuf>,
    /// Write below this folder, as the sources stand below theirs
    #[arg(long, value_name = "DIR")]
    out_dir: Option<PathBuf>,
    #[command(flatten)]
    params: ParamFlags,
    /// Call the package of Go so [default: the folder of -o, or the name of the flow]
    #[arg(long, value_name = "NAME", value_parser = package)]
    package: Option<String>,
    /// Write JSON without white space
    #[arg(long)]
    compact: bool,
    /// Write nothing; fail when a written file is not what would be written now
    #[arg(long, conflicts_with_all = ["watch", "depfile"])]
    check: bool,
    /// Build again whenever a file or an import changes, until Ctrl-C
    #[arg(long)]
    watch: bool,
    /// Write here what the outputs depend on, for Make and Ninja
    #[arg(long, value_name = "FILE")]
    depfile: Option<PathBuf>,
    /// Remove what earlier runs wrote below the folder of the outputs and no flow makes any more
    #[arg(long, conflicts_with_all = ["check", "watch"])]
    clean: bool,
    /// Replace files that something else has written
    #[arg(long)]
    force: bool,
    /// Build for this version of the sessions API, whatever the files pin
    #[arg(long, value_name = "VERSION", value_parser = version)]
    api: Option<Version>,
    #[command(flatten)]
    lints: LintFlags,
    #[command(flatten)]
    report: ReportFlags,
}

fsflow::code! {
    static STALE_OUTPUT = error "stale-output";
}

impl Arguments {
    /// The kinds of output that the command line names.
    fn kinds(&self) -> Vec<&'static Target> {
        self.emit.iter().filter_map(|name| emit::target(name)).collect()
    }
}

fn package(name: &str) -> Result<String, String> {
    match emit::is_package(name) {
        true => Ok(name.to_owned()),
        false => {
            Err("a package of Go has a name of letters, digits and `_` that is no word of Go".to_owned())
        }
    }
}

const AFTER_HELP: &str = "\
One file is written to standard output; several files, and those of folders, next to their sources or below --out-dir.
The `out-dir` of an fsflow.toml counts for one file too; `-o -` overrules it.
JavaScript comes with its types in a file of their own, except on standard output. Go gets a folder for each flow.
A file is replaced only when its content changes, and not at all when something is wrong with its flow.
Code takes the parameters as arguments: it needs no values, and `--set` and `--params` don't change it.
With --depfile, give a rule of Ninja `restat = 1` and end one of Make with `touch $@`: a file that stays as it is keeps its time.

Examples:
  fsflowc build flows/payment.fsflow --set card_last4=4242 --set amount=20
  fsflowc build flows/ --out-dir generated --emit flow,session
  fsflowc build flows/ --out-dir src/flows --emit ts
  fsflowc build flows/ --check";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    if arguments.watch {
        if arguments.inputs.has_stdin() {
            return Err(Failure::new("standard input can't be watched").help("name a file or a folder"));
        }
        return watch::run(terminal, |watched| build(arguments, terminal, watched));
    }
    Ok(build(arguments, terminal, &mut Watched::default())?.verdict)
}

/// Builds once. What it looked at is added to `watched` even when it fails.
fn build(arguments: &Arguments, terminal: &Terminal, watched: &mut Watched) -> Result<Built, Failure> {
    let paths = arguments.inputs.paths();
    let inputs = arguments.inputs.collect()?;
    watched.add_inputs(&paths, &inputs);
    watched.add_files(arguments.params.file().map(Asked::now));
    if arguments.inputs.has_stdin() && arguments.params.is_stdin() {
        return Err(Failure::new("standard input can't be both the flow and the values of its parameters")
            .help("name a file for one of them"));
    }
    let plan = Plan::new(arguments, &inputs);
    if arguments.clean && !plan.is_whole {
        return Err(Failure::new(
            "what is left of flows that are gone is known only when whole folders are built",
        )
        .help("name a folder, without `--exclude`"));
    }
    let settings = Settings {
        api: arguments.api,
        values: Some(arguments.params.values()?),
        kinds: arguments.kinds(),
        levels: arguments.lints.settings(),
        ..Settings::default()
    };
    let mut run = Flows::new(inputs, &settings, terminal)?;
    for flow in &run.flows {
        watched.add_files(flow.imports.iter().cloned());
        watched.add_files(flow.config.file.iter().map(Asked::now));
    }
    let mut findings = std::mem::take(&mut run.findings);
    let is_said_last = arguments.check && !arguments.report.is_for_people();
    if !is_said_last {
        arguments.report.show(&findings, Stream::Err, terminal)?;
    }
    let (outputs, left) = plan.outputs(&run.flows)?;
    if !arguments.check && !arguments.force {
        verify_own(&outputs, arguments)?;
    }
    let mut built = Built {
        verdict: run.verdict.max(findings.verdict()),
        flows: run.flows.len(),
        failed: run.flows.iter().filter(|flow| flow.compilation.has_errors()).count(),
        written: Vec::new(),
    };
    if arguments.check {
        let mut stale = compare(&outputs);
        stale.extend(left.iter().map(|path| Stale::left(path)));
        if !stale.is_empty() {
            built.verdict = built.verdict.max(Verdict::Faults);
        }
        for finding in stale {
            if is_said_last {
                finding.add_to(&mut findings);
            } else {
                terminal.note(&format!("{}; {}\n", finding.message, finding.help));
            }
        }
        if is_said_last {
            arguments.report.show(&findings, Stream::Out, terminal)?;
        }
    } else {
        write(&outputs, &mut built, terminal);
        leftover::tell(&left, arguments.clean, terminal)?;
    }
    if !arguments.watch && !arguments.check {
        say(&built.written, &outputs, terminal);
    }
    if let (Some(depfile), Verdict::Fine) = (&arguments.depfile, built.verdict) {
        replace::replace(depfile, &rules(&outputs, arguments)?)?;
    }
    if !arguments.watch {
        drop(outputs);
        run.leave();
    }
    Ok(built)
}

/// One kind of output of a flow, ready to be written: a file, perhaps with others that are of no use without it.
struct Output<'r> {
    flow: &'r Compiled,
    target: &'static Target,
    files: Vec<(Place, String)>,
}

impl Output<'_> {
    /// Where its files go; none on standard output.
    fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().filter_map(|(place, _)| place.path())
    }
}

/// Where the outputs of this command go.
struct Plan<'a> {
    arguments: &'a Arguments,
    /// Below which folder the sources stand.
    base: PathBuf,
    one_file: bool,
    /// Whether folders are built, without a part that is excluded or could not be read.
    is_whole: bool,
}

impl<'a> Plan<'a> {
    fn new(arguments: &'a Arguments, inputs: &Inputs) -> Self {
        let base = match &arguments.out_dir {
            Some(_) => outputs::common_folder(&inputs.files, &inputs.folders),
            None => PathBuf::new(),
        };
        let is_whole =
            !inputs.folders.is_empty() && inputs.failures.is_empty() && !arguments.inputs.excludes();
        Self { arguments, base, one_file: inputs.is_one_file(), is_whole }
    }

    /// All outputs of the flows without errors. Says what is wrong with their places before any is written.
    /// Then what earlier runs wrote that is none of them, where all flows of the folders are known.
    fn outputs<'r>(&self, flows: &'r [Compiled]) -> Result<(Vec<Output<'r>>, Vec<PathBuf>), Failure> {
        let layout = if self.arguments.compact { Layout::Compact } else { Layout::Pretty };
        let options =
            emit::Options { layout, package: self.arguments.package.clone(), ..emit::Options::default() };
        if self.arguments.output.is_some() && flows.len() > 1 {
            return Err(Failure::new(format!("`-o` names one file, and there are {} flows", flows.len()))
                .help("name a folder with `--out-dir`"));
        }
        let mut outputs = Vec::new();
        for flow in flows {
            let destination = self.destination(flow);
            let targets = &flow.targets;
            let one = matches!(destination, Destination::Stdout | Destination::File(_));
            if one && targets.len() > 1 {
                return Err(Failure::new(format!("{} kinds of output can't go to one place", targets.len()))
                    .help("name a folder with `--out-dir`"));
            }
            for target in targets.iter().copied() {
                let files = destination.files(&flow.input, target, &flow.compilation.graph, &options)?;
                outputs.push(Output { flow, target, files });
            }
        }
        if self.arguments.depfile.is_some() && outputs.iter().any(|output| output.paths().next().is_none()) {
            return Err(
                Failure::new("a dependency file needs an output that is a file").help("name it with `-o`")
            );
        }
        let mut files: Vec<(&Path, &str)> = Vec::new();
        for output in &outputs {
            files.extend(output.paths().map(|path| (path, output.flow.input.name.as_str())));
        }
        files.extend(self.arguments.depfile.iter().map(|path| (path.as_path(), "--depfile")));
        let read = self.read(flows);
        outputs::verify(&files, &read)?;
        let left = match self.is_whole {
            true => self.left(flows, &outputs, &read),
            false => Vec::new(),
        };
        outputs.retain(|output| output.flow.can_be(output.target));
        Ok((outputs, left))
    }

    /// What earlier runs wrote below the folders of the outputs.
    fn left(&self, flows: &[Compiled], outputs: &[Output<'_>], read: &[Read]) -> Vec<PathBuf> {
        let known = outputs.iter().flat_map(Output::paths).chain(read.iter().map(|(path, _)| path.as_path()));
        let known: HashSet<Identity> = known.map(identity).collect();
        let mut targets: Vec<&Target> = self.arguments.kinds();
        targets.extend(flows.iter().flat_map(|flow| flow.targets.iter().copied()));
        let folders: BTreeSet<PathBuf> = flows
            .iter()
            .filter_map(|flow| match self.destination(flow) {
                Destination::Folder { out, .. } => Some(out),
                _ => None,
            })
            .chain(self.arguments.out_dir.clone())
            .collect();
        folders.iter().flat_map(|folder| leftover::find(folder, &targets, &known)).collect()
    }

    /// All that this run reads.
    fn read(&self, flows: &[Compiled]) -> Vec<Read> {
        let named = |what: &str, path: &Path| (path.to_owned(), format!("{what} `{}`", path.display()));
        let mut read: Vec<Read> = self
            .arguments
            .params
            .file()
            .map(|path| named("the values of parameters", path))
            .into_iter()
            .collect();
        for flow in flows {
            read.extend(flow.imports.iter().map(|asked| named("the import", &asked.path)));
            let sources = flow.compilation.sources.files().iter().skip(usize::from(flow.input.is_nameless()));
            read.extend(sources.map(|file| named("the source", Path::new(file.name()))));
            read.extend(flow.config.file.iter().map(|path| named("the configuration", path)));
        }
        read
    }

    fn destination(&self, flow: &Compiled) -> Destination {
        match (&self.arguments.output, &self.arguments.out_dir, flow.config.out_dir()) {
            (Some(path), ..) if path.as_os_str() == "-" => Destination::Stdout,
            (Some(path), ..) => Destination::File(path.clone()),
            (None, Some(out), _) => Destination::Folder { out: out.clone(), base: self.base.clone() },
            (None, None, Some(out)) if !flow.input.is_nameless() => {
                let base = flow.config.file.as_deref().and_then(Path::parent).unwrap_or(Path::new(""));
                Destination::Folder { out, base: absolute(base) }
            }
            (None, None, _) if self.one_file && (!self.arguments.check || flow.input.stdin) => {
                Destination::Stdout
            }
            (None, None, _) => Destination::Beside,
        }
    }
}

/// Refuses to replace what something else has written, before anything is.
fn verify_own(outputs: &[Output<'_>], arguments: &Arguments) -> Result<(), Failure> {
    for Output { target, files, .. } in outputs {
        for (place, text) in files {
            let Some(path) = place.path().filter(|path| !replace::is_current(path, text)) else { continue };
            outputs::verify_own(path, &format!("`{}`", target.name), |text| target.is_own(text))?;
        }
    }
    let own = |path: &PathBuf| outputs::verify_own(path, "a dependency file", depfile::is_own);
    arguments.depfile.as_ref().map_or(Ok(()), own)
}

fn write(outputs: &[Output<'_>], built: &mut Built, terminal: &Terminal) {
    for output in outputs {
        match one(output, terminal) {
            Ok(changed) => built.written.extend(changed),
            Err(failure) => {
                terminal.fail(&failure);
                built.verdict = Verdict::Failed;
            }
        }
    }
}

/// Writes the files of one output, all or none. Gives those that have changed.
fn one(output: &Output<'_>, terminal: &Terminal) -> Result<Vec<PathBuf>, Failure> {
    let mut changes = Vec::new();
    for (place, text) in &output.files {
        match place {
            Place::Stdout => terminal.print(text)?,
            Place::File(path) => {
                make_folder(path)?;
                changes.push(Change { path, content: text });
            }
        }
    }
    let written = replace::replace_together(&changes)?;
    let changed = changes.iter().zip(written).filter(|(_, written)| *written == Written::Changed);
    Ok(changed.map(|(change, _)| change.path.to_owned()).collect())
}

/// Makes the folder of an output, which may be part of a mirrored structure.
fn make_folder(path: &Path) -> Result<(), Failure> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    fs::create_dir_all(folder).map_err(|error| {
        Failure::new(format!("can't make the folder `{}`: {}", folder.display(), reason(&error)))
    })
}

/// The most files that are named one by one.
const MOST_NAMED: usize = 10;

/// Says what was written.
fn say(written: &[PathBuf], outputs: &[Output<'_>], terminal: &Terminal) {
    let count = outputs.iter().flat_map(Output::paths).filter(|path| outputs::is_ordinary(path)).count();
    let plural = |count: usize| if count == 1 { "file" } else { "files" };
    let unchanged = count - written.len().min(count);
    match written.len() {
        0 if count == 0 => {}
        0 => {
            let are = if count == 1 { "is" } else { "are" };
            terminal.say(&format!("{count} {} {are} up to date\n", plural(count)));
        }
        1..=MOST_NAMED => {
            for path in written {
                terminal.say(&format!("wrote {}\n", shown(path)));
            }
        }
        many => {
            let rest = if unchanged == 0 { String::new() } else { format!(", {unchanged} are up to date") };
            terminal.say(&format!("wrote {many} {}{rest}\n", plural(many)));
        }
    }
}

/// A file that is not what would be written now.
struct Stale {
    path: PathBuf,
    message: String,
    help: &'static str,
}

/// The files that are not what would be written now.
fn compare(outputs: &[Output<'_>]) -> Vec<Stale> {
    let files = outputs.iter().flat_map(|output| &output.files);
    let files = files.filter_map(|(place, text)| Some((place.path()?, text)));
    let stale = files.filter(|(path, text)| !replace::is_current(path, text)).map(|(path, _)| {
        let what = if path.exists() { "is not what would be written now" } else { "has not been written" };
        let message = format!("`{}` {what}", shown(path));
        Stale { path: path.to_owned(), message, help: "run `fsflowc build` without `--check`" }
    });
    stale.collect()
}

impl Stale {
    fn left(path: &Path) -> Self {
        Self { path: path.to_owned(), message: leftover::said(path), help: leftover::HELP }
    }

    fn add_to(self, findings: &mut Findings) {
        let finding = |span| Diagnostic::new(&STALE_OUTPUT, span, self.message).help(self.help);
        findings.add(&self.path.to_string_lossy(), finding);
    }
}

/// What each output is made from.
fn rules(outputs: &[Output<'_>], arguments: &Arguments) -> Result<String, Failure> {
    let mut rules: Vec<(&Path, Vec<String>)> = Vec::new();
    for output in outputs {
        let flow = output.flow;
        let sources = flow.compilation.sources.iter().map(|(_, file)| file.name().to_owned());
        let mut inputs: Vec<String> = sources.skip(usize::from(flow.input.stdin)).collect();
        let others = arguments.params.file().into_iter().chain(flow.config.file.as_deref());
        inputs.extend(others.map(|path| path.to_string_lossy().into_owned()));
        rules.extend(output.paths().map(|path| (path, inputs.clone())));
    }
    depfile::render(&rules).map_err(|path| {
        Failure::new(format!("`{path}` has a line break in its name, which no dependency file can hold"))
    })
}
