//! Years, the ends of months and five-year plans, as documents name them.

use std::ops::RangeInclusive;

use crate::document::text::AnyOf;
use crate::plan::Day;

/// The years that plans are of.
pub(crate) const YEARS: RangeInclusive<i32> = 1990..=2100;

/// The five-year plans, each with its first year.
const FIVE_YEAR_PLANS: [(&str, i32); 5] = [
    ("十一五", 2006),
    ("十二五", 2011),
    ("十三五", 2016),
    ("十四五", 2021),
    ("十五五", 2026),
];

/// Reads the year that a text begins with, and what follows 年.
pub(crate) fn year_at(text: &str) -> Option<(i32, &str)> {
    let year = year_of(text.get(..4)?)?;
    Some((year, text[4..].strip_prefix('年')?))
}

/// Reads the year whose digits a text ends with.
pub(crate) fn year_before(text: &str) -> Option<i32> {
    let digits = text.get(text.len().checked_sub(4)?..)?;
    year_of(digits)
}

/// Reads four digits as a year.
pub(crate) fn year_of(digits: &str) -> Option<i32> {
    let year = digits.parse().ok().filter(|year| YEARS.contains(year));
    year.filter(|_| digits.len() == 4)
}

/// Returns the last day of a year.
pub(crate) fn year_end(year: i32) -> Day {
    Day::from_ymd_opt(year, 12, 31).unwrap_or(Day::MAX)
}

/// Returns the last day of a month.
pub(crate) fn month_end(year: i32, month: u32) -> Option<Day> {
    let first = Day::from_ymd_opt(year, month, 1)?;
    first.checked_add_months(chrono::Months::new(1))?.pred_opt()
}

/// Returns the first and last year of the five-year plan that a text names: 十四五.
pub(crate) fn five_years(text: &str) -> Option<(i32, i32)> {
    let named = FIVE_YEAR_PLANS
        .into_iter()
        .find(|(name, _)| text.contains(name));
    named.map(|(_, first)| (first, first + 4))
}

/// Returns the last day of the five years that a sentence speaks of as a whole: “十五五”时期.
pub(crate) fn five_years_end(sentence: &str) -> Option<Day> {
    let quoted = sentence.rsplit('“');
    quoted
        .filter_map(|text| text.split_once('”'))
        .find_map(|(name, rest)| {
            let (_, last) = five_years(name)?;
            rest.starts_with_any(&["时期", "期间"])
                .then(|| year_end(last))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_stand_at_either_end_of_a_text() {
        assert_eq!(year_at("2025年，建成"), Some((2025, "，建成")));
        assert_eq!(year_before("到2025"), Some(2025));
        for text in ["2025", "1825年", "+202年", "二〇二五年", "25年"] {
            assert_eq!(year_at(text), None, "{text}");
        }
        for text in ["达到20", "9999", "二〇二五"] {
            assert_eq!(year_before(text), None, "{text}");
        }
    }

    #[test]
    fn months_and_five_year_plans_end() {
        assert_eq!(month_end(2024, 2), Day::from_ymd_opt(2024, 2, 29));
        assert_eq!(month_end(2024, 12), Some(year_end(2024)));
        assert_eq!(month_end(2024, 13), None);
        assert_eq!(five_years("“十五五”时期"), Some((2026, 2030)));
        assert_eq!(five_years("双千亿工程"), None);
        assert_eq!(five_years_end("“十四五”期间，建成"), Some(year_end(2025)));
        assert_eq!(five_years_end("“十四五”规划"), None);
        assert_eq!(
            five_years_end("“十三五”以来建成，“十四五”期间再建"),
            Some(year_end(2025))
        );
    }
}
