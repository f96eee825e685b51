//! Words for a time that list the work by each of several: 一季度：修订办法；二季度：组织招聘4场.

use chrono::Datelike;

use super::calendar::{month_end, year_end};
use super::named::times;
use crate::document::numbering::marks::without_mark;
use crate::document::numbering::pieces::numbered_pieces;
use crate::document::text::{AnyOf, is_han, plain};
use crate::plan::Day;

/// A piece of work with its day.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stage {
    pub(crate) day: Day,
    pub(crate) work: String,
}

/// Reads the work due by each of several days. Returns `None` if the text names only days, or shares of one work.
/// `year` is assumed for dates without one.
pub(crate) fn stages(text: &str, year: Option<i32>) -> Option<Vec<Stage>> {
    let stages = by_day(text, year)?;
    let are_told = !text.contains(['%', '％']) && stages.iter().all(Stage::has_work);
    are_told.then_some(stages)
}

/// Reads the work that a text lists under headings of time, one or several: 3月—5月：选址；招标。6月：开工. `year` is
/// assumed for dates without one.
pub(crate) fn headed_stages(text: &str, year: Option<i32>) -> Option<Vec<Stage>> {
    let mut day = None;
    let mut stages = Vec::new();
    for part in text.split(['。', ';', '；', '\n']) {
        let part = plain(part);
        let headed = leading_day(&part, year).filter(|(_, rest)| rest.starts_with([':', '：']));
        let work = headed.map_or(part.as_str(), |(_, rest)| rest);
        day = headed.map(|(day, _)| day).or(day);
        let work = without_mark(work.trim_start_matches([':', '：'])).to_owned();
        if !work.is_empty() {
            stages.push(Stage { day: day?, work });
        }
    }
    (!stages.is_empty()).then_some(stages)
}

/// Reads what words say of each of several days in turn: 一季度10家，上半年20家.
pub(crate) fn by_day(text: &str, year: Option<i32>) -> Option<Vec<Stage>> {
    let pieces = pieces(text, year);
    let stages = pieces.iter().map(|piece| Stage::read(piece, year));
    let stages = stages.collect::<Option<Vec<Stage>>>()?;
    let are_in_turn = stages.len() > 1 && stages.windows(2).all(|pair| pair[0].day < pair[1].day);
    are_in_turn.then_some(stages)
}

/// Splits a text at its stops, and at commas before a time.
fn pieces(text: &str, year: Option<i32>) -> Vec<String> {
    let numbered = numbered_pieces(text).into_iter();
    let parts = numbered.flat_map(|piece| piece.split(['。', ';', '；', '\n']));
    let mut pieces = Vec::new();
    for part in parts.map(plain) {
        let mut start = 0;
        for (at, comma) in part.match_indices(['，', ',']) {
            let behind = at + comma.len();
            if leading_day(&part[behind..], year).is_some() {
                pieces.push(part[start..at].to_owned());
                start = behind;
            }
        }
        pieces.push(part[start..].to_owned());
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Returns the last day of the time that a text begins with, and what follows it.
fn leading_day(text: &str, year: Option<i32>) -> Option<(Day, &str)> {
    if let Some(rest) = text.strip_prefix("全年") {
        return Some((year_end(year?), rest));
    }
    let first = times(text, year).into_iter().next()?;
    let heads = matches!(&text[..first.start], "" | "到" | "至");
    heads.then(|| (first.day, &text[first.end..]))
}

impl Stage {
    fn read(piece: &str, year: Option<i32>) -> Option<Self> {
        let (day, rest) = leading_day(piece, year)?;
        let work = rest.trim_start_matches(['前', '：', ':', '，', ',', '、', ' ']);
        let work = work.to_owned();
        Some(Self { day, work })
    }

    /// Returns whether it says more than that all is done then: 12月底前完成.
    fn has_work(&self) -> bool {
        let work = ["全面", "全部", "完成", "办结"]
            .iter()
            .fold(self.work.as_str(), |work, word| {
                work.strip_prefix(word).unwrap_or(work)
            });
        let begins = work.starts_with_any(&["启动", "开始"]) && work.chars().count() == 2;
        let goes_on = work.starts_with_any(&["持续", "长期", "常态", "并持续", "并长期"]);
        !begins && !goes_on && work.chars().filter(|c| is_han(*c)).count() >= 2
    }

    /// Returns it as a sentence that begins with its day.
    pub(crate) fn sentence(&self) -> String {
        let (year, month) = (self.day.year(), self.day.month());
        let day = if month_end(year, month) == Some(self.day) {
            "底".to_owned()
        } else {
            format!("{}日", self.day.day())
        };
        format!("{year}年{month}月{day}前{}", self.work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_may_have_headings_of_time() {
        let read = |text: &str| {
            let stages = headed_stages(text, Some(2025))?;
            let sentences: Vec<String> = stages.iter().map(Stage::sentence).collect();
            Some(sentences.join("|"))
        };
        for (cell, told) in [
            ("3月：选址", Some("2025年3月底前选址")),
            (
                "3月-5月: 选址；招标。\n6月：（1）开工；（2）检查1次",
                Some("2025年5月底前选址|2025年5月底前招标|2025年6月底前开工|2025年6月底前检查1次"),
            ),
            ("全年：巡查4次", Some("2025年12月底前巡查4次")),
            ("选址。6月：开工", None),
            ("3月选址", None),
            ("3月：", None),
        ] {
            assert_eq!(read(cell).as_deref(), told, "{cell}");
        }
    }

    #[test]
    fn a_cell_of_days_may_tell_what_is_done_by_each() {
        let read = |text: &str| {
            let stages = stages(text, Some(2025))?;
            Some(stages.iter().map(Stage::sentence).collect::<Vec<_>>())
        };
        for (cell, told) in [
            (
                "一季度：修订办法；二季度：招聘4场；四季度：总结",
                &[
                    "2025年3月底前修订办法",
                    "2025年6月底前招聘4场",
                    "2025年12月底前总结",
                ][..],
            ),
            (
                "6月底前完成选址，12月底前开工",
                &["2025年6月底前完成选址", "2025年12月底前开工"],
            ),
            (
                "1.上半年勘察；2.年底前建成泵站、水窖",
                &["2025年6月底前勘察", "2025年12月底前建成泵站、水窖"],
            ),
            (
                "9月15日前开班，10月底前考核",
                &["2025年9月15日前开班", "2025年10月底前考核"],
            ),
            (
                "2025年6月：选址\n2026年6月：建成",
                &["2025年6月底前选址", "2026年6月底前建成"],
            ),
        ] {
            assert_eq!(read(cell).unwrap_or_default(), told, "{cell}");
        }
        for cell in [
            "12月底前",
            "6月底前完成选址",
            "3月启动，10月底前完成",
            "6月底前完成50%，12月底前全部完成",
            "6月、12月",
            "2025年3月至10月",
            "12月底前建成，6月底前选址",
            "6月底前出台政策，年内持续推进",
        ] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }
}
