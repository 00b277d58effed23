//! Owns the bounded search for the word that was probably meant.

use crate::diag::did_you_mean;

/// How many words one compilation compares letter by letter, so that a file full of unknown names stays fast.
const COMPARISONS: usize = 60_000;

/// How many words are passed over by their length for the price of one comparison.
const GLANCES: usize = 64;

/// The searches of one compilation; when it has searched enough it finds nothing more.
#[derive(Debug)]
pub(super) struct Suggest {
    left: usize,
}

impl Suggest {
    pub(super) fn new() -> Self {
        Self { left: COMPARISONS }
    }

    /// The candidate that `word` was probably meant to be, if one is near.
    pub(super) fn near<'c>(
        &mut self,
        word: &str,
        candidates: impl IntoIterator<Item = &'c str>,
    ) -> Option<&'c str> {
        if self.left == 0 || word.is_empty() || word.len() > 80 {
            return None;
        }
        // Separators do not count as differences, so the lengths of two near words may differ by a few more.
        let slack = word.len() / 3 + 3;
        let mut glances = 0;
        let plausible: Vec<&str> = candidates
            .into_iter()
            .inspect(|_| glances += 1)
            .filter(|candidate| candidate.len().abs_diff(word.len()) <= slack)
            .take(self.left)
            .collect();
        self.left = self.left.saturating_sub(plausible.len() + glances / GLANCES);
        did_you_mean(word, plausible)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_search_ends_when_enough_words_were_compared() {
        let mut suggest = Suggest::new();
        assert_eq!(suggest.near("closng", ["end", "closing"]), Some("closing"));
        let crowd: Vec<String> = (0..COMPARISONS).map(|n| format!("node_{n}")).collect();
        assert_eq!(suggest.near("noode_17", crowd.iter().map(String::as_str)), Some("node_17"));
        assert_eq!(suggest.near("closng", ["end", "closing"]), None);
    }
}
