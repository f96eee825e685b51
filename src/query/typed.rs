//! Dates and numbers as people type them, input methods included.

use crate::plan::{Day, Number};

/// Reads 2024-06-30, and what input methods and habits make of it: full-width digits, slashes, dots, 年月日.
pub fn parse_day(text: &str) -> Option<Day> {
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

/// Reads 45, 2.5, 1,200, and full-width forms.
pub fn parse_number(text: &str) -> Option<Number> {
    let plain: String = half_width(text).chars().filter(|c| *c != ',').collect();
    Number::parse(&plain)
}

fn half_width(text: &str) -> String {
    text.trim()
        .chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
            '。' => '.',
            c => c,
        })
        .collect()
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
        ] {
            assert_eq!(parse_day(text), day, "{text}");
        }
        for text in [
            "2023-02-30",
            "24-06-30",
            "2024-06",
            "",
            "tomorrow",
            "2024-06-30-1",
        ] {
            assert_eq!(parse_day(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_are_read_as_people_type_them() {
        assert_eq!(parse_number("４５"), Number::from_f64(45.0));
        assert_eq!(parse_number("1,200"), Number::from_f64(1200.0));
        assert_eq!(parse_number("2。5"), Number::from_f64(2.5));
        for text in ["", "abc", "inf", "NaN", "4 5"] {
            assert_eq!(parse_number(text), None, "{text}");
        }
    }
}
