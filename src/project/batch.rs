//! Several flows looked at together: what was found in all of them, each fault once, and without the files that are only parts
//! of others. A flow can be forgotten as soon as it is compiled: what is kept of one without a fault is a few bytes.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::Arc;

use super::parts::{Member, parts};
use crate::diag::{self, Diagnostic};
use crate::flow::Flow;
use crate::source::{FileId, SourceFile, SourceMap, Span};

/// What the others need to know of a flow. `P` is how files are told from each other, as in [`Member`].
#[derive(Debug)]
pub struct Entry<P> {
    /// `None` where it says nothing about other files: the flow has a start and no imports.
    member: Option<Box<Member<P>>>,
    /// `None` where nothing was found.
    found: Option<Box<(SourceMap, Vec<Diagnostic>)>>,
}

impl<P> Entry<P> {
    /// That of a compiled flow; `path` tells which file a name stands for.
    pub fn new(
        flow: &Flow,
        sources: &SourceMap,
        diagnostics: &[Diagnostic],
        path: impl Fn(&str) -> P,
    ) -> Self {
        let speaks = sources.files().len() > 1 || !flow.nodes.iter().any(|node| node.is_start());
        let member = if speaks { Member::new(flow, sources, path).map(Box::new) } else { None };
        let found = (!diagnostics.is_empty()).then(|| Box::new((sources.clone(), diagnostics.to_vec())));
        Self { member, found }
    }
}

/// What is true of several flows together.
#[derive(Debug)]
#[non_exhaustive]
pub struct Together {
    /// For each flow, in the order in which they were given, whether its file is only a part of another.
    pub parts: Vec<bool>,
    /// The texts in which something was found.
    pub sources: SourceMap,
    /// What was found in the flows that are no parts, sorted by file in the order of the flows, then by place.
    pub diagnostics: Vec<Diagnostic>,
}

/// Looks at several flows together.
#[must_use]
pub fn together<P: Eq + Hash>(mut flows: Vec<Entry<P>>) -> Together {
    let mut is_part = vec![false; flows.len()];
    let members = flows.iter_mut().enumerate().filter_map(|(at, flow)| Some((at, *flow.member.take()?)));
    let (places, members): (Vec<usize>, Vec<Member<P>>) = members.unzip();
    for (at, part) in places.into_iter().zip(parts(&members)) {
        if let Some(slot) = is_part.get_mut(at) {
            *slot = part;
        }
    }
    let mut merged = Merged::default();
    for (flow, _) in flows.into_iter().zip(&is_part).filter(|(_, is_part)| !**is_part) {
        if let Some((sources, diagnostics)) = flow.found.map(|found| *found) {
            merged.add(&sources, diagnostics);
        }
    }
    let (sources, diagnostics) = merged.finish();
    Together { parts: is_part, sources, diagnostics }
}

/// The diagnostics of several compilations under one source map, each file and each diagnostic once.
#[derive(Debug, Default)]
pub struct Merged {
    sources: SourceMap,
    diagnostics: Vec<Diagnostic>,
    seen: HashSet<(Span, &'static str, String)>,
    by_name: HashMap<String, FileId>,
}

impl Merged {
    /// Adds what one compilation found. A file of the same name and text as an earlier one is that file, and what was
    /// said about it before is not said again.
    pub fn add(&mut self, sources: &SourceMap, mut diagnostics: Vec<Diagnostic>) {
        if diagnostics.is_empty() {
            return;
        }
        let ids: Vec<FileId> = sources.files().iter().map(|file| self.file(file)).collect();
        let moved = |span: &mut Span| {
            if let Some(id) = ids.get(span.file.0 as usize) {
                span.file = *id;
            }
        };
        for diagnostic in &mut diagnostics {
            moved(&mut diagnostic.primary.span);
            diagnostic.related.iter_mut().for_each(|label| moved(&mut label.span));
            diagnostic.fixes.iter_mut().flat_map(|fix| &mut fix.edits).for_each(|edit| moved(&mut edit.span));
        }
        diagnostics.retain(|it| self.seen.insert((it.primary.span, it.code.name, it.message.clone())));
        self.diagnostics.append(&mut diagnostics);
    }

    /// The sources and everything that was found in them, sorted by file in the order of adding, then by place.
    #[must_use]
    pub fn finish(mut self) -> (SourceMap, Vec<Diagnostic>) {
        diag::sort(&mut self.diagnostics);
        (self.sources, self.diagnostics)
    }

    fn file(&mut self, file: &Arc<SourceFile>) -> FileId {
        let same = |id: &&FileId| self.sources.get(**id).is_some_and(|known| known.text() == file.text());
        if let Some(id) = self.by_name.get(file.name()).filter(same) {
            return *id;
        }
        let id = self.sources.add(Arc::clone(file));
        self.by_name.insert(file.name().to_owned(), id);
        id
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resolve::{self, Options};

    /// What is found in the flows `names` of these files together, and which of them are parts.
    fn check(files: &[(&str, &str)], names: &[&str], found: &[&str], parts: &[&str]) {
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
        let entry = |name: &&str| {
            let mut sources = SourceMap::default();
            let files: &std::collections::BTreeMap<String, String> = &files;
            let root = sources.add(SourceFile::new(*name, files[*name].as_str()));
            let resolved = resolve::resolve(root, &mut sources, files, &Options::default());
            Entry::new(&resolved.flow, &sources, &resolved.diagnostics, str::to_owned)
        };
        let together = together(names.iter().map(entry).collect());
        let shown = together.diagnostics.iter().map(|it| {
            let file = together.sources.get(it.file()).map_or("", SourceFile::name);
            format!("{file}: {}", it.message)
        });
        assert_eq!(shown.collect::<Vec<_>>(), found);
        let is_part = names.iter().zip(&together.parts).filter(|(_, is_part)| **is_part);
        assert_eq!(is_part.map(|(name, _)| *name).collect::<Vec<_>>(), parts);
    }

    const SHARED: (&str, &str) = ("shared", "a: conversation \"Ask.\" -> nowhere");

    #[test]
    fn a_fault_in_a_file_that_several_flows_import_is_told_once() {
        let flow = "import \"shared\"\nstart -> a\nx: conversation \"Ask.\" -> lost\nend";
        check(
            &[("one", flow), ("two", flow), SHARED],
            &["one", "two", "shared"],
            &[
                "one: there is no node `lost`",
                "shared: there is no node `nowhere`",
                "two: there is no node `lost`",
            ],
            &["shared"],
        );
    }

    #[test]
    fn a_flow_without_faults_still_says_which_files_are_its_parts() {
        let flow = "import \"part\"\nstart -> a\nend";
        let part = ("part", "a: conversation \"Ask.\" -> end");
        check(&[("flow", flow), part], &["part", "flow"], &[], &["part"]);
        check(
            &[("flow", "start -> end\nend"), SHARED],
            &["flow", "shared"],
            &["shared: there is no node `nowhere`"],
            &[],
        );
        check(&[], &[], &[], &[]);
    }
}
