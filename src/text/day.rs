use chrono::Datelike as _;

use crate::plan::Day;

/// Appends a day as `2024-06-30`, like its `Display` but faster, for lists of thousands.
pub fn push_day(text: &mut String, day: Day) {
    let Ok(year @ 0..=9999) = u32::try_from(day.year()) else {
        text.push_str(&day.to_string());
        return;
    };
    for (before, number) in [
        ("", year / 100),
        ("", year % 100),
        ("-", day.month()),
        ("-", day.day()),
    ] {
        text.push_str(before);
        for digit in [number / 10, number % 10] {
            text.push(char::from(b'0' + digit as u8));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_day_is_what_display_makes_of_it() {
        for (year, month, day) in [
            (2024, 6, 30),
            (1, 1, 1),
            (0, 2, 29),
            (9999, 12, 31),
            (10_000, 1, 1),
            (-1, 3, 4),
        ] {
            let day = Day::from_ymd_opt(year, month, day).unwrap();
            let mut text = "到".to_owned();
            push_day(&mut text, day);
            assert_eq!(text, format!("到{day}"));
        }
    }
}
