//! Search over all items of all plans at once, fast enough for every letter typed.

use std::collections::HashMap;
use std::collections::hash_map::RandomState;
use std::hash::BuildHasher as _;
use std::sync::Arc;

use crate::store::in_parallel;

use super::alphabet::{Alphabet, Steps};
use super::beginnings::{Initials, Pairs};
use super::known::{FoundByPart, InText, Known};
use super::needle::{Needle, START, Word};

/// The texts of many items, made ready to be searched again and again; a part of it is a plan.
///
/// Titles and units repeat a lot: equal texts of a part are kept and searched once, and what a group of items (the
/// milestones of an action) has in common is looked at once. Texts are rows of small numbers, one a character that
/// occurs, so that a needle asks how a character is read once for each character of the language in use and not once for
/// each place where it stands.
#[derive(Debug, Default)]
pub struct Haystack {
    alphabet: Alphabet,
    parts: Vec<Option<Part>>,
    known: Known,
}

/// The texts of one plan.
#[derive(Debug, Default)]
struct Part {
    /// All texts after each other, and where each ends.
    symbols: Vec<u16>,
    text_ends: Vec<u32>,
    /// What words that are found in each text begin with.
    beginnings: Vec<(Initials, Pairs)>,
    /// The texts of all groups and items after each other.
    texts: Vec<TextId>,
    groups: Vec<Group>,
    /// Where each item ends in `texts`.
    item_ends: Vec<u32>,
}

/// Items that have texts in common.
#[derive(Debug)]
struct Group {
    /// Where the common texts end in `texts`; they begin where the item before ends.
    texts_end: u32,
    /// How many items there are up to the end of the group.
    items_end: u32,
}

/// A text of a [`Part`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct TextId(u32);

impl Haystack {
    /// One of so many parts, as yet without texts.
    pub fn new(parts: usize) -> Self {
        Self {
            alphabet: Alphabet::default(),
            parts: std::iter::repeat_with(|| None).take(parts).collect(),
            known: Known::default(),
        }
    }

    /// Puts into a part what `write` writes, instead of what was there.
    pub fn fill(&mut self, part: usize, write: impl FnOnce(&mut Writer<'_>)) {
        let mut writer = Writer {
            alphabet: &mut self.alphabet,
            part: Part::default(),
            text_of: HashMap::new(),
            hashes: RandomState::new(),
        };
        write(&mut writer);
        let mut filled = writer.part;
        filled.symbols.shrink_to_fit();
        filled.texts.shrink_to_fit();
        filled.beginnings.shrink_to_fit();
        self.clear(part);
        if let Some(part) = self.parts.get_mut(part) {
            *part = Some(filled);
        }
    }

    /// Forgets what is in a part.
    pub fn clear(&mut self, part: usize) {
        self.known.forget(part);
        if let Some(part) = self.parts.get_mut(part) {
            *part = None;
        }
    }

    /// Whether something was put into a part.
    pub fn is_filled(&self, part: usize) -> bool {
        self.parts.get(part).is_some_and(Option::is_some)
    }

    /// The first part that nothing was put into.
    pub fn first_empty(&self) -> Option<usize> {
        self.parts.iter().position(Option::is_none)
    }

    /// For each part, or for the one that is asked for, which of its items have every word of the needle in one or another
    /// of their texts; `None` of a part that nothing was put into.
    ///
    /// What a word was found in is remembered: a letter more is looked for only there, a letter less is not looked for.
    pub fn search(&mut self, needle: &Needle, only: Option<usize>) -> Vec<Option<Vec<bool>>> {
        let words: Vec<Wanted<'_>> = needle
            .words()
            .iter()
            .map(|word| Wanted {
                word,
                steps: self.alphabet.steps(word),
                known: self.known.nearest(word),
            })
            .collect();
        let wanted: Vec<(usize, Option<&Part>)> = self
            .parts
            .iter()
            .enumerate()
            .map(|(place, part)| {
                let is_wanted = only.is_none_or(|only| only == place);
                (place, part.as_ref().filter(|_| is_wanted))
            })
            .collect();
        let searched = in_parallel(&wanted, |(place, part)| {
            part.map(|part| part.search(*place, &words))
        });
        let mut texts: Vec<FoundByPart> = vec![Vec::with_capacity(searched.len()); words.len()];
        let mut items = Vec::with_capacity(searched.len());
        for part in searched {
            let (found, hit) = part.unzip();
            let mut found = found.unwrap_or_default().into_iter();
            for texts in &mut texts {
                texts.push(found.next());
            }
            items.push(hit);
        }
        let words: Vec<Word> = words
            .into_iter()
            .map(|wanted| wanted.word.clone())
            .collect();
        for (word, texts) in words.into_iter().zip(texts) {
            self.known.add(word, texts);
        }
        items
    }
}

/// A word that is looked for.
struct Wanted<'h> {
    word: &'h Word,
    steps: Steps,
    /// What is known of the word, or of the longest known beginning of it.
    known: Option<(&'h Word, &'h FoundByPart)>,
}

impl Part {
    /// For each word, which texts it is in; and the items with all words. Texts are looked at only until an item is found.
    fn search(&self, place: usize, words: &[Wanted<'_>]) -> (Vec<Arc<[InText]>>, Vec<bool>) {
        let mut left = vec![true; self.item_ends.len()];
        let mut by_word = Vec::with_capacity(words.len());
        for wanted in words {
            let mut found = self.known(place, wanted);
            let mut any = |from: u32, to: u32| {
                let texts = &self.texts[from as usize..to as usize];
                texts.iter().any(|&text| {
                    let known = &mut found[text.0 as usize];
                    if *known == InText::Unknown {
                        *known = self.look(text, wanted);
                    }
                    *known == InText::Yes
                })
            };
            let (mut item, mut start) = (0, 0);
            for group in &self.groups {
                let in_common = any(start, group.texts_end);
                start = group.texts_end;
                while item < group.items_end as usize {
                    let end = self.item_ends[item];
                    left[item] = left[item] && (in_common || any(start, end));
                    start = end;
                    item += 1;
                }
            }
            by_word.push(found.into());
        }
        (by_word, left)
    }

    /// What is known of a word before any text is looked at.
    fn known(&self, place: usize, wanted: &Wanted<'_>) -> Vec<InText> {
        let known = wanted.known.and_then(|(word, parts)| {
            let texts = parts.get(place)?.as_ref()?;
            Some((word, texts.iter().copied()))
        });
        match known {
            Some((word, texts)) if word == wanted.word => texts.collect(),
            Some((_, texts)) => texts.map(InText::of_longer).collect(),
            None => vec![InText::Unknown; self.text_ends.len()],
        }
    }

    /// Looks for a word in a text.
    fn look(&self, text: TextId, wanted: &Wanted<'_>) -> InText {
        let Wanted { word, steps, .. } = wanted;
        let (initials, pairs) = &self.beginnings[text.0 as usize];
        let found = match (word.first().and_then(Initials::only), word.first_two()) {
            (Some(first), _) if !initials.has(first) => false,
            (_, Some([first, second])) if !pairs.may_have(first, second) => false,
            (Some(_), None) => true,
            _ => is_in(self.symbols_of(text), word, steps),
        };
        if found { InText::Yes } else { InText::No }
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
}

/// Whether the word is found in a text.
fn is_in(symbols: &[u16], word: &Word, steps: &Steps) -> bool {
    let mut rest = symbols;
    // Most characters are none that the word begins with: those are passed over at once.
    while let Some(begin) = steps.begin_in(rest) {
        let mut states = START;
        let mut next = begin;
        while let Some(step) = rest.get(next).and_then(|&symbol| steps.of(symbol)) {
            let after = step.advance(states);
            if step.accepts(states, after, word) {
                return true;
            }
            states = after | START;
            next += 1;
            if states == START {
                break;
            }
        }
        // Where the word could go no further it may still begin with the next character, but with none before.
        rest = &rest[next.max(begin + 1)..];
    }
    false
}

/// Writes into a part of a haystack: a group with what its items have in common, then those, then the next group.
pub struct Writer<'h> {
    alphabet: &'h mut Alphabet,
    part: Part,
    /// The text last added for a hash.
    text_of: HashMap<u64, TextId>,
    hashes: RandomState,
}

impl Writer<'_> {
    /// Begins the next group; all its items are found by any of these.
    pub fn group<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        self.texts(texts);
        self.part.groups.push(Group {
            texts_end: self.part.texts.len() as u32,
            items_end: self.part.item_ends.len() as u32,
        });
    }

    /// Adds the next item to the group, found by any of these too; items are numbered from 0.
    pub fn item<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        if self.part.groups.is_empty() {
            self.group([]);
        }
        self.texts(texts);
        self.part.item_ends.push(self.part.texts.len() as u32);
        if let Some(group) = self.part.groups.last_mut() {
            group.items_end += 1;
        }
    }

    fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        for text in texts {
            let text = self.text(text);
            self.part.texts.push(text);
        }
    }

    /// Takes in a text, or finds it among those taken in before.
    fn text(&mut self, text: &str) -> TextId {
        let part = &mut self.part;
        let start = part.symbols.len();
        let alphabet = &mut *self.alphabet;
        part.symbols
            .extend(text.chars().map(|c| alphabet.symbol(c)));
        let hash = self.hashes.hash_one(&part.symbols[start..]);
        if let Some(&known) = self.text_of.get(&hash)
            && part.symbols_of(known) == &part.symbols[start..]
        {
            part.symbols.truncate(start);
            return known;
        }
        let new = TextId(part.text_ends.len() as u32);
        let beginnings = self.alphabet.beginnings(&part.symbols[start..]);
        part.beginnings.push(beginnings);
        part.text_ends.push(part.symbols.len() as u32);
        self.text_of.insert(hash, new);
        new
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use proptest::prelude::*;

    /// Of one part; the first text of each item is common to its group, which has no other item.
    fn haystack(items: &[Vec<String>]) -> Haystack {
        let mut haystack = Haystack::new(1);
        haystack.fill(0, |writer| {
            for item in items {
                writer.group(item.iter().take(1).map(String::as_str));
                writer.item(item.iter().skip(1).map(String::as_str));
            }
        });
        haystack
    }

    fn search(haystack: &mut Haystack, typed: &str) -> Vec<usize> {
        let found = haystack.search(&Needle::new(typed), None);
        let hit = found[0].as_ref().unwrap();
        (0..hit.len()).filter(|item| hit[*item]).collect()
    }

    #[test]
    fn equal_texts_are_kept_once() {
        let haystack = haystack(&[
            vec!["市教育局".to_owned(), "市科协".to_owned()],
            vec!["市科协".to_owned(), "市教育局".to_owned()],
        ]);
        assert_eq!(haystack.parts[0].as_ref().unwrap().symbols.len(), 7);
    }

    #[test]
    fn what_a_group_has_in_common_finds_all_its_items_and_no_other() {
        let mut haystack = Haystack::new(2);
        haystack.fill(1, |writer| {
            writer.group(["市教育局"]);
            writer.item(["培训"]);
            writer.item(["招聘"]);
            writer.group(["市科协"]);
            writer.item(["培训"]);
        });
        assert!(!haystack.is_filled(0));
        assert_eq!(haystack.first_empty(), Some(0));
        let mut find = |typed| {
            haystack.search(&Needle::new(typed), None)[1]
                .clone()
                .unwrap()
        };
        assert_eq!(find("jyj"), [true, true, false]);
        assert_eq!(find("px"), [true, false, true]);
        assert_eq!(find("jyj px"), [true, false, false]);
        let only = haystack.search(&Needle::new("px"), Some(0));
        assert_eq!(only, [None, None]);
        haystack.clear(1);
        assert!(!haystack.is_filled(1));
    }

    #[test]
    fn characters_beyond_the_basic_plane_are_found_too() {
        let mut haystack = haystack(&[vec!["𠮷林𠮷".to_owned()]]);
        assert_eq!(search(&mut haystack, "林𠮷"), [0]);
    }

    #[test]
    fn items_are_found_by_words_in_different_texts() {
        let items = [
            ["骨干教师培训", "市教育局"],
            ["科普讲座", "市科协"],
            ["教师招聘", "市教育局"],
        ];
        let mut haystack = haystack(&items.map(|item| item.map(str::to_owned).to_vec()));
        assert_eq!(search(&mut haystack, "jyj"), [0, 2]);
        assert_eq!(search(&mut haystack, "jyj 培训"), [0]);
        assert_eq!(search(&mut haystack, "kp"), [1]);
        assert_eq!(search(&mut haystack, ""), [0, 1, 2]);
        assert!(search(&mut haystack, "卫生").is_empty());
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
            let mut haystack = haystack(&items);
            // Typed letter by letter, as one does; the same in the end.
            for end in typed.char_indices().map(|(at, _)| at) {
                search(&mut haystack, &typed[..end]);
            }
            prop_assert_eq!(&search(&mut haystack, &typed), &expected);
            prop_assert_eq!(&search(&mut haystack, &typed), &expected);
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
        let mut items = Vec::new();
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
            items.push([unit, title, id]);
        }
        let begun = Instant::now();
        let parts: Vec<_> = items.chunks(150).collect();
        let mut haystack = Haystack::new(parts.len());
        for (place, part) in parts.iter().enumerate() {
            haystack.fill(place, |writer| {
                for [unit, title, id] in *part {
                    writer.group([unit.as_str()]);
                    writer.item([title.as_str(), id.as_str()]);
                }
            });
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
            let found = haystack.search(&needle, None);
            let found = found.iter().flatten().flatten().filter(|hit| **hit).count();
            println!("{typed}: {found} in {:?}", begun.elapsed());
        }
    }
}
