//! Due days in the words that assign, and in cells: 2025年底前完成, 2025.10.31, 45961.

use chrono::{Datelike, Days};

use crate::document::structure::PrintedEntry;
use crate::document::text::{AnyOf, plain};
use crate::document::times::calendar::{YEARS, month_end, year_end, year_of};
use crate::document::times::deadlines::PrintedDeadline;
use crate::document::times::named::{ANY_LEAP_YEAR, times};
use crate::document::times::stated_time::RECURRENCES;
use crate::document::times::unplaced::unplaced_times;
use crate::plan::{Day, Recurrence};
use crate::text::Doubt;

/// Reads what a label says of the time: 2025年12月底前, 2025年底前完成. `year` is the plan's, where it has one alone.
pub(super) fn due_of(text: &str, year: Option<i32>) -> Option<Day> {
    let text = plain(without_time(text));
    if text.starts_with('每') || is_ongoing(&text) {
        return None;
    }
    if text == "全年" {
        return year.map(year_end);
    }
    if let Some(digits) = DigitDay::read(&text) {
        return digits.day();
    }
    if let Some(day) = day_of_number(&text) {
        return Some(day);
    }
    if let Some((month, day)) = month_and_day(&text) {
        return year.and_then(|year| Day::from_ymd_opt(year, month, day));
    }
    // A span ends with its last day.
    times(&text, year).last().map(|time| time.day)
}

/// Returns a day without the time that a program writes behind it: 2026-05-31 00:00:00.
fn without_time(text: &str) -> &str {
    let is_time =
        |time: &str| time.contains(':') && time.chars().all(|c| c.is_ascii_digit() || c == ':');
    match text.trim().rsplit_once([' ', 'T']) {
        Some((day, time)) if is_time(time) => day,
        _ => text,
    }
}

/// Returns the doubt about words for a day that give none, or one that somebody has to confirm: 9月底 of a plan of
/// several years, 6月31日, 2025-13-01, 45961.
pub(super) fn doubt_of_due(words: &str, year: Option<i32>) -> Option<Doubt> {
    let text = plain(without_time(words));
    let words = words.trim().to_owned();
    if let Some(day) = day_of_number(&text) {
        let day = day.to_string();
        return Some(Doubt::DayFromNumber { words, day });
    }
    if due_of(&words, year).is_some() {
        return None;
    }
    if DigitDay::read(&text).is_some() {
        return Some(Doubt::NoSuchDay { words });
    }
    let unplaced = unplaced_times(&text, year).into_iter().next();
    unplaced.or_else(|| {
        let lacks_year = due_of(&words, Some(ANY_LEAP_YEAR)).is_some();
        lacks_year.then_some(Doubt::DayWithoutYear { words })
    })
}

/// Returns whether the words for a day are some that name none that is known: 汛期前, 3个工作日内, 24.9.20.
pub(super) fn is_unknown_day(words: &str) -> bool {
    let words = plain(words);
    let ends = words.ends_with_any(&["前", "内", "底", "末", "后", "期", "期间"]);
    let has_digit = words.contains(|c: char| c.is_ascii_digit());
    (ends || has_digit) && !is_ongoing(&words) && recurrence_in(&words).is_none()
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
    let said = RECURRENCES.iter().find(|(word, _)| text.contains(word));
    let bare = || {
        let text = text
            .rsplit('/')
            .next()?
            .trim_end_matches(|c: char| c.is_ascii_digit() || "一二两三四度报次".contains(c));
        BARE.iter().find(|(word, _)| text == *word)
    };
    said.or_else(bare).map(|(_, every)| *every)
}

/// Takes how often a task is due, or to be reported, from words for a time: 每季度末.
pub(super) fn take_recurrence(entry: &mut PrintedEntry, words: &str, line_no: usize) {
    let Some(every) = recurrence_in(words) else {
        return;
    };
    let mut known = entry.deadlines.iter();
    if known.all(|known| known.every != Some(every)) {
        entry.deadlines.push(PrintedDeadline {
            title: entry.heading.clone(),
            every: Some(every),
            words: words.trim().to_owned(),
            line_no,
            ..PrintedDeadline::default()
        });
    }
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

/// A day in digits, of which a calendar need not know: 2025-13-01.
#[derive(Clone, Copy, Debug)]
struct DigitDay {
    year: i32,
    month: u32,
    /// The month's last where it is not said.
    day: Option<u32>,
}

impl DigitDay {
    /// Reads 2025.10.31, 2025-10-31, 2025/10/31 and 2025.10.
    fn read(text: &str) -> Option<Self> {
        let number = |digits: &str| {
            let is_short = (1..=2).contains(&digits.len());
            digits.parse::<u32>().ok().filter(|_| is_short)
        };
        let text = text.trim_end_matches('前');
        // 20241231
        if let Some((year, rest)) = text.split_at_checked(4)
            && rest.len() == 4
            && rest.bytes().all(|byte| byte.is_ascii_digit())
        {
            let (month, day) = (number(&rest[..2])?, number(&rest[2..])?);
            let year = year_of(year)?;
            return Some(Self {
                year,
                month,
                day: Some(day),
            });
        }
        // 202509
        if let Some((year, month)) = text.split_at_checked(4)
            && month.len() == 2
            && let Some((year, month)) = year_of(year).zip(number(month))
        {
            let day = None;
            return Some(Self { year, month, day });
        }
        let mut parts = text.split(['.', '-', '/']);
        let (year, month) = (year_of(parts.next()?)?, number(parts.next()?)?);
        let day = match parts.next() {
            Some(day) => Some(number(day)?),
            None => None,
        };
        parts.next().is_none().then_some(Self { year, month, day })
    }

    fn day(self) -> Option<Day> {
        match self.day {
            Some(day) => Day::from_ymd_opt(self.year, self.month, day),
            None => month_end(self.year, self.month),
        }
    }
}

/// Reads a day without its year: 10.31, 6/30.
fn month_and_day(text: &str) -> Option<(u32, u32)> {
    let (month, day) = text.trim_end_matches('前').split_once(['.', '/'])?;
    let is_short = |digits: &str| (1..=2).contains(&digits.len());
    let both = is_short(month) && is_short(day);
    both.then(|| Some((month.parse().ok()?, day.parse().ok()?)))?
}

/// Reads the number that a workbook holds for a day, in the years that plans are of: 45961 is 2025-10-31.
fn day_of_number(text: &str) -> Option<Day> {
    let day = Day::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(text.parse().ok()?))?;
    YEARS.contains(&day.year()).then_some(day)
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
            ("20250630", None, day(2025, 6, 30)),
            ("长期坚持", None, None),
            ("年内持续推进", Some(2023), None),
            ("年内完成", Some(2023), day(2023, 12, 31)),
            ("每年12月", Some(2023), None),
        ] {
            assert_eq!(due_of(text, year), due, "{text}");
        }
    }

    #[test]
    fn a_day_that_is_not_sure_is_told() {
        let words = |text: &str| text.to_owned();
        for (text, due, doubt) in [
            ("2025-10-31", day(2025, 10, 31), None),
            (
                "45961",
                day(2025, 10, 31),
                Some(Doubt::DayFromNumber {
                    words: words("45961"),
                    day: words("2025-10-31"),
                }),
            ),
            (
                "2025-13-01",
                None,
                Some(Doubt::NoSuchDay {
                    words: words("2025-13-01"),
                }),
            ),
            (
                "2025.6.31前",
                None,
                Some(Doubt::NoSuchDay {
                    words: words("2025.6.31前"),
                }),
            ),
            (
                "2025年14月",
                None,
                Some(Doubt::NoSuchDay {
                    words: words("14月"),
                }),
            ),
            (
                "9月",
                None,
                Some(Doubt::DayWithoutYear {
                    words: words("9月"),
                }),
            ),
            ("长期坚持", None, None),
            ("300", None, None),
            ("2023-2025", None, None),
        ] {
            assert_eq!(due_of(text, None), due, "{text}");
            assert_eq!(doubt_of_due(text, None), doubt, "{text}");
        }
    }

    #[test]
    fn a_cell_may_say_how_often() {
        for (text, every) in [
            ("每季度末", Some(Recurrence::Quarter)),
            ("每月10日前", Some(Recurrence::Month)),
            ("季度", Some(Recurrence::Quarter)),
            ("1次/半年", Some(Recurrence::HalfYear)),
            ("年度1次", Some(Recurrence::Year)),
            ("季度2次", Some(Recurrence::Quarter)),
            ("每周1次", None),
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
