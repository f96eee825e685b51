//! Times that a sentence gives to several things in turn: 园区3个、基地5个，分别于2024年、2025年底前建成.

use std::ops::Range;

use chrono::Datelike;

use super::calendar::month_end;
use super::named::{NamedTime, times};
use crate::document::aims::aim::LONGEST_SENTENCE;
use crate::document::aims::masking::masked;
use crate::document::aims::numbers::{FoundNumber, numbers};
use crate::document::text::{first_clause, last_clause};
use crate::plan::Day;

/// A list of times beside 分别, each for one of as many things.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct TimesInTurn {
    /// The list, with 分别.
    pub(crate) span: Range<usize>,
    /// Their last days.
    pub(crate) days: Vec<Day>,
    /// The place where the things behind it begin: behind 分别.
    behind: usize,
}

/// The day that is a number's by its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum DayInTurn {
    Is(Day),
    /// There are more or fewer times than numbers.
    NotTold,
}

impl TimesInTurn {
    /// Finds the list of a plain sentence. `year` is assumed for times without one: 6月底前.
    pub(crate) fn find(sentence: &str, year: Option<i32>) -> Option<Self> {
        if !sentence.contains("分别") || sentence.len() > LONGEST_SENTENCE {
            return None;
        }
        let named = times(sentence, year);
        sentence.match_indices("分别").find_map(|(at, word)| {
            let behind = &sentence[at + word.len()..];
            let list: Vec<&NamedTime> =
                if let Some(rest) = behind.strip_prefix(['于', '在', '到', '至']) {
                    let mut end = sentence.len() - rest.len();
                    let later = named.iter().filter(|time| time.start >= end);
                    let later = later.collect::<Vec<_>>().into_iter();
                    let of_list = later.take_while(|time| {
                        let is_next = is_joint(&sentence[end..time.start]);
                        end = time.end;
                        is_next
                    });
                    of_list.collect()
                } else {
                    // 2024年、2025年分别建成
                    let mut start = at;
                    let earlier = named.iter().rev().skip_while(|time| time.end > at);
                    let of_list = earlier.take_while(|time| {
                        let is_before = is_joint(&sentence[time.end..start]);
                        start = time.start;
                        is_before
                    });
                    let mut list: Vec<&NamedTime> = of_list.collect();
                    list.reverse();
                    list
                };
            let (Some(first), Some(last)) = (list.first(), list.last()) else {
                return Self::before_names(sentence, &named, at);
            };
            let end = last.end.max(at + word.len());
            if let [only] = list.as_slice() {
                let (start, days) = quarters_up_to(sentence, only)?;
                return Some(Self {
                    span: start.min(at)..end,
                    days,
                    behind: end,
                });
            }
            Some(Self {
                span: first.start.min(at)..end,
                days: list.iter().map(|time| time.day).collect(),
                behind: end,
            })
        })
    }

    /// Finds a list of times apart from 分别, each for one of as many numbers behind that: at the head of its sentence,
    /// 到2023年底和2025年，普及率分别不低于24%和30%, or in its clause, 一、二季度任务分别为80、60万元.
    fn before_names(sentence: &str, named: &[NamedTime], at: usize) -> Option<Self> {
        let earlier = named.partition_point(|time| time.end <= at);
        let last = named[..earlier].last()?;
        let mut start = last.start;
        let of_list = named[..earlier - 1].iter().rev().take_while(|time| {
            let is_joint = is_joint(&sentence[time.end..start]);
            start = time.start;
            is_joint
        });
        let mut list: Vec<&NamedTime> = std::iter::once(last).chain(of_list).collect();
        list.reverse();
        let before = last_clause(&sentence[..list[0].start]);
        let between = &sentence[last.end..at];
        let heads =
            matches!(before, "" | "到" | "至" | "力争到") && between.starts_with(['，', ',']);
        let found = Self {
            span: list[0].start..last.end,
            behind: at + "分别".len(),
            days: list.iter().map(|time| time.day).collect(),
        };
        let is_told = list.len() > 1 && found.count(sentence) == list.len();
        let is_near = heads || !between.contains(['，', ',']);
        (is_told && is_near).then_some(found)
    }

    /// Returns the day of a number among all of its sentence; nothing where its clause is another than that of the
    /// list.
    pub(crate) fn day_of(
        &self,
        sentence: &str,
        all: &[FoundNumber],
        nth: usize,
    ) -> Option<DayInTurn> {
        let counted = self.counted(sentence, all);
        let place = counted.iter().position(|start| *start == all[nth].start)?;
        Some(if counted.len() == self.days.len() {
            DayInTurn::Is(self.days[place])
        } else {
            DayInTurn::NotTold
        })
    }

    /// Returns the words that may name what the numbers behind the list count, if all count one thing:
    /// 一季度、二季度分别完成投资10亿元、20亿元, 投资一、二季度任务分别为10、20亿元.
    pub(crate) fn names<'t>(&self, sentence: &'t str, all: &[FoundNumber]) -> Option<[&'t str; 3]> {
        let counted = self.counted(sentence, all);
        let mut numbers = all.iter().filter(|it| counted.contains(&it.start));
        let first = numbers.next().filter(|it| it.start >= self.behind)?;
        let mut end = first.end_with_measure(sentence);
        let count_one_thing = numbers.all(|it| {
            let is_joint = sentence.get(end..it.start).is_some_and(is_joint);
            end = it.end_with_measure(sentence);
            is_joint
        });
        let before = last_clause(&sentence[..self.span.start]);
        // 甲率、乙率分别于2024年、2025年达到24%、30%
        let lists_names = before
            .trim_end_matches('、')
            .contains(['、', '和', '与', '及']);
        (count_one_thing && !lists_names).then_some([
            sentence.get(self.span.end..self.behind).unwrap_or_default(),
            &sentence[self.behind..first.start],
            before.trim_end_matches([':', '：']),
        ])
    }

    /// Returns the work that is due on each day, if its sentence counts nothing: 甲路、乙路分别于2024年、2025年通车,
    /// and the same work for each day of 分别于2024年、2025年开展检查. Nothing if the numbers of things and days
    /// differ.
    pub(crate) fn deeds(&self, sentence: &str) -> Option<Vec<(String, Day)>> {
        let deed = first_clause(&sentence[self.span.end..]);
        let names = &sentence[self.clause_before(sentence)];
        let mut names: Vec<&str> = names.split(['、', '和', '与', '及']).collect();
        let is_one_deed = names == [""] && !deed.is_empty() && !deed.contains(['、', '和']);
        if is_one_deed {
            let days = self.days.iter();
            return Some(days.map(|day| (deed.to_owned(), *day)).collect());
        }
        names.retain(|name| !name.is_empty());
        let is_told = names.len() == self.days.len();
        let told = names.into_iter().zip(&self.days);
        is_told.then(|| {
            told.map(|(name, day)| (format!("{name}{deed}"), *day))
                .collect()
        })
    }

    /// Returns whether each of its days is that of one thing.
    pub(crate) fn is_told(&self, sentence: &str) -> bool {
        match self.count(sentence) {
            0 => self.deeds(sentence).is_some(),
            count => count == self.days.len(),
        }
    }

    /// Counts the numbers that the days may be of.
    pub(crate) fn count(&self, sentence: &str) -> usize {
        self.counted(sentence, &numbers(&masked(sentence))).len()
    }

    /// Returns the places of the numbers that the days may be of: those behind the list in its clause, else those
    /// before it.
    fn counted(&self, sentence: &str, all: &[FoundNumber]) -> Vec<usize> {
        let is_counted = |number: &&FoundNumber| {
            let is_date = sentence[number.end..].starts_with(['年', '月', '日']);
            number.is_percent || !number.is_chinese && !is_date
        };
        let within = |range: Range<usize>| {
            let inside = all.iter().filter(|number| range.contains(&number.start));
            let counted = inside.filter(is_counted).map(|number| number.start);
            counted.collect::<Vec<_>>()
        };
        let end = self.behind;
        let behind = within(end..end + first_clause(&sentence[end..]).len());
        if behind.is_empty() {
            within(self.clause_before(sentence))
        } else {
            behind
        }
    }

    /// Returns the range of the clause before the list, also if a comma separates them.
    fn clause_before(&self, sentence: &str) -> Range<usize> {
        let before = sentence[..self.span.start].trim_end_matches(['，', ',']);
        before.len() - last_clause(before).len()..before.len()
    }
}

/// Returns whether two times with a text between them are of one list.
fn is_joint(text: &str) -> bool {
    matches!(text, "" | "、" | "和" | "及")
}

/// Returns the last days of the quarters of a span that ends with a time, and where the span begins: 一至三季度.
fn quarters_up_to(sentence: &str, last: &NamedTime) -> Option<(usize, Vec<Day>)> {
    const QUARTERS: [&str; 4] = ["一", "二", "三", "四"];
    let is_quarter = sentence[last.start..last.end].contains("季度");
    let before = sentence[..last.start].strip_suffix(['至', '到', '—', '-'])?;
    let before = before.strip_suffix("季度").unwrap_or(before);
    let (first, head) = QUARTERS
        .iter()
        .zip(1..)
        .find_map(|(word, quarter)| Some((quarter, before.strip_suffix(word)?)))?;
    let head = head.strip_suffix('第').unwrap_or(head);
    let quarters = first..=last.day.quarter();
    let ends = quarters.map(|quarter| month_end(last.day.year(), quarter * 3));
    let days = ends.collect::<Option<Vec<_>>>()?;
    (is_quarter && days.len() > 1).then_some((head.len(), days))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(years: &[i32]) -> Vec<Day> {
        years
            .iter()
            .map(|year| Day::from_ymd_opt(*year, 12, 31).unwrap())
            .collect()
    }

    #[test]
    fn each_number_of_a_clause_has_a_day_of_the_list_beside_it() {
        for (sentence, told) in [
            (
                "新建泵房4座、水窖20口，分别于2024年、2025年底前投用",
                vec![Some(2024), Some(2025)],
            ),
            (
                "分别于2024年、2025年底前建成泵房4座、水窖20口，惠及农户900户",
                vec![Some(2024), Some(2025), None],
            ),
            (
                "新建泵房4座、水窖20口，2024年、2025年分别投用",
                vec![Some(2024), Some(2025)],
            ),
        ] {
            let turn = TimesInTurn::find(sentence, None).unwrap();
            let all = numbers(sentence);
            let counted = all
                .iter()
                .enumerate()
                .filter(|(_, number)| !sentence[number.end..].starts_with('年'));
            let read = counted.map(|(nth, _)| turn.day_of(sentence, &all, nth));
            let told = told
                .into_iter()
                .map(|year| year.map(|year: i32| DayInTurn::Is(days(&[year])[0])));
            assert!(read.eq(told), "{sentence}");
            assert!(turn.is_told(sentence), "{sentence}");
        }
        let sentence = "新建泵房4座、水窖20口、水塔2座，分别于2024年、2025年底前投用";
        let turn = TimesInTurn::find(sentence, None).unwrap();
        let all = numbers(sentence);
        assert_eq!(turn.day_of(sentence, &all, 1), Some(DayInTurn::NotTold));
        assert!(!turn.is_told(sentence));
    }

    #[test]
    fn what_is_named_in_turn_has_a_day_each() {
        let sentence = "东渠、西渠和南渠分别于2024年、2025年、2026年底前通水";
        let turn = TimesInTurn::find(sentence, None).unwrap();
        let deeds = ["东渠通水", "西渠通水", "南渠通水"].map(str::to_owned);
        let deeds = deeds.into_iter().zip(days(&[2024, 2025, 2026]));
        assert_eq!(turn.deeds(sentence), Some(deeds.collect()));
        let sentence = "分别于2024年、2025年底前清淤";
        let turn = TimesInTurn::find(sentence, None).unwrap();
        let deeds = days(&[2024, 2025]).into_iter();
        let deeds = deeds.map(|day| ("清淤".to_owned(), day));
        assert_eq!(turn.deeds(sentence), Some(deeds.collect()));
        let sentence = "各灌区分别于2024年、2025年底前通水";
        let turn = TimesInTurn::find(sentence, None).unwrap();
        assert!(!turn.is_told(sentence));
        assert_eq!(TimesInTurn::find("分别达到40个、50个", None), None);
        let sentence = "到2024年底和2025年，普及率分别不低于24%和30%";
        let turn = TimesInTurn::find(sentence, None).unwrap();
        assert_eq!(turn.days, days(&[2024, 2025]));
        assert!(turn.is_told(sentence));
        for sentence in [
            "普及率一、二季度任务分别为24%、30%",
            "第一二季度任务分别为2、3亿元",
            "一季度、二季度投资任务分别为2、3亿元",
        ] {
            let turn = TimesInTurn::find(sentence, Some(2024)).unwrap();
            let days = [(3, 31), (6, 30)];
            let days = days.map(|(month, day)| Day::from_ymd_opt(2024, month, day).unwrap());
            assert_eq!(turn.days, days, "{sentence}");
        }
        assert_eq!(
            TimesInTurn::find("到2024年和2025年，甲率、乙率、丙率分别为2%、3%、4%", None),
            None
        );
        assert_eq!(TimesInTurn::find("分别于2024年底前通水", None), None);
    }
}
