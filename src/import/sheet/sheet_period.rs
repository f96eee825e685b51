//! The period that a sheet names for all its rows: in its name, its title, or a line 报送期：3月.

use std::ops::Range;

use crate::plan::plain_text;
use crate::text::SheetField;
use crate::text::numerals::is_numeral;

use super::cells::day;
use super::headings::{plain, synonym};
use super::measure::solid;
use super::names_on_sheet::labelled_names;
use super::period::{SaidPeriod, period_said, tells_period, with_years};
use super::{ColumnMap, NameOnSheet, SheetAnswer, SheetGrid, SheetValue};
use crate::plan::Day;

/// Signs and words between the ends of a span: 1—6月, 一至三季度.
const TO: [char; 8] = ['-', '—', '–', '－', '~', '～', '至', '到'];

/// Headings of a column that names the period, if all its cells name one.
const TIMES: [&str; 6] = ["时间", "时段", "时间段", "统计时间", "数据时间", "报送时间"];

/// Labels of the day up to which a sheet reports.
const UNTIL: [&str; 6] = [
    "数据截止日期", "数据截止时间", "数据截至", "统计截止日期", "统计截止时间", "统计截至",
];

impl ColumnMap {
    /// Takes the period of the rows from the lines above the table and from the sheet's name. `titles` are those of the
    /// plans, whose years are not periods.
    #[must_use]
    pub(super) fn with_period(mut self, sheet: &SheetGrid, titles: &[String]) -> Self {
        let rows = self.above.clone();
        let labelled = rows.flat_map(|row| labelled_names(sheet, row, is_of_period));
        let labelled = labelled.map(|told| NameOnSheet {
            name: period_said(&SheetValue::Text(told.name), ""),
            ..told
        });
        let rows = self.above.clone();
        let times = rows.flat_map(|row| {
            let of_times =
                labelled_names(sheet, row, |label| TIMES.contains(&plain(label).as_str()));
            let until = labelled_names(sheet, row, |label| UNTIL.contains(&plain(label).as_str()));
            let of_times = of_times.into_iter().map(|told| (told, ""));
            let until = until.into_iter().map(|told| (told, "截至"));
            of_times.chain(until).flat_map(|(told, before)| {
                let periods = periods_in(&format!("{before}{}", told.name)).into_iter();
                periods.map(move |name| NameOnSheet {
                    cell: told.cell.clone(),
                    name,
                })
            })
        });
        let labelled: Vec<NameOnSheet> = labelled.chain(times).collect();
        let mut told = if labelled.is_empty() {
            let named = NameOnSheet {
                cell: String::new(),
                name: sheet.name.clone(),
            };
            let titles = titles_above(sheet, self.above.clone(), titles);
            let texts = titles.chain([named]).flat_map(|text| {
                let periods = periods_in(&text.name).into_iter();
                periods.map(move |name| NameOnSheet {
                    cell: text.cell.clone(),
                    name,
                })
            });
            texts.collect()
        } else {
            labelled
        };
        told.dedup_by(|next, first| next.name == first.name);
        let said = SaidPeriod::joined(told.iter().map(|told| told.name.as_str()));
        self.period = said.map(|said| NameOnSheet {
            cell: told
                .into_iter()
                .map(|told| told.cell)
                .next()
                .unwrap_or_default(),
            name: said,
        });
        self
    }

    /// Returns whether a column names the period under a heading that may mean other times.
    pub(super) fn is_of_periods(&self, sheet: &SheetGrid, column: usize, heading: &str) -> bool {
        let below = self.rows.clone().map(|row| sheet.get_merged(row, column));
        let mut filled = below.filter(|value| !value.is_empty()).peekable();
        TIMES.contains(&heading) && filled.peek().is_some() && filled.all(tells_period)
    }
}

impl SheetAnswer {
    /// Takes the period of the sheet, if the row names none: by a period, a due date or the id of an occurrence.
    pub(super) fn take_period(&mut self, map: &ColumnMap, as_of: Day) {
        let Some(told) = &map.period else {
            return;
        };
        let due = self.get(SheetField::Due);
        let is_told = self.get(SheetField::Period).is_some()
            || due.is_some_and(|due| day(due, as_of).is_ok())
            || self.words(SheetField::Id).contains('@');
        if !is_told {
            self.add_text(map, [SheetField::Period, SheetField::Year], &told.name);
        }
    }
}

fn is_of_period(label: &str) -> bool {
    let meant = synonym(&plain(label));
    matches!(meant, Some(SheetField::Period | SheetField::Year))
}

/// Returns the texts above a table that may be its title: no notes, no lines with labels, and without the titles of the
/// plans.
pub(super) fn titles_above(
    sheet: &SheetGrid,
    rows: Range<usize>,
    titles: &[String],
) -> impl Iterator<Item = NameOnSheet> {
    const LONGEST: usize = 50;
    let cells = rows.flat_map(|row| (0..sheet.width()).map(move |column| (row, column)));
    cells.filter_map(move |(row, column)| {
        let text = solid(&sheet.get(row, column).words());
        let is_note = text.contains([':', '。', ';']) || text.chars().count() > LONGEST;
        let mut name = text.clone();
        for title in titles {
            let title = solid(&plain_text(title));
            name = name.replace(&title, "");
        }
        (!is_note && !name.is_empty()).then(|| NameOnSheet {
            cell: SheetGrid::address(row, column),
            name,
        })
    })
}

/// Returns the periods that a text names: 2024年3月, 一季度, 上半年, 1-6月, 2024年. A day is not one, unless it ends
/// one: 截至3月31日.
fn periods_in(text: &str) -> Vec<String> {
    let text = with_years(&solid(text));
    if SaidPeriod::is_one(&text) {
        return vec![text];
    }
    let text = with_signs(&text);
    let mut found = Vec::new();
    let mut has_day = false;
    let mut from = 0;
    while let Some((at, end)) = next_part(&text, from) {
        let before = &text[from..at];
        let (start, year) = year_before(before);
        let is_day = text[end..].starts_with(|c: char| c.is_ascii_digit() || is_numeral(c));
        let is_until = before[..start].ends_with("截至") || before[..start].ends_with("截止");
        has_day |= is_day;
        if !is_day || is_until {
            found.push(format!("{year}{}", &text[at..end]));
        }
        from = end;
    }
    // The year of a day is that of what happened then.
    if found.is_empty() && !has_day {
        found.extend(only_year(&text));
    }
    found
}

/// Returns a text with 年, 月 and 日 for the signs behind a year and its month: 2024.3, 2024-03-31.
fn with_signs(text: &str) -> String {
    const SIGNS: [char; 3] = ['.', '-', '/'];
    let is_digit = |c: char| c.is_ascii_digit();
    let mut signed = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(is_digit) {
        let (before, digits) = rest.split_at(at);
        signed.push_str(before);
        let end = digits.find(|c| !is_digit(c)).unwrap_or(digits.len());
        let (year, behind) = digits.split_at(end);
        let number = |text: &str, most: u32| {
            let end = text.find(|c| !is_digit(c)).unwrap_or(text.len());
            let number: u32 = text[..end].parse().ok()?;
            (end <= 2 && (1..=most).contains(&number)).then_some((number, end))
        };
        signed.push_str(year);
        rest = behind;
        let is_year = year.len() == 4
            && year
                .parse()
                .is_ok_and(|it: u32| (1900..=2100).contains(&it));
        let Some(month) = behind.strip_prefix(SIGNS).filter(|_| is_year) else {
            continue;
        };
        let Some((nth, end)) = number(month, 12) else {
            continue;
        };
        signed.push_str(&format!("年{nth}月"));
        rest = &month[end..];
        let day = rest.strip_prefix(SIGNS);
        if let Some((day, nth, end)) = day.and_then(|it| number(it, 31).map(|(n, e)| (it, n, e))) {
            signed.push_str(&format!("{nth}日"));
            rest = &day[end..];
        }
    }
    signed + rest
}

/// Finds the next part of a year in a text: 3月份, 第一季度, 上半年, with the start of its span (1-6月).
fn next_part(text: &str, from: usize) -> Option<(usize, usize)> {
    const PARTS: [&str; 5] = ["上半年", "下半年", "月份", "月", "季度"];
    let ends = text[from..].char_indices().filter_map(|(at, _)| {
        let at = from + at;
        let rest = &text[at..];
        let part = PARTS.iter().find(|part| rest.starts_with(**part));
        let length = part.map(|part| part.len());
        // 一季, at the very end.
        let length = length.or((rest == "季").then_some(rest.len()))?;
        Some((at, at + length))
    });
    let mut parts = ends.filter_map(|(at, end)| {
        if text[at..].starts_with(['上', '下']) {
            return Some((at, end));
        }
        let is_of_number = |c: char| c.is_ascii_digit() || is_numeral(c);
        let number = text[from..at].trim_end_matches(is_of_number);
        if number.len() == at - from {
            return None;
        }
        let mut start = from + number.len();
        // A span, and what counts from the beginning: 1月-6月, 前三季度.
        let span = text[from..start].trim_end_matches(TO);
        if span.len() < start - from {
            let first = span.trim_end_matches(['月', '季', '度']);
            start = from + first.trim_end_matches(is_of_number).len();
        }
        let before = &text[from..start];
        let mark = ["第", "前"].into_iter().find(|mark| before.ends_with(mark));
        Some((start - mark.map_or(0, str::len), end))
    });
    parts.next()
}

/// Returns the place where the year at the end of a text begins, and the year: 2024年, 2024年度, 2024.
fn year_before(text: &str) -> (usize, &str) {
    let bare = text.trim_end_matches(['年', '度', '-', '.', '/']);
    let digits = bare.len() - bare.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let start = bare.len() - digits;
    if digits == 4 {
        (start, text[start..].trim_end_matches(['-', '.', '/']))
    } else {
        (text.len(), "")
    }
}

/// Returns the year that a text names, if it names one and no span of years.
fn only_year(text: &str) -> Option<String> {
    let mut years = text.match_indices('年').filter_map(|(at, _)| {
        let (start, year) = year_before(&text[..at]);
        (!year.is_empty()).then_some((start, year))
    });
    let (start, year) = years.next()?;
    let is_span = text[..start].ends_with(TO) || text[start + year.len()..].contains(TO);
    (years.next().is_none() && !is_span).then(|| format!("{year}年"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_period_in_a_title_is_found() {
        for (text, periods) in [
            ("一月", vec!["一月"]),
            ("2024-03", vec!["2024-03"]),
            ("P县2024年3月工作台账", vec!["2024年3月"]),
            ("某县二季度重点任务进展", vec!["二季度"]),
            ("2024年第一季度", vec!["2024年第一季度"]),
            ("2024年上半年台账", vec!["2024年上半年"]),
            ("2024年1—6月进展", vec!["2024年1—6月"]),
            ("前三季度台账", vec!["前三季度"]),
            ("台账(截至2024年3月31日)", vec!["2024年3月"]),
            ("台账(截至2024.3.31)", vec!["2024年3月"]),
            ("截至2024-03-31", vec!["2024年3月"]),
            ("2024.3工作台账", vec!["2024年3月"]),
            ("2024.3", vec!["2024年3月"]),
            ("23年3月", vec!["2023年3月"]),
            ("二〇二三年三月工作台账", vec!["2023年三月"]),
            ("2024.3.15会议议定事项", vec![]),
            ("2024年3月15日会议议定事项", vec![]),
            ("2024年重点任务台账", vec!["2024年"]),
            ("2023—2025年行动方案台账", vec![]),
            ("政办(2024)3号", vec![]),
            ("月报台账", vec![]),
            ("12个月", vec![]),
            ("Sheet1", vec![]),
            ("3", vec![]),
        ] {
            assert_eq!(periods_in(text), periods, "{text}");
        }
    }
}
