//! The services in `examples/services`, against a small server that plays the API.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use fsflow::resolve::Options;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::{Value, json};
use sha2::Sha256;

use super::engines::{self, Engine, code};
use crate::{project, tools};

/// What webhooks bring.
const CHANGED: &str = r#"{"id":"w-1","type":"session.status","createdAt":1763731200,"sessionId":"s/1"}"#;
const OTHER: &str = r#"{"id":"w-2","type":"media.user_photo","createdAt":1763731200,"sessionId":"s/1"}"#;

const SECRET: &str = "the secret";

/// Now, in seconds.
fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap().as_secs()
}

/// The HMAC-SHA256 of `<timestamp>.<body>` in hexadecimal.
fn hmac(secret: &str, time: u64, body: &str) -> String {
    let mut hmac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    hmac.update(format!("{time}.{body}").as_bytes());
    hmac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The header as FaceSign writes it.
fn signature(time: u64, body: &str) -> String {
    format!("t={time},v1={}", hmac(SECRET, time, body))
}

/// What is no signature of the body: nothing, another body's, an old or a future one, the bare hex, another secret's, a part.
fn wrong_signatures(body: &str) -> Vec<Option<String>> {
    let now = now();
    let whole = signature(now, body);
    let wrong = [
        String::new(),
        "undefined".to_owned(),
        signature(now, OTHER),
        signature(now - 400, body),
        signature(now + 400, body),
        hmac(SECRET, now, body),
        format!("t={now}"),
        format!("t=,v1={}", hmac(SECRET, now, body)),
        format!("t={},v1={}", now - 1, hmac(SECRET, now, body)),
        format!("t={now},v1={}", hmac("another secret", now, body)),
        format!("t={now},v0={}", hmac(SECRET, now, body)),
        whole[..whole.len() - 1].to_owned(),
    ];
    std::iter::once(None).chain(wrong.into_iter().map(Some)).collect()
}

/// The node reports of a transfer that goes out.
fn reports() -> Vec<Value> {
    let report = |id: &str, ty: &str, outcome: &str| json!({ "nodeId": id, "type": ty, "createdAt": 1, "outcome": outcome });
    vec![
        report("liveness", "liveness_detection", "livenessDetected"),
        report("details", "conversation", "size"),
        report("size", "field_condition", "sms_otp"),
        report("sms_otp", "two_factor_sms", "verified"),
    ]
}

/// What the API answers about a session, one after the other; the last stays. Nothing is a fault of the server.
fn script(id: &str) -> Vec<Option<Value>> {
    let session = |status: &str, reports: Option<Vec<Value>>| {
        // The analysis of the video comes with the last report.
        let seen = json!({ "evaluation": "normal" });
        let analysis = json!({ "interactionConfidence": seen, "presenceOfSuspiciousObjectsOrPeople": seen });
        let report = reports.map(|reports| json!({ "nodeReports": reports, "videoAIAnalysis": analysis }));
        Some(json!({ "session": { "id": id, "status": status, "report": report }, "clientSecret": "x" }))
    };
    let mut shuffled = reports();
    shuffled.reverse();
    let foreign = vec![json!({ "nodeId": "pin", "type": "conversation", "outcome": "told" })];
    match id {
        // It goes on, is complete without reports, has them.
        "s/1" => {
            vec![session("inProgress", None), session("complete", None), session("complete", Some(reports()))]
        }
        // The server fails, then a part of the reports is there, then all of them, in another order.
        "s-2" => vec![
            None,
            session("complete", Some(reports()[1..2].to_vec())),
            None,
            session("complete", Some(shuffled)),
        ],
        // The reports never come.
        "s-3" => vec![session("complete", None)],
        _ => vec![session("complete", Some(foreign))],
    }
}

/// Plays the API, slowly: gives its address, and each request's first line and authorization as it comes.
fn api() -> (String, mpsc::Receiver<(String, String)>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let (sender, requests) = mpsc::channel();
    std::thread::spawn(move || {
        let mut asked: BTreeMap<String, usize> = BTreeMap::new();
        while let Ok((mut stream, _)) = listener.accept() {
            let (first, headers, _) = read(&stream);
            let authorization = headers.iter().find(|(name, _)| name == "authorization");
            let path = first.split(' ').nth(1).unwrap_or_default();
            let id = path.trim_start_matches("/sessions/").replace("%2F", "/");
            let answers = script(&id);
            let time = asked.entry(id).or_default();
            let answer = answers[(*time).min(answers.len() - 1)].clone();
            *time += 1;
            let _ = sender.send((first, authorization.map_or_else(String::new, |(_, value)| value.clone())));
            std::thread::spawn(move || {
                std::thread::sleep(Duration::from_millis(150));
                let status = if answer.is_some() { "200 OK" } else { "503 Service Unavailable" };
                let body = answer.unwrap_or_default().to_string();
                let head = format!(
                    "HTTP/1.1 {status}\r\ncontent-type: application/json\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                    body.len()
                );
                let _ = stream.write_all((head + &body).as_bytes());
            });
        }
    });
    (address, requests)
}

/// The first line, the headers and the body of a message.
fn read(stream: &TcpStream) -> (String, Vec<(String, String)>, String) {
    let mut reader = BufReader::new(stream);
    let mut lines = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line).unwrap();
        if line.trim().is_empty() {
            break;
        }
        lines.push(line.trim().to_owned());
    }
    let headers: Vec<(String, String)> = lines
        .iter()
        .skip(1)
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()))
        .collect();
    let length = headers.iter().find(|(name, _)| name == "content-length");
    let mut body = vec![0; length.map_or(0, |(_, length)| length.parse().unwrap())];
    reader.read_exact(&mut body).unwrap();
    (lines.remove(0), headers, String::from_utf8(body).unwrap())
}

/// Sends a webhook and gives the status of the answer; waits until the service listens.
fn post(port: u16, body: &str, signature: Option<&str>) -> String {
    let connect = || TcpStream::connect(("127.0.0.1", port));
    let mut tries =
        std::iter::repeat_with(|| connect().inspect_err(|_| std::thread::sleep(Duration::from_millis(50))));
    let mut stream = tries.by_ref().take(400).find_map(Result::ok).expect("the service listens");
    stream.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
    let signature = signature.map_or_else(String::new, |it| format!("X-FaceSign-Signature: {it}\r\n"));
    let head = format!(
        "POST /webhook HTTP/1.1\r\nhost: localhost\r\ncontent-length: {}\r\nconnection: close\r\n{signature}\r\n",
        body.len()
    );
    stream.write_all((head + body).as_bytes()).unwrap();
    let (first, ..) = read(&stream);
    first.split(' ').nth(1).unwrap().to_owned()
}

/// Goes away in the middle of a request.
fn hang_up(port: u16) {
    let mut stream = TcpStream::connect(("127.0.0.1", port)).unwrap();
    stream.write_all(b"POST /webhook HTTP/1.1\r\nhost: localhost\r\ncontent-length: 100\r\n\r\n{").unwrap();
    std::thread::sleep(Duration::from_millis(50));
}

/// A service that ends with the test.
struct Service(Child);

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// An event about a session.
fn event(number: usize, ty: &str, session: &str) -> String {
    json!({ "id": format!("w-{number}"), "type": ty, "createdAt": 1_763_731_200, "sessionId": session })
        .to_string()
}

fn check(engine: &Engine, name: &str, text: &str, module: &str) {
    let folder = tempfile::tempdir().unwrap();
    let path = "examples/wire-transfer.fsflow";
    let flow = fsflow::compile(path, project::read(path), &project::Disk, &Options::default()).flow;
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(module, &code(&flow, engine.target));
    write(name, text);
    let (address, requests) = api();
    let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    let mut command = Command::new(engine.program());
    command.arg(name).current_dir(folder.path()).stdout(Stdio::piped()).stderr(Stdio::null());
    for variable in ["http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"] {
        command.env_remove(variable);
    }
    command.env("FACESIGN_API", address).env("FACESIGN_API_KEY", "the key").env("PORT", port.to_string());
    command.env("DEADLINE_SECONDS", "4");
    let mut service = Service(command.env("FACESIGN_WEBHOOK_SECRET", SECRET).spawn().unwrap());
    let said = BufReader::new(service.0.stdout.take().unwrap());
    let (sender, carried_out) = mpsc::channel();
    std::thread::spawn(move || {
        // What the framework itself says is no JSON.
        for line in said.lines().map_while(Result::ok).filter(|line| line.starts_with('{')) {
            let _ = sender.send(serde_json::from_str::<Value>(&line).unwrap());
        }
    });
    let wait = Duration::from_secs(20);

    let send = |body: &str| post(port, body, Some(&signature(now(), body)));
    for wrong in wrong_signatures(CHANGED) {
        assert_eq!(post(port, CHANGED, wrong.as_deref()), "401", "{name} {wrong:?}");
    }
    hang_up(port);
    assert_eq!(send(OTHER), "204", "{name} after a client went away");
    // While a secret is changed the header has a signature of each; a timestamp may count milliseconds.
    let both = format!(
        "t={0},v1={1},v1={2}",
        now(),
        hmac("another secret", now(), OTHER),
        hmac(SECRET, now(), OTHER)
    );
    assert_eq!(post(port, OTHER, Some(&both)), "204", "{name} while a secret is changed");
    assert_eq!(post(port, OTHER, Some(&signature(now() * 1000, OTHER))), "204", "{name} in milliseconds");
    let request = || requests.recv_timeout(wait).unwrap();
    let expected = ("GET /sessions/s%2F1 HTTP/1.1".to_owned(), "Bearer the key".to_owned());
    // While the session goes on the service asks once; then until the reports are there.
    assert_eq!(send(CHANGED), "204", "{name}");
    assert_eq!(request(), expected);
    std::thread::sleep(Duration::from_millis(400));
    assert_eq!(send(CHANGED), "204", "{name}");
    assert_eq!([request(), request()], [expected.clone(), expected]);
    let line = carried_out.recv_timeout(wait).unwrap();
    assert_eq!((&line["id"], &line["decision"]), (&json!("s/1"), &json!("authorize")), "{name}");
    let evidence = json!(["liveness.detected", "details.confirmed", "sms_otp.verified"]);
    assert_eq!(line["evidence"], evidence, "{name}");
    // Events come again, all at once and in any order, and of sessions that are not of this flow.
    for number in 0..8 {
        let (ty, id) = match number {
            0 => ("analysis.video", "s-2"),
            1 | 3 | 4 => ("session.status", "s-2"),
            2 => ("session.status", "s-foreign"),
            5 => ("session.status", "s-3"),
            6 => ("media.user_photo", "s-3"),
            _ => ("session.status", "s/1"),
        };
        assert_eq!(send(&event(number, ty, id)), "204", "{name} {number}");
    }
    let mut last = BTreeMap::new();
    for _ in 0..2 {
        let line = carried_out.recv_timeout(wait).unwrap();
        last.insert(line["id"].as_str().unwrap().to_owned(), line["decision"].clone());
    }
    // What never came counts as not having happened.
    let expected = [("s-2".to_owned(), json!("authorize")), ("s-3".to_owned(), json!("block_and_retry"))];
    assert_eq!(last, expected.into(), "{name}");
    assert_eq!(send(&event(9, "session.status", "s-3")), "204", "{name} after the deadline");
    std::thread::sleep(Duration::from_millis(1500));
    drop(service);
    assert_eq!(carried_out.iter().collect::<Vec<Value>>(), Vec::<Value>::new(), "{name} twice");
}

/// What the service in TypeScript has more than JavaScript.
const TYPES: &[&str] = &[
    " as { session: { status: string } }",
    "<string>",
    ": Answer",
    "type Answer, ",
    ": Buffer",
    ": string",
    "type IncomingMessage, type ServerResponse, ",
    ": IncomingMessage",
    ": ServerResponse",
];

#[test]
fn the_services_decide_when_the_webhook_comes() {
    engines::each("the services of the examples", |engine| match engine.target {
        "js" => {
            let typed = project::read("examples/services/typescript/server.ts");
            let plain = TYPES.iter().fold(typed.clone(), |text, ty| {
                assert!(text.contains(ty), "{ty}");
                text.replace(ty, "")
            });
            check(
                engine,
                "service.mjs",
                &plain.replace("./wire-transfer.js", "./wire-transfer.mjs"),
                "wire-transfer.mjs",
            );
        }
        "py" if tools::find("flask", "the service of the examples in Python").is_some() => check(
            engine,
            "service.py",
            &project::read("examples/services/python/server.py"),
            "wire_transfer.py",
        ),
        _ => {}
    });
}
