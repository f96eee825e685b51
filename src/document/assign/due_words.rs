//! Due days in the words that assign, and in cells: 2025年底前完成, 2025.10.31.

use crate::document::aims::cadence::CADENCES;
use crate::document::aims::times::times;
use crate::document::calendar::{month_end, year_end, year_of};
use crate::document::text::{AnyOf, plain};
use crate::plan::{Day, Recurrence};

/// Reads what a label says of the time: 2025年12月底前, 2025年底前完成. `year` is the plan's, where it has one alone.
pub(super) fn due_of(text: &str, year: Option<i32>) -> Option<Day> {
    let text = plain(text);
    if text.starts_with('每') || is_ongoing(&text) {
        return None;
    }
    if text == "全年" {
        return year.map(year_end);
    }
    if let Some(day) = numeric_day(&text) {
        return Some(day);
    }
    // A span ends with its last day.
    times(&text, year).last().map(|time| time.day)
}

/// Splits a cell that tells several days in turn: 1、试运营7月1日 2、完工12月底.
pub(super) fn numbered_pieces(cell: &str) -> Vec<&str> {
    let start_of = |nth: usize, from: usize| {
        let marks = ['、', '.', '．'].map(|sign| format!("{nth}{sign}"));
        let found = marks.iter().flat_map(|mark| {
            let places = cell[from..].match_indices(mark.as_str());
            places.map(|(at, mark)| (from + at, from + at + mark.len()))
        });
        let stops = [' ', '\n', '；', ';', '。', '，'];
        found
            .filter(|(at, _)| *at == 0 || cell[..*at].ends_with(stops))
            .min()
    };
    let mut starts = Vec::new();
    let mut from = 0;
    while let Some((at, behind)) = start_of(starts.len() + 1, from) {
        starts.push((at, behind));
        from = behind;
    }
    if starts.len() < 2 || starts[0].0 > 0 {
        return vec![cell];
    }
    let ends = starts.iter().skip(1).map(|(at, _)| *at);
    let ends = ends.chain([cell.len()]);
    let pieces = starts.iter().zip(ends);
    pieces
        .map(|((_, behind), end)| cell[*behind..end].trim())
        .collect()
}

/// Reads what a cell says of how often: 每季度末, 季度, 1次/月.
pub(super) fn recurrence_in(text: &str) -> Option<Recurrence> {
    const BARE: [(&str, Recurrence); 5] = [
        ("半年", Recurrence::HalfYear),
        ("季", Recurrence::Quarter),
        ("月", Recurrence::Month),
        ("学期", Recurrence::HalfYear),
        ("年", Recurrence::Year),
    ];
    let text = plain(text);
    let said = CADENCES.iter().find(|(word, _)| text.contains(word));
    let bare = || {
        let text = text
            .rsplit('/')
            .next()?
            .trim_end_matches(['度', '报', '次']);
        BARE.iter().find(|(word, _)| text == *word)
    };
    said.or_else(bare).map(|(_, every)| *every)
}

/// Returns whether a text says that work goes on, without a day: 年内持续推进.
fn is_ongoing(text: &str) -> bool {
    !text.contains(|c: char| c.is_ascii_digit())
        && text.contains_any(&["持续", "长期", "常态化", "全程"])
}

/// Returns the work of its own that a text names with its day: 6月底前出台政策, but not 6月底前完成.
pub(super) fn deed_of(text: &str, year: Option<i32>) -> Option<String> {
    let text = plain(text);
    let after = &text[times(&text, year).last()?.end..];
    let mut deed = after.trim_start_matches(['，', ',', '、']);
    for word in [
        "全面", "基本", "完成", "办结", "落实到位", "并长期坚持", "并持续推进", "持续推进",
    ] {
        deed = deed.strip_prefix(word).unwrap_or(deed);
    }
    // 6月底前启动，12月底前完成: only the second is the whole.
    let is_deed = deed.chars().count() >= 3 || deed == "启动" || deed == "开工";
    is_deed.then(|| after.trim_matches(['，', ',', '、']).to_owned())
}

/// Reads a day in digits: 2025.10.31, 2025-10-31, 2025/10/31; 2025.10 is the month's last day.
fn numeric_day(text: &str) -> Option<Day> {
    let mut parts = text.trim_end_matches('前').split(['.', '-', '/']);
    let year = year_of(parts.next()?)?;
    let month: u32 = parts.next()?.parse().ok()?;
    let day = parts.next().map(str::parse::<u32>);
    if parts.next().is_some() {
        return None;
    }
    match day {
        Some(day) => Day::from_ymd_opt(year, month, day.ok()?),
        None => month_end(year, month),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, month: u32, day: u32) -> Option<Day> {
        Day::from_ymd_opt(year, month, day)
    }

    #[test]
    fn times_are_read_with_their_last_day() {
        for (text, year, due) in [
            ("2025年12月底前", None, day(2025, 12, 31)),
            ("2025年底前完成", None, day(2025, 12, 31)),
            ("2025年6月30日", None, day(2025, 6, 30)),
            ("2025年", None, day(2025, 12, 31)),
            ("2024年2月", None, day(2024, 2, 29)),
            ("2024年上半年", None, day(2024, 6, 30)),
            ("2024年第三季度", None, day(2024, 9, 30)),
            ("9月底前", Some(2023), day(2023, 9, 30)),
            ("年底前", Some(2023), day(2023, 12, 31)),
            ("2023年1月—2024年6月", None, day(2024, 6, 30)),
            ("2023年3—6月", None, day(2023, 6, 30)),
            ("3–6月", Some(2023), day(2023, 6, 30)),
            ("9月至11月", Some(2023), day(2023, 11, 30)),
            ("2023年10月―2024年2月", None, day(2024, 2, 29)),
            ("2024年5月中旬", None, day(2024, 5, 20)),
            ("2025.10.31", None, day(2025, 10, 31)),
            ("2025-6", None, day(2025, 6, 30)),
            ("长期坚持", None, None),
            ("年内持续推进", Some(2023), None),
            ("年内完成", Some(2023), day(2023, 12, 31)),
            ("每年12月", Some(2023), None),
        ] {
            assert_eq!(due_of(text, year), due, "{text}");
        }
    }

    #[test]
    fn a_cell_may_tell_several_days_in_turn() {
        for (cell, pieces) in [
            ("1.2025年8月 2.2025年12月", &["2025年8月", "2025年12月"][..]),
            (
                "1、试运营7月1日 2、完工12月底",
                &["试运营7月1日", "完工12月底"],
            ),
            ("1.至8.2.前 2.完工", &["至8.2.前", "完工"]),
            ("2025.10.31", &["2025.10.31"]),
            ("1.5", &["1.5"]),
            ("11月", &["11月"]),
        ] {
            assert_eq!(numbered_pieces(cell), pieces, "{cell}");
        }
    }

    #[test]
    fn a_cell_may_say_how_often() {
        for (text, every) in [
            ("每季度末", Some(Recurrence::Quarter)),
            ("每月10日前", Some(Recurrence::Month)),
            ("季度", Some(Recurrence::Quarter)),
            ("1次/半年", Some(Recurrence::HalfYear)),
            ("每年12月底前", Some(Recurrence::Year)),
            ("一季度", None),
            ("第三季度", None),
            ("6月", None),
            ("全年", None),
        ] {
            assert_eq!(recurrence_in(text), every, "{text}");
        }
    }

    #[test]
    fn a_day_may_come_with_work_of_its_own() {
        for (text, deed) in [
            ("2026年6月底前完成", None),
            ("2026年6月底前，启动", Some("启动")),
            ("2026年6月底前公布名单", Some("公布名单")),
            ("2026年6月底前基本完成并长期坚持", None),
            ("长期坚持", None),
        ] {
            assert_eq!(deed_of(text, None).as_deref(), deed, "{text}");
        }
    }
}
