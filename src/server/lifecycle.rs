//! One conversation with a client, from `initialize` to `exit`: which message comes when, and what becomes of one that is
//! unknown, cancelled, early, late or broken.

use std::collections::{HashSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};

use serde_json::json;
use serde_json::value::RawValue;

use super::client::Client;
use super::host::Host;
use super::protocol::PublishDiagnosticsParams;
use super::routes;
use super::rpc::{self, Fault, Id, Message, Params};
use super::workspace::Workspace;

/// The number that the protocol gives to warnings that are shown or logged.
const WARNING: u8 = 2;

/// How far the conversation has come.
#[derive(Debug)]
pub(super) enum State {
    New(Box<dyn Host>),
    Running(Box<Workspace>),
    ShutDown,
}

/// What [`Server::proceed`] did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Progress {
    /// A message was handled; more may wait.
    Busy,
    /// No message waits, and the client has been told what is wrong.
    Idle,
    /// The client has said `exit`: nothing more will be answered.
    Ended {
        /// Whether `shutdown` came first, as the protocol wants it.
        orderly: bool,
    },
}

/// A language server: messages in, messages out. Messages are the JSON of the protocol without its framing.
#[derive(Debug)]
pub struct Server {
    /// How far it has come.
    pub(super) state: State,
    queue: VecDeque<Message>,
    cancelled: HashSet<Id>,
    outgoing: Vec<String>,
    process: Option<u32>,
}

impl Server {
    /// A server that nothing was said to.
    #[must_use]
    pub fn new(host: Box<dyn Host>) -> Self {
        Self {
            state: State::New(host),
            queue: VecDeque::new(),
            cancelled: HashSet::new(),
            outgoing: Vec::new(),
            process: None,
        }
    }

    /// Takes a message from the client. It is handled by [`proceed`](Self::proceed); until then it can be cancelled by a
    /// later one.
    pub fn receive(&mut self, message: &str) {
        match rpc::read(message) {
            Ok(Message::Notification { method, params }) if method == "$/cancelRequest" => {
                if let Ok(Cancel { id }) = params.read() {
                    self.cancelled.insert(id);
                }
            }
            Ok(message) => self.queue.push_back(message),
            Err((fault, id)) => {
                self.log(&fault.message());
                self.outgoing.push(rpc::refusal(&id, &fault));
            }
        }
    }

    /// Says that something came in that holds no message, for a reason that whoever carries the messages knows.
    pub fn receive_garbage(&mut self, reason: &str) {
        self.log(reason);
        self.outgoing.push(rpc::refusal(&json!(null), &Fault::Parse(reason.to_owned())));
    }

    /// Handles one waiting message. When none waits, compiles what has changed and tells the client what is wrong.
    pub fn proceed(&mut self) -> Progress {
        let Some(message) = self.queue.pop_front() else {
            self.cancelled.clear();
            self.publish();
            return Progress::Idle;
        };
        match message {
            Message::Request { id, method, params } => {
                let result = if self.cancelled.remove(&id) {
                    Err(Fault::Cancelled)
                } else {
                    self.request(&method, &params)
                };
                self.outgoing.push(rpc::answer(&id, result));
            }
            Message::Notification { method, .. } if method == "exit" => {
                return Progress::Ended { orderly: matches!(self.state, State::ShutDown) };
            }
            Message::Notification { method, params } => self.notification(&method, &params),
            Message::Answer { id } => {
                if let State::Running(workspace) = &mut self.state {
                    workspace.publisher.answered(&id);
                }
            }
        }
        Progress::Busy
    }

    /// The messages for the client since they were taken last, in order.
    pub fn take_messages(&mut self) -> Vec<String> {
        std::mem::take(&mut self.outgoing)
    }

    /// The number of the client's process on this machine, once it has named it: without that process nobody listens.
    #[must_use]
    pub fn client_process(&self) -> Option<u32> {
        self.process
    }

    fn request(&mut self, method: &str, params: &Params) -> Result<Box<RawValue>, Fault> {
        match (&mut self.state, method) {
            (State::New(_), "initialize") => self.initialize(params),
            (State::New(_), _) => Err(Fault::Uninitialized),
            (State::ShutDown, _) => Err(Fault::Request("the server is shut down".to_owned())),
            (State::Running(_), "initialize") => {
                Err(Fault::Request("the server is initialized already".to_owned()))
            }
            (State::Running(_), "shutdown") => {
                self.state = State::ShutDown;
                Ok(RawValue::NULL.to_owned())
            }
            (State::Running(workspace), _) => {
                let Some(route) = routes::REQUESTS.iter().find(|route| route.method == method) else {
                    return Err(Fault::Method(method.to_owned()));
                };
                // A fault of the server costs this request and nothing else.
                catch_unwind(AssertUnwindSafe(|| (route.run)(workspace, params))).unwrap_or_else(|_| {
                    let why = format!("`{method}` failed inside the server");
                    self.log(&format!("{why}; the error output says where"));
                    Err(Fault::Internal(why))
                })
            }
        }
    }

    fn notification(&mut self, method: &str, params: &Params) {
        let State::Running(workspace) = &mut self.state else { return };
        if method == "initialized" {
            if workspace.client.watches {
                let id = Id::Word("register/1".to_owned());
                self.outgoing.push(rpc::request(&id, "client/registerCapability", &routes::registrations()));
            }
            return;
        }
        let Some(route) = routes::NOTIFICATIONS.iter().find(|route| route.method == method) else {
            if !method.starts_with("$/") {
                self.log(&format!("there is no notification `{method}`"));
            }
            return;
        };
        let why = match catch_unwind(AssertUnwindSafe(|| (route.run)(workspace, params))) {
            Ok(Ok(())) => return,
            Ok(Err(fault)) => fault.message(),
            Err(_) => "it failed inside the server; the error output says where".to_owned(),
        };
        self.log(&format!("`{method}`: {why}"));
    }

    fn initialize(&mut self, params: &Params) -> Result<Box<RawValue>, Fault> {
        let client = Client::read(params)?;
        self.process = client.process;
        let answer = rpc::raw(&json!({
            "capabilities": routes::capabilities(&client),
            "serverInfo": { "name": "fsflowc", "version": env!("CARGO_PKG_VERSION") },
        }));
        self.state = match std::mem::replace(&mut self.state, State::ShutDown) {
            State::New(host) => State::Running(Box::new(Workspace::new(client, host))),
            other => other,
        };
        Ok(answer)
    }

    /// Compiles what has changed and tells the client what was found.
    fn publish(&mut self) {
        let State::Running(workspace) = &mut self.state else { return };
        if catch_unwind(AssertUnwindSafe(|| workspace.settle())).is_err() {
            self.log("the diagnostics could not be made; the error output says why");
            return;
        }
        if !workspace.client.pulls {
            for push in workspace.publisher.pushes() {
                let params = PublishDiagnosticsParams {
                    uri: workspace.convert().uris.uri(&push.path),
                    version: workspace.version(&push.path),
                    diagnostics: &push.items,
                };
                self.outgoing.push(rpc::notification("textDocument/publishDiagnostics", &params));
            }
        } else if workspace.client.refreshes
            && let Some(id) = workspace.publisher.refresh()
        {
            self.outgoing.push(rpc::request(&id, "workspace/diagnostic/refresh", &json!(null)));
        }
        for note in workspace.notes.drain(..) {
            let params = json!({ "type": WARNING, "message": note });
            self.outgoing.push(rpc::notification("window/showMessage", &params));
        }
    }

    /// Writes a line to the client's log.
    fn log(&mut self, message: &str) {
        let params = json!({ "type": WARNING, "message": message });
        self.outgoing.push(rpc::notification("window/logMessage", &params));
    }
}

/// What a cancellation names.
#[derive(serde::Deserialize)]
struct Cancel {
    id: Id,
}
