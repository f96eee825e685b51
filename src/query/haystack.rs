//! Search over all items of all plans at once, fast enough for every letter typed.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;

use super::fold::fold;
use super::search::{Needle, START, Word};

/// A text of a [`Haystack`], to be used in any number of its items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextId(u32);

/// The texts of many items, made ready to be searched again and again.
///
/// Titles and units repeat a lot: equal texts are kept and searched once. Texts are rows of small numbers, one a
/// character that occurs, so that a needle asks how a character is read once for each character of the language in use
/// and not once for each place where it stands.
#[derive(Debug, Default)]
pub struct Haystack {
    /// The characters that occur, folded; a symbol is an index in here.
    characters: Vec<char>,
    /// The symbol of each character of the basic plane (where nearly all are), and of the others.
    symbol_of_basic: Vec<u16>,
    symbol_of_other: HashMap<char, u16>,
    /// All texts after each other.
    symbols: Vec<u16>,
    /// Where each text ends in `symbols`.
    text_ends: Vec<u32>,
    /// The text last added for a hash.
    text_of: HashMap<u64, TextId>,
    hashes: RandomState,
    /// The texts of all items after each other, and where each item ends.
    item_texts: Vec<TextId>,
    item_ends: Vec<u32>,
}

impl Haystack {
    /// Stands for the characters that come after the first 65,535 different ones: it is never found.
    const OTHER: u16 = u16::MAX;

    /// One without items.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in a text, or finds it among those taken in before.
    pub fn text(&mut self, text: &str) -> TextId {
        let start = self.symbols.len();
        for c in text.chars() {
            let symbol = self.symbol(fold(c));
            self.symbols.push(symbol);
        }
        let hash = self.hashes.hash_one(&self.symbols[start..]);
        if let Some(&known) = self.text_of.get(&hash)
            && self.symbols_of(known) == &self.symbols[start..]
        {
            self.symbols.truncate(start);
            return known;
        }
        let new = TextId(self.text_ends.len() as u32);
        self.text_ends.push(self.symbols.len() as u32);
        self.text_of.insert(hash, new);
        new
    }

    /// Adds the next item, found by any of `texts`; items are numbered from 0 in the order in which they are added.
    pub fn push(&mut self, texts: &[TextId]) {
        self.item_texts.extend_from_slice(texts);
        self.item_ends.push(self.item_texts.len() as u32);
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.item_ends.len()
    }

    /// Whether there is no item.
    pub fn is_empty(&self) -> bool {
        self.item_ends.is_empty()
    }

    /// The numbers of the items where every word of the needle is found in one or another text, in order.
    pub fn search(&self, needle: &Needle) -> Vec<usize> {
        let mut left: Vec<usize> = (0..self.len()).collect();
        for word in needle.words() {
            let found = self.texts_with(word);
            left.retain(|&item| {
                self.texts_of(item)
                    .iter()
                    .any(|text| found[text.0 as usize])
            });
        }
        left
    }

    /// For each text, whether the word is in it.
    fn texts_with(&self, word: &Word) -> Vec<bool> {
        let mut steps = Vec::new();
        // For each symbol its step plus one; most characters have nothing to do with the word.
        let mut step_of = vec![0_u32; self.characters.len()];
        for (symbol, &c) in self.characters.iter().enumerate() {
            let step = word.step(c);
            if !step.is_none() {
                steps.push(step);
                step_of[symbol] = steps.len() as u32;
            }
        }
        let mut start = 0;
        let texts = self.text_ends.iter().map(|&end| {
            let symbols = &self.symbols[start as usize..end as usize];
            start = end;
            let mut states = START;
            symbols.iter().any(|&symbol| {
                let Some(&step @ 1..) = step_of.get(usize::from(symbol)) else {
                    states = START;
                    return false;
                };
                let step = &steps[step as usize - 1];
                let after = step.advance(states);
                let found = step.accepts(states, after, word);
                states = after | START;
                found
            })
        });
        texts.collect()
    }

    fn symbol(&mut self, c: char) -> u16 {
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
        match self.symbol_of_basic.get_mut(c as usize) {
            Some(basic) => *basic = symbol,
            None => drop(self.symbol_of_other.insert(c, symbol)),
        }
        symbol
    }

    fn symbols_of(&self, text: TextId) -> &[u16] {
        let text = text.0 as usize;
        let start = if text == 0 {
            0
        } else {
            self.text_ends[text - 1]
        };
        &self.symbols[start as usize..self.text_ends[text] as usize]
    }

    fn texts_of(&self, item: usize) -> &[TextId] {
        let start = if item == 0 {
            0
        } else {
            self.item_ends[item - 1]
        };
        &self.item_texts[start as usize..self.item_ends[item] as usize]
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use proptest::prelude::*;

    fn haystack(items: &[Vec<String>]) -> Haystack {
        let mut haystack = Haystack::new();
        for item in items {
            let texts: Vec<TextId> = item.iter().map(|text| haystack.text(text)).collect();
            haystack.push(&texts);
        }
        haystack
    }

    #[test]
    fn equal_texts_are_kept_once() {
        let mut haystack = Haystack::new();
        let education = haystack.text("市教育局");
        let science = haystack.text("市科协");
        assert_ne!(education, science);
        assert_eq!(haystack.text("市教育局"), education);
        assert_eq!(haystack.text("市科协"), science);
        assert_eq!(haystack.symbols.len(), 7);
    }

    #[test]
    fn characters_beyond_the_basic_plane_are_found_too() {
        let mut haystack = Haystack::new();
        let text = haystack.text("𠮷林𠮷");
        haystack.push(&[text]);
        assert_eq!(haystack.characters.len(), 2);
        assert_eq!(haystack.search(&Needle::new("林𠮷")), [0]);
    }

    #[test]
    fn items_are_found_by_words_in_different_texts() {
        let items = [
            ["骨干教师培训", "市教育局"],
            ["科普讲座", "市科协"],
            ["教师招聘", "市教育局"],
        ];
        let haystack = haystack(&items.map(|item| item.map(str::to_owned).to_vec()));
        assert_eq!(haystack.search(&Needle::new("jyj")), [0, 2]);
        assert_eq!(haystack.search(&Needle::new("jyj 培训")), [0]);
        assert_eq!(haystack.search(&Needle::new("kp")), [1]);
        assert_eq!(haystack.search(&Needle::new("")), [0, 1, 2]);
        assert!(haystack.search(&Needle::new("卫生")).is_empty());
    }

    proptest! {
        #[test]
        fn finds_what_the_needle_finds_text_by_text(
            items in prop::collection::vec(prop::collection::vec("[教育局科学jyＡ1 ]{0,5}", 0..3), 0..8),
            typed in "[教育jykxａ1 ]{0,4}",
        ) {
            let needle = Needle::new(&typed);
            let expected: Vec<usize> = (0..items.len())
                .filter(|&item| {
                    let texts: Vec<&str> = items[item].iter().map(String::as_str).collect();
                    needle.matches_any_of(&texts)
                })
                .collect();
            prop_assert_eq!(haystack(&items).search(&needle), expected);
        }
    }

    /// Run by `cargo test --release query::haystack -- --ignored --nocapture`.
    #[test]
    #[ignore = "prints how long it takes; only the figures of a release build mean anything"]
    #[allow(clippy::print_stdout)]
    fn how_long_100_000_items_take() {
        let syllables: Vec<char> = "科学教育局培训农业工信卫生健康人社文明宣传组织志愿服务队伍建设提升行动开展加强重点\
            领域青少年老年人产业工人领导干部公务员基层能力信息化基础设施大众传媒国际交流合作评估总结启动深入实施"
            .chars()
            .filter(|c| !c.is_whitespace())
            .collect();
        let mut seed = 42_u64;
        let mut random = |below: usize| {
            seed = seed
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (seed >> 33) as usize % below
        };
        let begun = Instant::now();
        let mut haystack = Haystack::new();
        for item in 0..100_000 {
            let title: String = (0..8 + random(17))
                .map(|_| syllables[random(syllables.len())])
                .collect();
            let unit: String = format!("市{}局", syllables[random(syllables.len())]);
            let id = format!(
                "p{}:{}.{}.{}/deepen",
                item / 150,
                item % 5,
                item % 7,
                item % 23
            );
            let texts = [
                haystack.text(&title),
                haystack.text(&unit),
                haystack.text(&id),
            ];
            haystack.push(&texts);
        }
        println!(
            "taking in 100,000 items, every title different: {:?}",
            begun.elapsed()
        );
        for typed in [
            "j",
            "jy",
            "jyj",
            "jiaoyuju",
            "教",
            "教yj",
            "3.1",
            "zzzz",
            "jyj kx 志愿",
            "启动深入实施科学",
        ] {
            let begun = Instant::now();
            let needle = Needle::new(typed);
            let found = haystack.search(&needle).len();
            println!("{typed}: {found} in {:?}", begun.elapsed());
        }
    }
}
