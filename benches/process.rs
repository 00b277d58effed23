//! Whole processes side by side, held against what they must reach: `cargo bench --bench process`.
#![allow(missing_docs, reason = "a benchmark has no callers")]
#![allow(
    clippy::disallowed_methods,
    clippy::disallowed_types,
    clippy::unwrap_used,
    reason = "it measures processes"
)]

mod diamonds;
mod flows;

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use fsflow::paths;
use fsflow::report::{FORMATS, Style};
use fsflow::resolve::Options;
use fsflow::source::NoFiles;

fn main() {
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
    for nodes in [15, 10_000, 100_000] {
        fs::write(path(&format!("{nodes}.fsflow")), flows::flow(nodes)).unwrap();
    }
    let compiler = env!("CARGO_BIN_EXE_fsflowc");
    println!("{:52} {:>10} {:>8}", "what", "measured", "at most");

    let nothing = best(40, || run("/bin/true", &[]));
    let check = best(40, || run(compiler, &["check", &path("15.fsflow")]));
    row("15 nodes: check, milliseconds more than /bin/true", ms(check) - ms(nothing), 3.0);

    row("500 nodes: build again after an edit, milliseconds", ms(warm(500)), 1.0);
    note("500 nodes: build cold in the same process, milliseconds", ms(cold(500)));

    let small = best(5, || run(compiler, &["build", &path("10000.fsflow"), "-o", &path("small.json")]));
    let large = best(3, || run(compiler, &["build", &path("100000.fsflow"), "-o", &path("large.json")]));
    row("100,000 nodes against 10,000: times the time", large.as_secs_f64() / small.as_secs_f64(), 13.0);
    if Command::new("jq").arg("--version").output().is_ok() {
        let jq = best(3, || run("jq", &[".", &path("large.json")]));
        row("100,000 nodes: build, times `jq .` on its output", large.as_secs_f64() / jq.as_secs_f64(), 1.0);
    } else {
        println!("skipped: `jq` is not installed, so `build` is not held against it");
    }
    let source = fs::metadata(path("100000.fsflow")).unwrap().len();
    match peak(compiler, &["build", &path("100000.fsflow"), "-o", &path("memory.json")]) {
        Some(bytes) => {
            row("100,000 nodes: peak memory, times the source", bytes as f64 / source as f64, 12.0)
        }
        None => println!("skipped: /proc is not there, so memory is not measured"),
    }

    let many = folder.path().join("many");
    for at in 0..100_000 {
        let below = many.join((at / 1000).to_string());
        if at % 1000 == 0 {
            fs::create_dir_all(&below).unwrap();
        }
        fs::write(below.join(format!("{at}.fsflow")), flows::CLEAN).unwrap();
    }
    if let Some(bytes) = peak(compiler, &["check", &many.to_string_lossy()]) {
        row("100,000 files without faults: peak memory, MB", bytes as f64 / 1e6, 100.0);
    }

    decisions(compiler, folder.path());

    let wrong = fsflow::compile("wrong.fsflow", flows::wrong(10_000), &NoFiles, &Options::default());
    for format in FORMATS {
        let render = || {
            (format.render)(&wrong.sources, &wrong.diagnostics, &Style::PLAIN);
        };
        let what = format!("{} diagnostics as {}, seconds", wrong.diagnostics.len(), format.name);
        row(&what, best(3, render).as_secs_f64(), 1.0);
    }
}

/// What decisions, promises and tests cost beside what they mention.
fn decisions(compiler: &str, folder: &Path) {
    let text = diamonds::flow(1000, 12);
    let decided = best(3, || {
        let compilation = compile(&text);
        let graph = &compilation.graph;
        let decide = compilation.flow.decide.as_ref().unwrap();
        let classes = paths::table(graph, decide).unwrap().classes.len();
        assert_eq!(classes, 24);
    });
    row("2^1000 paths, 12 outcomes: compile, decide, seconds", decided.as_secs_f64(), 1.0);

    let compilation = compile(&diamonds::flow(20, 20));
    let decide = compilation.flow.decide.as_ref().unwrap();
    let table = best(5, || drop(paths::table(&compilation.graph, decide).unwrap()));
    row("20 mentions: the table, ms", ms(table), 100.0);

    let promised = |count: usize| {
        let text = diamonds::flow(20, 20) + &diamonds::promises(20, count);
        best(5, || drop(compile(&text))).as_secs_f64()
    };
    let hundred = promised(100);
    row("20 mentions: 100 promises, times one promise", hundred / promised(1), 1.5);
    row("20 mentions: 16 times the promises, times the time", promised(1600) / hundred, 20.0);
    let tested = |count: usize| {
        let text = diamonds::flow(20, 20) + &diamonds::tests(20, count);
        best(5, || drop(compile(&text))).as_secs_f64()
    };
    row("20 mentions: 8 times the tests, times the time", tested(1600) / tested(200), 10.0);

    let path = folder.join("mentioned.fsflow");
    fs::write(&path, diamonds::flow(10_000, 20)).unwrap();
    if let Some(bytes) = peak(compiler, &["check", &path.to_string_lossy()]) {
        row("2 x 10,000 nodes, 20 mentions: peak memory, MB", bytes as f64 / 1e6, 300.0);
    }
}

fn row(what: &str, measured: f64, limit: f64) {
    let verdict = if measured <= limit { "pass" } else { "FAIL" };
    println!("{what:52} {measured:10.2} {limit:8.1}  {verdict}");
}

fn note(what: &str, measured: f64) {
    println!("{what:52} {measured:10.2}");
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}

/// The shortest of several runs: what else the machine does only adds.
fn best(times: usize, mut work: impl FnMut()) -> Duration {
    let once = |_| {
        let begin = Instant::now();
        work();
        begin.elapsed()
    };
    (0..times).map(once).min().unwrap_or_default()
}

fn run(program: &str, arguments: &[&str]) {
    let mut command = Command::new(program);
    let status = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).status().unwrap();
    assert!(status.code().is_some_and(|code| code < 2), "{program} {arguments:?}: {status}");
}

/// The most memory that a process had, in bytes, asked for every millisecond.
fn peak(program: &str, arguments: &[&str]) -> Option<u64> {
    let mut command = Command::new(program);
    let mut child = command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().ok()?;
    let status = Path::new("/proc").join(child.id().to_string()).join("status");
    let mut most = None;
    while child.try_wait().ok()?.is_none() {
        let text = fs::read_to_string(&status).unwrap_or_default();
        let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let kib = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
        most = most.max(kib.map(|kib| kib * 1024));
        std::thread::sleep(Duration::from_millis(1));
    }
    most
}

fn compile(text: &str) -> fsflow::Compilation {
    fsflow::compile("flow.fsflow", text, &NoFiles, &Options::default())
}

fn cold(nodes: usize) -> Duration {
    let text = flows::flow(nodes);
    best(50, || drop(compile(&text).to_json()))
}

/// Another statement is edited each time; the file is then compiled again and written.
fn warm(nodes: usize) -> Duration {
    let text = flows::flow(nodes);
    let mut compilation = Some(compile(&text));
    let mut least = Duration::MAX;
    for time in 0..nodes / 5 {
        let step = time * 5;
        let edited = text.replacen(&format!("step {step} of"), &format!("step {step}7 of"), 1);
        let Some(earlier) = compilation.take() else { break };
        let begin = Instant::now();
        let next = earlier.recompile(&edited, &NoFiles, &Options::default());
        let output = next.to_json();
        least = least.min(begin.elapsed());
        drop(output);
        compilation = Some(next);
    }
    least
}
