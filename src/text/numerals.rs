//! Chinese numerals, there and back.

const DIGITS: [char; 10] = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Returns the digit that a character writes: 一, 〇, 两.
pub(crate) fn digit(c: char) -> Option<u32> {
    match c {
        '〇' | '○' | 'Ｏ' => Some(0),
        '两' => Some(2),
        _ => DIGITS.iter().position(|d| *d == c).map(|at| at as u32),
    }
}

/// Returns the number from 1 to 99 that a whole text writes in the way of headings: 一, 十二, 九十九.
pub(crate) fn ordinal(text: &str) -> Option<u32> {
    let one = |part: &str| {
        let mut chars = part.chars();
        let first = DIGITS
            .iter()
            .position(|d| Some(*d) == chars.clone().next())? as u32;
        chars.next();
        (first > 0 && chars.next().is_none()).then_some(first)
    };
    // Longer than any heading's number: not worth the search.
    if text.len() > 12 {
        return None;
    }
    match text.split_once('十') {
        None => one(text),
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { one(tens)? };
            let ones = if ones.is_empty() { 0 } else { one(ones)? };
            Some(tens * 10 + ones)
        }
    }
}

/// Writes a number up to 9999 in Chinese numerals, a larger one in digits.
pub(crate) fn chinese(number: u32) -> String {
    match number {
        0 => return DIGITS[0].to_string(),
        1..=9999 => {}
        _ => return number.to_string(),
    }
    let mut text = String::new();
    let mut skipped = false;
    for (unit, sign) in [(1000, "千"), (100, "百"), (10, "十"), (1, "")] {
        let digit = number / unit % 10;
        if digit == 0 {
            skipped = !text.is_empty();
            continue;
        }
        if std::mem::take(&mut skipped) {
            text.push(DIGITS[0]);
        }
        // 十二, not 一十二.
        if !(unit == 10 && digit == 1 && number < 20) {
            text.push(DIGITS[digit as usize]);
        }
        text += sign;
    }
    text
}

/// Returns whether a character can be part of a Chinese number.
pub(crate) fn is_numeral(c: char) -> bool {
    digit(c).is_some() || matches!(c, '十' | '百' | '千' | '万' | '亿')
}

/// Returns the number that a run of digits and numerals writes: 一百二十, 两千, 二〇二三, 12.5, 3万.
pub(crate) fn quantity(text: &str) -> Option<f64> {
    const MOST_DIGITS: usize = 9;
    const LONGEST: usize = 20;
    let (mut total, mut section, mut last) = (0.0, 0.0, None::<f64>);
    let mut rest = text;
    let mut read = 0;
    while let Some(c) = rest.chars().next() {
        let arabic = rest.len()
            - rest
                .trim_start_matches(|c: char| c.is_ascii_digit() || c == '.')
                .len();
        if arabic > 0 {
            last = Some(rest[..arabic].parse().ok()?);
            rest = &rest[arabic..];
            continue;
        }
        read += 1;
        if read > LONGEST {
            return None;
        }
        rest = &rest[c.len_utf8()..];
        match c {
            '十' => section += last.take().unwrap_or(1.0) * 10.0,
            '百' => section += last.take()? * 100.0,
            '千' => section += last.take()? * 1000.0,
            '万' | '亿' => {
                section += last.take().unwrap_or(0.0);
                if section == 0.0 {
                    return None;
                }
                total += section * if c == '万' { 1e4 } else { 1e8 };
                section = 0.0;
            }
            _ => {
                let digit = f64::from(digit(c)?);
                last = Some(last.map_or(digit, |before| before * 10.0 + digit));
            }
        }
    }
    let has_steps = text.contains(['十', '百', '千', '万', '亿']);
    let is_number = !text.is_empty() && (has_steps || read <= MOST_DIGITS);
    is_number.then(|| total + section + last.unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_headings_go_there_and_back() {
        for number in 1..100 {
            assert_eq!(ordinal(&chinese(number)), Some(number));
        }
        for (number, text) in [
            (100, "一百"),
            (101, "一百零一"),
            (112, "一百一十二"),
            (3005, "三千零五"),
            (12_000, "12000"),
        ] {
            assert_eq!(chinese(number), text);
        }
        for other in ["十五年", "五四", "零", "", "一百"] {
            assert_eq!(ordinal(other), None, "{other}");
        }
    }

    #[test]
    fn quantities_have_steps_or_digits() {
        for (text, value) in [
            ("一百二十", 120.0),
            ("两千", 2000.0),
            ("三万五千", 35000.0),
            ("十五", 15.0),
            ("五十", 50.0),
            ("二〇二三", 2023.0),
            ("一百零五", 105.0),
            ("三", 3.0),
            ("60", 60.0),
            ("12.5", 12.5),
            ("一百零三", 103.0),
            ("3万", 30_000.0),
            ("两千万", 20_000_000.0),
            ("1亿2000万", 120_000_000.0),
        ] {
            assert_eq!(quantity(text), Some(value), "{text}");
        }
        assert_eq!(quantity("百"), None);
        assert_eq!(quantity("万"), None);
    }
}
