//! How long the stages of the library take: `cargo bench --bench compile`.
#![allow(missing_docs, reason = "a benchmark has no callers")]

mod flows;

use std::hint::black_box;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use fsflow::report::{FORMATS, Style};
use fsflow::resolve::Options;
use fsflow::source::{FileId, NoFiles, SourceFile};
use fsflow::{Compilation, compile, format, import, syntax};

const NAME: &str = "flow.fsflow";

fn cold(text: &str) -> Compilation {
    compile(NAME, text, &NoFiles, &Options::default())
}

fn json(compilation: &Compilation) -> String {
    compilation.to_json().unwrap_or_default()
}

/// The text with the number in one statement changed, another one each time.
fn edited(text: &str, nodes: usize, time: usize) -> String {
    let step = time % (nodes / 5) * 5;
    text.replacen(&format!("step {step} of"), &format!("step {step}{time} of"), 1)
}

fn stages(criterion: &mut Criterion) {
    for nodes in [15, 500, 10_000] {
        let text = flows::flow(nodes);
        let source = SourceFile::new(NAME, text.as_str());
        let compilation = cold(&text);
        let output = json(&compilation);
        let mut group = criterion.benchmark_group(format!("{nodes} nodes"));
        group.throughput(Throughput::Bytes(text.len() as u64)).sample_size(20);
        group.bench_function("parse", |it| it.iter(|| syntax::parse(FileId(0), black_box(&source))));
        group.bench_function("check", |it| it.iter(|| cold(black_box(&text))));
        group.bench_function("build", |it| it.iter(|| json(&cold(black_box(&text)))));
        group.bench_function("format", |it| it.iter(|| format::format(black_box(&source))));
        group.bench_function("emit", |it| it.iter(|| json(black_box(&compilation))));
        let importing = import::Options::default();
        group.bench_function("import", |it| {
            it.iter(|| import::import("flow.json", black_box(&output), &importing))
        });
        // Warm: a statement was edited, another one each time, and the earlier compilation is at hand.
        group.bench_function("build again after an edit", |it| {
            it.iter_custom(|times| {
                let mut compilation = cold(&text);
                let mut total = Duration::ZERO;
                for time in 0..times {
                    let text = edited(&text, nodes, time as usize);
                    let begin = Instant::now();
                    compilation = compilation.recompile(text, &NoFiles, &Options::default());
                    black_box(json(&compilation));
                    total += begin.elapsed();
                }
                total
            });
        });
        group.finish();
    }
}

fn render(criterion: &mut Criterion) {
    let compilation = cold(&flows::wrong(10_000));
    let mut group = criterion.benchmark_group("10000 diagnostics");
    group.sample_size(10);
    for format in FORMATS {
        group.bench_with_input(BenchmarkId::from_parameter(format.name), format, |it, format| {
            it.iter(|| (format.render)(&compilation.sources, &compilation.diagnostics, &Style::PLAIN));
        });
    }
    group.finish();
}

criterion_group!(benches, stages, render);
criterion_main!(benches);
