//! The search index of a board, fast enough to be searched at every key.

use std::ops::Range;
use std::sync::Arc;

use super::fold::{fold, is_passed_over};
use super::needle::Needle;
use super::word_steps::WordSteps;
use crate::plan::{Action, Milestone, Plan, Progress};
use crate::query::{Board, MilestonePlace, PlanHandle};
use crate::store::in_parallel;

/// The search index of a board's milestones; plans are indexed on demand.
#[derive(Debug)]
pub struct SearchIndex {
    /// The texts of each plan, action by action; `None` for a plan that is not indexed.
    plans: Vec<Option<Vec<SearchedTexts>>>,
    /// Which characters of the Basic Multilingual Plane are in any text: a search computes the step of each once.
    is_used: Vec<bool>,
}

/// The texts by which the milestones of an action are found. They are folded, with a blank between them: no word has
/// one.
#[derive(Debug)]
pub struct SearchedTexts {
    /// What the milestones have in common, which is looked at once.
    common: String,
    /// Their own texts.
    own: Vec<(MilestonePlace, String)>,
}

/// The milestones that a search found, in the order of the board.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SearchHits(Vec<MilestonePlace>);

impl SearchIndex {
    /// Makes an empty index for `plans` plans.
    pub fn new(plans: usize) -> Self {
        Self {
            plans: std::iter::repeat_with(|| None).take(plans).collect(),
            is_used: vec![false; 1 << u16::BITS],
        }
    }

    /// Makes the index of a whole board.
    pub fn of(board: &Board) -> Self {
        let mut index = Self::new(board.plans.len());
        index.add(0..board.plans.len(), &board.plans);
        index
    }

    /// Indexes those of some plans that are not indexed yet; a plan that cannot be opened gets no texts.
    pub fn add(&mut self, places: Range<usize>, plans: &[PlanHandle]) {
        let is_missing = |place: &usize| self.plans.get(*place).is_some_and(Option::is_none);
        let missing: Vec<usize> = places.filter(is_missing).collect();
        let texts = in_parallel(&missing, |place| texts_of_plan(*place, &plans[*place]));
        for (place, texts) in missing.into_iter().zip(texts) {
            self.fill(place, texts);
        }
    }

    /// Sets the texts of a plan.
    pub fn fill(&mut self, place: usize, texts: Vec<SearchedTexts>) {
        for SearchedTexts { common, own } in &texts {
            let own = own.iter().flat_map(|(_, text)| text.chars());
            for c in common.chars().chain(own) {
                if let Some(is_used) = self.is_used.get_mut(c as usize) {
                    *is_used = true;
                }
            }
        }
        if let Some(plan) = self.plans.get_mut(place) {
            *plan = Some(texts);
        }
    }

    /// Drops a plan that has changed.
    pub fn forget(&mut self, place: usize) {
        if let Some(plan) = self.plans.get_mut(place) {
            *plan = None;
        }
    }

    /// Finds the milestones of the indexed plans, or of only one, that have every word of the needle in any of their
    /// texts.
    pub fn find(&self, needle: &Needle, only: Option<usize>) -> Arc<SearchHits> {
        let words = needle.words().iter();
        let words: Vec<WordSteps<'_>> = words
            .map(|word| WordSteps::new(word, &self.is_used))
            .collect();
        let plans = self.plans.iter().enumerate();
        let plans: Vec<&[SearchedTexts]> = plans
            .filter(|(place, _)| only.is_none_or(|only| only == *place))
            .filter_map(|(_, texts)| texts.as_deref())
            .collect();
        let found = in_parallel(&plans, |texts| {
            let found = texts.iter().flat_map(|texts| texts.search(&words));
            found.collect::<Vec<_>>()
        });
        Arc::new(SearchHits(found.concat()))
    }
}

impl SearchedTexts {
    /// Starts with the texts that all milestones have in common.
    pub fn in_common<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        Self {
            common: folded(texts),
            own: Vec::new(),
        }
    }

    /// Adds a milestone with its own texts.
    pub fn add<'t>(&mut self, place: MilestonePlace, texts: impl IntoIterator<Item = &'t str>) {
        self.own.push((place, folded(texts)));
    }

    /// Returns the milestones that have all words.
    fn search(&self, words: &[WordSteps<'_>]) -> impl Iterator<Item = MilestonePlace> {
        let words = words.iter().filter(|word| !word.is_in(&self.common));
        let words: Vec<&WordSteps<'_>> = words.collect();
        let own = self.own.iter();
        let found = own.filter(move |(_, text)| words.iter().all(|word| word.is_in(text)));
        found.map(|(place, _)| *place)
    }
}

impl SearchHits {
    /// Returns whether a milestone was found.
    pub fn has(&self, place: MilestonePlace) -> bool {
        self.0.binary_search(&place).is_ok()
    }
}

/// Returns the texts of a plan, action by action.
fn texts_of_plan(plan_ix: usize, handle: &PlanHandle) -> Vec<SearchedTexts> {
    let loaded = handle.loaded_for_once();
    let Some((plan, progress)) = loaded.open() else {
        return Vec::new();
    };
    let actions = plan.actions.iter().enumerate().map(|(action_ix, action)| {
        let mut texts = SearchedTexts::in_common(texts_of_action(plan, action));
        for (milestone_ix, milestone) in action.milestones.iter().enumerate() {
            let place = MilestonePlace {
                plan: plan_ix,
                action: action_ix,
                milestone: milestone_ix,
            };
            let id = format!("{}:{}", plan.id(), milestone.id);
            let own = texts_of_milestone(progress, milestone);
            texts.add(place, std::iter::once(id.as_str()).chain(own));
        }
        texts
    });
    actions.collect()
}

/// Returns whether the needle is found in the titles, units, id or notes of a milestone.
pub(crate) fn finds(
    needle: &Needle,
    plan: &Plan,
    progress: &Progress,
    action: &Action,
    milestone: &Milestone,
) -> bool {
    let id = format!("{}:{}", plan.id(), milestone.id);
    let mut texts: Vec<&str> = texts_of_action(plan, action).collect();
    texts.push(&id);
    texts.extend(texts_of_milestone(progress, milestone));
    needle.matches_any_of(&texts)
}

fn texts_of_action<'p>(plan: &'p Plan, action: &'p Action) -> impl Iterator<Item = &'p str> {
    // A collective is also found by its members, as with `--unit`.
    let units = action
        .responsible()
        .chain(plan.units().expand(action.responsible()));
    let names = units.flat_map(|unit| plan.units().get(unit).names());
    [action.title.as_str(), action.summary.as_str()]
        .into_iter()
        .chain(names)
}

fn texts_of_milestone<'p>(
    progress: &'p Progress,
    milestone: &'p Milestone,
) -> impl Iterator<Item = &'p str> {
    let said = progress.log(&milestone.id).iter().flat_map(|entry| {
        let texts = [&entry.text, &entry.problem, &entry.next, &entry.reason];
        texts.into_iter().flatten().chain(&entry.evidence)
    });
    std::iter::once(milestone.title.as_str())
        .chain(milestone.occurrence.as_deref())
        .chain(said.map(String::as_str))
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

    fn place(plan: usize, action: usize, milestone: usize) -> MilestonePlace {
        MilestonePlace {
            plan,
            action,
            milestone,
        }
    }

    /// Makes an index of one plan, each item in an action of its own that has the first text in common.
    fn index(items: &[Vec<String>]) -> SearchIndex {
        let texts = items.iter().enumerate().map(|(action, item)| {
            let mut texts = SearchedTexts::in_common(item.iter().take(1).map(String::as_str));
            texts.add(place(0, action, 0), item.iter().skip(1).map(String::as_str));
            texts
        });
        let mut index = SearchIndex::new(1);
        index.fill(0, texts.collect());
        index
    }

    fn search(index: &SearchIndex, typed: &str) -> Vec<usize> {
        let found = index.find(&Needle::new(typed), None);
        found.0.iter().map(|place| place.action).collect()
    }

    #[test]
    fn what_an_action_has_in_common_finds_all_its_milestones_and_no_other() {
        let mut schools = SearchedTexts::in_common(["市教育局"]);
        schools.add(place(1, 0, 0), ["培训"]);
        schools.add(place(1, 0, 1), ["招聘"]);
        let mut science = SearchedTexts::in_common(["市科协"]);
        science.add(place(1, 1, 0), ["培训"]);
        let mut index = SearchIndex::new(2);
        index.fill(1, vec![schools, science]);
        let found = |typed, only| index.find(&Needle::new(typed), only).0.clone();
        assert_eq!(found("jyj", None), [place(1, 0, 0), place(1, 0, 1)]);
        assert_eq!(found("px", Some(1)), [place(1, 0, 0), place(1, 1, 0)]);
        assert_eq!(found("jyj px", None), [place(1, 0, 0)]);
        assert_eq!(found("px", Some(0)), []);
        let hits = index.find(&Needle::new("px"), None);
        assert!(hits.has(place(1, 1, 0)) && !hits.has(place(1, 0, 1)));
        index.forget(1);
        assert_eq!(index.find(&Needle::new("px"), None).0, []);
    }

    #[test]
    fn characters_beyond_the_basic_plane_are_found_too() {
        let index = index(&[vec!["𠮷林𠮷".to_owned()]]);
        assert_eq!(search(&index, "林𠮷"), [0]);
    }

    #[test]
    fn items_are_found_by_words_in_different_texts() {
        let items = [
            ["骨干教师培训", "市教育局"],
            ["科普讲座", "市科协"],
            ["教师招聘", "市教育局"],
        ];
        let index = index(&items.map(|item| item.map(str::to_owned).to_vec()));
        assert_eq!(search(&index, "jyj"), [0, 2]);
        assert_eq!(search(&index, "jyj 培训"), [0]);
        assert_eq!(search(&index, "kp"), [1]);
        assert_eq!(search(&index, ""), [0, 1, 2]);
        assert!(search(&index, "卫生").is_empty());
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
            prop_assert_eq!(&search(&index(&items), &typed), &expected);
        }
    }

    /// Run with `cargo test --release how_long -- --ignored --nocapture`.
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
        let plans: Vec<_> = items.chunks(150).collect();
        let mut index = SearchIndex::new(plans.len());
        for (plan, items) in plans.iter().enumerate() {
            let texts = items.iter().enumerate().map(|(action, [unit, title, id])| {
                let mut texts = SearchedTexts::in_common([unit.as_str()]);
                texts.add(place(plan, action, 0), [title.as_str(), id.as_str()]);
                texts
            });
            index.fill(plan, texts.collect());
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
            let found = index.find(&needle, None).0.len();
            println!("{typed}: {found} in {:?}", begun.elapsed());
        }
    }
}
