//! The phases of a timetable, each with its first and last day.

use chrono::Datelike;

use crate::document::aims::entries::plan_year;
use crate::document::numbering::part_kind::PartKind;
use crate::document::numbering::tree::Tree;
use crate::document::structure::{DocumentStructure, PlacedDoubt, PrintedEntry, PrintedPhase};
use crate::document::text::{AnyOf, plain};
use crate::document::times::calendar::{YEARS, month_end, year_end};
use crate::plan::Day;
use crate::text::Doubt;

/// How far into a phase's text its dates are looked for, in characters.
const HEAD: usize = 60;

/// Makes phases of the entries of a timetable, where at least two of them have dates.
pub(crate) fn read_phases(
    tree: &Tree,
    part: usize,
    kinds: &[PartKind],
    found: &mut DocumentStructure,
) {
    let mut phases: Vec<PrintedPhase> = Vec::new();
    let mut without = Vec::new();
    for entry in timetable(tree, part, kinds, found) {
        let before = phases.last().map(|phase| phase.end);
        let year = before.map(|day| day.year()).or_else(|| plan_year(found));
        match dates(entry, before, year) {
            Some((start, end)) => phases.push(phase(entry, start, end)),
            None => without.push((phases.len(), entry.clone())),
        }
    }
    if phases.len() < 2 {
        return;
    }
    for (before, entry) in without.into_iter().rev() {
        let name = entry.heading.clone();
        let doubt = Doubt::PhaseWithoutDates { name };
        let doubt = PlacedDoubt::new(doubt, entry.line_no, Some(&entry.id));
        found.doubts.push(doubt);
        if let Some((start, end)) = dates_between(&phases, before) {
            phases.insert(before, phase(&entry, start, end));
        }
    }
    for (nth, phase) in phases.iter().enumerate() {
        let mut entries = found.entries.iter_mut();
        if let Some(entry) = entries.find(|entry| entry.id == phase.entry) {
            entry.phases = vec![nth];
        }
    }
    found.phases = phases;
}

/// Returns the items that a timetable lists.
fn timetable<'t>(
    tree: &Tree,
    part: usize,
    kinds: &[PartKind],
    found: &'t DocumentStructure,
) -> Vec<&'t PrintedEntry> {
    let branches = tree.branches.iter().zip(kinds);
    branches
        .filter(|(branch, kind)| branch.part == part && **kind == PartKind::Timetable)
        .filter_map(|(branch, _)| {
            let mut items = found.entries.iter().filter(|entry| entry.is_item);
            items.find(|entry| entry.id == branch.id)
        })
        .collect()
}

fn phase(entry: &PrintedEntry, start: Day, end: Day) -> PrintedPhase {
    PrintedPhase {
        name: name(&entry.heading),
        start,
        end,
        line_no: entry.line_no,
        entry: entry.id.clone(),
    }
}

/// Returns the first and last day of a phase, as its heading or the beginning of its text says. `before` is the last
/// day of the phase before it; `year` is assumed for dates without one.
fn dates(entry: &PrintedEntry, before: Option<Day>, year: Option<i32>) -> Option<(Day, Day)> {
    let text: String = std::iter::once(entry.heading.as_str())
        .chain(entry.text.iter().map(|paragraph| paragraph.text.as_str()))
        .flat_map(|text| text.chars().chain(['。']))
        .take(HEAD + entry.heading.chars().count())
        .collect();
    let text = plain(&text);
    window(&text, before)
        .or_else(|| window(&with_year(&text, year)?, before))
        .filter(|(start, end)| start <= end)
}

/// Returns the days of a phase without dates between two others: from the end of the one to the end of the other.
fn dates_between(phases: &[PrintedPhase], at: usize) -> Option<(Day, Day)> {
    let before = phases.get(at.checked_sub(1)?)?;
    let (start, end) = (before.end.succ_opt()?, phases.get(at)?.end);
    (start <= end).then_some((start, end))
}

/// Returns the name of a phase without its dates: 动员部署阶段（2023年3月）.
fn name(heading: &str) -> String {
    let end = heading
        .match_indices(['(', '（'])
        .find(|(at, _)| heading[*at..].contains(|c: char| c.is_ascii_digit()))
        .map_or(heading.len(), |(at, _)| at);
    let name = heading[..end].trim();
    let name = name
        .split_once(['：', ':'])
        .map_or(name, |(before, after)| {
            if before.ends_with("阶段") && !after.trim().is_empty() {
                after.trim()
            } else {
                before
            }
        });
    if name.is_empty() {
        heading.to_owned()
    } else {
        name.to_owned()
    }
}

/// Returns a text whose first time names no year, with the year that is meant: 第1阶段（5月20日—5月31日）.
fn with_year(text: &str, year: Option<i32>) -> Option<String> {
    let is_digit = |c: char| c.is_ascii_digit();
    let at = text.char_indices().find_map(|(at, c)| {
        let begins = is_digit(c) && !text[..at].ends_with(is_digit);
        let behind = text[at..].trim_start_matches(is_digit);
        let digits = text.len() - at - behind.len();
        let is_month = digits <= 2 && behind.starts_with(['月', '—', '-', '至']);
        (begins && (is_month || digits == 4)).then_some((at, is_month))
    });
    let (at, is_month) = at?;
    is_month.then_some(())?;
    Some(format!("{}{}年{}", &text[..at], year?, &text[at..]))
}

/// A point of time as far as it is said.
#[derive(Clone, Copy, Debug, Default)]
struct TimePoint {
    year: Option<i32>,
    month: Option<u32>,
    day: Option<u32>,
    /// 上旬, 中旬, 下旬: its first and last day of the month.
    part: Option<(u32, u32)>,
    end: usize,
}

/// Returns the first span of time in a text. One that only has an end begins where the phase before ended.
fn window(text: &str, before: Option<Day>) -> Option<(Day, Day)> {
    let start = text.char_indices().find_map(|(at, c)| {
        (c.is_ascii_digit() && !text[..at].ends_with(|c: char| c.is_ascii_digit()))
            .then(|| point(text, at))
            .flatten()
            .filter(|point| point.year.is_some())
            .map(|point| (at, point))
    });
    let (at, from) = start?;
    let rest = &text[from.end..];
    let dashes = rest.len()
        - rest
            .trim_start_matches(['—', '-', '－', '–', '~', '～', '至', '到', '起', '―'])
            .len();
    if dashes > 0
        && let Some(mut to) = point(text, from.end + dashes)
            .or_else(|| day_of_month(text, from.end + dashes, from.month?))
    {
        to.year = to.year.or(from.year);
        return Some((first_day(from)?, last_day(to)?));
    }
    let ends = rest.starts_with_any(&["前", "底前", "底", "末", "之前"]);
    let until = text[..at].ends_with_any(&["至", "到", "于"]);
    let last = last_day(from)?;
    if ends || until {
        let first = before
            .and_then(|day| day.succ_opt())
            .filter(|day| *day <= last);
        return Some((first.or_else(|| Day::from_ymd_opt(from.year?, 1, 1))?, last));
    }
    Some((first_day(from)?, last))
}

/// Reads 2023年4月5日, 4月 or 2023 at a place.
fn point(text: &str, at: usize) -> Option<TimePoint> {
    let mut point = TimePoint {
        end: at,
        ..TimePoint::default()
    };
    let mut rest = &text[at..];
    for _ in 0..3 {
        let length = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
        if length == 0 || length > 4 {
            break;
        }
        let value: u32 = rest[..length].parse().ok()?;
        let after = &rest[length..];
        let is_year = i32::try_from(value).is_ok_and(|year| YEARS.contains(&year));
        let (unit, size) = match after.chars().next() {
            Some('年') if is_year => ('年', 3),
            Some('月') if value <= 12 => ('月', 3),
            Some('日') if value <= 31 => ('日', 3),
            // 2022-2025年, 3—6月
            _ if is_year && point.year.is_none() => ('年', 0),
            Some('—' | '-' | '至' | '－' | '–' | '~') if value <= 12 => ('月', 0),
            _ => break,
        };
        match unit {
            '年' => point.year = Some(value as i32),
            '月' => point.month = Some(value),
            _ => point.day = Some(value),
        }
        point.end = text.len() - after.len() + size;
        rest = &text[point.end..];
        if size == 0 {
            break;
        }
    }
    for (word, part) in [("上旬", (1, 10)), ("中旬", (11, 20)), ("下旬", (21, 31))] {
        if text[point.end..].starts_with(word) && point.month.is_some() && point.day.is_none() {
            point.part = Some(part);
            point.end += word.len();
        }
    }
    (point.year.is_some() || point.month.is_some()).then_some(point)
}

/// Reads the day of a span that ends in the month it began in: 31日 of 5月20日—31日.
fn day_of_month(text: &str, at: usize, month: u32) -> Option<TimePoint> {
    let rest = &text[at..];
    let digits = rest.len() - rest.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let day = rest[..digits].parse().ok()?;
    let is_day = rest[digits..].starts_with('日') && (1..=31).contains(&day);
    is_day.then_some(TimePoint {
        month: Some(month),
        day: Some(day),
        end: at + digits + '日'.len_utf8(),
        ..TimePoint::default()
    })
}

fn first_day(point: TimePoint) -> Option<Day> {
    Day::from_ymd_opt(
        point.year?,
        point.month.unwrap_or(1),
        point.day.or(point.part.map(|part| part.0)).unwrap_or(1),
    )
}

fn last_day(point: TimePoint) -> Option<Day> {
    let year = point.year?;
    let Some(month) = point.month else {
        return Some(year_end(year));
    };
    if let Some(day) = point.day {
        return Day::from_ymd_opt(year, month, day);
    }
    let month_end = month_end(year, month)?;
    let part = point
        .part
        .and_then(|part| Day::from_ymd_opt(year, month, part.1));
    Some(part.unwrap_or(month_end))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the first and last day that a text names.
    fn days(text: &str, after: Option<&str>) -> Option<String> {
        let after = after.map(|day| day.parse().unwrap());
        let (start, end) = window(text, after)?;
        Some(format!("{start}..{end}"))
    }

    #[test]
    fn phases_have_a_first_and_a_last_day() {
        for (text, expected) in [
            ("启动实施。2022年,推动", "2022-01-01..2022-12-31"),
            ("深入实施。2022-2025年,持续", "2022-01-01..2025-12-31"),
            ("动员部署(2023年3月)", "2023-03-01..2023-03-31"),
            ("组织实施(2023年4月—11月)", "2023-04-01..2023-11-30"),
            (
                "总结(2023年12月1日至2024年1月15日)",
                "2023-12-01..2024-01-15",
            ),
            ("排查(2023年3—6月)", "2023-03-01..2023-06-30"),
            ("动员(2023年5月20日—31日)", "2023-05-20..2023-05-31"),
            ("发动(2018年7月下旬)", "2018-07-21..2018-07-31"),
            ("攻坚(2018年7月上旬—9月中旬)", "2018-07-01..2018-09-20"),
            ("推广。到2025年底,全面", "2025-01-01..2025-12-31"),
        ] {
            assert_eq!(days(text, None).as_deref(), Some(expected), "{text}");
        }
        assert_eq!(
            days("整改。2023年6月底前", Some("2023-03-31")).as_deref(),
            Some("2023-04-01..2023-06-30")
        );
        assert_eq!(days("确定试点城市。由省级推荐", None), None);
        let text = with_year("动员(5月20日—5月31日)", Some(2023)).unwrap();
        assert_eq!(days(&text, None).as_deref(), Some("2023-05-20..2023-05-31"));
        assert_eq!(with_year("3个阶段推进", Some(2023)), None);
    }

    #[test]
    fn a_step_is_named_without_its_dates() {
        assert_eq!(name("动员部署阶段（2023年3月）"), "动员部署阶段");
        assert_eq!(name("第一阶段：摸底（2023年3月）"), "摸底");
        assert_eq!(name("启动实施"), "启动实施");
        assert_eq!(
            with_year("第1阶段（5月20日—5月31日）", Some(2023)).as_deref(),
            Some("第1阶段（2023年5月20日—5月31日）")
        );
        assert_eq!(with_year("第1阶段（2023年5月）", Some(2024)), None);
    }

    #[test]
    fn a_step_without_dates_lasts_between_its_neighbours() {
        let day = |text: &str| text.parse::<Day>().unwrap();
        let dated = |start, end| PrintedPhase {
            name: String::new(),
            start: day(start),
            end: day(end),
            line_no: 1,
            entry: String::new(),
        };
        let phases = [
            dated("2026-02-01", "2026-03-31"),
            dated("2026-09-01", "2026-10-31"),
            dated("2026-10-01", "2026-10-31"),
        ];
        assert_eq!(dates_between(&phases, 0), None);
        let between = Some((day("2026-04-01"), day("2026-10-31")));
        assert_eq!(dates_between(&phases, 1), between);
        assert_eq!(dates_between(&phases, 2), None);
        assert_eq!(dates_between(&phases, 3), None);
    }
}
