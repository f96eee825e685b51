//! The steps of a word over the characters in use, as a table.

use super::needle::{START, Step, Word};

/// The transitions of every character in use, so that a text is matched by table lookup.
pub(crate) struct WordSteps<'w> {
    word: &'w Word,
    /// For each character of the Basic Multilingual Plane, the index of its step plus one; 0 matches
    /// nothing.
    step_of: Vec<u16>,
    steps: Vec<Step>,
}

impl<'w> WordSteps<'w> {
    /// Computes the step of each character in use; `is_used` says which are, of the Basic Multilingual Plane.
    pub(crate) fn new(word: &'w Word, is_used: &[bool]) -> Self {
        let mut made = Self {
            word,
            step_of: vec![0; 1 << u16::BITS],
            steps: Vec::new(),
        };
        let used = (0..).zip(is_used).filter(|(_, is_used)| **is_used);
        for c in used.filter_map(|(c, _)| char::from_u32(c)) {
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

    /// Returns whether the word is found in a folded text of the characters in use.
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
