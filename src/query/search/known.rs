use std::collections::VecDeque;
use std::sync::Arc;

use super::needle::Word;

/// Whether a word is in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum InText {
    /// Nobody had to look.
    Unknown,
    /// It is not, nor is any word that begins with it.
    No,
    /// It is.
    Yes,
}

impl InText {
    /// What is known of a word that begins with the one of which this is known.
    pub(crate) fn of_longer(self) -> Self {
        match self {
            Self::No => Self::No,
            Self::Unknown | Self::Yes => Self::Unknown,
        }
    }
}

/// By part, and there by text, whether a word is in it; `None` of a part that was not searched.
pub(crate) type FoundByPart = Vec<Option<Arc<[InText]>>>;

/// What the words looked for last were found in.
#[derive(Debug, Default)]
pub(crate) struct Known {
    words: VecDeque<(Word, FoundByPart)>,
}

impl Known {
    /// So many words are remembered: those of a search and its beginnings.
    const MOST: usize = 12;

    /// The longest known word that this one begins with, it itself above all: what is not in that is not in this.
    pub(crate) fn nearest(&self, word: &Word) -> Option<(&Word, &FoundByPart)> {
        self.words
            .iter()
            .filter(|(known, _)| word.begins_with(known))
            .max_by_key(|(known, _)| known.len())
            .map(|(known, found)| (known, found))
    }

    /// Remembers what a word was found in; of parts that were not searched what was known of them.
    pub(crate) fn add(&mut self, word: Word, mut found: FoundByPart) {
        if let Some(place) = self.words.iter().position(|(known, _)| *known == word)
            && let Some((_, before)) = self.words.remove(place)
        {
            for (now, before) in found.iter_mut().zip(before) {
                if now.is_none() {
                    *now = before;
                }
            }
        }
        self.words.push_back((word, found));
        if self.words.len() > Self::MOST {
            self.words.pop_front();
        }
    }

    /// A part is not what it was.
    pub(crate) fn forget(&mut self, part: usize) {
        for (_, found) in &mut self.words {
            if let Some(found) = found.get_mut(part) {
                *found = None;
            }
        }
    }
}
