//! The characters that occur in the texts one searches, and what each does to a word that is looked for.

use std::collections::HashMap;

use super::fold::fold;
use super::pinyin::for_each_reading;
use super::search::{Step, Word};

/// Characters, folded, and their numbers.
#[derive(Debug, Default)]
pub(super) struct Alphabet {
    /// A symbol is an index in here.
    characters: Vec<char>,
    /// By symbol, what its readings and it itself begin with.
    initials: Vec<Initials>,
    /// The symbol of each character of the basic plane (where nearly all are), and of the others.
    symbol_of_basic: Vec<u16>,
    symbol_of_other: HashMap<char, u16>,
}

/// What every character of an alphabet does to a word.
pub(super) struct Steps {
    different: Vec<Step>,
    /// For each symbol its step plus one; most characters have nothing to do with the word.
    step_of: Vec<u32>,
    /// Whether the word may begin with a symbol; of all symbols that there can be, so that none need be compared first.
    begins: Box<[bool]>,
}

/// How many symbols there can be.
const SYMBOLS: usize = 1 << u16::BITS;

/// A set of letters and digits that readings begin with.
///
/// Nearly every text has some character that begins with a given letter, so the first letter of a search is answered from
/// here, without looking at the characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Initials(u64);

impl Initials {
    fn of(c: char) -> Self {
        let mut initials = Self::only(c).unwrap_or_default();
        for_each_reading(c, |reading| {
            let first = reading.chars().next().and_then(Self::only);
            initials = initials.and(first.unwrap_or_default());
        });
        initials
    }

    /// The set of one letter or digit; `None` of any other character.
    pub(super) fn only(c: char) -> Option<Self> {
        let bit = match c {
            'a'..='z' => c as u32 - 'a' as u32,
            '0'..='9' => c as u32 - '0' as u32 + 26,
            _ => return None,
        };
        Some(Self(1 << bit))
    }

    /// Both sets together.
    pub(super) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of another set is in this one.
    pub(super) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
}

impl Alphabet {
    /// Stands for the characters that come after the first 65,535 different ones: it is never found.
    const OTHER: u16 = u16::MAX;

    /// The number of a character; a new one where it has none yet.
    pub(super) fn symbol(&mut self, c: char) -> u16 {
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
        self.initials.push(Initials::of(c));
        match self.symbol_of_basic.get_mut(c as usize) {
            Some(basic) => *basic = symbol,
            None => drop(self.symbol_of_other.insert(c, symbol)),
        }
        symbol
    }

    /// What a symbol's readings and it itself begin with.
    pub(super) fn initials(&self, symbol: u16) -> Initials {
        let initials = self.initials.get(usize::from(symbol));
        initials.copied().unwrap_or_default()
    }

    /// What every character does to a word.
    pub(super) fn steps(&self, word: &Word) -> Steps {
        let mut different = Vec::new();
        let mut step_of = vec![0_u32; self.characters.len()];
        let mut begins = vec![false; SYMBOLS].into_boxed_slice();
        for (symbol, &c) in self.characters.iter().enumerate() {
            let step = word.step(c);
            if !step.is_none() {
                begins[symbol] = step.begins(word);
                different.push(step);
                step_of[symbol] = different.len() as u32;
            }
        }
        Steps {
            different,
            step_of,
            begins,
        }
    }
}

impl Steps {
    /// The place of the first symbol that the word may begin with.
    pub(super) fn begin_in(&self, symbols: &[u16]) -> Option<usize> {
        // As long as there can be symbols, so that no symbol need be compared with the length.
        let begins = self.begins.first_chunk::<SYMBOLS>()?;
        symbols
            .iter()
            .position(|&symbol| begins[usize::from(symbol)])
    }

    /// What a symbol does, where it does anything.
    pub(super) fn of(&self, symbol: u16) -> Option<&Step> {
        match self.step_of.get(usize::from(symbol)) {
            Some(&step @ 1..) => self.different.get(step as usize - 1),
            _ => None,
        }
    }
}
