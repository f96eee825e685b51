//! Numbers as the lists of Word and of web pages write them.

use crate::text::numerals;

/// Returns a number written as a numbering format has it.
pub(super) fn numeral(format: &str, number: usize) -> String {
    special(format, number).unwrap_or_else(|| number.to_string())
}

/// Returns a number in a format other than plain digits.
fn special(format: &str, number: usize) -> Option<String> {
    let chinese = |number| u32::try_from(number).ok().map(numerals::chinese);
    let pick = |signs: &str| signs.chars().nth(number.wrapping_sub(1)).map(String::from);
    match format {
        "chineseCounting"
        | "chineseCountingThousand"
        | "taiwaneseCounting"
        | "taiwaneseCountingThousand"
        | "japaneseCounting"
        | "koreanCounting" => chinese(number),
        "ideographDigital" | "japaneseDigitalTenThousand" | "taiwaneseDigital" => {
            Some(digit_by_digit(number))
        }
        "chineseLegalSimplified" | "japaneseLegal" | "ideographLegalTraditional" => {
            chinese(number).as_deref().map(legal)
        }
        "ideographTraditional" => pick("甲乙丙丁戊己庚辛壬癸"),
        "ideographZodiac" => pick("子丑寅卯辰巳午未申酉戌亥"),
        "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" => pick("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"),
        "decimalEnclosedParen" => Some(format!("（{number}）")),
        "decimalEnclosedFullstop" => Some(format!("{number}.")),
        "decimalZero" => Some(format!("{number:02}")),
        "lowerLetter" => letters(number),
        "upperLetter" => letters(number).map(|text| text.to_uppercase()),
        "lowerRoman" => Some(roman(number).to_lowercase()),
        "upperRoman" => Some(roman(number)),
        _ => None,
    }
}

/// Writes Chinese numerals as on banknotes: 拾贰.
fn legal(plain: &str) -> String {
    replaced(
        plain,
        "一二三四五六七八九十百千",
        "壹贰叁肆伍陆柒捌玖拾佰仟",
    )
}

/// Writes a number with a numeral for each digit: 一〇五.
fn digit_by_digit(number: usize) -> String {
    replaced(&number.to_string(), "0123456789", "〇一二三四五六七八九")
}

/// Returns a text with signs in the place of others.
fn replaced(text: &str, signs: &str, others: &str) -> String {
    let other = |c: char| signs.chars().position(|sign| sign == c);
    text.chars()
        .map(|c| other(c).and_then(|at| others.chars().nth(at)).unwrap_or(c))
        .collect()
}

/// Writes a to z, then aa to zz, and so on.
fn letters(number: usize) -> Option<String> {
    const MOST: usize = 780;
    let nth = number.checked_sub(1).filter(|_| number <= MOST)?;
    let letter = char::from(b'a' + (nth % 26) as u8);
    Some(letter.to_string().repeat(nth / 26 + 1))
}

/// Writes 1 to 3999 in Roman numerals, other numbers in digits.
fn roman(number: usize) -> String {
    const SIGNS: [(usize, &str); 13] = [
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    if number > 3999 {
        return number.to_string();
    }
    let mut left = number;
    let mut out = String::new();
    for (value, sign) in SIGNS {
        while left >= value {
            out += sign;
            left -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_offices_write_them() {
        let written = [1, 10, 11, 20, 25, 101, 110, 1005].map(|n| numeral("chineseCounting", n));
        assert_eq!(
            written,
            [
                "一", "十", "十一", "二十", "二十五", "一百零一", "一百一十", "一千零五"
            ]
        );
        assert_eq!(numeral("decimalEnclosedCircle", 3), "③");
        assert_eq!(numeral("upperRoman", 14), "XIV");
        assert_eq!(numeral("lowerLetter", 28), "bb");
        assert_eq!(numeral("chineseLegalSimplified", 12), "拾贰");
        assert_eq!(numeral("ideographTraditional", 99), "99");
    }
}
