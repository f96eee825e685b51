//! The time that a column of targets is of, by its heading: 2025年目标, 一季度目标, 1—6月, 上半年.

use crate::document::text::AnyOf;
use crate::document::times::calendar::{month_end, year_end, year_of};
use crate::document::times::named::half_or_quarter;
use crate::plan::Day;

/// The time that a column is of; nothing where its heading says none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct ColumnTime {
    pub(crate) year: Option<i32>,
    /// The last month of a part of a year.
    month: Option<u32>,
}

/// Words behind a part of a year in a heading of targets.
const BEHIND: [&str; 32] = [
    "", "目标", "目标值", "目标数", "目标任务", "目标要求", "任务", "任务目标", "任务数", "计划",
    "计划数", "计划目标", "计划任务", "计划完成", "工作目标", "工作任务", "工作计划", "工作安排",
    "工作要求", "进度目标", "进度安排", "进度计划", "节点目标", "阶段目标", "预期目标", "形象进度",
    "指标", "指标值", "数量", "应完成", "拟完成", "推进计划",
];

impl ColumnTime {
    /// Returns the time of a year.
    pub(crate) fn of_year(year: i32) -> Self {
        Self {
            year: Some(year),
            month: None,
        }
    }

    /// Reads a heading, without blanks, that names a part of a year and nothing else but that it has targets; 全年 adds
    /// nothing to the plan's own time.
    pub(crate) fn of_part(heading: &str) -> Option<Self> {
        let rest = heading
            .strip_prefix_any(&["其中：", "其中", "截至", "截止", "至", "到"])
            .unwrap_or(heading);
        let year = rest.get(..4).and_then(year_of);
        let rest = year.map_or(rest, |_| rest[4..].trim_start_matches('年'));
        let (month, rest) = part_at(rest)?;
        let rest = rest
            .strip_prefix_any(&["底前", "末前", "底", "末", "前", "份"])
            .unwrap_or(rest);
        let rest = rest.trim_start_matches(['（', '(']);
        let rest = rest.trim_end_matches(['）', ')']);
        // 3月底前完成20%
        let share = rest
            .strip_prefix("完成")
            .and_then(|rest| rest.strip_suffix(['%', '％']));
        let is_share = share.is_some_and(|share| share.parse::<f64>().is_ok());
        (is_share || BEHIND.contains(&rest)).then_some(Self { year, month })
    }

    /// Returns whether a heading says anything of it.
    pub(crate) fn is_said(self) -> bool {
        self != Self::default()
    }

    /// Returns whether it is a part of a year.
    pub(crate) fn is_part(self) -> bool {
        self.month.is_some()
    }

    /// Adds what the heading over it says: 2024年 over 一季度.
    pub(crate) fn within(self, over: Self) -> Self {
        Self {
            year: self.year.or(over.year),
            month: self.month.or(over.month),
        }
    }

    /// Returns its last day; a part of a year that is not said is one of `plan_year`.
    pub(crate) fn last_day(self, plan_year: Option<i32>) -> Option<Day> {
        match self.month {
            Some(month) => month_end(self.year.or(plan_year)?, month),
            None => self.year.map(year_end),
        }
    }

    /// Returns a text with the time in each sentence that says none: 到2024年6月底，. A part of a year that is not said is
    /// one of `plan_year`. A sentence that names a part of the column's year is of that: 2024年9月底完工.
    pub(crate) fn said_in(self, text: &str, plan_year: Option<i32>) -> String {
        let Some(year) = self.year.or(plan_year.filter(|_| self.is_part())) else {
            return text.to_owned();
        };
        let month = self.month.map(|month| format!("{month}月底"));
        let month = month.unwrap_or_default();
        let sentences = text.split_inclusive(['。', '；', ';', '\n']);
        let said = sentences.map(|sentence| {
            if sentence.contains('年') && !sentence.contains("每年") || sentence.trim().is_empty()
            {
                return sentence.to_owned();
            }
            match place_of_part(sentence).filter(|_| !self.is_part()) {
                Some(at) => format!("{}{year}年{}", &sentence[..at], &sentence[at..]),
                None => format!("到{year}年{month}，{}", sentence.trim_start()),
            }
        });
        said.collect()
    }
}

/// Returns the year with which a heading compares: 2010 of 2015年比2010年增长.
pub(super) fn compared_year(heading: &str) -> Option<i32> {
    const CHANGES: [&str; 8] = [
        "增长", "增减", "增加", "提高", "上升", "下降", "降低", "变化",
    ];
    let (_, behind) = heading.split_once(['比', '较'])?;
    let year = behind.get(..4).and_then(year_of)?;
    behind.contains_any(&CHANGES).then_some(year)
}

/// Returns the place where a sentence first names a part of a year: 9月底, 三季度.
pub(super) fn place_of_part(sentence: &str) -> Option<usize> {
    let begins = |at: &usize| {
        let is_within = sentence[..*at].ends_with(|c: char| c.is_ascii_digit() || c == '第');
        let part = part_at(&sentence[*at..]);
        !is_within && part.is_some_and(|(month, _)| month.is_some())
    };
    let mut places = sentence.char_indices().map(|(at, _)| at);
    places.find(begins)
}

/// Reads the part of a year that a text begins with: its last month, none of 全年, and what follows.
fn part_at(text: &str) -> Option<(Option<u32>, &str)> {
    const SEVERAL: [(&str, u32); 3] = [("前三季度", 9), ("前两季度", 6), ("前二季度", 6)];
    if let Some(rest) = text.strip_prefix("全年") {
        return Some((None, rest));
    }
    let mut several = SEVERAL.iter();
    let several = several.find_map(|(word, month)| Some((*month, text.strip_prefix(word)?)));
    let part = several
        .or_else(|| half_or_quarter(text))
        .or_else(|| months_at(text));
    part.map(|(month, rest)| (Some(month), rest))
}

/// Reads a month, or the last one of a span: 6月, 1—6月, 1月至6月.
fn months_at(text: &str) -> Option<(u32, &str)> {
    let (first, rest) = month_number(text)?;
    let joints = ['—', '-', '－', '–', '~', '～', '至', '到'];
    let span = rest.strip_prefix('月').unwrap_or(rest);
    let last = span
        .strip_prefix(joints)
        .map(|rest| rest.trim_start_matches(joints));
    if let Some((month, rest)) = last.and_then(month_number) {
        let is_span = first < month;
        return rest
            .strip_prefix('月')
            .filter(|_| is_span)
            .map(|rest| (month, rest));
    }
    rest.strip_prefix('月').map(|rest| (first, rest))
}

fn month_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit())?;
    let month = text[..end].parse().ok()?;
    (1..=12).contains(&month).then_some((month, &text[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_is_of_the_time_of_its_column_or_of_its_own() {
        let year = ColumnTime::of_year(2025);
        for (text, said) in [
            ("建成步道8公里", "到2025年，建成步道8公里"),
            ("建成步道8公里，9月底完工", "建成步道8公里，2025年9月底完工"),
            (
                "第三季度完成编制；开工",
                "2025年第三季度完成编制；到2025年，开工",
            ),
            ("2024年6月底完工", "2024年6月底完工"),
        ] {
            assert_eq!(year.said_in(text, None), said);
        }
        let quarter = ColumnTime::of_part("一季度目标").unwrap();
        assert_eq!(
            quarter.said_in("3月开工", Some(2024)),
            "到2024年3月底，3月开工"
        );
        assert_eq!(
            ColumnTime::default().said_in("9月完工", Some(2024)),
            "9月完工"
        );
    }

    #[test]
    fn a_heading_may_be_of_a_part_of_a_year() {
        let day = |month| month_end(2024, month);
        for (heading, month) in [
            ("一季度目标", Some(3)),
            ("第二季度", Some(6)),
            ("上半年目标值", Some(6)),
            ("1—6月", Some(6)),
            ("1月至9月计划", Some(9)),
            ("6月底前", Some(6)),
            ("截至9月", Some(9)),
            ("其中：上半年", Some(6)),
            ("12月", Some(12)),
            ("一季度进展", None),
            ("上半年完成情况", None),
            ("前三季度目标", Some(9)),
            ("Q4", Some(12)),
            ("13月", None),
            ("6—1月", None),
            ("年度目标", None),
        ] {
            let time = ColumnTime::of_part(heading);
            let last = time.and_then(|time| time.last_day(Some(2024)));
            assert_eq!(last, month.and_then(day), "{heading}");
        }
        let time = ColumnTime::of_part("2025年上半年").unwrap();
        assert_eq!(time.last_day(Some(2024)), month_end(2025, 6));
        assert_eq!(time.said_in("开工", None), "到2025年6月底，开工");
        let within = ColumnTime::of_part("三季度").unwrap();
        let within = within.within(ColumnTime::of_year(2026));
        assert_eq!(within.last_day(None), month_end(2026, 9));
        assert_eq!(ColumnTime::of_part("全年目标"), Some(ColumnTime::default()));
    }
}
