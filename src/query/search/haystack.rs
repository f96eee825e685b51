//! Search over all milestones of all plans, fast enough to run at every keystroke.

use std::collections::BTreeSet;

use crate::store::in_parallel;

use super::fold::{fold, is_passed_over};
use super::needle::Needle;
use super::word_steps::WordSteps;

/// The texts of many items, prepared for repeated searches; each part holds a plan.
#[derive(Debug, Default)]
pub struct Haystack {
    parts: Vec<Option<HaystackPart>>,
    /// The distinct characters of all texts, so that a search computes the step of each once.
    characters: BTreeSet<char>,
}

/// The texts of one plan, group by group. What the items of a group have in common (the milestones of an
/// action) is looked at once.
#[derive(Debug, Default)]
pub struct HaystackPart {
    groups: Vec<Group>,
}

/// Items with common texts. Texts are folded, with a blank between them: no word has one.
#[derive(Debug, Default)]
struct Group {
    common: String,
    items: Vec<String>,
}

impl Haystack {
    /// Makes a haystack of `parts` empty parts.
    pub fn new(parts: usize) -> Self {
        Self {
            parts: std::iter::repeat_with(|| None).take(parts).collect(),
            characters: BTreeSet::new(),
        }
    }

    /// Replaces the contents of a part.
    pub fn fill(&mut self, place: usize, filled: HaystackPart) {
        for group in &filled.groups {
            let texts = std::iter::once(&group.common).chain(&group.items);
            self.characters.extend(texts.flat_map(|text| text.chars()));
        }
        if let Some(part) = self.parts.get_mut(place) {
            *part = Some(filled);
        }
    }

    /// Empties a part.
    pub fn clear(&mut self, part: usize) {
        if let Some(part) = self.parts.get_mut(part) {
            *part = None;
        }
    }

    /// Returns whether a part is filled.
    pub fn is_filled(&self, part: usize) -> bool {
        self.parts.get(part).is_some_and(Option::is_some)
    }

    /// Returns the index of the first empty part.
    pub fn first_empty(&self) -> Option<usize> {
        self.parts.iter().position(Option::is_none)
    }

    /// Returns, for each part or only for one, which of its items have every word of the needle in any
    /// of their texts; `None` for an empty part.
    pub fn search(&self, needle: &Needle, only: Option<usize>) -> Vec<Option<Vec<bool>>> {
        let words: Vec<WordSteps<'_>> = needle
            .words()
            .iter()
            .map(|word| WordSteps::new(word, &self.characters))
            .collect();
        let wanted: Vec<Option<&HaystackPart>> = self
            .parts
            .iter()
            .enumerate()
            .map(|(place, part)| part.as_ref().filter(|_| only.is_none_or(|it| it == place)))
            .collect();
        in_parallel(&wanted, |part| part.map(|part| part.search(&words)))
    }
}

impl HaystackPart {
    /// Starts a group, all of whose items are found by these texts.
    pub fn group<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        self.groups.push(Group {
            common: folded(texts),
            items: Vec::new(),
        });
    }

    /// Adds an item to the last group, found by these texts as well; items are numbered from 0.
    pub fn item<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) {
        if let Some(group) = self.groups.last_mut() {
            group.items.push(folded(texts));
        }
    }

    /// Returns, for each item, whether it has all words.
    fn search(&self, words: &[WordSteps<'_>]) -> Vec<bool> {
        let found = self.groups.iter().flat_map(|group| {
            let in_common: Vec<bool> = words.iter().map(|word| word.is_in(&group.common)).collect();
            group.items.iter().map(move |item| {
                let mut words = words.iter().zip(&in_common);
                words.all(|(word, in_common)| *in_common || word.is_in(item))
            })
        });
        found.collect()
    }
}

/// Returns texts folded, each followed by a blank.
fn folded<'t>(texts: impl IntoIterator<Item = &'t str>) -> String {
    let ended = |text: &'t str| text.chars().chain([' ']);
    let all = texts.into_iter().flat_map(ended);
    all.filter(|c| !is_passed_over(*c)).map(fold).collect()
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;
    use proptest::prelude::*;

    /// Makes a haystack of one part, each item in a group of its own that has the first text in common.
    fn haystack(items: &[Vec<String>]) -> Haystack {
        let mut part = HaystackPart::default();
        for item in items {
            part.group(item.iter().take(1).map(String::as_str));
            part.item(item.iter().skip(1).map(String::as_str));
        }
        let mut haystack = Haystack::new(1);
        haystack.fill(0, part);
        haystack
    }

    fn search(haystack: &Haystack, typed: &str) -> Vec<usize> {
        let found = haystack.search(&Needle::new(typed), None);
        let hit = found[0].as_ref().unwrap();
        (0..hit.len()).filter(|item| hit[*item]).collect()
    }

    #[test]
    fn what_a_group_has_in_common_finds_all_its_items_and_no_other() {
        let mut haystack = Haystack::new(2);
        let mut part = HaystackPart::default();
        part.group(["市教育局"]);
        part.item(["培训"]);
        part.item(["招聘"]);
        part.group(["市科协"]);
        part.item(["培训"]);
        haystack.fill(1, part);
        assert!(!haystack.is_filled(0));
        assert_eq!(haystack.first_empty(), Some(0));
        let find = |typed| {
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
        let haystack = haystack(&[vec!["𠮷林𠮷".to_owned()]]);
        assert_eq!(search(&haystack, "林𠮷"), [0]);
    }

    #[test]
    fn items_are_found_by_words_in_different_texts() {
        let items = [
            ["骨干教师培训", "市教育局"],
            ["科普讲座", "市科协"],
            ["教师招聘", "市教育局"],
        ];
        let haystack = haystack(&items.map(|item| item.map(str::to_owned).to_vec()));
        assert_eq!(search(&haystack, "jyj"), [0, 2]);
        assert_eq!(search(&haystack, "jyj 培训"), [0]);
        assert_eq!(search(&haystack, "kp"), [1]);
        assert_eq!(search(&haystack, ""), [0, 1, 2]);
        assert!(search(&haystack, "卫生").is_empty());
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
            prop_assert_eq!(&search(&haystack(&items), &typed), &expected);
        }
    }

    /// Run with `cargo test --release haystack -- --ignored --nocapture`.
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
        for (place, items) in parts.iter().enumerate() {
            let mut part = HaystackPart::default();
            for [unit, title, id] in *items {
                part.group([unit.as_str()]);
                part.item([title.as_str(), id.as_str()]);
            }
            haystack.fill(place, part);
        }
        println!(
            "taking in 100,000 items, every title different: {:?}",
            begun.elapsed()
        );
        for typed in [
            "j", "jy", "jyj", "jiaoyuju", "教", "教yj", "3.1", "zzzz", "jyj kx 志愿",
            "启动深入实施科学",
        ] {
            let begun = Instant::now();
            let needle = Needle::new(typed);
            let found = haystack
                .search(&needle, None)
                .iter()
                .flatten()
                .flatten()
                .filter(|hit| **hit)
                .count();
            println!("{typed}: {found} in {:?}", begun.elapsed());
        }
    }
}
