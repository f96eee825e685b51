//! The look that a cell's format gives its number: as so many per cent, with words around it, scaled, or as a month.

/// Returns whether a cell's format shows a number as so many per cent, a hundred times the number it keeps. A sign in
/// quotes is but a word: 4 is 4% in `0"%"`.
pub(super) fn shows_percent(format: &str) -> bool {
    signs(format).contains('%')
}

/// Returns the signs of a format without the words among them.
fn signs(format: &str) -> String {
    let mut signs = String::new();
    let mut chars = format.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => chars.by_ref().take_while(|c| *c != '"').for_each(drop),
            '[' => chars.by_ref().take_while(|c| *c != ']').for_each(drop),
            '\\' | '!' | '_' | '*' => drop(chars.next()),
            c => signs.push(c.to_ascii_lowercase()),
        }
    }
    signs
}

/// The built-in formats of a month in its year: mmm-yy, and yyyy"年"m"月" of Chinese ones.
pub(super) const MONTHS: [u16; 6] = [17, 27, 36, 50, 52, 57];

/// Returns whether a cell's format shows of a day its month alone: yyyy"年"m"月".
pub(super) fn shows_month(format: &str) -> bool {
    let signs = signs(format);
    let shown = signs.split(';').next().unwrap_or_default();
    shown.contains('y') && shown.contains('m') && !shown.contains(['d', 'h', 's', '0', '#'])
}

/// Returns the fewest decimals that a cell's format shows: two of `0.00`.
pub(super) fn fewest_decimals(format: &str) -> usize {
    let signs = signs(format);
    let shown = signs.split(';').next().unwrap_or_default();
    let decimals = shown.split_once('.').map_or("", |(_, decimals)| decimals);
    decimals.chars().take_while(|c| *c == '0').count()
}

/// The look of a number that a format shows otherwise than by its digits.
#[derive(Debug, PartialEq)]
pub(super) struct NumberLook {
    /// The words before it: `约`.
    pub(super) before: String,
    /// The words behind it: `万名` of `#,##0"万名"`.
    pub(super) behind: String,
    /// The power of ten that it is divided by: 4 of `0!.0,"万元"`, by thousands and a point put in.
    pub(super) tens: i32,
}

/// Returns the look that a cell's format gives a number; `None` where it shows its digits alone, or words among them.
pub(super) fn number_look(format: &str) -> Option<NumberLook> {
    const POINT: &str = ".";
    // General shows a number as it is.
    let format = format.replace("General", "0");
    let (mut before, mut words) = (None, String::new());
    let (mut tens, mut is_behind_point) = (0, false);
    let mut chars = format.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            ';' => break,
            '0' | '#' | '?' => {
                let put_in = std::mem::take(&mut words);
                if before.is_none() {
                    before = Some(put_in);
                } else if put_in == POINT {
                    is_behind_point = true;
                } else if !put_in.is_empty() {
                    return None;
                }
                tens += i32::from(is_behind_point);
            }
            '"' => words.extend(chars.by_ref().take_while(|c| *c != '"')),
            '[' => chars.by_ref().take_while(|c| *c != ']').for_each(drop),
            '\\' | '!' => words.extend(chars.next()),
            '_' | '*' => drop(chars.next()),
            // Between digits it parts them; behind them it divides by a thousand.
            ',' if before.is_some() && !matches!(chars.peek(), Some('0' | '#' | '?')) => tens += 3,
            ',' | '.' => {}
            c => words.push(c),
        }
    }
    let is_measure = |c: char| c.is_alphabetic() || matches!(c, '%' | '‰');
    let named = |words: &str| {
        let words = words.trim();
        words.contains(is_measure).then(|| words.to_owned())
    };
    let (before, behind) = (named(&before?), named(&words));
    if before.is_none() && behind.is_none() && tens == 0 {
        return None;
    }
    Some(NumberLook {
        before: before.unwrap_or_default(),
        behind: behind.unwrap_or_default(),
        tens,
    })
}

#[cfg(test)]
mod tests {
    use super::{fewest_decimals, number_look, shows_month, shows_percent};

    #[test]
    fn a_format_may_show_a_month_alone() {
        for (format, is_month) in [
            (r#"yyyy"年"m"月""#, true),
            (r#"yyyy"年"m"月";@"#, true),
            ("[$-804]yyyy-mm", true),
            ("mmm-yy", true),
            (r#"yyyy"年"m"月"d"日""#, false),
            (r#"m"月"d"日""#, false),
            ("yyyy/m/d h:mm", false),
            ("mm:ss", false),
            ("General", false),
        ] {
            assert_eq!(shows_month(format), is_month, "{format}");
        }
    }

    #[test]
    fn a_format_may_ask_for_decimals() {
        for (format, decimals) in [
            ("0.00", 2),
            ("0.0;[Red]-0.00", 1),
            ("#,##0", 0),
            ("0.##", 0),
        ] {
            assert_eq!(fewest_decimals(format), decimals, "{format}");
        }
    }

    #[test]
    fn a_percent_sign_in_quotes_is_a_word() {
        for (format, is_percent) in [
            ("0%", true),
            ("0.00%;[Red]-0.00%", true),
            (r#"0"%""#, false),
            (r"0.0\%", false),
            (r#"General"%""#, false),
            (r#"0"‰""#, false),
        ] {
            assert_eq!(shows_percent(format), is_percent, "{format}");
        }
    }

    #[test]
    fn words_around_a_number_and_its_scale_are_read_from_its_format() {
        for (format, look) in [
            (r#"0"万名""#, Some(("", "万名", 0))),
            (
                r#"#,##0.00"亿元";[Red]\-#,##0.00"亿元""#,
                Some(("", "亿元", 0)),
            ),
            (r"0\万\名_ ", Some(("", "万名", 0))),
            ("[蓝色]0人", Some(("", "人", 0))),
            (r#""约"0"户""#, Some(("约", "户", 0))),
            (r#"0.0"%""#, Some(("", "%", 0))),
            (r#"General"‰""#, Some(("", "‰", 0))),
            ("General", None),
            ("@", None),
            ("#,##0.00_);(#,##0.00)", None),
            ("0.00E+00", None),
            (r##""¥"#,##0"##, None),
            (r#"0!.0,"万""#, Some(("", "万", 4))),
            (r#"0!.0000"万元""#, Some(("", "万元", 4))),
            (r#"0.0,"千名""#, Some(("", "千名", 3))),
            ("0,,", Some(("", "", 6))),
        ] {
            let found = number_look(format);
            let found = found.as_ref();
            let found = found.map(|look| (&*look.before, &*look.behind, look.tens));
            assert_eq!(found, look, "{format}");
        }
    }
}
