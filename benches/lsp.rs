//! How long an editor waits: drives the release binary through a session and prints what it measured beside its limit.
//!
//! Run with `cargo bench --bench lsp`. Ends with an error when a limit is passed.
#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "the ban on I/O is for the library")]

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitCode, Stdio};
use std::time::{Duration, Instant};

use serde_json::{Value, json};

const URI: &str = "file:///nowhere/bench.fsflow";

struct Server {
    process: Child,
    stdin: ChildStdin,
    stdout: BufReader<ChildStdout>,
    version: i32,
}

impl Server {
    fn start() -> Option<Self> {
        let mut process = Command::new(env!("CARGO_BIN_EXE_fsflowc"))
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .ok()?;
        let (stdin, stdout) = (process.stdin.take()?, BufReader::new(process.stdout.take()?));
        let mut server = Self { process, stdin, stdout, version: 1 };
        server.request("initialize", &json!({ "processId": null, "rootUri": null, "capabilities": {} }))?;
        Some(server)
    }

    fn send(&mut self, message: &Value) -> Option<()> {
        let body = message.to_string();
        write!(self.stdin, "Content-Length: {}\r\n\r\n{body}", body.len()).ok()?;
        self.stdin.flush().ok()
    }

    fn receive(&mut self) -> Option<Value> {
        let mut size = 0;
        loop {
            let mut line = String::new();
            self.stdout.read_line(&mut line).ok()?;
            match line.trim_end().split_once(": ") {
                Some((_, value)) => size = value.parse().ok()?,
                None => break,
            }
        }
        let mut body = vec![0; size];
        self.stdout.read_exact(&mut body).ok()?;
        serde_json::from_slice(&body).ok()
    }

    fn request(&mut self, method: &str, params: &Value) -> Option<Value> {
        self.send(&json!({ "jsonrpc": "2.0", "id": 1, "method": method, "params": params }))?;
        loop {
            let message = self.receive()?;
            if message["id"] == 1 {
                return Some(message);
            }
        }
    }

    fn open(&mut self, text: &str) -> Option<()> {
        let document = json!({ "uri": URI, "languageId": "fsflow", "version": 1, "text": text });
        self.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } }))?;
        self.published()
    }

    /// Types a character, or takes it back, and waits for the diagnostics of that version.
    fn keystroke(&mut self, line: usize, column: usize) -> Option<Duration> {
        self.version += 1;
        let types = self.version % 2 == 0;
        let end = if types { column } else { column + 1 };
        let range = json!({ "start": { "line": line, "character": column }, "end": { "line": line, "character": end } });
        let change = json!({ "range": range, "text": if types { "x" } else { "" } });
        let document = json!({ "uri": URI, "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": [change] });
        let begun = Instant::now();
        self.send(&json!({ "jsonrpc": "2.0", "method": "textDocument/didChange", "params": params }))?;
        self.published()?;
        Some(begun.elapsed())
    }

    fn published(&mut self) -> Option<()> {
        loop {
            let message = self.receive()?;
            if message["method"] == "textDocument/publishDiagnostics" {
                return Some(());
            }
        }
    }

    fn completion(&mut self, line: usize, column: usize) -> Option<Duration> {
        let params =
            json!({ "textDocument": { "uri": URI }, "position": { "line": line, "character": column } });
        let begun = Instant::now();
        self.request("textDocument/completion", &params)?;
        Some(begun.elapsed())
    }

    /// In KiB; `None` where the system does not say.
    fn memory(&self) -> Option<u64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.process.id())).ok()?;
        let line = status.lines().find(|line| line.starts_with("VmRSS:"))?;
        line.split_whitespace().nth(1)?.parse().ok()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// A flow of about this many nodes without a fault.
fn flow(nodes: usize) -> String {
    let mut text = String::from(
        "start -> greeting\n\ngreeting: conversation say \"Hello! I will take a short look at you, then we go through the payment.\" -> step0\n\n",
    );
    for index in 0..nodes.saturating_sub(4) {
        let next = if index + 5 >= nodes { "closing".to_owned() } else { format!("step{}", index + 1) };
        text.push_str(&format!(
            "step{index}: conversation \"Ask for the answer number {index}.\" -> <\n  yes:   {next} when \"The user agreed\"\n  stall: closing when \"Four exchanges have passed without a clear answer\"\n>\n\n"
        ));
    }
    text.push_str("closing: conversation \"Thank the user and say goodbye.\" { does_not_require_reply: true } -> end\n\nend\n");
    text
}

fn percentile(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times.get(times.len() * 95 / 100).copied().unwrap_or_default()
}

fn report(what: &str, time: Duration, limit: Duration) -> bool {
    let fine = time <= limit;
    println!(
        "{what:<60} {:>8.2} ms   limit {:>5} ms   {}",
        time.as_secs_f64() * 1000.0,
        limit.as_millis(),
        if fine { "ok" } else { "TOO SLOW" }
    );
    fine
}

fn measure() -> Option<bool> {
    let ms = Duration::from_millis;
    let mut fine = true;
    let mut starts = Vec::new();
    for _ in 0..20 {
        let begun = Instant::now();
        let _server = Server::start()?;
        starts.push(begun.elapsed());
    }
    fine &= report("start to first answer, 95th percentile of 20", percentile(starts), ms(20));
    for (nodes, strokes, limit) in [(1_000, 400, 5), (10_000, 100, 50)] {
        let mut server = Server::start()?;
        let text = flow(nodes);
        server.open(&text)?;
        let line = text.lines().position(|line| line.starts_with(&format!("step{}:", nodes / 2)))?;
        let times: Option<Vec<Duration>> = (0..strokes).map(|_| server.keystroke(line, 25)).collect();
        fine &= report(
            &format!("keystroke to diagnostics, {nodes} nodes, 95th percentile"),
            percentile(times?),
            ms(limit),
        );
        let times: Option<Vec<Duration>> = (0..50).map(|_| server.completion(line + 1, 9)).collect();
        fine &= report(
            &format!("completion of a target, {nodes} nodes, 95th percentile"),
            percentile(times?),
            ms(5),
        );
    }
    let mut server = Server::start()?;
    server.open(&flow(200))?;
    for _ in 0..1_000 {
        server.keystroke(6, 25)?;
    }
    let before = server.memory();
    for _ in 0..9_000 {
        server.keystroke(6, 25)?;
    }
    if let (Some(before), Some(after)) = (before, server.memory()) {
        let flat = after <= before + before / 10;
        println!(
            "memory after 1,000 and 10,000 edits: {before} KiB, {after} KiB   {}",
            if flat { "ok" } else { "GROWS" }
        );
        fine &= flat;
    }
    Some(fine)
}

fn main() -> ExitCode {
    match measure() {
        Some(true) => ExitCode::SUCCESS,
        Some(false) => ExitCode::FAILURE,
        None => {
            eprintln!("the server went away");
            ExitCode::FAILURE
        }
    }
}
