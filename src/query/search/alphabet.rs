//! The characters that occur in the texts one searches, and what each does to a word that is looked for.

use std::collections::HashMap;

use super::beginnings::{Initials, Pairs};
use super::fold::fold;
use super::needle::{Step, Word};

/// Characters, folded, and their numbers.
#[derive(Debug, Default)]
pub(crate) struct Alphabet {
    /// A symbol is an index in here.
    characters: Vec<char>,
    /// By symbol, what its readings and it itself begin with: the first letter, the first two.
    begins_with: Vec<(Initials, Pairs)>,
    /// The symbol of each character of the basic plane (where nearly all are), and of the others.
    symbol_of_basic: Vec<u16>,
    symbol_of_other: HashMap<char, u16>,
}

/// What every character of an alphabet does to a word.
pub(crate) struct Steps {
    different: Vec<Step>,
    /// For each symbol its step plus one; most characters have nothing to do with the word.
    step_of: Vec<u32>,
    /// What a symbol does at the beginning of the word, see below; of all symbols that there can be, so that none need be
    /// compared with their number first.
    begins: Box<[u8]>,
    /// The one symbol that the word may begin with, where there is only one.
    only: Option<u16>,
}

/// The symbol stands for the first character of the word, and what comes after it for the second.
const FIRST: u8 = 1;
/// The symbol stands for the second character of the word, or for it and more.
const SECOND: u8 = FIRST << 1;
/// The symbol stands for the whole word, or for its first two characters and more.
const FIRST_TWO: u8 = SECOND << 1;

/// How many symbols there can be.
const SYMBOLS: usize = 1 << u16::BITS;

impl Alphabet {
    /// Stands for the characters that come after the first 65,535 different ones: it is never found.
    const OTHER: u16 = u16::MAX;

    /// The number of a character; a new one where it has none yet.
    pub(crate) fn symbol(&mut self, c: char) -> u16 {
        let c = fold(c);
        if self.symbol_of_basic.is_empty() {
            self.symbol_of_basic = vec![Self::OTHER; 0x1_0000];
        }
        let basic = self.symbol_of_basic.get(c as usize).copied();
        let known = basic
            .or_else(|| self.symbol_of_other.get(&c).copied())
            .unwrap_or(Self::OTHER);
        if known != Self::OTHER || self.characters.len() == usize::from(Self::OTHER) {
            return known;
        }
        let symbol = self.characters.len() as u16;
        self.characters.push(c);
        self.begins_with.push((Initials::of(c), Pairs::of(c)));
        match self.symbol_of_basic.get_mut(c as usize) {
            Some(basic) => *basic = symbol,
            None => drop(self.symbol_of_other.insert(c, symbol)),
        }
        symbol
    }

    /// What words that are found in a text begin with: the first letter, the first two.
    pub(crate) fn beginnings(&self, text: &[u16]) -> (Initials, Pairs) {
        let mut all = (Initials::default(), Pairs::default());
        let mut before = Initials::default();
        for symbol in text {
            let of_symbol = self.begins_with.get(usize::from(*symbol));
            let (initials, pairs) = of_symbol.copied().unwrap_or_default();
            all.0 = all.0.and(initials);
            all.1 = all.1.and(pairs).and(before.then(initials));
            before = initials;
        }
        all
    }

    /// What every character does to a word.
    pub(crate) fn steps(&self, word: &Word) -> Steps {
        let mut different = Vec::new();
        let mut step_of = vec![0_u32; self.characters.len()];
        let mut begins = vec![0; SYMBOLS].into_boxed_slice();
        for (symbol, &c) in self.characters.iter().enumerate() {
            let step = word.step(c);
            if !step.is_none() {
                begins[symbol] = begin(&step, word);
                different.push(step);
                step_of[symbol] = different.len() as u32;
            }
        }
        let mut first = begins
            .iter()
            .enumerate()
            .filter(|(_, it)| **it & !SECOND != 0);
        let only = match (first.next(), first.next()) {
            (Some((symbol, _)), None) => Some(symbol as u16),
            _ => None,
        };
        Steps {
            different,
            step_of,
            begins,
            only,
        }
    }
}

/// What a symbol does at the beginning of a word, by its step.
fn begin(step: &Step, word: &Word) -> u8 {
    let mut begins = 0;
    if step.stands_for_one(0) {
        begins |= if word.len() == 1 { FIRST_TWO } else { FIRST };
    }
    if step.stands_for_more(0) {
        begins |= FIRST_TWO;
    }
    if step.stands_for_one(1) || step.stands_for_more(1) {
        begins |= SECOND;
    }
    begins
}

impl Steps {
    /// The place of the first symbol from which on the first two characters of the word are found.
    pub(crate) fn begin_in(&self, symbols: &[u16]) -> Option<usize> {
        if self.only.is_some_and(|only| !symbols.contains(&only)) {
            return None;
        }
        // As long as there can be symbols, so that no symbol need be compared with the length.
        let begins = self.begins.first_chunk::<SYMBOLS>()?;
        let begin = |symbol: u16| begins[usize::from(symbol)];
        let mut before = 0;
        for (place, &symbol) in symbols.iter().enumerate() {
            let here = begin(symbol);
            if before & FIRST & here >> 1 != 0 {
                return Some(place - 1);
            }
            if here & FIRST_TWO != 0 {
                return Some(place);
            }
            before = here;
        }
        None
    }

    /// What a symbol does, where it does anything.
    pub(crate) fn of(&self, symbol: u16) -> Option<&Step> {
        match self.step_of.get(usize::from(symbol)) {
            Some(&step @ 1..) => self.different.get(step as usize - 1),
            _ => None,
        }
    }
}
