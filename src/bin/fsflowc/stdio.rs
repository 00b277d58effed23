//! Carries the language server's messages over standard input and output, lends it the files of this machine, and notices
//! when its client is gone.

use std::fs;
use std::io::{self, BufRead, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::{self, JoinHandle};
use std::time::{Duration, UNIX_EPOCH};

use fsflow::server::{Host, Progress, Server};

use crate::disk;

/// The longest message that is read, in bytes. A source is at most 16 MiB, and JSON may need six bytes for one.
const MAX_MESSAGE_BYTES: u64 = 128 * 1024 * 1024;

/// The longest header line that is read, in bytes.
const MAX_HEADER_BYTES: u64 = 16 * 1024;

/// How often it is looked whether the client's process is still there.
const HEARTBEAT: Duration = Duration::from_secs(2);

/// What the reader hands on.
#[derive(Debug, PartialEq, Eq)]
enum Incoming {
    /// A message.
    Message(String),
    /// Something that holds no message, and why.
    Garbage(String),
    /// The client has gone away.
    Closed,
}

/// Serves one client on standard input and output. `true` when it ended as the protocol wants it: `shutdown`, then `exit`.
pub(crate) fn serve() -> bool {
    let (sender, messages) = read_stdin();
    let (outgoing, writer) = write_stdout();
    let is_orderly = converse(&messages, sender, &outgoing);
    drop(outgoing);
    // Its sender is gone now, so the writer ends when all is written.
    let _ = writer.join();
    is_orderly
}

fn converse(messages: &Receiver<Incoming>, sender: Sender<Incoming>, outgoing: &Sender<String>) -> bool {
    let mut server = Server::new(Box::new(Disk));
    let mut sender = Some(sender);
    let mut next: Option<Incoming> = None;
    loop {
        // All that has come counts at once: a later message may cancel an earlier one.
        while let Some(incoming) = next.take().or_else(|| messages.try_recv().ok()) {
            match incoming {
                Incoming::Message(message) => server.receive(&message),
                Incoming::Garbage(reason) => server.receive_garbage(&reason),
                Incoming::Closed => return false,
            }
        }
        let progress = server.proceed();
        for message in server.take_messages() {
            // A client that is gone reads nothing; the reader notices.
            let _ = outgoing.send(message);
        }
        if let (Some(process), Some(_)) = (server.client_process(), &sender) {
            sender.take().into_iter().for_each(|sender| watch(process, sender));
        }
        match progress {
            Progress::Busy => {}
            Progress::Idle => next = Some(messages.recv().unwrap_or(Incoming::Closed)),
            Progress::Ended { orderly } => return orderly,
        }
    }
}

/// The files of this machine.
#[derive(Debug)]
struct Disk;

impl Host for Disk {
    fn read(&self, path: &str) -> Result<String, String> {
        disk::read(Path::new(path))
    }

    fn stamp(&self, path: &str) -> Option<u64> {
        let metadata = fs::metadata(path).ok()?;
        let changed = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
        // Nanoseconds since 1970 fit until the year 2554.
        Some(changed.map_or(0, |since| u64::try_from(since.as_nanos()).unwrap_or(u64::MAX)) ^ metadata.len())
    }

    fn list(&self, folder: &str, most: usize) -> Vec<String> {
        let entries = fs::read_dir(folder).into_iter().flatten();
        let names = entries.take(most).filter_map(|entry| {
            let entry = entry.ok()?;
            let name = entry.file_name().into_string().ok()?;
            Some(if entry.file_type().ok()?.is_dir() { format!("{name}/") } else { name })
        });
        names.collect()
    }
}

/// Says that the client is gone when its process is, on systems that show their processes as files; elsewhere the end of
/// standard input says so.
fn watch(process: u32, sender: Sender<Incoming>) {
    let entry = PathBuf::from(format!("/proc/{process}"));
    if !entry.exists() {
        return;
    }
    thread::spawn(move || {
        while entry.exists() {
            thread::sleep(HEARTBEAT);
        }
        let _ = sender.send(Incoming::Closed);
    });
}

/// Reads standard input until it ends, in a thread of its own. The sender is for others who notice that the client is gone.
fn read_stdin() -> (Sender<Incoming>, Receiver<Incoming>) {
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

/// Writes everything that is sent to standard output, in a thread of its own; ends when the sender is gone.
fn write_stdout() -> (Sender<String>, JoinHandle<()>) {
    let (sender, receiver) = channel::<String>();
    let thread = thread::spawn(move || {
        let mut stdout = io::stdout().lock();
        for message in receiver {
            let written = write!(stdout, "Content-Length: {}\r\n\r\n{message}", message.len())
                .and_then(|()| stdout.flush());
            if written.is_err() {
                return;
            }
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
                return Ok(Some(Incoming::Garbage(why)));
            }
            _ => strange = Some(line.chars().take(200).collect()),
        }
    }
    let size = size.unwrap_or(0);
    if size > MAX_MESSAGE_BYTES {
        io::copy(&mut stream.by_ref().take(size), &mut io::sink())?;
        return Ok(Some(Incoming::Garbage(format!("a message of {size} bytes is too long"))));
    }
    let mut body = Vec::new();
    if stream.by_ref().take(size).read_to_end(&mut body)? < usize::try_from(size).unwrap_or(usize::MAX) {
        return Ok(None);
    }
    Ok(Some(match String::from_utf8(body) {
        Ok(message) => Incoming::Message(message),
        Err(_) => Incoming::Garbage("a message is not UTF-8 text".to_owned()),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(stream: &[&str], expected: &[&str]) {
        let stream = stream.concat();
        let mut bytes = stream.as_bytes();
        let mut seen = Vec::new();
        while let Some(incoming) = read(&mut bytes).unwrap() {
            seen.push(match incoming {
                Incoming::Message(message) => message,
                Incoming::Garbage(why) => why,
                Incoming::Closed => "closed".to_owned(),
            });
        }
        assert_eq!(seen, expected, "{stream:?}");
    }

    #[test]
    fn a_message_is_found_behind_its_headers() {
        check(
            &["Content-Length: 2\r\n\r\n{}", "content-length:3\r\nContent-Type: x\r\n\r\n[1]"],
            &["{}", "[1]"],
        );
    }

    #[test]
    fn a_header_that_is_not_understood_costs_only_itself() {
        check(
            &["Content-Length: many\r\n\r\n", "Content-Length: 2\r\n\r\n{}"],
            &["a header is not understood: \"Content-Length: many\"", "{}"],
        );
    }

    #[test]
    fn a_stream_that_ends_within_a_message_holds_none() {
        check(&["Content-Length: 100\r\n\r\n{"], &[]);
        check(&["Content-Le"], &[]);
    }
}
