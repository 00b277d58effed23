//! Flows of any size for the benchmarks.

/// A flow of `count` nodes of five kinds, about 127 bytes each, without an error.
pub fn flow(count: usize) -> String {
    let mut out = String::from("//! generated\nstart -> n0\n");
    for n in 0..count {
        let next = if n + 1 < count { format!("n{}", n + 1) } else { "closing".to_owned() };
        out += &match n % 5 {
            0 => format!(
                "n{n}: conversation say \"Hello! I will take a short look at you, then we go on to step {n} of this session.\" -> {next}\n"
            ),
            1 => format!(
                "n{n}: liveness -> <\n  detected: {next}\n  deepfake | no_face | inconclusive: closing\n>\n"
            ),
            2 => format!(
                "n{n}: email_otp {{ otp_length: 6, expiry_seconds: 300 }} -> < verified: {next}, else: closing >\n"
            ),
            3 => format!(
                "n{n}: conversation \"Ask the user to confirm the payment number {n}.\" -> <\n  confirmed: {next} when \"The user clearly said the payment is theirs\"\n  stall: closing when \"Four exchanges have passed without a clear answer\"\n>\n"
            ),
            _ => format!(
                "n{n}: document_scan {{ scanning_mode: automatic, allowed_document_types: [passport, id] }} -> < success: {next}, else: closing >\n"
            ),
        };
    }
    out + "\nclosing: conversation \"Thank the user.\" { does_not_require_reply: true } -> end\n\nend\n"
}

/// A file of about 1 MB with this many errors.
pub fn wrong(errors: usize) -> String {
    let filler = "x".repeat(40);
    let line = |n: usize| format!("n{n}: conversation \"{filler}\" -> missing_{n} // {filler}\n");
    (0..errors).map(line).collect::<String>() + "start -> n0\nend\n"
}

/// A small flow in which nothing is found.
#[allow(dead_code, reason = "only whole processes are measured with it")]
pub const CLEAN: &str = r#"//! A small flow.
start -> greeting
greeting: conversation say "Hello! I will take a short look at you. Please hold your face in front of the camera." -> look
look: liveness -> < detected: thanks, deepfake: refusal, no_face | inconclusive: refusal >
thanks: conversation "Thank the user and say goodbye." { does_not_require_reply: true } -> end
refusal: conversation "Ask the user to call the desk." { does_not_require_reply: true } -> end
end
"#;
