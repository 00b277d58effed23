//! Owns one session with a client, from `initialize` to `exit`.

use std::collections::{HashSet, VecDeque};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::mpsc::{Receiver, Sender};
use std::thread;
use std::time::Duration;

use fsflow::source::Encoding;
use lsp_server::{ErrorCode, Message, Notification, Request, RequestId};
use lsp_types::{InitializeParams, PositionEncodingKind};
use serde_json::{Value, json};

use super::diagnostics::Published;
use super::routes::{self, Fault};
use super::transport::{self, Incoming};
use super::workspace::{Client, Workspace};

/// How often it is looked whether the client's process is still there.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// Serves one client on standard input and output. `true` when it ended as the protocol wants it: `shutdown`, then `exit`.
pub(crate) fn run() -> bool {
    let (incoming, messages) = transport::read_stdin();
    let (outgoing, writer) = transport::write_stdout();
    let session = Session {
        messages,
        incoming,
        out: Out(outgoing),
        queue: VecDeque::new(),
        cancelled: HashSet::new(),
        state: State::New,
        published: Published::default(),
    };
    let ended_well = session.serve();
    // Every sender is gone now, so the writer ends when all is written.
    let _ = writer.join();
    ended_well
}

/// Where messages to the client go.
#[derive(Debug)]
pub(super) struct Out(Sender<Value>);

impl Out {
    /// Sends a notification.
    pub(super) fn notify(&self, method: &str, params: &impl serde::Serialize) {
        self.send(json!({ "jsonrpc": "2.0", "method": method, "params": params }));
    }

    /// Sends a request whose answer does not matter.
    fn ask(&self, id: &str, method: &str) {
        self.send(json!({ "jsonrpc": "2.0", "id": id, "method": method }));
    }

    /// Writes a line to the client's log.
    fn log(&self, message: &str) {
        const WARNING: u8 = 2;
        self.notify("window/logMessage", &json!({ "type": WARNING, "message": message }));
    }

    fn answer(&self, id: &RequestId, answer: Result<Value, (ErrorCode, String)>) {
        self.send(match answer {
            Ok(result) => json!({ "jsonrpc": "2.0", "id": id, "result": result }),
            Err((code, message)) => {
                json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": message } })
            }
        });
    }

    fn send(&self, message: Value) {
        // A client that is gone reads nothing; the reader notices.
        let _ = self.0.send(message);
    }
}

/// How far the session has come.
enum State {
    New,
    Running(Box<Workspace>),
    ShutDown,
}

/// What the loop does next.
enum Next {
    Go,
    Exit,
}

struct Session {
    messages: Receiver<Incoming>,
    incoming: Sender<Incoming>,
    out: Out,
    queue: VecDeque<Message>,
    cancelled: HashSet<RequestId>,
    state: State,
    published: Published,
}

impl Session {
    fn serve(mut self) -> bool {
        loop {
            while let Ok(incoming) = self.messages.try_recv() {
                if !self.receive(incoming) {
                    return false;
                }
            }
            if let Some(message) = self.queue.pop_front() {
                if let Next::Exit = self.handle(message) {
                    return matches!(self.state, State::ShutDown);
                }
                continue;
            }
            self.cancelled.clear();
            self.publish();
            let Ok(incoming) = self.messages.recv() else { return false };
            if !self.receive(incoming) {
                return false;
            }
        }
    }

    /// Puts a message into the queue. `false` when the client is gone.
    fn receive(&mut self, incoming: Incoming) -> bool {
        match incoming {
            Incoming::Closed => return false,
            Incoming::Malformed(why, answer) => {
                self.out.log(&why);
                self.out.send(answer);
            }
            Incoming::Message(Message::Notification(note)) if note.method == "$/cancelRequest" => {
                if let Some(id) = note.params.get("id").and_then(|id| serde_json::from_value(id.clone()).ok())
                {
                    self.cancelled.insert(id);
                }
            }
            Incoming::Message(message) => self.queue.push_back(message),
        }
        true
    }

    fn handle(&mut self, message: Message) -> Next {
        match message {
            Message::Request(request) => {
                let id = request.id.clone();
                let answer = if self.cancelled.remove(&id) {
                    Err((ErrorCode::RequestCanceled, "the request was cancelled".to_owned()))
                } else {
                    self.request(request)
                };
                self.out.answer(&id, answer);
                Next::Go
            }
            Message::Notification(note) if note.method == "exit" => Next::Exit,
            Message::Notification(note) => {
                self.notification(note);
                Next::Go
            }
            // Nothing that the server asks needs its answer.
            Message::Response(_) => Next::Go,
        }
    }

    fn request(&mut self, request: Request) -> Result<Value, (ErrorCode, String)> {
        let Request { method, params, .. } = request;
        match (&mut self.state, method.as_str()) {
            (State::New, "initialize") => self.initialize(params),
            (State::New, _) => Err((ErrorCode::ServerNotInitialized, "`initialize` comes first".to_owned())),
            (State::ShutDown, _) => Err((ErrorCode::InvalidRequest, "the server is shut down".to_owned())),
            (State::Running(_), "initialize") => {
                Err((ErrorCode::InvalidRequest, "the server is initialized already".to_owned()))
            }
            (State::Running(_), "shutdown") => {
                self.state = State::ShutDown;
                Ok(Value::Null)
            }
            (State::Running(workspace), _) => {
                let Some(route) = routes::REQUESTS.iter().find(|route| route.method == method) else {
                    return Err((ErrorCode::MethodNotFound, format!("there is no method `{method}`")));
                };
                // A fault of the server costs this request and nothing else.
                match catch_unwind(AssertUnwindSafe(|| (route.run)(workspace, params))) {
                    Ok(answer) => answer.map_err(|fault| match fault {
                        Fault::Params(message) => (ErrorCode::InvalidParams, message),
                        Fault::Refused(message) => (ErrorCode::RequestFailed, message),
                    }),
                    Err(_) => {
                        self.out.log(&format!(
                            "`{method}` failed inside the server; the error output says where"
                        ));
                        Err((ErrorCode::InternalError, format!("`{method}` failed inside the server")))
                    }
                }
            }
        }
    }

    fn notification(&mut self, note: Notification) {
        let State::Running(workspace) = &mut self.state else { return };
        let Some(route) = routes::NOTIFICATIONS.iter().find(|route| route.method == note.method) else {
            if !note.method.starts_with("$/") {
                self.out.log(&format!("there is no notification `{}`", note.method));
            }
            return;
        };
        let done = catch_unwind(AssertUnwindSafe(|| (route.run)(workspace, note.params)));
        if let Some(why) = match done {
            Ok(Ok(())) => None,
            Ok(Err(Fault::Params(message) | Fault::Refused(message))) => Some(message),
            Err(_) => Some("it failed inside the server; the error output says where".to_owned()),
        } {
            self.out.log(&format!("`{}`: {why}", note.method));
        }
    }

    fn initialize(&mut self, params: Value) -> Result<Value, (ErrorCode, String)> {
        let params: InitializeParams =
            serde_json::from_value(params).map_err(|error| (ErrorCode::InvalidParams, error.to_string()))?;
        if let Some(process) = params.process_id {
            watch(process, self.incoming.clone());
        }
        let encoding = encoding(&params);
        let client = client(&params);
        let answer = json!({
            "capabilities": routes::capabilities(encoding, &client),
            "serverInfo": { "name": "fsflowc", "version": env!("CARGO_PKG_VERSION") },
        });
        self.state = State::Running(Box::new(Workspace::new(encoding, client)));
        Ok(answer)
    }

    /// Compiles what has changed and tells the client what was found.
    fn publish(&mut self) {
        let State::Running(workspace) = &mut self.state else { return };
        let published = &mut self.published;
        let done = catch_unwind(AssertUnwindSafe(|| published.refresh(workspace)));
        match done {
            Ok(changed) => {
                let pulls = workspace.client.pulls;
                if !pulls {
                    for params in &changed {
                        self.out.notify("textDocument/publishDiagnostics", params);
                    }
                }
                if pulls && workspace.client.refreshes && self.published.others_changed {
                    self.out.ask("refresh", "workspace/diagnostic/refresh");
                }
            }
            Err(_) => self.out.log("the diagnostics could not be made; the error output says why"),
        }
        for note in workspace.notes.drain(..) {
            const WARNING: u8 = 2;
            self.out.notify("window/showMessage", &json!({ "type": WARNING, "message": note }));
        }
    }
}

/// UTF-8 where the client can, because then nothing has to be counted anew; UTF-16 as every client can.
fn encoding(params: &InitializeParams) -> Encoding {
    let general = params.capabilities.general.as_ref();
    let offered = general.and_then(|general| general.position_encodings.as_deref()).unwrap_or_default();
    if offered.contains(&PositionEncodingKind::UTF8) { Encoding::Utf8 } else { Encoding::Utf16 }
}

fn client(params: &InitializeParams) -> Client {
    let document = params.capabilities.text_document.as_ref();
    let workspace = params.capabilities.workspace.as_ref();
    let item = document.and_then(|it| it.completion.as_ref()?.completion_item.as_ref());
    let options = params.initialization_options.as_ref();
    Client {
        snippets: item.and_then(|item| item.snippet_support).unwrap_or(false),
        pulls: document.is_some_and(|it| it.diagnostic.is_some()),
        refreshes: workspace.and_then(|it| it.diagnostic.as_ref()?.refresh_support).unwrap_or(false),
        explain: options.and_then(|options| Some(options.get("explainUri")?.as_str()?.to_owned())),
    }
}

/// Ends the session when the client's process is gone, on systems that show their processes as files; elsewhere the end of
/// standard input says so.
fn watch(process: u32, incoming: Sender<Incoming>) {
    let entry = PathBuf::from(format!("/proc/{process}"));
    if !entry.exists() {
        return;
    }
    thread::spawn(move || {
        while entry.exists() {
            thread::sleep(HEARTBEAT);
        }
        let _ = incoming.send(Incoming::Closed);
    });
}
