//! What a finding is recognized by when the lines above it have moved: its check, its file and the text of its line.

use std::collections::HashMap;

use crate::diag::Diagnostic;
use crate::source::SourceMap;

/// Tells findings apart that look alike.
#[derive(Debug, Default)]
pub(super) struct Fingerprints(HashMap<u64, u32>);

impl Fingerprints {
    /// That of the next finding, as sixteen hexadecimal digits; no other finding of this log has the same.
    pub(super) fn next(&mut self, sources: &SourceMap, diagnostic: &Diagnostic) -> String {
        let file = sources.get(diagnostic.file());
        let line = file.map_or("", |file| {
            let line = file.line_range(file.line_index(diagnostic.primary.span.range().start));
            file.text().get(line).unwrap_or("").trim()
        });
        let name = file.map_or("", |file| file.name());
        // Of a line of a megabyte the beginning tells enough.
        let line = line.get(..line.len().min(1000)).unwrap_or(line);
        let hash = hash([diagnostic.code.name, name, line, &diagnostic.message]);
        let count = self.0.entry(hash).or_default();
        *count += 1;
        match *count {
            1 => format!("{hash:016x}"),
            count => format!("{:016x}", self::hash([&format!("{hash:016x}"), &count.to_string()])),
        }
    }
}

/// FNV-1a: the same on every machine and in every version.
fn hash<const N: usize>(parts: [&str; N]) -> u64 {
    let bytes = parts.into_iter().flat_map(|part| part.bytes().chain([0]));
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}
