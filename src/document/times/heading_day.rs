//! The day in the bracket at the end of a heading: 摸底排查（2022年5月底前）.

use super::named::times;
use crate::document::structure::PrintedEntry;
use crate::document::text::plain;
use crate::plan::Day;

/// Splits a heading into its words and the due date in its bracket. `year` is assumed for dates without one: 5月底前.
pub(crate) fn split_day(heading: &str, year: Option<i32>) -> Option<(&str, Day)> {
    const BEFORE: [&str; 5] = ["", "完成时限:", "完成时间:", "时限:", "时间:"];
    const BEHIND: [&str; 6] = ["", "完成", "基本完成", "全面完成", "办结", "落实"];
    let inside = heading.trim_end().strip_suffix(['）', ')'])?;
    let (at, open) = inside.rmatch_indices(['（', '(']).next()?;
    let words = plain(&inside[at + open.len()..]).replace('：', ":");
    let named = times(&words, year);
    let [time] = named.as_slice() else {
        return None;
    };
    let before = words[..time.start].trim_end_matches(['到', '至', '于']);
    let is_whole = BEFORE.contains(&before) && BEHIND.contains(&&words[time.end..]);
    let title = heading[..at].trim_end();
    (time.is_bound && is_whole && !title.is_empty()).then_some((title, time.day))
}

/// Gives items the days in the brackets of their headings.
pub(crate) fn take_days_of_headings(entries: &mut [PrintedEntry], year: Option<i32>) {
    for entry in entries.iter_mut().filter(|entry| entry.is_item) {
        if let Some((title, day)) = split_day(&entry.heading, year) {
            entry.due.get_or_insert(day);
            entry.heading = title.to_owned();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_may_end_with_its_day() {
        let day = |year, month, day| Day::from_ymd_opt(year, month, day).unwrap();
        for (heading, due) in [
            ("摸底排查（2022年5月底前）", day(2022, 5, 31)),
            ("摸底排查(2024年底前完成)", day(2024, 12, 31)),
            ("摸底排查（6月底前）", day(2023, 6, 30)),
            ("摸底排查（完成时限：2022年5月底前）", day(2022, 5, 31)),
            ("摸底排查（到2025年底）", day(2025, 12, 31)),
        ] {
            assert_eq!(
                split_day(heading, Some(2023)),
                Some(("摸底排查", due)),
                "{heading}"
            );
        }
        for heading in [
            "摸底排查",
            "摸底排查（2022年）",
            "摸底排查（2022年5月至6月底）",
            "摸底排查（市教育局2022年5月底前）",
            "摸底排查（2022年5月底前出台办法）",
            "（2022年5月底前）",
        ] {
            assert_eq!(split_day(heading, Some(2023)), None, "{heading}");
        }
    }
}
