//! What a word that is found in a text may begin with, in a few bits: most texts need not be looked through for a word.

use super::pinyin::for_each_reading;

/// A set of letters, digits and the signs in ids.
///
/// Nearly every text has some character that begins with a given letter, so the first letter of a search is answered from
/// here, without looking at the characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Initials(u64);

/// A set of pairs of those, somewhat larger than what was put into it: some that were not are in it too.
///
/// Two letters are found at a place in a text where a reading begins with both, or where a character begins with the first
/// and the next character with the second.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Pairs([u64; 4]);

/// The signs in ids: `3.2.5/2024-06@unit`.
const SIGNS: &str = "./-:@";

impl Initials {
    /// What the readings of a character and it itself begin with.
    pub(crate) fn of(c: char) -> Self {
        let mut initials = Self::only(c).unwrap_or_default();
        for_each_reading(c, |reading| {
            let first = reading.chars().next().and_then(Self::only);
            initials = initials.and(first.unwrap_or_default());
        });
        initials
    }

    /// The set of one letter, digit or sign; `None` of any other character.
    pub(crate) fn only(c: char) -> Option<Self> {
        Some(Self(1 << number(c)?))
    }

    /// Both sets together.
    pub(crate) fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether all of another set is in this one.
    pub(crate) fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// The pairs of one of these and one of those after it.
    pub(crate) fn then(self, next: Self) -> Pairs {
        let mut pairs = Pairs::default();
        for first in numbers(self.0) {
            for second in numbers(next.0) {
                pairs.add(first, second);
            }
        }
        pairs
    }
}

impl Pairs {
    /// What the readings of a character begin with.
    pub(crate) fn of(c: char) -> Self {
        let mut pairs = Self::default();
        for_each_reading(c, |reading| {
            let mut letters = reading.chars().filter_map(number);
            if let (Some(first), Some(second)) = (letters.next(), letters.next()) {
                pairs.add(first, second);
            }
        });
        pairs
    }

    /// Both sets together.
    pub(crate) fn and(self, other: Self) -> Self {
        let mut all = self;
        for (bits, more) in all.0.iter_mut().zip(other.0) {
            *bits |= more;
        }
        all
    }

    /// Whether the two may be in it; always where a pair of other characters is asked for.
    pub(crate) fn may_have(&self, first: char, second: char) -> bool {
        let (Some(first), Some(second)) = (number(first), number(second)) else {
            return true;
        };
        let (word, bit) = place(first, second);
        self.0[word] & bit != 0
    }

    fn add(&mut self, first: u32, second: u32) {
        let (word, bit) = place(first, second);
        self.0[word] |= bit;
    }
}

/// Where in a set of pairs a pair is.
fn place(first: u32, second: u32) -> (usize, u64) {
    // Neighbours in the alphabet are far from each other in the set.
    let hash = (first << 6 | second).wrapping_mul(0x9E37_79B1) >> 24;
    (hash as usize / 64, 1 << (hash % 64))
}

fn number(c: char) -> Option<u32> {
    match c {
        'a'..='z' => Some(c as u32 - 'a' as u32),
        '0'..='9' => Some(c as u32 - '0' as u32 + 26),
        _ => SIGNS.find(c).map(|at| at as u32 + 36),
    }
}

fn numbers(mut bits: u64) -> impl Iterator<Item = u32> {
    std::iter::from_fn(move || {
        let lowest = bits.trailing_zeros();
        bits &= bits.wrapping_sub(1);
        (lowest < u64::BITS).then_some(lowest)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_are_of_one_reading_or_of_two_characters() {
        let all = |text: &str| {
            let mut before = Initials::default();
            text.chars().fold(Pairs::default(), |all, c| {
                let initials = Initials::of(c);
                let joined = std::mem::replace(&mut before, initials).then(initials);
                all.and(Pairs::of(c)).and(joined)
            })
        };
        let unit = all("教育局");
        for (first, second) in [('j', 'i'), ('j', 'y'), ('y', 'u'), ('y', 'j'), ('j', 'u')] {
            assert!(unit.may_have(first, second), "{first}{second}");
        }
        assert!(!unit.may_have('j', 'j'));
        assert!(!unit.may_have('z', 'z'));
        assert!(unit.may_have('教', 'y'));
        assert!(all("3.2.5").may_have('.', '2'));
        assert!(all("重庆").may_have('c', 'q') && all("重庆").may_have('z', 'q'));
    }
}
