//! `fsflowc check --fix`: what is fixed in which files, and what is said about it. Which fixes hold is the library's business.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

use fsflow::diag::Applicability;
use fsflow::fix::{self, Fixed, FixedFile, Left, Scope, Subject};
use fsflow::report::safe;

use crate::diff::diff;
use crate::disk::Disk;
use crate::failure::Failure;
use crate::flows::{Compiled, Flows};
use crate::inputs::Input;
use crate::replace;
use crate::terminal::Terminal;
use crate::verdict::Verdict;

/// The files that were named or found, which are those that may be changed.
#[derive(Debug, Default)]
pub(super) struct Given {
    files: HashSet<String>,
    /// What standard input is called, when it is among them.
    stdin: Option<String>,
    /// The answers by now: the same names are asked for at each trial.
    known: RefCell<HashMap<String, Option<String>>>,
}

impl Given {
    pub(super) fn new(inputs: &[Input]) -> Self {
        let files =
            inputs.iter().map(|input| if input.stdin { input.name.clone() } else { real(&input.name) });
        let stdin = inputs.iter().find(|input| input.stdin).map(|input| input.name.clone());
        Self { files: files.collect(), stdin, known: RefCell::default() }
    }

    /// Whether this is the name of standard input.
    pub(super) fn is_stdin(&self, name: &str) -> bool {
        self.stdin.as_deref() == Some(name)
    }

    fn identity(&self, name: &str) -> Option<String> {
        if let Some(known) = self.known.borrow().get(name) {
            return known.clone();
        }
        let real = if self.is_stdin(name) { name.to_owned() } else { real(name) };
        let found = Some(real).filter(|real| self.files.contains(real));
        self.known.borrow_mut().insert(name.to_owned(), found.clone());
        found
    }
}

/// The path of a file, whatever way leads to it.
fn real(name: &str) -> String {
    let path = fs::canonicalize(name).unwrap_or_else(|_| PathBuf::from(name));
    path.to_string_lossy().into_owned()
}

/// Fixes the flows of the run as far as is wanted; writes nothing.
pub(super) fn fixed(run: &Flows, given: &Given, upto: Applicability) -> Fixed {
    let subject = |flow: &Compiled| {
        let source = flow.compilation.sources.files().first()?;
        Some(Subject { source: source.clone(), options: flow.options.clone() })
    };
    let disk = Disk::default();
    let identity = |name: &str| given.identity(name);
    let scope = Scope { files: &disk, identity: &identity, upto };
    fix::fix(run.flows.iter().filter_map(subject).collect(), &scope)
}

/// Writes the fixed files: standard input to standard output, the others in place.
pub(super) fn write(files: &[FixedFile], given: &Given, terminal: &Terminal) -> Verdict {
    let mut verdict = Verdict::Fine;
    for file in files.iter().filter(|file| !given.is_stdin(&file.name)) {
        let saved = || Failure::new(format!("`{}` has been saved meanwhile, and stays as it is", file.name));
        let written = replace::replace_source(Path::new(&file.name), &file.before, &file.after);
        if let Err(failure) = written.and_then(|written| written.ok_or_else(saved)) {
            terminal.fail(&failure);
            verdict = Verdict::Failed;
        }
    }
    verdict
}

/// The changes of all files, in the form that `patch` reads.
pub(super) fn diffs(files: &[FixedFile], terminal: &Terminal) -> String {
    files.iter().map(|file| diff(&file.name, &file.before, &file.after, terminal)).collect()
}

/// A line for each file that was fixed.
pub(super) fn said(fixed: &Fixed, verb: &str) -> String {
    let mut by_file: BTreeMap<&str, BTreeMap<&str, usize>> = BTreeMap::new();
    for made in &fixed.made {
        *by_file.entry(&made.file).or_default().entry(made.code.name).or_default() += 1;
    }
    let times = |(name, count): (&&str, &usize)| match count {
        1 => (*name).to_owned(),
        count => format!("{count} × {name}"),
    };
    let line = |(file, codes): (&&str, &BTreeMap<&str, usize>)| {
        let count = faults(codes.values().sum());
        format!(
            "{verb} {count} in {}: {}\n",
            safe(file),
            codes.iter().map(times).collect::<Vec<_>>().join(", ")
        )
    };
    by_file.iter().map(line).collect()
}

/// What is left although it has a fix, and what to do to have it fixed.
pub(super) fn left(left: &Left) -> String {
    let mut out = String::new();
    let have = |count: usize| if count == 1 { "has" } else { "have" };
    if left.unsafe_fixes > 0 {
        let (count, have) = (faults(left.unsafe_fixes), have(left.unsafe_fixes));
        out +=
            &format!("{count} {have} a fix that is a guess or changes what the flow means: add `--unsafe`\n");
    }
    for (file, count) in &left.elsewhere {
        let (count, have) = (faults(*count), have(*count));
        out += &format!("{count} {have} a fix in {0}, which is not among the paths: add `{0}`\n", safe(file));
    }
    if left.refused > 0 {
        let (count, have) = (faults(left.refused), have(left.refused));
        out += &format!("{count} {have} a fix that does not help here, or would bring an error\n");
    }
    out
}

fn faults(count: usize) -> String {
    format!("{count} fault{}", if count == 1 { "" } else { "s" })
}
