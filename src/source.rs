//! Owns file texts, spans into them, and the one conversion between byte offsets and lines and columns.
//!
//! Every rendering of a diagnostic and every editor position goes through [`SourceFile`], so all of them
//! show the same place. This module knows nothing of the language.

use std::fmt;
use std::sync::Arc;

/// The largest source file that is read, in bytes (16 MiB).
pub const MAX_SOURCE_BYTES: usize = 16 * 1024 * 1024;

/// The number of a file in a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A half-open range of bytes in one file. Both ends lie on character boundaries.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file that the range lies in.
    pub file: FileId,
    /// The first byte, counted from 0.
    pub start: u32,
    /// The byte after the last one.
    pub end: u32,
}

impl Span {
    /// The range `start..end` of `file`. Offsets beyond 4 GiB saturate; sources are far smaller.
    #[must_use]
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clip = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: clip(start), end: clip(end.max(start)) }
    }

    /// The smallest range that holds both. Both must lie in the same file.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// The empty range at the start of this one.
    #[must_use]
    pub fn at_start(self) -> Self {
        Self { end: self.start, ..self }
    }

    /// The empty range at the end of this one.
    #[must_use]
    pub fn at_end(self) -> Self {
        Self { start: self.end, ..self }
    }

    /// The range as indices into the file's text.
    #[must_use]
    pub fn range(self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Whether `other` lies inside this range.
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}..{}", self.file.0, self.start, self.end)
    }
}

/// A place as people count it: both numbers from 1, the column in characters. A byte-order mark takes no column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// The line, counted from 1.
    pub line: u32,
    /// The column in characters, counted from 1.
    pub column: u32,
}

/// What an editor counts columns in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// Bytes.
    Utf8,
    /// UTF-16 code units.
    Utf16,
}

/// One file: its name as the user knows it, its text, and where its lines start.
#[derive(Debug, Clone)]
pub struct SourceFile {
    name: String,
    text: String,
    line_starts: Vec<u32>,
    /// Where lines start for editors, in the rare text in which a carriage return stands alone: it ends a line for them.
    editor_line_starts: Option<Vec<u32>>,
}

impl SourceFile {
    /// Indexes `text` under `name`, which is a path or a name such as `<stdin>`.
    #[must_use]
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let bytes = text.as_bytes();
        let mut line_starts = vec![0];
        let mut returns: Vec<u32> = Vec::new();
        for (at, byte) in bytes.iter().enumerate() {
            match byte {
                b'\n' => line_starts.push(at as u32 + 1),
                b'\r' if bytes.get(at + 1) != Some(&b'\n') => returns.push(at as u32 + 1),
                _ => {}
            }
        }
        let editor_line_starts = (!returns.is_empty()).then(|| {
            let mut all = [line_starts.as_slice(), &returns].concat();
            all.sort_unstable();
            all
        });
        Self { name: name.into(), text, line_starts, editor_line_starts }
    }

    /// The name as the user knows it.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole text, with a byte-order mark if the file has one.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text at `span`, or `""` when the span does not fit this file.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or("")
    }

    /// How many lines the text has; a text that ends in a line break has an empty last one.
    #[must_use]
    pub fn line_count(&self) -> usize {
        self.line_starts.len()
    }

    /// The 0-based number of the line that `offset` lies in. Offsets past the end count as the end.
    #[must_use]
    pub fn line_index(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start as usize <= offset).saturating_sub(1)
    }

    /// The bytes of the line with this 0-based number, without its line break. Empty past the last line.
    #[must_use]
    pub fn line_range(&self, index: usize) -> std::ops::Range<usize> {
        let Some(start) = self.line_starts.get(index).map(|start| *start as usize) else {
            return self.text.len()..self.text.len();
        };
        let end = self.line_starts.get(index + 1).map_or(self.text.len(), |next| *next as usize - 1);
        let has_cr =
            end > start && self.text.as_bytes().get(end - 1) == Some(&b'\r') && end < self.text.len();
        start..if has_cr { end - 1 } else { end }
    }

    /// The place of a byte offset. An offset inside a character counts as that character's start.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> LineColumn {
        let line = self.line_index(offset);
        let before = self.before_in_line(line, offset);
        LineColumn { line: line as u32 + 1, column: before.chars().count() as u32 + 1 }
    }

    /// The 0-based line and column of a byte offset as editors count them: the column in `encoding`, a byte-order mark
    /// included, and a carriage return that stands alone ends a line.
    #[must_use]
    pub fn position(&self, offset: usize, encoding: Encoding) -> (u32, u32) {
        let starts = self.editor_lines();
        let line = starts.partition_point(|start| *start as usize <= offset).saturating_sub(1);
        let start = starts.get(line).map_or(0, |start| *start as usize);
        let before = self.text.get(start..self.floor(offset)).unwrap_or("");
        let column = match encoding {
            Encoding::Utf8 => before.len(),
            Encoding::Utf16 => before.encode_utf16().count(),
        };
        (line as u32, column as u32)
    }

    /// The byte offset of a 0-based line and column as [`position`](Self::position) counts them. What lies past the end of a
    /// line or of the file is moved back to it; a column inside a character to that character's start.
    #[must_use]
    pub fn offset(&self, line: u32, column: u32, encoding: Encoding) -> usize {
        let starts = self.editor_lines();
        let at = |line: usize| starts.get(line).map_or(self.text.len(), |start| *start as usize);
        let line = line as usize;
        let mut range = at(line)..at(line + 1);
        let whole = self.text.get(range.clone()).unwrap_or("");
        let text = whole.strip_suffix('\n').unwrap_or(whole);
        let text = text.strip_suffix('\r').filter(|_| line + 1 < starts.len()).unwrap_or(text);
        range.end = range.start + text.len();
        let mut left = column as usize;
        for (at, ch) in text.char_indices() {
            let width = match encoding {
                Encoding::Utf8 => ch.len_utf8(),
                Encoding::Utf16 => ch.len_utf16(),
            };
            if left < width {
                return range.start + at;
            }
            left -= width;
        }
        range.end
    }

    fn editor_lines(&self) -> &[u32] {
        self.editor_line_starts.as_deref().unwrap_or(&self.line_starts)
    }

    fn before_in_line(&self, line: usize, offset: usize) -> &str {
        let start = self.line_starts.get(line).map_or(0, |start| *start as usize);
        let text = self.text.get(start..self.floor(offset)).unwrap_or("");
        text.strip_prefix('\u{feff}').filter(|_| start == 0).unwrap_or(text)
    }

    fn floor(&self, offset: usize) -> usize {
        let mut offset = offset.min(self.text.len());
        while !self.text.is_char_boundary(offset) {
            offset -= 1;
        }
        offset
    }
}

/// All files of one compilation; spans name them by [`FileId`]. Files are shared: a copy of the map copies no text.
#[derive(Debug, Clone, Default)]
pub struct SourceMap {
    files: Vec<Arc<SourceFile>>,
}

impl SourceMap {
    /// Adds a file and gives its number.
    pub fn add(&mut self, file: impl Into<Arc<SourceFile>>) -> FileId {
        self.files.push(file.into());
        FileId(self.files.len() as u32 - 1)
    }

    /// The file with this number; `None` for a number of another map.
    #[must_use]
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        self.files.get(id.0 as usize).map(Arc::as_ref)
    }

    /// All files in the order in which they were added; the first is the one that was asked for.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().enumerate().map(|(index, file)| (FileId(index as u32), file.as_ref()))
    }

    /// The files themselves, in that order.
    #[must_use]
    pub fn files(&self) -> &[Arc<SourceFile>] {
        &self.files
    }

    /// The text at `span`, or `""` when there is none.
    #[must_use]
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.file).map_or("", |file| file.slice(span))
    }
}

/// Where imported files come from. The library reads nothing else.
pub trait Files {
    /// The text of the file at `path`, or the reason why it can't be had, as a clause for a message (`no such file`).
    ///
    /// # Errors
    /// When the file is missing, unreadable, too large or not UTF-8.
    fn read(&self, path: &str) -> Result<String, String>;

    /// The same, indexed. Who keeps files between compilations hands out what it has: nothing is copied then.
    ///
    /// # Errors
    /// As [`read`](Self::read).
    fn source(&self, path: &str) -> Result<Arc<SourceFile>, String> {
        self.read(path).map(|text| Arc::new(SourceFile::new(path, text)))
    }

    /// What tells the file at `path` from others, by whatever path it is reached: links, and letter case where it does not
    /// count. Without a disk every path is a file of its own.
    fn identity(&self, path: &str) -> String {
        path.to_owned()
    }
}

/// A [`Files`] without any file: each import is answered with an error.
#[derive(Debug, Clone, Copy, Default)]
pub struct NoFiles;

impl Files for NoFiles {
    fn read(&self, _path: &str) -> Result<String, String> {
        Err("no such file".to_owned())
    }
}

impl Files for std::collections::BTreeMap<String, String> {
    fn read(&self, path: &str) -> Result<String, String> {
        self.get(path).cloned().ok_or_else(|| "no such file".to_owned())
    }
}

/// The path of `import` as written in the file at `from`, relative to where `from` is: `a/b.fsflow` + `../c.fsflow` is
/// `c.fsflow`. `.` and `..` are resolved as text; separators are `/`.
#[must_use]
pub fn join_path(from: &str, import: &str) -> String {
    let from = from.replace('\\', "/");
    let import = import.replace('\\', "/");
    let base = from.rsplit_once('/').map_or("", |(folder, _)| folder);
    let rooted = import.starts_with('/') || import.get(1..2) == Some(":");
    let whole = if rooted || (base.is_empty() && !from.starts_with('/')) {
        import
    } else {
        format!("{base}/{import}")
    };
    let mut parts: Vec<&str> = Vec::new();
    for part in whole.split('/') {
        match part {
            "." => {}
            "" if !parts.is_empty() => {}
            ".." if matches!(parts.last(), Some(last) if *last != ".." && !last.is_empty()) => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_become_lines_and_columns_in_characters() {
        let file = SourceFile::new("a", "\u{feff}aé\r\n😀x\n");
        assert_eq!(file.line_column(3), LineColumn { line: 1, column: 1 });
        assert_eq!(file.line_column(6), LineColumn { line: 1, column: 3 });
        assert_eq!(file.line_column(12), LineColumn { line: 2, column: 2 });
        assert_eq!(file.line_column(99), LineColumn { line: 3, column: 1 });
        assert_eq!(file.slice(Span::new(FileId(0), 3, 4)), "a");
        assert_eq!(file.line_range(0), 0..6);
    }

    #[test]
    fn positions_round_trip_in_both_encodings() {
        let file = SourceFile::new("a", "aé😀z\nsecond\r\n\nlast 😀");
        for encoding in [Encoding::Utf8, Encoding::Utf16] {
            for (offset, ch) in file.text().char_indices() {
                if ch == '\n' || ch == '\r' {
                    continue;
                }
                let (line, column) = file.position(offset, encoding);
                assert_eq!(file.offset(line, column, encoding), offset, "{ch:?} at {offset}");
            }
        }
    }

    #[test]
    fn a_lone_carriage_return_ends_a_line_for_editors() {
        let file = SourceFile::new("a", "a\rbc\r\nd\r\re\r");
        let positions = [(0, (0, 0)), (1, (0, 1)), (2, (1, 0)), (4, (1, 2)), (6, (2, 0)), (8, (3, 0))];
        for (offset, position) in positions.into_iter().chain([(9, (4, 0)), (10, (4, 1)), (11, (5, 0))]) {
            assert_eq!(file.position(offset, Encoding::Utf16), position, "{offset}");
            assert_eq!(file.offset(position.0, position.1, Encoding::Utf16), offset, "{position:?}");
        }
        assert_eq!(file.offset(1, 99, Encoding::Utf8), 4);
        assert_eq!(file.line_column(9), LineColumn { line: 2, column: 4 }, "for people it ends none");
    }

    #[test]
    fn an_import_path_is_joined_to_the_folder_of_its_file() {
        let cases = [
            ("a/b.fsflow", "./c.fsflow", "a/c.fsflow"),
            ("a/b.fsflow", "../c.fsflow", "c.fsflow"),
            ("b.fsflow", "../c.fsflow", "../c.fsflow"),
            ("../b.fsflow", "../c.fsflow", "../../c.fsflow"),
            ("/x/b.fsflow", "../c.fsflow", "/c.fsflow"),
            ("/b.fsflow", "c.fsflow", "/c.fsflow"),
            ("a/b.fsflow", "/c.fsflow", "/c.fsflow"),
        ];
        for (from, import, expected) in cases {
            assert_eq!(join_path(from, import), expected, "{from} + {import}");
        }
    }
}
