//! Parsing of dates and numbers as people type them, input methods included.

use chrono::{Datelike, Days, Months};

use crate::plan::{Day, Number, Window, half_width};

/// How many days after today a past day without a year may be; beyond that, last year's is meant.
pub(crate) const MOST_AHEAD: u64 = 31;

/// Returns whether a text means today, whatever day else is counted from.
pub fn says_today(text: &str) -> bool {
    let plain = half_width(text).to_lowercase();
    matches!(plain.as_str(), "today" | "今天" | "今日")
}

/// Parses a day as [`parse_day`] does, and also relative ones: `today`, `今天`, `昨天`, `-7d`, `+2w`,
/// `6-28`, `6.28`, `6月28日`, `月底`. The year defaults to that of `today`.
pub fn parse_day_from(text: &str, today: Day) -> Option<Day> {
    let plain = half_width(text);
    if let Some(day) = parse_day(&plain) {
        return Some(day);
    }
    if says_today(&plain) {
        return Some(today);
    }
    match plain.to_lowercase().as_str() {
        "yesterday" | "昨天" | "昨日" => return today.pred_opt(),
        "tomorrow" | "明天" | "明日" => return today.succ_opt(),
        "月底" | "本月底" => return end_of_month(today.year(), today.month()),
        "年底" | "本年底" => return Day::from_ymd_opt(today.year(), 12, 31),
        _ => {}
    }
    distance(&plain, today).or_else(|| day_of_this_year(&plain, today))
}

/// Parses a day on which something happened, as [`parse_day_from`] does; one without a year is the latest such day, at
/// most a month after `today`.
pub fn parse_past_day_from(text: &str, today: Day) -> Option<Day> {
    let plain = half_width(text);
    let named = |today: Day| day_of_this_year(&plain, today);
    let is_far = |day: &Day| *day > today + Days::new(MOST_AHEAD);
    let last_year = || named(today.checked_sub_months(Months::new(12))?);
    if parse_day(&plain).is_none() && distance(&plain, today).is_none() {
        let this = named(today);
        if this.as_ref().is_none_or(is_far)
            && let Some(day) = last_year()
        {
            return Some(day);
        }
    }
    parse_day_from(text, today)
}

/// Parses a day that is to come, as [`parse_day_from`] does; one without a year is the first such day from `since` on.
pub fn parse_next_day_from(text: &str, today: Day, since: Day) -> Option<Day> {
    let plain = half_width(text);
    if parse_day(&plain).is_some() || distance(&plain, today).is_some() {
        return parse_day_from(text, today);
    }
    let this = day_of_this_year(&plain, since).filter(|day| *day >= since);
    let next = || day_of_this_year(&plain, since.checked_add_months(Months::new(12))?);
    this.or_else(next).or_else(|| parse_day_from(text, today))
}

/// Parses `-7d`, `+2w`, `-1m`, `+1y`; the sign is required, so that no date is taken for a distance.
fn distance(text: &str, today: Day) -> Option<Day> {
    let unit = text.chars().last()?;
    let (back, count) = match text.strip_suffix(unit)? {
        count if count.starts_with('-') => (true, &count[1..]),
        count => (false, count.strip_prefix('+')?),
    };
    let count: u32 = count.parse().ok()?;
    let days = |count: u32| {
        let days = Days::new(count.into());
        if back {
            today.checked_sub_days(days)
        } else {
            today.checked_add_days(days)
        }
    };
    let months = |count: u32| {
        let months = Months::new(count);
        if back {
            today.checked_sub_months(months)
        } else {
            today.checked_add_months(months)
        }
    };
    match unit {
        'd' | '天' | '日' => days(count),
        'w' | '周' => days(count.checked_mul(7)?),
        'm' | '月' => months(count),
        'y' | '年' => months(count.checked_mul(12)?),
        _ => None,
    }
}

/// Parses `6-28`, `6.28`, `6/28`, `6月28日` and `6月底`.
fn day_of_this_year(text: &str, today: Day) -> Option<Day> {
    let (month, day) = text.split_once(['-', '.', '/', '月'])?;
    let month = month.parse().ok()?;
    if day == "底" {
        return end_of_month(today.year(), month);
    }
    let day = day.strip_suffix('日').unwrap_or(day).parse().ok()?;
    Day::from_ymd_opt(today.year(), month, day)
}

fn end_of_month(year: i32, month: u32) -> Option<Day> {
    Some(Window::of_months(1, Day::from_ymd_opt(year, month, 1)?).end)
}

/// Parses 2024-06-30 and its variants: full-width digits, slashes, dots, 年月日; also 2024年6月底 and 2024年底.
pub fn parse_day(text: &str) -> Option<Day> {
    if let Some((year, month)) = half_width(text).split_once('年') {
        let month = match month {
            "底" => Some("12"),
            month => month.strip_suffix("月底"),
        };
        if let Some(month) = month.filter(|_| year.len() == 4) {
            return end_of_month(year.parse().ok()?, month.parse().ok()?);
        }
    }
    let plain: String = half_width(text)
        .chars()
        .map(|c| {
            if matches!(c, '年' | '月' | '/' | '.') {
                '-'
            } else {
                c
            }
        })
        .filter(|c| *c != '日')
        .collect();
    let mut parts = plain.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    Day::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?)
}

/// Parses an increase as [`parse_number`] does; a plus may come before it.
pub fn parse_increase(text: &str) -> Option<Number> {
    let plain = half_width(text);
    let plain = plain.trim();
    parse_number(plain.strip_prefix('+').unwrap_or(plain))
}

/// Parses 45, 2.5, 1,200 and full-width forms. A comma comes before three digits: 3,5 is not a number. Nor is +5,
/// which is meant to be added.
pub fn parse_number(text: &str) -> Option<Number> {
    let plain = half_width(text);
    if plain.trim_start().starts_with('+') {
        return None;
    }
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, ""));
    let mut groups = whole.trim_start_matches('-').split(',');
    let first = groups.next().unwrap_or_default();
    let mut groups = groups.peekable();
    let is_grouped = groups.peek().is_some();
    let are_thousands = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    if fraction.contains(',') || (is_grouped && !are_thousands) {
        return None;
    }
    Number::parse(&plain.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_people_type_them() {
        let day = Day::from_ymd_opt(2024, 6, 30);
        for text in [
            "2024-06-30",
            "2024-6-30",
            "2024/06/30",
            "2024年6月30日",
            "２０２４－０６－３０",
            " 2024.6.30 ",
            "2024年6月底",
        ] {
            assert_eq!(parse_day(text), day, "{text}");
        }
        assert_eq!(parse_day("2024年底"), Day::from_ymd_opt(2024, 12, 31));
        for text in [
            "2024年13月底", "24年底", "2024年年底底", "2023-02-30", "24-06-30", "2024-06", "",
            "tomorrow", "2024-06-30-1",
        ] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }

    #[test]
    fn days_are_read_from_where_one_stands() {
        let today = Day::from_ymd_opt(2024, 6, 30).unwrap();
        for (text, read) in [
            ("今天", "2024-06-30"),
            ("Yesterday", "2024-06-29"),
            ("昨天", "2024-06-29"),
            ("-7d", "2024-06-23"),
            ("+2w", "2024-07-14"),
            ("-1m", "2024-05-30"),
            ("6-28", "2024-06-28"),
            ("6.28", "2024-06-28"),
            ("６．２８", "2024-06-28"),
            ("6月28日", "2024-06-28"),
            ("2月底", "2024-02-29"),
            ("月底", "2024-06-30"),
            ("2023-1-2", "2023-01-02"),
        ] {
            let day = parse_day_from(text, today);
            assert_eq!(
                day.map(|day| day.to_string()).as_deref(),
                Some(read),
                "{text}"
            );
        }
        for text in [
            "", "7d", "2-30", "13-1", "later", "-d", "6", "+99999999999w",
        ] {
            assert_eq!(parse_day_from(text, today), None, "{text}");
        }
    }

    #[test]
    fn a_day_that_is_past_is_the_last_of_its_name() {
        let today = "2024-06-30".parse().unwrap();
        for (text, read) in [
            ("12.31", "2023-12-31"),
            ("12月底", "2023-12-31"),
            ("6.28", "2024-06-28"),
            ("7.5", "2024-07-05"),
            ("2024-12-31", "2024-12-31"),
            ("+2w", "2024-07-14"),
            ("yesterday", "2024-06-29"),
            ("年底", "2024-12-31"),
        ] {
            let day = parse_past_day_from(text, today);
            assert_eq!(day, read.parse().ok(), "{text}");
        }
        assert_eq!(parse_past_day_from("2-30", today), None);
    }

    #[test]
    fn a_day_to_come_is_the_next_of_its_name() {
        let today = "2024-12-10".parse().unwrap();
        let read = |text: &str, since: &str| {
            let day = parse_next_day_from(text, today, since.parse().unwrap());
            day.map(|day| day.to_string())
        };
        for (text, since, day) in [
            ("8.31", "2024-12-10", "2025-08-31"),
            ("12.10", "2024-12-10", "2024-12-10"),
            ("2月底", "2024-12-10", "2025-02-28"),
            ("2.29", "2027-12-10", "2028-02-29"),
            ("8.31", "2024-06-10", "2024-08-31"),
            ("2024-08-31", "2024-12-10", "2024-08-31"),
            ("-7d", "2024-12-10", "2024-12-03"),
            ("年底", "2024-12-10", "2024-12-31"),
        ] {
            assert_eq!(read(text, since).as_deref(), Some(day), "{text} {since}");
        }
        assert_eq!(read("2-30", "2024-12-10"), None);
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(parse_number("+5"), None);
        assert_eq!(parse_increase("+5"), Number::from_f64(5.0));
        assert_eq!(parse_number("４５"), Number::from_f64(45.0));
        assert_eq!(parse_number("1,200"), Number::from_f64(1200.0));
        assert_eq!(parse_number("2。5"), Number::from_f64(2.5));
        assert_eq!(parse_number("-1,200,300.5"), Number::from_f64(-1_200_300.5));
        for text in [
            "", "abc", "inf", "NaN", "4 5", "3,5", "3，5", "13,5", "12,34", ",5", "1,2,3",
            "1,0000", "1234,567", "1.234,5",
        ] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }
}
