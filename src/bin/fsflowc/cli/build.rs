//! `fsflowc build`: writes what flows mean.

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;
use fsflow::catalog::Version;
use fsflow::emit::{self, Layout, TARGETS, Target};
use fsflow::project::depfile;
use fsflow::report;

use super::lint_flags::LintFlags;
use super::param_flags::ParamFlags;
use super::version_flag::version;
use crate::disk::Asked;
use crate::failure::{Failure, reason};
use crate::flows::{Compiled, Flows, Settings};
use crate::inputs::{self, Inputs};
use crate::outputs::{self, Destination, Place};
use crate::path::absolute;
use crate::replace::{self, Written};
use crate::terminal::{Stream, Terminal};
use crate::verdict::{Ended, Verdict};
use crate::watch::{self, Built, Watched};

/// Write the JSON of flows, or code that makes it and reads the reports
#[derive(Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub(super) struct Arguments {
    /// Files, folders with .fsflow files, or - for standard input [default: the current folder]
    #[arg(value_name = "PATH")]
    paths: Vec<PathBuf>,
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
    /// Build for this version of the sessions API, whatever the files pin
    #[arg(long, value_name = "VERSION", value_parser = version)]
    api: Option<Version>,
    #[command(flatten)]
    lints: LintFlags,
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

Examples:
  fsflowc build flows/payment.fsflow --set card_last4=4242 --set amount=20
  fsflowc build flows/ --out-dir generated --emit flow,session
  fsflowc build flows/ --out-dir src/flows --emit ts
  fsflowc build flows/ --check";

/// Runs the command.
pub(super) fn run(arguments: &Arguments, terminal: &Terminal) -> Ended {
    if arguments.watch {
        if arguments.paths.iter().any(|path| path.as_os_str() == "-") {
            return Err(Failure::new("standard input can't be watched").help("name a file or a folder"));
        }
        return watch::run(terminal, |watched| build(arguments, terminal, watched));
    }
    Ok(build(arguments, terminal, &mut Watched::default())?.verdict)
}

/// Builds once. What it looked at is added to `watched` even when it fails.
fn build(arguments: &Arguments, terminal: &Terminal, watched: &mut Watched) -> Result<Built, Failure> {
    let here = [PathBuf::from(".")];
    let paths = if arguments.paths.is_empty() { &here[..] } else { &arguments.paths };
    let inputs = inputs::collect(paths);
    watched.add_inputs(paths, &inputs);
    watched.add_files(arguments.params.params.iter().map(Asked::now));
    let plan = Plan::new(arguments, &inputs);
    let settings = Settings {
        api: arguments.api,
        values: Some(arguments.params.values()?),
        kinds: arguments.kinds(),
        levels: arguments.lints.settings(),
    };
    let run = Flows::new(inputs, &settings, terminal)?;
    for flow in &run.flows {
        watched.add_files(flow.imports.iter().cloned());
        watched.add_files(flow.config.file.iter().map(Asked::now));
    }
    let findings = &run.findings;
    if let Some(format) = report::format("human") {
        findings.show(format, Stream::Err, terminal)?;
    }
    let outputs = plan.outputs(&run.flows)?;
    let mut built = Built {
        verdict: run.verdict.max(findings.verdict()),
        flows: run.flows.len(),
        failed: run.flows.iter().filter(|flow| flow.compilation.has_errors()).count(),
        written: 0,
    };
    if arguments.check {
        compare(&outputs, &mut built, terminal);
    } else {
        write(&outputs, &mut built, terminal);
    }
    if let (Some(depfile), Verdict::Fine) = (&arguments.depfile, built.verdict) {
        replace::replace(depfile, &rules(&outputs, arguments))?;
    }
    if !arguments.watch {
        drop(outputs);
        run.leave();
    }
    Ok(built)
}

/// One output, ready to be written.
struct Output<'r> {
    place: Place,
    flow: &'r Compiled,
    text: String,
}

/// Where the outputs of this command go.
struct Plan<'a> {
    arguments: &'a Arguments,
    /// Below which folder the sources stand.
    base: PathBuf,
    one_file: bool,
}

impl<'a> Plan<'a> {
    fn new(arguments: &'a Arguments, inputs: &Inputs) -> Self {
        let base = match &arguments.out_dir {
            Some(_) => outputs::common_folder(&inputs.files, &inputs.folders),
            None => PathBuf::new(),
        };
        Self { arguments, base, one_file: inputs.is_one_file() }
    }

    /// All outputs of the flows without errors. Says what is wrong with their places before any is written.
    fn outputs<'r>(&self, flows: &'r [Compiled]) -> Result<Vec<Output<'r>>, Failure> {
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
            let targets = flow.targets(&self.arguments.kinds());
            let one = matches!(destination, Destination::Stdout | Destination::File(_));
            if one && targets.len() > 1 {
                return Err(Failure::new(format!("{} kinds of output can't go to one place", targets.len()))
                    .help("name a folder with `--out-dir`"));
            }
            for target in targets {
                let files = destination.files(&flow.input, target, &flow.compilation.graph, &options)?;
                outputs.extend(files.into_iter().map(|(place, text)| Output { place, flow, text }));
            }
        }
        let files = outputs.iter().filter_map(|output| match &output.place {
            Place::File(path) => Some((path.clone(), output.flow)),
            Place::Stdout => None,
        });
        let files: Vec<_> = files.collect();
        if self.arguments.depfile.is_some() && files.len() < outputs.len() {
            return Err(
                Failure::new("a dependency file needs an output that is a file").help("name it with `-o`")
            );
        }
        outputs::verify(&files)?;
        outputs.retain(|output| !output.flow.compilation.has_errors());
        Ok(outputs)
    }

    fn destination(&self, flow: &Compiled) -> Destination {
        match (&self.arguments.output, &self.arguments.out_dir, flow.config.out_dir()) {
            (Some(path), ..) if path.as_os_str() == "-" => Destination::Stdout,
            (Some(path), ..) => Destination::File(path.clone()),
            (None, Some(out), _) => Destination::Folder { out: out.clone(), base: self.base.clone() },
            (None, None, Some(out)) if !flow.input.stdin => {
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

fn write(outputs: &[Output<'_>], built: &mut Built, terminal: &Terminal) {
    for Output { place, text, .. } in outputs {
        let written = match place {
            Place::Stdout => terminal.print(text).map(|()| Written::Unchanged),
            Place::File(path) => make_folder(path).and_then(|()| replace::replace(path, text)),
        };
        match written {
            Ok(Written::Changed) => built.written += 1,
            Ok(Written::Unchanged) => {}
            Err(failure) => {
                terminal.fail(&failure);
                built.verdict = Verdict::Failed;
            }
        }
    }
}

/// Makes the folder of an output, which may be part of a mirrored structure.
fn make_folder(path: &Path) -> Result<(), Failure> {
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    fs::create_dir_all(folder).map_err(|error| {
        Failure::new(format!("can't make the folder `{}`: {}", folder.display(), reason(&error)))
    })
}

/// Says which files are not what would be written now.
fn compare(outputs: &[Output<'_>], built: &mut Built, terminal: &Terminal) {
    for Output { place, text, .. } in outputs {
        let Place::File(path) = place else { continue };
        if !replace::is_current(path, text) {
            let what =
                if path.exists() { "is not what would be written now" } else { "has not been written" };
            terminal.note(&format!("`{}` {what}; run `fsflowc build` without `--check`\n", path.display()));
            built.verdict = built.verdict.max(Verdict::Faults);
        }
    }
}

/// What each output is made from.
fn rules(outputs: &[Output<'_>], arguments: &Arguments) -> String {
    let mut rules: Vec<(&Path, Vec<String>)> = Vec::new();
    for Output { place, flow, .. } in outputs {
        let Place::File(path) = place else { continue };
        let sources = flow.compilation.sources.iter().map(|(_, file)| file.name().to_owned());
        let mut inputs: Vec<String> = sources.skip(usize::from(flow.input.stdin)).collect();
        let others = arguments.params.params.iter().chain(&flow.config.file);
        inputs.extend(others.map(|path| path.to_string_lossy().into_owned()));
        rules.push((path, inputs));
    }
    depfile::render(&rules)
}
