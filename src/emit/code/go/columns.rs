//! Lines in columns, as gofmt aligns them.

/// Keys of more bytes count only while they are of about the same length.
const SMALL: usize = 40;

/// How much longer or shorter a key may be than those before it.
const RATIO: f64 = 2.5;

/// A value of more bytes is no line for gofmt.
const LONGEST: usize = 1_000_000;

/// `key: value` a line, with commas, between braces. The values of neighbours that have one line each stand below each other.
pub(super) fn members(pairs: &[(String, String)], depth: usize, out: &mut String) {
    let mut run: Vec<&(String, String)> = Vec::new();
    let mut sizes = Vec::new();
    let mut before = 0;
    for pair in pairs {
        let (key, value) = pair;
        let is_line = !value.contains('\n') && key.len() + value.len() < LONGEST;
        let size = if is_line { key.len() } else { 0 };
        if !continues(&sizes, before, size) {
            aligned(&std::mem::take(&mut run), depth, out);
        }
        match is_line {
            true => {
                run.push(pair);
                sizes.push((size as f64).ln());
            }
            false => aligned(&[pair], depth, out),
        }
        before = size;
    }
    aligned(&run, depth, out);
}

/// Whether a line belongs to the columns of the lines before it: the logarithms of their sizes, and the size of the last.
fn continues(sizes: &[f64], before: usize, size: usize) -> bool {
    if before == 0 || size == 0 {
        return false;
    }
    if sizes.is_empty() || before <= SMALL && size <= SMALL {
        return true;
    }
    let mean = (sizes.iter().sum::<f64>() / sizes.len() as f64).exp();
    let ratio = size as f64 / mean;
    RATIO * ratio > 1.0 && RATIO > ratio
}

fn aligned(run: &[&(String, String)], depth: usize, out: &mut String) {
    let width = run.iter().map(|(key, _)| key.chars().count()).max().unwrap_or_default();
    for (key, value) in run {
        out.extend(std::iter::repeat_n('\t', depth));
        out.push_str(key);
        out.push(':');
        out.extend(std::iter::repeat_n(' ', 1 + width - key.chars().count()));
        out.push_str(value);
        out.push_str(",\n");
    }
}

/// A line of a declaration: documentation above it, a name, and what follows the name.
pub(super) struct Line {
    pub(super) docs: String,
    pub(super) name: String,
    pub(super) rest: String,
}

/// Names and what follows them, indented once. A comment begins new columns.
pub(super) fn declarations(lines: &[Line], out: &mut String) {
    let mut rest = lines;
    while let Some((first, after)) = rest.split_first() {
        let length = 1 + after.iter().take_while(|line| line.docs.is_empty()).count();
        let (run, others) = rest.split_at(length);
        let width = run.iter().map(|line| line.name.len()).max().unwrap_or_default();
        out.push_str(&first.docs);
        for line in run {
            out.push('\t');
            out.push_str(&line.name);
            out.extend(std::iter::repeat_n(' ', 1 + width - line.name.len()));
            out.push_str(&line.rest);
            out.push('\n');
        }
        rest = others;
    }
}
