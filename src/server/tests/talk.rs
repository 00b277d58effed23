//! The client's side of a conversation.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::{Value, json};

use crate::server::lifecycle::State;
use crate::server::workspace::Workspace;
use crate::server::{Files, Host, Progress, Server};

/// Files that can be changed while the server has them. To read `panic.fsflow` is a fault of the server.
#[derive(Debug, Clone, Default)]
pub(super) struct Shared(Rc<RefCell<Files>>);

impl Host for Shared {
    fn read(&self, path: &str) -> Result<String, String> {
        assert!(!path.ends_with("/panic.fsflow"), "as asked for");
        self.0.borrow().read(path)
    }

    fn stamp(&self, path: &str) -> Option<u64> {
        self.0.borrow().stamp(path)
    }

    fn list(&self, folder: &str, most: usize) -> Vec<String> {
        self.0.borrow().list(folder, most)
    }
}

/// A conversation, seen from the client.
pub(super) struct Talk {
    pub(super) server: Server,
    files: Shared,
    version: i32,
    id: i32,
}

impl Talk {
    /// A server that was initialized with these capabilities and then had nothing to do.
    pub(super) fn new(capabilities: Value) -> Self {
        let mut talk = Self::silent();
        let answer = talk.request("initialize", json!({ "processId": null, "capabilities": capabilities }));
        assert!(answer["result"]["capabilities"].is_object(), "{answer}");
        talk.notify("initialized", json!({}));
        talk
    }

    /// A server that nothing was said to.
    pub(super) fn silent() -> Self {
        let files = Shared::default();
        Self { server: Server::new(Box::new(files.clone())), files, version: 1, id: 0 }
    }

    /// Changes a file that is not open, without a word to the server.
    pub(super) fn write(&mut self, path: &str, text: &str) {
        self.files.0.borrow_mut().write(path, text);
    }

    /// Says that files changed on disk.
    pub(super) fn tell_of(&mut self, uris: &[&str]) {
        let changes: Vec<Value> = uris.iter().map(|uri| json!({ "uri": uri, "type": 2 })).collect();
        self.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    }

    /// Opens a document.
    pub(super) fn open(&mut self, uri: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": "fsflow", "version": self.version, "text": text });
        self.notify("textDocument/didOpen", json!({ "textDocument": document }));
    }

    /// Puts another text in place of a document's.
    pub(super) fn change(&mut self, uri: &str, text: &str) {
        self.version += 1;
        let document = json!({ "uri": uri, "version": self.version });
        let params = json!({ "textDocument": document, "contentChanges": [{ "text": text }] });
        self.notify("textDocument/didChange", params);
    }

    /// Closes a document.
    pub(super) fn close(&mut self, uri: &str) {
        self.notify("textDocument/didClose", json!({ "textDocument": { "uri": uri } }));
    }

    /// Sends a notification.
    pub(super) fn notify(&mut self, method: &str, params: Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a message.
    pub(super) fn send(&mut self, message: &Value) {
        self.server.receive(&message.to_string());
    }

    /// The result of a question about a document; fails when it is refused.
    pub(super) fn about(&mut self, method: &str, uri: &str, more: Value) -> Value {
        let mut params = json!({ "textDocument": { "uri": uri } });
        for (key, value) in more.as_object().into_iter().flatten() {
            params[key] = value.clone();
        }
        let answer = self.request(method, params);
        assert!(answer.get("error").is_none(), "{method}: {answer}");
        answer["result"].clone()
    }

    /// The whole answer to a request. What else was sent before it is dropped.
    pub(super) fn request(&mut self, method: &str, params: Value) -> Value {
        self.id += 1;
        let id = self.id;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
        loop {
            let progress = self.server.proceed();
            let mut messages = self.take();
            if let Some(at) = messages.iter().position(|it| it["id"] == id && it.get("method").is_none()) {
                return messages.swap_remove(at);
            }
            assert_eq!(progress, Progress::Busy, "no answer to {method}");
        }
    }

    /// Everything that the server has to say until it waits.
    pub(super) fn settle(&mut self) -> Vec<Value> {
        while self.server.proceed() == Progress::Busy {}
        self.take()
    }

    /// The same as `method what`: the code of each diagnostic, the text of a message, the id of a request.
    pub(super) fn told(&mut self) -> Vec<String> {
        let params = |message: &Value| match message["method"].as_str() {
            Some("textDocument/publishDiagnostics") => {
                let uri = message["params"]["uri"].as_str().unwrap().to_owned();
                let version = message["params"].get("version").map_or(String::new(), |it| format!(" v{it}"));
                format!("{uri}{version}: {}", codes(&message["params"]["diagnostics"]))
            }
            Some(method) => {
                let what = message["params"]["message"].as_str().or_else(|| message["id"].as_str());
                format!("{method} {}", what.unwrap_or_default())
            }
            None => format!("answer {}", message["id"]),
        };
        self.settle().iter().map(params).collect()
    }

    /// What the server knows.
    pub(super) fn workspace(&self) -> &Workspace {
        match &self.server.state {
            State::Running(workspace) => workspace,
            other => panic!("{other:?}"),
        }
    }

    fn take(&mut self) -> Vec<Value> {
        self.server.take_messages().iter().map(|text| serde_json::from_str(text).unwrap()).collect()
    }
}

/// The codes of diagnostics, in order.
pub(super) fn codes(diagnostics: &Value) -> String {
    let list = diagnostics.as_array().unwrap_or_else(|| panic!("{diagnostics}"));
    list.iter().map(|it| it["code"].as_str().unwrap()).collect::<Vec<_>>().join(" ")
}
