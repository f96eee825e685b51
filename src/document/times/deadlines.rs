//! Days by which something is owed, and how often: 2024年6月底前, 年底前, 每年.

use std::collections::HashSet;

use chrono::Datelike;

use crate::document::numbering::branch::TextParagraph;
use crate::document::text::{AnyOf, first_clause, last_clause, plain};
use crate::document::times::in_turn::TimesInTurn;
use crate::document::units::kinds::ends_like_unit;
use crate::plan::{Day, Recurrence};

use super::behind::{is_done_then, is_sum};
use super::named::{NamedTime, times};
use super::recurring::recurring;
use super::stated_time::{has_own_deed, is_done_once};
use crate::document::aims::aim::in_pieces;
use crate::document::aims::numbers::numbers;

/// A day that a text names for a part of its work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrintedDeadline {
    /// What is to be done, as printed.
    pub title: String,
    /// By when.
    pub due: Option<Day>,
    /// How often.
    pub every: Option<Recurrence>,
    /// The words that say so.
    pub words: String,
    /// The line that states it.
    pub line_no: usize,
    /// Whether the year was worked out.
    pub is_worked_out: bool,
}

/// A time of a sentence by which something is due, with the words around it.
#[derive(Clone, Copy, Debug)]
struct BoundTime<'t> {
    time: &'t NamedTime,
    /// As printed.
    words: &'t str,
    before: &'t str,
    /// The words behind it, up to the next time by which something is due.
    after: &'t str,
}

/// Finds the days that a paragraph names for parts of its work. The day of one of `aims` stays with that aim alone;
/// `year` is the plan's.
pub(crate) fn deadlines(
    paragraph: &TextParagraph,
    year: Option<i32>,
    heading: &str,
    aims: &[String],
) -> Vec<PrintedDeadline> {
    let line_no = paragraph.line_no;
    let text = plain(&paragraph.text);
    let mut found = Vec::new();
    let first_year = year;
    let mut year = year;
    let aims: HashSet<&str> = aims.iter().map(String::as_str).collect();
    let sentences = text.split(['。', '！', '？', ';', '；']);
    for sentence in sentences.flat_map(in_pieces) {
        let aims = printed_in(sentence, &aims);
        let mut named = times(sentence, year);
        // 恢复至2019年的80% says what is compared.
        named.retain(|time| !sentence[time.end..].starts_with('的'));
        // 2025年秋季开学前 is asked for.
        named.retain(|time| !sentence[time.end..].starts_with_any(&["春季", "秋季"]));
        if let Some(turn) = TimesInTurn::find(sentence, year) {
            named.retain(|time| !turn.span.contains(&time.start));
            found.extend(deadlines_in_turn(sentence, &turn, line_no));
        }
        found.extend(
            bound_times(sentence, &named)
                .filter(|it| !it.is_as_things_were(first_year))
                .filter_map(|it| it.deadline(&aims, heading, line_no)),
        );
        if let Some(last) = named.iter().rfind(|time| !time.is_worked_out) {
            year = Some(last.day.year());
        }
        found.extend(recurring(sentence, heading, line_no, &aims, &named));
    }
    found
}

/// Returns the works that are due on the days of a list, one by one; numbers have theirs as aims.
fn deadlines_in_turn(
    sentence: &str,
    turn: &TimesInTurn,
    line_no: usize,
) -> impl Iterator<Item = PrintedDeadline> {
    let deeds = turn.deeds(sentence).filter(|_| turn.count(sentence) == 0);
    let words = sentence[turn.span.clone()].to_owned();
    deeds
        .into_iter()
        .flatten()
        .map(move |(title, day)| PrintedDeadline {
            title: short(&title),
            due: Some(day),
            words: words.clone(),
            line_no,
            ..PrintedDeadline::default()
        })
}

/// Returns the times of a sentence by which something is due.
fn bound_times<'t>(
    sentence: &'t str,
    named: &'t [NamedTime],
) -> impl Iterator<Item = BoundTime<'t>> {
    named.iter().enumerate().filter_map(move |(nth, time)| {
        let next = named.get(nth + 1).filter(|next| next.is_bound);
        let end = next.map_or(sentence.len(), |next| next.start);
        time.is_bound.then(|| BoundTime {
            time,
            words: &sentence[time.start..time.end],
            before: &sentence[..time.start],
            after: &sentence[time.end..end],
        })
    })
}

impl<'t> BoundTime<'t> {
    /// Returns whether it says how things were, how long something holds, or when another text is of: 2022年底 of a
    /// plan of 2023.
    fn is_as_things_were(&self, first_year: Option<i32>) -> bool {
        let is_earlier = first_year.is_some_and(|first| self.time.day.year() < first);
        is_earlier
            || is_past(self.before)
            || is_in_quotes(self.before)
            || is_condition(self.before)
            || is_attribute(self.after)
            || self.after.starts_with('止')
    }

    /// Returns the work that is due by then; none if it is an aim, which has its day.
    fn deadline(&self, aims: &[&str], heading: &str, line_no: usize) -> Option<PrintedDeadline> {
        let carries_aim = aims.iter().any(|printed| self.after.contains(printed));
        if carries_aim && !self.has_deed_beside_aim() || self.is_of_aim_before(aims) {
            return None;
        }
        let is_yearly = self.before.ends_with_any(&["每年", "每年度"]);
        Some(PrintedDeadline {
            title: if carries_aim {
                short(first_clause(self.first_deed()))
            } else {
                let begun = self.begins_work().map(|deed| format!("{heading}{deed}"));
                let whole = || begun.unwrap_or_else(|| heading.to_owned());
                self.title().map_or_else(whole, short)
            },
            due: (!is_yearly).then_some(self.time.day),
            every: is_yearly.then_some(Recurrence::Year),
            words: self.words.to_owned(),
            line_no,
            is_worked_out: self.time.is_worked_out,
        })
    }

    /// Returns whether it is the day of an aim before it: 新建公厕5座（6月底前）, 新建公厕5座，6月底前完成.
    fn is_of_aim_before(&self, aims: &[&str]) -> bool {
        if let Some(before) = self.before.strip_suffix('(') {
            let inside = self.after.split_once(')').map(|(inside, _)| inside);
            let tells_no_more = inside.is_some_and(|text| text.is_empty() || is_done_then(text));
            return tells_no_more && aims.iter().any(|printed| before.ends_with(printed));
        }
        let carries_aim = |text: &str| (aims.iter()).any(|aim| !is_sum(aim) && text.contains(aim));
        let before = self.before.trim_end_matches(['，', ',']);
        is_done_then(self.after)
            && before.len() < self.before.len()
            && carries_aim(last_clause(before))
    }

    /// Returns the word by which work only begins then: 2024年3月开工.
    fn begins_work(&self) -> Option<&'static str> {
        let clause = first_clause(self.after);
        ["开工", "启动", "动工"]
            .into_iter()
            .find(|deed| clause == *deed)
    }

    /// Returns the words behind it up to 并.
    fn first_deed(&self) -> &'t str {
        let after = self.after.trim_start_matches(['，', ',']);
        after.split('并').next().unwrap_or("")
    }

    /// Returns whether work without a number is due by then as well: 到2025年，创建示范市并实现人均经费达到2.5元.
    fn has_deed_beside_aim(&self) -> bool {
        let first = self.first_deed();
        let is_joined = self.after.contains('并')
            && first.chars().count() >= 6
            && !first.contains(|c: char| c.is_ascii_digit());
        let is_own = has_own_deed(self.after);
        is_joined || is_own && (self.words.contains('月') || is_done_once(self.after))
    }

    /// Returns the work to be done by then: the words behind it, else those before it.
    fn title(&self) -> Option<&'t str> {
        const MARKS: [char; 3] = ['，', ',', '、'];
        let comma = self.after.find(['，', ',']).filter(|at| *at > 12);
        let clause = self.after[..comma.unwrap_or(self.after.len())].trim_matches(MARKS);
        // 完成公厕5座(6月底前出台办法): without the half of the bracket.
        let inside = clause.strip_suffix(')').filter(|it| !it.contains('('));
        let clause = inside.unwrap_or(clause);
        let said = clause.strip_prefix("完成").unwrap_or(clause);
        if said.chars().count() >= 4 {
            return Some(clause);
        }
        let whole = self.after.trim_matches(MARKS);
        if whole.chars().count() >= 6 {
            return Some(whole);
        }
        let earlier = last_clause(self.before).trim_end_matches(['于', '在']);
        let is_label = earlier.ends_with([':', '：']);
        let earlier = Some(earlier).filter(|text| !is_label && text.chars().count() >= 4);
        // 完成选址
        let short_deed = Some(clause).filter(|_| said.len() < clause.len() && !said.is_empty());
        earlier.or(short_deed)
    }
}

/// Returns the beginning of a text, as long as a title may be.
pub(super) fn short(text: &str) -> String {
    text.chars().take(24).collect()
}

/// Returns the aims in a sentence, as printed.
fn printed_in<'a>(sentence: &str, aims: &HashSet<&'a str>) -> Vec<&'a str> {
    numbers(sentence)
        .into_iter()
        .filter_map(|number| {
            let end = number.end_with_measure(sentence);
            aims.get(&sentence[number.start..end]).copied()
        })
        .collect()
}

/// Returns whether a text makes a day a condition of what is not an office: 旧车须在….
fn is_condition(before: &str) -> bool {
    let who = last_clause(before).strip_suffix("须在").unwrap_or_default();
    !who.is_empty() && !who.ends_with(['各', '应', '必']) && !ends_like_unit(who)
}

/// Returns whether a day says which things are meant, by the words behind it: 2000年前建成的老旧小区.
fn is_attribute(after: &str) -> bool {
    const DONE: [&str; 15] = [
        "建成", "竣工", "建设", "修建", "登记", "注册", "投产", "投运", "投入使用", "出厂", "成立",
        "备案", "签订", "取得", "形成",
    ];
    DONE.iter().any(|deed| {
        after
            .strip_prefix(deed)
            .is_some_and(|rest| rest.starts_with('的'))
    })
}

/// Returns whether a day is that since or as of which things are so, or until which something holds.
fn is_past(before: &str) -> bool {
    const HOLDS: [&str; 10] = [
        "执行", "政策实施", "有效期", "有效", "施行", "期限", "延长", "暂定", "适用", "延续",
    ];
    let since = before.ends_with_any(&["截至", "自", "从", "早在"]);
    let until = before
        .strip_suffix(['至', '到'])
        .is_some_and(|before| last_clause(before).contains_any(&HOLDS));
    since || until
}

pub(super) fn is_in_quotes(before: &str) -> bool {
    before.matches('《').count() > before.matches('》').count()
        || before.matches('“').count() > before.matches('”').count()
        || before.matches('(').count() > before.matches(')').count() && !before.contains("完成")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, heading: &str) -> Vec<PrintedDeadline> {
        deadlines(&TextParagraph::alone(text, 1), None, heading, &[])
    }

    /// Returns the title and the day of each deadline.
    fn rows(text: &str, heading: &str) -> Vec<String> {
        let row = |it: &PrintedDeadline| format!("{} {}", it.title, it.due.unwrap());
        read(text, heading).iter().map(row).collect()
    }

    #[test]
    fn a_sentence_may_name_several_deadlines() {
        let text = "2020年底前组织开展全面自查，2021年3月底前对整改情况开展检查。6月底前总结。";
        assert_eq!(
            rows(text, "整改"),
            [
                "组织开展全面自查 2020-12-31",
                "对整改情况开展检查 2021-03-31",
                "整改 2021-06-30",
            ]
        );
    }

    #[test]
    fn days_in_turn_are_of_what_is_named_in_turn() {
        let expected = ["东渠通水 2024-12-31", "西渠通水 2025-12-31"];
        assert_eq!(
            rows("东渠、西渠分别于2024年、2025年底前通水。", ""),
            expected
        );
        let text = "建设泵房4座、水窖20口，分别于2024年、2025年底前投用。";
        assert_eq!(read(text, ""), []);
    }

    #[test]
    fn work_begins_and_ends_on_days_of_its_own() {
        let text = "2024年3月开工，2025年10月底前主体完工，2026年6月投入使用。";
        let expected = [
            "泵站开工 2024-03-31", "主体完工 2025-10-31", "投入使用 2026-06-30",
        ];
        assert_eq!(rows(text, "泵站"), expected);
    }

    #[test]
    fn what_begins_in_a_part_of_a_year_is_due_by_its_end() {
        let expected = ["完成方案设计 2024-06-30", "启动泵站建设 2024-12-31"];
        assert_eq!(
            rows("2024年上半年完成方案设计，下半年启动泵站建设。", "泵站"),
            expected
        );
    }

    #[test]
    fn a_day_is_of_the_deed_beside_an_aim_alone() {
        let read = |text: &str, aim: &str| {
            let found = deadlines(
                &TextParagraph::alone(text, 1),
                Some(2024),
                "",
                &[aim.to_owned()],
            );
            let titles = found.into_iter().map(|day| day.title);
            titles.collect::<Vec<_>>()
        };
        for (text, aim, titles) in [
            ("到2026年，新增停车位300个。", "300个", vec![]),
            (
                "到2026年，建成示范街区并新增停车位300个。",
                "300个",
                vec!["建成示范街区"],
            ),
            (
                "6月底前启动泵站改造，改造管网20公里。",
                "20公里",
                vec!["启动泵站改造"],
            ),
            (
                "2026年底前出台办法，培训骨干90名。",
                "90名",
                vec!["出台办法"],
            ),
            ("2023年底前完成清查。", "", vec![]),
            ("完成公厕5座（6月底前建成）。", "5座", vec![]),
            ("新建公厕5座，6月底前完成。", "5座", vec![]),
            ("完成公厕5座（6月底前出台办法）。", "5座", vec!["出台办法"]),
            ("完成投资20亿元，6月底前建成。", "20亿元", vec![""]),
        ] {
            assert_eq!(read(text, aim), titles, "{text}");
        }
    }

    #[test]
    fn an_office_is_given_a_day_and_a_thing_a_condition() {
        for text in [
            "县人社局须在2024年6月底前报送总结。",
            "必须在2024年6月底前报送总结。",
        ] {
            assert_eq!(read(text, "").len(), 1, "{text}");
        }
    }

    #[test]
    fn days_of_other_things_are_none() {
        for text in [
            "2018年11月，国务院印发规划。",
            "对于2015年后产生的债务，分别计入预算。",
            "争取三年内实现业务市级全覆盖，1年内完成合同用量。",
            "纳入年底效能目标考核体系。",
            "2019年初开始执行集中采购结果。",
            "2019年1月1日至12月31日，对困难企业给予支持。",
            "截至2021年底，已建成一批基地。",
            "旧电视机须在2024年1月8日前购买。",
            "政策执行至2023年12月31日。",
            "每月通报，至2025年6月止。",
            "校舍于2025年秋季开学前投用。",
            "下调费率政策实施至2021年4月30日。",
            "继续按不高于2017年征收标准征收。",
            "本措施有效期至2023年12月31日。",
            "自2020年底以来有所改善。",
            "完成2000年前建成的老旧小区改造。",
            "淘汰2015年底前登记的车辆。",
            "落实《行动计划（到2025年）》要求。",
            "2022-2025年，持续推进。",
        ] {
            assert_eq!(read(text, ""), [], "{text}");
        }
    }

    #[test]
    fn a_sentence_without_end_takes_time_that_grows_with_its_length_alone() {
        let taken = |count: usize| {
            let text = "2025年底前完成建设、".repeat(count);
            let begun = std::time::Instant::now();
            assert!(read(&text, "").len() > count / 2);
            begun.elapsed().as_secs_f64()
        };
        // The machine may be busy: the best of three.
        let best = |count| (0..3).map(|_| taken(count)).fold(f64::MAX, f64::min);
        let (short, long) = (best(1_000), best(8_000));
        // Eight times, and not sixty-four.
        assert!(long < short * 30.0, "{short} {long}");
    }
}
