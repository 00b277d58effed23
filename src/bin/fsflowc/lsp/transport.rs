//! Owns the two ends of the wire: framing, JSON, and what is answered to a message that can't be read.

use std::io::{self, BufRead, Read, Write};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};

use lsp_server::{ErrorCode, Message};
use serde_json::{Value, json};

/// The longest message that is read, in bytes. A source is at most 16 MiB, and JSON may need six bytes for one.
const MAX_MESSAGE_BYTES: u64 = 128 * 1024 * 1024;

/// The longest header line that is read, in bytes.
const MAX_HEADER_BYTES: u64 = 16 * 1024;

/// What the reader hands on.
#[derive(Debug)]
pub(super) enum Incoming {
    /// A message.
    Message(Message),
    /// Something that is no message; the text says why, the value is the answer.
    Malformed(String, Value),
    /// The client has gone away.
    Closed,
}

/// Reads standard input until it ends, in a thread of its own, and tells when the client's process is gone.
pub(super) fn read_stdin() -> (Sender<Incoming>, Receiver<Incoming>) {
    let (sender, receiver) = channel();
    let out = sender.clone();
    thread::spawn(move || {
        let mut stdin = io::stdin().lock();
        while let Ok(Some(incoming)) = read(&mut stdin) {
            if out.send(incoming).is_err() {
                return;
            }
        }
        let _ = out.send(Incoming::Closed);
    });
    (sender, receiver)
}

/// Writes everything that is sent to standard output, in a thread of its own; ends when all senders are gone.
pub(super) fn write_stdout() -> (Sender<Value>, JoinHandle<()>) {
    let (sender, receiver) = channel::<Value>();
    let thread = thread::spawn(move || {
        let mut stdout = io::stdout().lock();
        let mut body = Vec::new();
        for message in receiver {
            body.clear();
            let written = serde_json::to_writer(&mut body, &message)
                .map_err(io::Error::from)
                .and_then(|()| write!(stdout, "Content-Length: {}\r\n\r\n", body.len()))
                .and_then(|()| stdout.write_all(&body))
                .and_then(|()| stdout.flush());
            if written.is_err() {
                return;
            }
            body.shrink_to(1 << 20);
        }
    });
    (sender, thread)
}

/// Reads one message. `None` at the end of the stream.
fn read(stream: &mut impl BufRead) -> io::Result<Option<Incoming>> {
    let mut size: Option<u64> = None;
    let mut strange: Option<String> = None;
    loop {
        let mut line = Vec::new();
        if stream.by_ref().take(MAX_HEADER_BYTES).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches(['\r', '\n']);
        match line.split_once(':') {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                size = value.trim().parse().ok();
                strange = size.is_none().then(|| line.to_owned());
            }
            Some((name, _)) if name.eq_ignore_ascii_case("content-type") => {}
            None if line.is_empty() && size.is_some() => break,
            None if line.is_empty() && strange.is_none() => {}
            None if line.is_empty() => {
                let why = format!("a header is not understood: {:?}", strange.unwrap_or_default());
                return Ok(Some(malformed(ErrorCode::ParseError, &Value::Null, why)));
            }
            _ => strange = Some(line.chars().take(200).collect()),
        }
    }
    let size = size.unwrap_or(0);
    if size > MAX_MESSAGE_BYTES {
        io::copy(&mut stream.by_ref().take(size), &mut io::sink())?;
        let why = format!("a message of {size} bytes is too long");
        return Ok(Some(malformed(ErrorCode::InvalidRequest, &Value::Null, why)));
    }
    let mut body = Vec::new();
    if stream.by_ref().take(size).read_to_end(&mut body)? < usize::try_from(size).unwrap_or(usize::MAX) {
        return Ok(None);
    }
    Ok(Some(decode(&body)))
}

fn decode(body: &[u8]) -> Incoming {
    // What reads as a message is one; only what does not is looked at twice.
    if let Ok(message) = serde_json::from_slice::<Message>(body) {
        return Incoming::Message(message);
    }
    match serde_json::from_slice::<Value>(body) {
        Err(error) => {
            malformed(ErrorCode::ParseError, &Value::Null, format!("a message is not JSON: {error}"))
        }
        Ok(value) => {
            let id = value.get("id").filter(|id| id.is_string() || id.is_number()).cloned();
            let why = "a message is neither a request, nor an answer, nor a notification".to_owned();
            malformed(ErrorCode::InvalidRequest, &id.unwrap_or(Value::Null), why)
        }
    }
}

fn malformed(code: ErrorCode, id: &Value, why: String) -> Incoming {
    let answer = json!({ "jsonrpc": "2.0", "id": id, "error": { "code": code as i32, "message": why } });
    Incoming::Malformed(why, answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(mut stream: &[u8]) -> Vec<String> {
        let mut seen = Vec::new();
        while let Some(incoming) = read(&mut stream).unwrap() {
            seen.push(match incoming {
                Incoming::Message(Message::Request(request)) => request.method,
                Incoming::Message(_) => "other".to_owned(),
                Incoming::Malformed(_, answer) => answer["error"]["code"].to_string(),
                Incoming::Closed => "closed".to_owned(),
            });
        }
        seen
    }

    #[test]
    fn a_malformed_message_costs_only_itself() {
        let good = r#"{"jsonrpc":"2.0","id":1,"method":"x"}"#;
        let frame = |body: &str| format!("Content-Length: {}\r\n\r\n{body}", body.len());
        let stream = [
            frame("{nonsense"),
            frame(good),
            "Content-Length: many\r\n\r\n".to_owned(),
            frame(r#"{"id":7,"what":1}"#),
            format!("Content-Type: x\r\ncontent-length:{}\r\n\r\n{good}", good.len()),
        ];
        assert_eq!(all(stream.concat().as_bytes()), ["-32700", "x", "-32700", "-32600", "x"]);
    }

    #[test]
    fn a_stream_that_ends_within_a_message_is_closed() {
        assert!(all(b"Content-Length: 100\r\n\r\n{").is_empty());
        assert!(all(b"Content-Le").is_empty());
    }
}
