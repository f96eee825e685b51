//! Typed search patterns over short Chinese texts: `教育局`, `jiaoyuju`, `jyj`, `教yj`, `qujyj`, `ＡＢ１２`.

use std::ops::Range;

use super::fold::{fold, is_passed_over};
use super::pinyin::for_each_reading;

/// A typed search pattern, prepared for matching many texts.
///
/// All blank-separated words must be found, anywhere. Each character of a word matches itself, ignoring
/// case and width. Letters also match Chinese characters by the initial or the full pinyin of any
/// reading, mixed freely; the last syllable may be incomplete. Matching is exact: no letter is skipped
/// or reordered, so Chinese finds only the same Chinese.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Needle {
    words: Vec<Word>,
}

impl Needle {
    /// Prepares `typed`; blank text makes a needle that matches every text.
    pub fn new(typed: &str) -> Self {
        let typed = typed.chars().filter(|c| !is_passed_over(*c));
        let folded: Vec<char> = typed.map(fold).collect();
        let words = folded
            .split(|&c| c == ' ')
            .flat_map(|word| word.chunks(Word::MAX_CHARS))
            .map(|word| Word {
                chars: word.to_vec(),
            })
            .collect();
        Self { words }
    }

    /// Returns whether nothing was typed, so that every text matches.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Returns whether every word is found in `text`.
    pub fn matches(&self, text: &str) -> bool {
        self.words.iter().all(|word| word.is_in(text))
    }

    /// Returns whether every word is found in at least one text of an item (title, unit, id, …).
    pub fn matches_any_of(&self, texts: &[&str]) -> bool {
        self.words
            .iter()
            .all(|word| texts.iter().any(|text| word.is_in(text)))
    }

    /// Returns the byte ranges of `text` to highlight, sorted and disjoint, on character boundaries.
    /// Words not found in this text are ignored, since they may be found in the item's other texts.
    pub fn hits(&self, text: &str) -> Vec<Range<usize>> {
        let mut hits: Vec<Range<usize>> =
            self.words.iter().flat_map(|word| word.hits(text)).collect();
        hits.sort_unstable_by_key(|hit| (hit.start, hit.end));
        hits.dedup_by(|next, hit| {
            let joined = next.start <= hit.end;
            if joined {
                hit.end = hit.end.max(next.end);
            }
            joined
        });
        hits
    }

    pub(crate) fn words(&self) -> &[Word] {
        &self.words
    }
}

/// One word of a needle, matched by an automaton whose state is the number of characters found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Word {
    chars: Vec<char>,
}

/// A bit set of automaton states: bit i means that the first i characters are found.
pub(crate) type States = u64;

/// The initial state: no character found.
pub(crate) const START: States = 1;

/// The transition that one character of a text makes in a word's automaton.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Step {
    /// `by[n - 1]`: the states in which the character matches the next n characters of the word.
    by: [States; Step::MAX_READING],
    /// The largest n with a bit in `by`.
    most: usize,
    /// The states in which the rest of the word is a prefix of one of its readings.
    unfinished: States,
}

impl Step {
    /// The length of the longest reading: `zhuang`.
    const MAX_READING: usize = 6;

    /// Returns whether the character matches nothing in the word.
    pub(crate) fn is_none(&self) -> bool {
        self.by[0] == 0 && self.unfinished == 0
    }

    /// Returns the states after the character.
    pub(crate) fn advance(&self, states: States) -> States {
        let mut after = 0;
        for (less, from) in self.by.iter().take(self.most).enumerate() {
            after |= (states & from) << (less + 1);
        }
        after
    }

    /// Returns whether the character completes the word, given the states before and after it.
    pub(crate) fn accepts(&self, before: States, after: States, word: &Word) -> bool {
        before & self.unfinished != 0 || after >> word.chars.len() != 0
    }
}

impl Word {
    /// One bit of [`States`] is the initial state.
    const MAX_CHARS: usize = States::BITS as usize - 1;

    /// Computes the transition for a character of a text.
    pub(crate) fn step(&self, c: char) -> Step {
        let mut step = Step::default();
        let folded = fold(c);
        for (state, &wanted) in self.chars.iter().enumerate() {
            if wanted == folded {
                step.by[0] |= 1 << state;
            }
        }
        for_each_reading(folded, |reading| {
            for state in 0..self.chars.len() {
                self.read(reading, state, &mut step);
            }
        });
        let last = step.by.iter().rposition(|from| *from != 0);
        step.most = last.map_or(0, |last| last + 1);
        step
    }

    fn read(&self, reading: &str, state: usize, step: &mut Step) {
        let rest = &self.chars[state..];
        let common = rest
            .iter()
            .zip(reading.chars())
            .take_while(|(wanted, letter)| **wanted == *letter)
            .count();
        if common == 0 {
            return;
        }
        step.by[0] |= 1 << state;
        if common == reading.len() && common <= Step::MAX_READING {
            step.by[common - 1] |= 1 << state;
        } else if common == rest.len() {
            step.unfinished |= 1 << state;
        }
    }

    fn is_in(&self, text: &str) -> bool {
        let mut states = START;
        text.chars().filter(|c| !is_passed_over(*c)).any(|c| {
            let step = self.step(c);
            let after = step.advance(states);
            let found = step.accepts(states, after, self);
            states = after | START;
            found
        })
    }

    /// Returns the hits from left to right, each as short as possible, without overlaps.
    fn hits(&self, text: &str) -> Vec<Range<usize>> {
        let steps: Vec<(usize, Step)> = text
            .char_indices()
            .filter(|(_, c)| !is_passed_over(*c))
            .map(|(at, c)| (at + c.len_utf8(), self.step(c)))
            .collect();
        let mut hits = Vec::new();
        let (mut first, mut start) = (0, 0);
        while first < steps.len() {
            if let Some(last) = self.hit_from(&steps[first..]) {
                let end = steps[first + last].0;
                hits.push(start..end);
                first += last;
            }
            start = steps[first].0;
            first += 1;
        }
        hits
    }

    fn hit_from(&self, steps: &[(usize, Step)]) -> Option<usize> {
        let mut states = START;
        for (place, (_, step)) in steps.iter().enumerate() {
            let after = step.advance(states);
            if step.accepts(states, after, self) {
                return Some(place);
            }
            if after == 0 {
                return None;
            }
            states = after;
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn found(typed: &str, text: &str, marked: &[&str]) {
        let needle = Needle::new(typed);
        assert!(needle.matches(text), "{typed} in {text}");
        let hits: Vec<&str> = needle
            .hits(text)
            .into_iter()
            .map(|hit| &text[hit])
            .collect();
        assert_eq!(hits, marked, "{typed} in {text}");
    }

    #[track_caller]
    fn missing(typed: &str, text: &str) {
        assert!(!Needle::new(typed).matches(text), "{typed} in {text}");
    }

    #[test]
    fn chinese_as_a_part_of_the_text() {
        found("教育", "市教育局", &["教育"]);
        missing("教局", "市教育局");
        missing("育教", "市教育局");
    }

    #[test]
    fn pinyin_initials_and_mixtures() {
        for typed in [
            "jyj", "jiaoyuju", "jiaoyj", "教yj", "jyuj", "教育j", "JYJ", "ｊｙｊ",
        ] {
            found(typed, "市教育局", &["教育局"]);
        }
        found("qjyj", "屯溪区教育局", &["区教育局"]);
        found("qujyj", "屯溪区教育局", &["区教育局"]);
        missing("jjy", "市教育局");
        missing("jioyu", "市教育局");
    }

    #[test]
    fn every_letter_typed_on_the_way_finds_it() {
        let typed = "jiaoyuju";
        for end in 1..=typed.len() {
            assert!(
                Needle::new(&typed[..end]).matches("教育局"),
                "{}",
                &typed[..end]
            );
        }
    }

    #[test]
    fn an_unfinished_syllable_only_at_the_end() {
        found("jiaoy", "教育局", &["教育"]);
        found("jia", "教育局", &["教"]);
        missing("jiayu", "教育局");
    }

    #[test]
    fn polyphones_by_any_reading() {
        for typed in ["cq", "zq", "chongqing", "zhongqing", "chongq", "zqing"] {
            found(typed, "重庆科协", &["重庆"]);
        }
    }

    #[test]
    fn digits_letters_and_full_width_forms() {
        found("12", "第１２项", &["１２"]);
        found("１２", "第12项", &["12"]);
        found("ab", "ＡＢ类", &["ＡＢ"]);
        found("AB", "ab类", &["ab"]);
        found("(试行)", "办法（试行）", &["（试行）"]);
        found("〔2022〕1", "示政[2022]1号", &["[2022]1"]);
        found("3.1.4", "3.1.4 师资", &["3.1.4"]);
        found("kxA0", "科学A0", &["科学A0"]);
    }

    #[test]
    fn all_words_must_be_found_and_are_marked() {
        found("pxun 科学", "科学教师培训", &["科学", "培训"]);
        found(" px　kx ", "科学教师培训", &["科学", "培训"]);
        missing("培训 卫生", "科学教师培训");
        assert!(Needle::new("jyj 培训").matches_any_of(&["骨干教师培训", "市教育局"]));
        assert!(!Needle::new("jyj 卫生").matches_any_of(&["骨干教师培训", "市教育局"]));
    }

    #[test]
    fn hits_that_touch_or_overlap_are_one() {
        found("教育 育局", "市教育局", &["教育局"]);
        found("j", "教育局", &["教", "局"]);
        found("a", "aaa", &["aaa"]);
    }

    #[test]
    fn nothing_typed_finds_everything_and_marks_nothing() {
        for typed in ["", " ", "　 "] {
            assert!(Needle::new(typed).is_empty());
            assert!(Needle::new(typed).matches("市教育局"));
            assert!(Needle::new(typed).hits("市教育局").is_empty());
        }
    }

    #[test]
    fn a_word_longer_than_the_machine_is_still_looked_for() {
        let long = "科".repeat(200);
        assert!(Needle::new(&long).matches(&long));
        missing(&long, "科学");
    }

    /// Returns the answer of `ib-matcher` itself for one word.
    fn ib_matcher_says(word: &str, text: &str) -> bool {
        use ib_matcher::matcher::{IbMatcher, PinyinMatchConfig};
        IbMatcher::builder(word)
            .is_pattern_partial(true)
            .pinyin(PinyinMatchConfig::default())
            .build()
            .is_match(text)
    }

    proptest! {
        #[test]
        fn one_word_is_found_where_ib_matcher_finds_it(
            word in prop_oneof!["[a-z]{1,8}", "[教育局科学重庆行jyukxcqzhongia0-2]{1,5}"],
            text in "[市教育局科学重庆行长安西先aijyx0-2，]{0,10}",
        ) {
            prop_assert_eq!(Needle::new(&word).matches(&text), ib_matcher_says(&word, &text));
        }

        #[test]
        fn hits_stand_between_characters_and_exist_exactly_where_it_matches(
            word in prop_oneof!["[a-z]{1,4}", "[教育局科学jyk]{1,4}"],
            text in prop_oneof!["[市教育局科学重庆ajkxyＡ１]{0,10}", any::<String>()],
        ) {
            let needle = Needle::new(&word);
            let hits = needle.hits(&text);
            prop_assert_eq!(needle.matches(&text), !hits.is_empty());
            let mut end = 0;
            for hit in hits {
                prop_assert!(hit.start >= end && hit.start < hit.end);
                end = hit.end;
                prop_assert!(needle.matches(&text[hit]));
            }
        }
    }
}
