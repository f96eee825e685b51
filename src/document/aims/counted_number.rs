//! A number that counts something in its sentence, with the words around it and the number that it goes on with.

use super::aim::PrintedAim;
use super::course::{bound_of_list, is_noun_between};
use super::judging::bounds::op;
use super::judging::{NumberReading, is_sum_of_years};
use super::naming::subjects;
use super::numbers::FoundNumber;
use crate::document::text::{AnyOf, is_han, last_clause};
use crate::document::times::stated_time::recurrence_words;
use crate::plan::{Op, Recurrence};

/// A number that counts something, with the words around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct CountedNumber<'t> {
    pub(super) sentence: &'t str,
    pub(super) all: &'t [FoundNumber],
    pub(super) nth: usize,
    pub(super) measure: &'static str,
    /// Behind its measure.
    pub(super) end: usize,
    pub(super) before: &'t str,
    pub(super) after: &'t str,
    /// Its clause, up to it.
    pub(super) clause: &'t str,
}

/// A number that was read, which the next one may go on with.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReadNumber {
    pub(super) end: usize,
    pub(super) op: Op,
    pub(super) reading: NumberReading,
}

impl<'t> CountedNumber<'t> {
    pub(super) fn number(&self) -> &'t FoundNumber {
        &self.all[self.nth]
    }

    /// Returns the numbers before it.
    pub(super) fn earlier(&self) -> &'t [FoundNumber] {
        &self.all[..self.nth]
    }

    /// Returns the number as printed, with its measure.
    pub(super) fn printed(&self) -> String {
        self.sentence[self.number().start..self.end].to_owned()
    }

    /// Returns the text between another number and this one.
    pub(super) fn since(&self, other: ReadNumber) -> &'t str {
        let start = self.number().start;
        &self.sentence[other.end.min(start)..start]
    }
}

/// Returns the comparison of a number: by its own words, or by those of its list.
pub(super) fn held(it: CountedNumber<'_>, previous: Option<ReadNumber>) -> Op {
    let own = op(it.before, it.after, it.number().max.is_some());
    if own != Op::Exactly {
        return own;
    }
    // 分别达到65%和55%: what is said of the first holds for the second.
    let first = previous.filter(|first| is_joined(it.since(*first)));
    let of_first = first.map_or(Op::Exactly, |first| first.op);
    if of_first != Op::Exactly {
        return of_first;
    }
    // 分别达到100个、200个、300个以上
    if it.before.contains("分别")
        && let Some(of_list) = bound_of_list(it.sentence, it.end, &it.all[it.nth + 1..])
    {
        return of_list;
    }
    // 达到100个、面积200万平方米: reached, both.
    let reaches = |first: &ReadNumber| {
        first.op == Op::AtLeast
            && is_noun_between(it.since(*first))
            && it
                .earlier()
                .last()
                .is_some_and(|number| it.sentence[..number.start].ends_with("达到"))
    };
    if previous.as_ref().is_some_and(reaches) {
        Op::AtLeast
    } else {
        Op::Exactly
    }
}

/// Returns the name of what a number counts: by the words around it, or that of the aim before it, which it continues.
pub(super) fn name_of(it: CountedNumber<'_>, told: &str, aims: &[PrintedAim]) -> String {
    let name = subjects(it.sentence, it.number().start, it.earlier());
    let Some(last) = aims.last() else {
        return name;
    };
    // 每年植树200亩，三年共600亩: of what the number before counts.
    let sums_up = is_sum_of_years(it.clause) && last.unit == it.measure;
    // 泵站2座、4座、6座; 健身场地30处、5万平方米: all of one thing.
    let before = told.strip_suffix(['、', '和', '及']);
    let is_listed = before.is_some_and(|before| before.ends_with(&last.printed));
    if sums_up || is_listed && !name.contains(is_han) {
        return last.name.clone();
    }
    name
}

/// Returns whether a number counts an event of a clause of its own, behind one with a recurrence and a number:
/// 每季度练兵1次，组织大比武1场, which may be of the year.
pub(super) fn is_event_beside_recurrence(it: CountedNumber<'_>) -> bool {
    const HOLD: [&str; 4] = ["组织", "举办", "开展", "召开"];
    let earlier = it.before[..it.before.len() - it.clause.len()].trim_end_matches(['，', ',']);
    let earlier = last_clause(earlier);
    let has_number = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let is_recurrence = |text: &str| {
        recurrence_words(text)
            .iter()
            .any(|(_, every)| *every != Recurrence::Year)
    };
    it.clause.starts_with_any(&HOLD)
        && matches!(it.measure, "次" | "场" | "期" | "场次")
        && !is_recurrence(it.clause)
        && is_recurrence(earlier)
        && has_number(earlier)
}

/// Returns whether two numbers of a list follow each other directly.
pub(super) fn is_joined(between: &str) -> bool {
    matches!(between, "、" | "和" | "," | "，" | "及" | "与")
}
