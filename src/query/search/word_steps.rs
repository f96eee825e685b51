use std::collections::BTreeSet;

use super::needle::{START, Step, Word};

/// What every character in use does to a word, so that a text is matched by looking its characters up.
pub(crate) struct WordSteps<'w> {
    word: &'w Word,
    /// For each character of the basic plane its step plus one; most characters have nothing to do with the word.
    step_of: Vec<u16>,
    steps: Vec<Step>,
}

impl<'w> WordSteps<'w> {
    /// Asks how each character in use is read.
    pub(crate) fn new(word: &'w Word, characters: &BTreeSet<char>) -> Self {
        let mut made = Self {
            word,
            step_of: vec![0; 1 << u16::BITS],
            steps: Vec::new(),
        };
        for &c in characters {
            let step = word.step(c);
            if let Some(place) = made.step_of.get_mut(c as usize)
                && !step.is_none()
            {
                made.steps.push(step);
                *place = made.steps.len() as u16;
            }
        }
        made
    }

    /// Returns whether the word is found in a text that is folded and consists of the characters in use.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        let mut states = START;
        text.chars().any(|c| {
            let rare;
            let step = match self.step_of.get(c as usize) {
                Some(0) => {
                    states = START;
                    return false;
                }
                Some(&step) => &self.steps[usize::from(step) - 1],
                None => {
                    rare = self.word.step(c);
                    &rare
                }
            };
            let after = step.advance(states);
            let found = step.accepts(states, after, self.word);
            states = after | START;
            found
        })
    }
}
