//! Owns the client's side of a session with the real binary.

use std::collections::VecDeque;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, ExitStatus, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

/// How long an answer may take before the test fails.
const PATIENCE: Duration = Duration::from_secs(30);

/// A running server and the folder that its documents lie in.
pub struct Client {
    process: Child,
    stdin: Option<ChildStdin>,
    messages: Receiver<Value>,
    aside: VecDeque<Value>,
    next_id: i32,
    versions: std::collections::HashMap<String, i32>,
    folder: tempfile::TempDir,
}

impl Client {
    /// A server that was initialized with these capabilities.
    pub fn start(capabilities: Value) -> Self {
        let mut client = Self::launch();
        let params =
            json!({ "processId": std::process::id(), "rootUri": null, "capabilities": capabilities });
        let answer = client.request("initialize", params);
        assert!(answer["result"]["capabilities"].is_object(), "{answer}");
        client.notify("initialized", json!({}));
        client
    }

    /// A server that nothing was said to.
    pub fn launch() -> Self {
        let mut process = Command::new(crate::binary::path())
            .arg("lsp")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut stdout = BufReader::new(process.stdout.take().unwrap());
        let (sender, messages) = channel();
        thread::spawn(move || {
            while let Some(message) = read(&mut stdout) {
                if sender.send(message).is_err() {
                    return;
                }
            }
        });
        Self {
            stdin: process.stdin.take(),
            process,
            messages,
            aside: VecDeque::new(),
            next_id: 1,
            versions: std::collections::HashMap::new(),
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// The path of a document in the session's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The URI of a document in the session's folder.
    pub fn uri(&self, name: &str) -> String {
        format!("file://{}", self.path(name).display())
    }

    /// Writes a file that is not open.
    pub fn write(&self, name: &str, text: &str) {
        std::fs::create_dir_all(self.path(name).parent().unwrap_or(Path::new("/"))).unwrap();
        std::fs::write(self.path(name), text).unwrap();
    }

    /// Opens a document.
    pub fn open(&mut self, name: &str, text: &str) {
        self.versions.insert(name.to_owned(), 1);
        let document = json!({ "uri": self.uri(name), "languageId": "fsflow", "version": 1, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Puts text in place of a range, given as `[line, column, line, column]`.
    pub fn change(&mut self, name: &str, [line, column, end_line, end_column]: [u32; 4], text: &str) {
        let version = self.versions.entry(name.to_owned()).or_insert(1);
        *version += 1;
        let document = json!({ "uri": format!("file://{}", self.folder.path().join(name).display()), "version": *version });
        let range = json!({
            "start": { "line": line, "character": column },
            "end": { "line": end_line, "character": end_column },
        });
        let params =
            json!({ "textDocument": document, "contentChanges": [{ "range": range, "text": text }] });
        self.notify("textDocument/didChange", params);
    }

    /// Closes a document.
    pub fn close(&mut self, name: &str) {
        let params = json!({ "textDocument": { "uri": self.uri(name) } });
        self.notify("textDocument/didClose", params);
    }

    /// Asks about a place of a document.
    pub fn at(&mut self, method: &str, name: &str, line: u32, column: u32, more: Value) -> Value {
        let mut params = json!({
            "textDocument": { "uri": self.uri(name) },
            "position": { "line": line, "character": column },
        });
        for (key, value) in more.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        self.ask(method, params)
    }

    /// Asks about a whole document.
    pub fn about(&mut self, method: &str, name: &str) -> Value {
        let params = json!({ "textDocument": { "uri": self.uri(name) } });
        self.ask(method, params)
    }

    /// The result of a request; fails the test when it is refused.
    pub fn ask(&mut self, method: &str, params: Value) -> Value {
        let answer = self.request(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The whole answer to a request.
    pub fn request(&mut self, method: &str, params: Value) -> Value {
        let id = self.send_request(method, params);
        self.wait(|message| message["id"] == id && message.get("method").is_none())
    }

    /// Sends a request and does not wait.
    pub fn send_request(&mut self, method: &str, params: Value) -> i32 {
        let id = self.next_id;
        self.next_id += 1;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        id
    }

    /// Sends a notification.
    pub fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a message.
    pub fn send(&mut self, message: &Value) {
        let body = message.to_string();
        self.send_bytes(format!("Content-Length: {}\r\n\r\n{body}", body.len()).as_bytes());
    }

    /// Sends anything.
    pub fn send_bytes(&mut self, bytes: &[u8]) {
        let stdin = self.stdin.as_mut().unwrap();
        stdin.write_all(bytes).unwrap();
        stdin.flush().unwrap();
    }

    /// The first message that fits, now or later.
    pub fn wait(&mut self, fits: impl Fn(&Value) -> bool) -> Value {
        if let Some(at) = self.aside.iter().position(&fits) {
            return self.aside.remove(at).unwrap();
        }
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let message = self.messages.recv_timeout(left).expect("an answer in time");
            if fits(&message) {
                return message;
            }
            self.aside.push_back(message);
        }
    }

    /// What the server says is wrong with the document in its present version: `line:column name`, sorted.
    pub fn faults(&mut self, name: &str) -> Vec<String> {
        let (uri, version) = (self.uri(name), self.versions.get(name).copied());
        let message = self.wait(|message| {
            let params = &message["params"];
            message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri
                && version.is_none_or(|version| params["version"] == version)
        });
        names(&message["params"]["diagnostics"])
    }

    /// Closes standard input.
    pub fn hang_up(&mut self) {
        self.stdin = None;
    }

    /// Ends the session as the protocol wants it.
    pub fn stop(mut self) -> ExitStatus {
        let answer = self.request("shutdown", Value::Null);
        assert_eq!(answer["result"], Value::Null);
        self.notify("exit", Value::Null);
        self.ended()
    }

    /// How the server ended.
    pub fn ended(&mut self) -> ExitStatus {
        let end = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status;
            }
            assert!(Instant::now() < end, "the server does not end");
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Drop for Client {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Diagnostics as `line:column name`, both counted from 0.
pub fn names(diagnostics: &Value) -> Vec<String> {
    let list = diagnostics.as_array().into_iter().flatten();
    list.map(|diagnostic| {
        let start = &diagnostic["range"]["start"];
        format!("{}:{} {}", start["line"], start["character"], diagnostic["code"].as_str().unwrap_or("?"))
    })
    .collect()
}

fn read(stream: &mut impl BufRead) -> Option<Value> {
    let mut size = 0;
    loop {
        let mut line = String::new();
        if stream.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim_end().split_once(": ") {
            Some((_, value)) => size = value.parse().ok()?,
            None => break,
        }
    }
    let mut body = vec![0; size];
    stream.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}
