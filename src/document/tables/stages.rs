//! Cells of days that tell what is done by each: 一季度：修订办法；二季度：组织招聘4场.

use chrono::Datelike;

use super::pieces::numbered_pieces;
use crate::document::text::{AnyOf, is_han, plain};
use crate::document::times::calendar::month_end;
use crate::document::times::named::{NamedTime, times};

/// Returns what a cell tells to be done by each of several days, as sentences that begin with their days; nothing of one
/// that tells days alone, or shares of one work. `year` is that of what names none.
pub(super) fn stages(cell: &str, year: Option<i32>) -> Option<Vec<String>> {
    let pieces = pieces(cell, year);
    let stages = pieces.iter().map(|piece| Stage::read(piece, year));
    let stages = stages.collect::<Option<Vec<Stage>>>()?;
    let are_in_turn = stages.len() > 1
        && stages
            .windows(2)
            .all(|pair| pair[0].time.day < pair[1].time.day);
    let are_told = are_in_turn && !cell.contains(['%', '％']) && stages.iter().all(Stage::has_work);
    are_told.then(|| stages.iter().map(Stage::sentence).collect())
}

/// Splits a cell at its stops, and at commas before a time.
fn pieces(cell: &str, year: Option<i32>) -> Vec<String> {
    let numbered = numbered_pieces(cell).into_iter();
    let parts = numbered.flat_map(|piece| piece.split(['。', ';', '；', '\n']));
    let mut pieces = Vec::new();
    for part in parts.map(plain) {
        let mut start = 0;
        for (at, comma) in part.match_indices(['，', ',']) {
            let behind = at + comma.len();
            if leading_time(&part[behind..], year).is_some() {
                pieces.push(part[start..at].to_owned());
                start = behind;
            }
        }
        pieces.push(part[start..].to_owned());
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Returns the time that a text begins with.
fn leading_time(text: &str, year: Option<i32>) -> Option<NamedTime> {
    let first = times(text, year).into_iter().next()?;
    matches!(&text[..first.start], "" | "到" | "至").then_some(first)
}

/// A day with what is done by then.
struct Stage<'t> {
    time: NamedTime,
    /// What is done.
    work: &'t str,
}

impl<'t> Stage<'t> {
    fn read(piece: &'t str, year: Option<i32>) -> Option<Self> {
        let time = leading_time(piece, year)?;
        let work = piece[time.end..].trim_start_matches(['前', '：', ':', '，', ',', '、', ' ']);
        Some(Self { time, work })
    }

    /// Returns whether it tells more than that all is done then: 12月底前完成.
    fn has_work(&self) -> bool {
        let work = ["全面", "全部", "完成", "办结"]
            .iter()
            .fold(self.work, |work, word| {
                work.strip_prefix(word).unwrap_or(work)
            });
        let begins = work.starts_with_any(&["启动", "开始"]) && work.chars().count() == 2;
        !begins && work.chars().filter(|c| is_han(*c)).count() >= 2
    }

    fn sentence(&self) -> String {
        let (year, month) = (self.time.day.year(), self.time.day.month());
        let is_end = month_end(year, month) == Some(self.time.day);
        let day = if is_end {
            "底".to_owned()
        } else {
            format!("{}日", self.time.day.day())
        };
        format!("{year}年{month}月{day}前{}", self.work)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_of_days_may_tell_what_is_done_by_each() {
        let read = |cell: &str| stages(cell, Some(2025));
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
        ] {
            assert_eq!(read(cell), None, "{cell}");
        }
    }
}
