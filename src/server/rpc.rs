//! JSON-RPC 2.0 as the protocol uses it: what a message is, and how one is written. Of parameters and results it knows only
//! that they are JSON: each is read once, by who wants it, and written once.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::{RawValue, to_raw_value};
use serde_json::{Value, json};

/// The number or word that tells a request from others.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub(super) enum Id {
    Number(i64),
    Word(String),
}

/// A message from the client.
#[derive(Debug)]
pub(super) enum Message {
    /// A request, which wants an answer.
    Request { id: Id, method: String, params: Params },
    /// A notification.
    Notification { method: String, params: Params },
    /// The answer to a request of the server.
    Answer { id: Id },
}

/// Parameters that nobody has looked at.
#[derive(Debug, Default)]
pub(super) struct Params(Option<Box<RawValue>>);

impl Params {
    /// Reads them.
    pub(super) fn read<P: DeserializeOwned>(&self) -> Result<P, Fault> {
        let text = self.0.as_ref().map_or("null", |raw| raw.get());
        serde_json::from_str(text).map_err(|error| Fault::Params(error.to_string()))
    }
}

/// Why a request has no result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Fault {
    /// The message is not JSON.
    Parse(String),
    /// It is no request that can be understood, or comes at the wrong time.
    Request(String),
    /// `initialize` has to come first.
    Uninitialized,
    /// There is no such method.
    Method(String),
    /// Its parameters are not what the protocol says.
    Params(String),
    /// It can't be done; the user is told why.
    Refused(String),
    /// The client does not want the answer any more.
    Cancelled,
    /// The server has a fault.
    Internal(String),
}

impl Fault {
    /// The code that the protocol gives it.
    fn code(&self) -> i32 {
        match self {
            Fault::Parse(_) => -32700,
            Fault::Request(_) => -32600,
            Fault::Method(_) => -32601,
            Fault::Params(_) => -32602,
            Fault::Internal(_) => -32603,
            Fault::Uninitialized => -32002,
            Fault::Cancelled => -32800,
            Fault::Refused(_) => -32803,
        }
    }

    /// What the client is told.
    pub(super) fn message(&self) -> String {
        match self {
            Fault::Parse(why)
            | Fault::Request(why)
            | Fault::Params(why)
            | Fault::Refused(why)
            | Fault::Internal(why) => why.clone(),
            Fault::Method(method) => format!("there is no method `{method}`"),
            Fault::Uninitialized => "`initialize` comes first".to_owned(),
            Fault::Cancelled => "the request was cancelled".to_owned(),
        }
    }
}

/// A message as it is framed; what else stands in it does not matter.
#[derive(Deserialize)]
struct Envelope {
    id: Option<Value>,
    method: Option<String>,
    params: Option<Box<RawValue>>,
    #[serde(default, deserialize_with = "present")]
    result: Option<Box<RawValue>>,
    error: Option<Box<RawValue>>,
}

/// `null` is a result too.
fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<RawValue>>, D::Error> {
    Box::<RawValue>::deserialize(deserializer).map(Some)
}

/// Reads a message; of what is none, why, and the id of the request that it may have been.
pub(super) fn read(text: &str) -> Result<Message, (Fault, Value)> {
    let envelope: Envelope = match serde_json::from_str(text) {
        Ok(envelope) => envelope,
        Err(error) if error.is_data() => return Err((not_a_message(), Value::Null)),
        Err(error) => {
            return Err((Fault::Parse(format!("a message is not JSON: {error}")), Value::Null));
        }
    };
    let id = envelope.id.filter(|id| id.is_string() || id.is_number());
    let named: Option<Id> = id.clone().and_then(|id| serde_json::from_value(id).ok());
    let params = Params(envelope.params);
    let answers = envelope.result.is_some() || envelope.error.is_some();
    match (named, envelope.method) {
        (Some(id), Some(method)) => Ok(Message::Request { id, method, params }),
        (None, Some(method)) if id.is_none() => Ok(Message::Notification { method, params }),
        (Some(id), None) if answers => Ok(Message::Answer { id }),
        _ => Err((not_a_message(), id.unwrap_or(Value::Null))),
    }
}

fn not_a_message() -> Fault {
    Fault::Request("a message is neither a request, nor an answer, nor a notification".to_owned())
}

/// JSON of data that always has some.
pub(super) fn raw(data: &impl Serialize) -> Box<RawValue> {
    // What has no JSON is a map whose keys are no strings, and we have none.
    to_raw_value(data).unwrap_or_else(|_| RawValue::NULL.to_owned())
}

/// The answer to a request.
pub(super) fn answer(id: &Id, result: Result<Box<RawValue>, Fault>) -> String {
    match result {
        Ok(result) => format!(r#"{{"jsonrpc":"2.0","id":{},"result":{}}}"#, raw(id).get(), result.get()),
        Err(fault) => refusal(&json!(id), &fault),
    }
}

/// The answer to what could not be read.
pub(super) fn refusal(id: &Value, fault: &Fault) -> String {
    let error = json!({ "code": fault.code(), "message": fault.message() });
    json!({ "jsonrpc": "2.0", "id": id, "error": error }).to_string()
}

/// A notification.
pub(super) fn notification(method: &str, params: &impl Serialize) -> String {
    format!(r#"{{"jsonrpc":"2.0","method":{},"params":{}}}"#, raw(&method).get(), raw(params).get())
}

/// A request to the client; parameters that are `null` are left out.
pub(super) fn request(id: &Id, method: &str, params: &Value) -> String {
    let mut message = json!({ "jsonrpc": "2.0", "id": id, "method": method });
    if !params.is_null() {
        message["params"] = params.clone();
    }
    message.to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found = match read(text) {
            Ok(Message::Request { method, .. }) => format!("request {method}"),
            Ok(Message::Notification { method, .. }) => format!("notification {method}"),
            Ok(Message::Answer { id }) => format!("answer {id:?}"),
            Err((fault, id)) => format!("{} {id}", fault.code()),
        };
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_message_is_a_request_an_answer_or_a_notification() {
        check(r#"{"jsonrpc":"2.0","id":1,"method":"x"}"#, "request x");
        check(r#"{"jsonrpc":"2.0","id":"a","method":"x","params":[]}"#, "request x");
        check(r#"{"jsonrpc":"2.0","method":"x","params":null}"#, "notification x");
        check(r#"{"jsonrpc":"2.0","id":null,"method":"x"}"#, "notification x");
        check(
            r#"{"jsonrpc":"2.0","id":2,"result":null,"error":{"code":1,"message":""}}"#,
            "answer Number(2)",
        );
        check("{nonsense", "-32700 null");
        check(r#"{"id":7,"what":1}"#, "-32600 7");
        check(r#"{"id":1.5,"method":"x"}"#, "-32600 1.5");
        check("[1]", "-32600 null");
        check("7", "-32600 null");
    }

    #[test]
    fn an_answer_without_a_result_is_one() {
        check(r#"{"jsonrpc":"2.0","id":"refresh/1","result":null}"#, "answer Word(\"refresh/1\")");
    }
}
