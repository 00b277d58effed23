//! What is wrong with each file, and what of it the client knows: the one state machine behind diagnostics that are pushed,
//! diagnostics that are pulled, and the request to pull again.
//!
//! ```text
//! compiled, closed ─► found, dirty ─► settle ─► reports, changed ─► pushes | refresh
//!                                                  └─► pulls
//! ```
//!
//! Everything is converted once a compile and written as JSON once a change. What is `dirty` or `changed` is taken by who
//! acts on it, so that nothing is done twice for one reason.

use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet};
use std::hash::{Hash, Hasher};

use serde_json::value::RawValue;

use super::convert::Convert;
use super::protocol::{Diagnostic, DiagnosticReport, PreviousResult};
use super::rpc::{self, Id};
use super::uris;
use crate::compilation::Compilation;

/// The most faults of one file that a client is told; more than these nobody reads, and editors choke on them.
const MOST: usize = 1000;

/// What is wrong with one file, as all open flows see it.
#[derive(Debug)]
struct Report {
    /// Tells it from reports with another content, those of an earlier server included.
    id: String,
    items: Box<RawValue>,
}

impl Report {
    fn new(items: &[Diagnostic]) -> Self {
        let items = rpc::raw(&items);
        let mut hasher = DefaultHasher::new();
        items.get().hash(&mut hasher);
        Self { id: format!("{:x}", hasher.finish()), items }
    }
}

/// The state of what is told about faults.
#[derive(Debug, Default)]
pub(super) struct Publisher {
    /// For each open document, what was found in it and its imports, by path.
    found: BTreeMap<String, BTreeMap<String, Vec<Diagnostic>>>,
    /// The files whose report may be out of date.
    dirty: BTreeSet<String>,
    /// A report for each file of `found`.
    reports: BTreeMap<String, Report>,
    /// The files whose report is another one than the client was told or asked for.
    changed: BTreeSet<String>,
    /// The documents that the client has changed itself: it waits for their reports, or asks for them unasked.
    edited: BTreeSet<String>,
    /// The request to pull again that has no answer yet.
    pending: Option<Id>,
    requests: u64,
    /// How many times a compilation was converted.
    #[cfg(test)]
    pub(super) conversions: usize,
}

/// What is to be pushed of a file.
#[derive(Debug)]
pub(super) struct Push {
    /// The file.
    pub(super) path: String,
    /// What is wrong with it.
    pub(super) items: Box<RawValue>,
}

impl Publisher {
    /// The client has changed this document.
    pub(super) fn edited(&mut self, path: &str) {
        self.edited.insert(path.to_owned());
    }

    /// A document has been compiled: what was found with it takes the place of what was found before.
    pub(super) fn compiled(&mut self, root: &str, compilation: &Compilation, convert: &Convert<'_>) {
        #[cfg(test)]
        {
            self.conversions += 1;
        }
        let found = by_file(compilation, convert);
        self.dirty.extend(found.keys().cloned());
        let before = self.found.insert(root.to_owned(), found);
        self.dirty.extend(before.into_iter().flat_map(BTreeMap::into_keys));
    }

    /// A document is no longer open.
    pub(super) fn closed(&mut self, root: &str) {
        self.dirty.extend(self.found.remove(root).into_iter().flat_map(BTreeMap::into_keys));
        self.edited.remove(root);
    }

    /// Whether [`settle`](Self::settle) has something to do.
    pub(super) fn is_dirty(&self) -> bool {
        !self.dirty.is_empty()
    }

    /// Brings the reports up to date with what was found. What was found in the flows of `parts` does not count: these
    /// documents are looked at as parts of other open flows.
    pub(super) fn settle(&mut self, parts: &BTreeSet<String>) {
        for path in std::mem::take(&mut self.dirty) {
            let report = merged(&self.found, &path, parts).map(|items| Report::new(&items));
            let id = |report: &Report| report.id.clone();
            let nothing = || Report::new(&[]).id;
            let before = self.reports.get(&path).map_or_else(nothing, id);
            if report.as_ref().map_or_else(nothing, id) != before {
                self.changed.insert(path.clone());
            }
            match report {
                Some(report) => drop(self.reports.insert(path, report)),
                None => drop(self.reports.remove(&path)),
            }
        }
    }

    /// What a client that does not pull has to be told: the reports that changed, and those of the documents that it has
    /// changed itself, so that it knows which version they are about.
    pub(super) fn pushes(&mut self) -> Vec<Push> {
        let mut paths = std::mem::take(&mut self.changed);
        paths.append(&mut self.edited);
        paths.into_iter().map(|path| Push { items: self.items(&path), path }).collect()
    }

    /// The id of the request that a client which pulls has to be sent, when reports changed that it will not ask for by
    /// itself. There is never more than one such request on its way.
    pub(super) fn refresh(&mut self) -> Option<Id> {
        // Of what it has changed itself, a client asks unasked.
        for path in std::mem::take(&mut self.edited) {
            self.changed.remove(&path);
        }
        if self.pending.is_some() || self.changed.is_empty() {
            return None;
        }
        self.changed.clear();
        self.requests += 1;
        let id = Id::Word(format!("refresh/{}", self.requests));
        self.pending = Some(id.clone());
        Some(id)
    }

    /// The client has answered a request.
    pub(super) fn answered(&mut self, id: &Id) {
        if self.pending.as_ref() == Some(id) {
            self.pending = None;
        }
    }

    /// What is wrong with a file, for a client that asks and has the report `previous`.
    pub(super) fn pull(&mut self, path: &str, previous: Option<&str>) -> DiagnosticReport {
        self.changed.remove(path);
        let nothing;
        let report = match self.reports.get(path) {
            Some(report) => report,
            None => {
                nothing = Report::new(&[]);
                &nothing
            }
        };
        let result_id = report.id.clone();
        if previous == Some(&result_id) {
            DiagnosticReport::Unchanged { result_id }
        } else {
            DiagnosticReport::Full { result_id, items: report.items.clone() }
        }
    }

    /// The same for all files: those that have a report, and those of which the client has one that does not hold any more.
    /// Gives the path of each, or its URI where the client has named it.
    pub(super) fn pull_all(&mut self, previous: &[PreviousResult]) -> Vec<(Named, DiagnosticReport)> {
        let had: BTreeMap<String, &PreviousResult> =
            previous.iter().map(|it| (uris::path(&it.uri), it)).collect();
        let gone = had.keys().filter(|path| !self.reports.contains_key(*path));
        let paths: Vec<String> = self.reports.keys().chain(gone).cloned().collect();
        paths
            .into_iter()
            .map(|path| {
                let previous = had.get(&path);
                let report = self.pull(&path, previous.map(|it| it.value.as_str()));
                (Named { uri: previous.map(|it| it.uri.clone()), path }, report)
            })
            .collect()
    }

    fn items(&self, path: &str) -> Box<RawValue> {
        self.reports.get(path).map_or_else(|| Report::new(&[]).items, |report| report.items.clone())
    }
}

/// A file that is reported.
#[derive(Debug)]
pub(super) struct Named {
    /// Its path.
    pub(super) path: String,
    /// As the client wrote it, where it did.
    pub(super) uri: Option<String>,
}

/// What all open flows found in a file, each fault once; `None` when it belongs to none of them.
fn merged(
    found: &BTreeMap<String, BTreeMap<String, Vec<Diagnostic>>>,
    path: &str,
    parts: &BTreeSet<String>,
) -> Option<Vec<Diagnostic>> {
    let mut all: Option<Vec<Diagnostic>> = None;
    let wholes = found.iter().filter(|(root, _)| !parts.contains(*root));
    for found in wholes.filter_map(|(_, found)| found.get(path)) {
        let Some(all) = &mut all else {
            all = Some(found.clone());
            continue;
        };
        for diagnostic in found {
            let is_same = |other: &Diagnostic| {
                other.range == diagnostic.range
                    && other.code == diagnostic.code
                    && other.message == diagnostic.message
            };
            if !all.iter().any(is_same) {
                all.push(diagnostic.clone());
            }
        }
    }
    all
}

/// All faults of a flow by the path of the file that they lie in; every file of the flow has an entry.
fn by_file(compilation: &Compilation, convert: &Convert<'_>) -> BTreeMap<String, Vec<Diagnostic>> {
    let mut all: BTreeMap<String, Vec<Diagnostic>> =
        compilation.sources.iter().map(|(_, file)| (file.name().to_owned(), Vec::new())).collect();
    for diagnostic in &compilation.diagnostics {
        let file = compilation.sources.get(diagnostic.file());
        if let Some(list) = file.and_then(|file| all.get_mut(file.name()))
            && list.len() < MOST
            && let Some(converted) = convert.diagnostic(compilation, diagnostic)
        {
            list.push(converted);
        }
    }
    all
}
