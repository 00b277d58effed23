//! Which of several files is a flow of its own, and which only a part that others import.
//!
//! A part is looked at as it stands in the flows that import it: alone it would be told that it has no `start`.

use std::collections::HashSet;
use std::hash::Hash;

use crate::flow::Flow;
use crate::source::SourceMap;

/// One of the files, as far as it matters here. `P` is how files are told from each other: two paths of one file must be
/// equal.
#[derive(Debug, Clone)]
pub struct Member<P> {
    /// The file.
    pub path: P,
    /// Whether its flow begins somewhere.
    pub has_start: bool,
    /// Everything that it imports, directly or not.
    pub imports: Vec<P>,
}

impl<P> Member<P> {
    /// A file that was compiled to this flow and these texts; `path` tells which file a name stands for.
    pub fn new(flow: &Flow, sources: &SourceMap, path: impl Fn(&str) -> P) -> Option<Self> {
        let mut files = sources.iter().map(|(_, file)| path(file.name()));
        Some(Self {
            path: files.next()?,
            has_start: flow.nodes.iter().any(|node| node.is_start()),
            imports: files.collect(),
        })
    }
}

/// For each of the files whether it is only a part: it has no `start`, and a file that is no part imports it. What only
/// other parts import stands for itself, or a fault in it would be lost.
#[must_use]
pub fn parts<P: Eq + Hash>(files: &[Member<P>]) -> Vec<bool> {
    let imported: HashSet<&P> = files.iter().flat_map(|file| &file.imports).collect();
    let may_be_part = |file: &Member<P>| !file.has_start && imported.contains(&file.path);
    let wholes = files.iter().filter(|file| !may_be_part(file));
    let covered: HashSet<&P> = wholes.flat_map(|file| &file.imports).collect();
    files.iter().map(|file| may_be_part(file) && covered.contains(&file.path)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each file is its name, `*` when it has a start, and what it imports.
    fn check(files: &[(&str, &[&str])], expected: &[&str]) {
        let members: Vec<Member<&str>> = files
            .iter()
            .map(|(name, imports)| Member {
                path: name.trim_end_matches('*'),
                has_start: name.ends_with('*'),
                imports: imports.to_vec(),
            })
            .collect();
        let parts = parts(&members);
        let found: Vec<&str> =
            members.iter().zip(parts).filter(|(_, is_part)| *is_part).map(|(file, _)| file.path).collect();
        assert_eq!(found, expected, "{files:?}");
    }

    #[test]
    fn a_file_without_start_is_a_part_of_the_flows_that_import_it() {
        check(&[], &[]);
        check(&[("a", &[])], &[]);
        check(&[("a*", &["b", "c"]), ("b", &["c"]), ("c", &[])], &["b", "c"]);
        // A flow of its own stays one, whoever imports it.
        check(&[("a*", &["b"]), ("b*", &[])], &[]);
        // Nothing begins in `a`, but nobody imports it either.
        check(&[("a", &["b"]), ("b", &[])], &["b"]);
    }

    #[test]
    fn files_that_only_import_each_other_stand_for_themselves() {
        check(&[("a", &["b"]), ("b", &["a"])], &[]);
        check(&[("a", &["b"]), ("b", &["a"]), ("c*", &["b"])], &["b"]);
        check(&[("a", &["a"])], &[]);
    }
}
