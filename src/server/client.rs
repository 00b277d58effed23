//! What a client says of itself at the start, as far as it changes what the server does.

use serde::Deserialize;
use serde_json::Value;

use super::rpc::{Fault, Params};
use crate::source::Encoding;

/// What the client can do beyond what every client can.
#[derive(Debug, Clone)]
pub(super) struct Client {
    /// What its columns count: bytes where it can, because then nothing has to be counted anew; UTF-16 as every client can.
    pub(super) encoding: Encoding,
    /// The number of its process on this machine.
    pub(super) process: Option<u32>,
    /// It takes snippets in completions.
    pub(super) snippets: bool,
    /// It asks for diagnostics itself.
    pub(super) pulls: bool,
    /// It can be told to ask for diagnostics again.
    pub(super) refreshes: bool,
    /// It tells of changes on disk when it is asked to.
    pub(super) watches: bool,
    /// The commands of its own that lenses may run.
    pub(super) commands: Vec<String>,
    /// What stands before the name of a check in the address of its documentation, where the client can show one.
    pub(super) explain: Option<String>,
}

/// The capabilities of the client that matter here. Each is read by itself, so that one that is strange costs only itself.
struct Capabilities(Value);

impl Capabilities {
    fn get(&self, path: &str) -> Option<&Value> {
        self.0.pointer(path).filter(|value| !value.is_null())
    }

    fn is(&self, path: &str) -> bool {
        self.get(path).and_then(Value::as_bool).unwrap_or(false)
    }

    fn words(&self, path: &str) -> Vec<String> {
        let list = self.get(path).and_then(Value::as_array).into_iter().flatten();
        list.filter_map(|word| word.as_str().map(str::to_owned)).collect()
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct InitializeParams {
    process_id: Option<u32>,
    capabilities: Value,
    #[serde(default)]
    initialization_options: Value,
}

impl Client {
    /// Reads the parameters of `initialize`.
    pub(super) fn read(params: &Params) -> Result<Self, Fault> {
        let params: InitializeParams = params.read()?;
        let can = Capabilities(params.capabilities);
        let utf8 = can.words("/general/positionEncodings").iter().any(|word| word == "utf-8");
        let explain = params.initialization_options.get("explainUri").and_then(Value::as_str);
        Ok(Self {
            encoding: if utf8 { Encoding::Utf8 } else { Encoding::Utf16 },
            process: params.process_id,
            snippets: can.is("/textDocument/completion/completionItem/snippetSupport"),
            pulls: can.get("/textDocument/diagnostic").is_some(),
            refreshes: can.is("/workspace/diagnostics/refreshSupport"),
            watches: can.is("/workspace/didChangeWatchedFiles/dynamicRegistration"),
            commands: can.words("/experimental/commands/commands"),
            explain: explain.map(str::to_owned),
        })
    }

    /// Whether lenses may run this command of the client's.
    pub(super) fn knows(&self, command: &str) -> bool {
        self.commands.iter().any(|known| known == command)
    }
}
