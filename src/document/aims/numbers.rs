//! Numbers in a sentence: 1.5, 2万, 1-2, 一百二十, 百分之九十.

use std::ops::Range;

use super::measures::{behind_measure, measure_at};
use crate::document::text::AnyOf;
use crate::text::numerals::{is_numeral, quantity};

/// A number and its place in the sentence.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FoundNumber {
    pub(crate) start: usize,
    /// Behind the number and its 万 or 多.
    pub(crate) end: usize,
    pub(crate) value: f64,
    pub(crate) max: Option<f64>,
    /// Written in Chinese numerals.
    pub(crate) is_chinese: bool,
    /// 百分之: the number is one of %.
    pub(crate) is_percent: bool,
    /// 多, 余: not to be taken by the letter.
    pub(crate) is_rough: bool,
}

impl FoundNumber {
    /// Returns the end of the number and its word of measure in their sentence.
    pub(crate) fn end_with_measure(&self, sentence: &str) -> usize {
        sentence.len() - behind_measure(&sentence[self.end..]).len()
    }
}

/// Finds the numbers of a plain sentence, in order.
pub(crate) fn numbers(text: &str) -> Vec<FoundNumber> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = text[at..].find(|c: char| c.is_ascii_digit() || is_numeral(c)) {
        let start = at + offset;
        let share = SHARES.iter().find(|(of, _)| text[start..].starts_with(of));
        let number = if let Some(half) = half_of_all(text, start) {
            Some(half)
        } else if let Some((of, part)) = share {
            share_of(text, start, start + of.len(), *part)
        } else if text.as_bytes()[start].is_ascii_digit() {
            Some(arabic(text, start))
        } else {
            chinese_number(text, start)
        };
        match number {
            Some(number) => {
                at = number.end.max(start + 1);
                if !is_divisor(text, start) {
                    found.push(number);
                }
            }
            None => {
                at = start + text[start..].chars().next().map_or(1, char::len_utf8);
            }
        }
    }
    share_steps(text, &mut found);
    found
}

/// Gives the numbers of a list the 万 or 亿 of the last one: 80、60万元.
fn share_steps(text: &str, found: &mut [FoundNumber]) {
    let mut shared = 1.0;
    let mut next = text.len();
    for number in found.iter_mut().rev() {
        let is_listed = matches!(text.get(number.end..next), Some("、" | "和" | "及" | "与"));
        let printed = &text[number.start..number.end];
        let is_bare = printed
            .trim_matches(|c: char| c.is_ascii_digit() || c == '.')
            .is_empty();
        if !is_bare || !is_listed {
            let digits = printed.find(|c: char| !c.is_ascii_digit() && c != '.');
            let (times, end) = steps(printed, digits.unwrap_or(printed.len()));
            shared = if end == printed.len() { times } else { 1.0 };
        } else if number.max.is_none() {
            number.value = scaled(number.value, shared);
        }
        next = number.start;
    }
}

/// Returns whether a number is what the one before it is divided by: 8/10万.
fn is_divisor(text: &str, start: usize) -> bool {
    let divided = text[..start].strip_suffix('/');
    divided.is_some_and(|divided| divided.ends_with(|c: char| c.is_ascii_digit()))
}

/// Shares, and how many of each make one percent.
const SHARES: [(&str, f64); 3] = [("百分之", 1.0), ("千分之", 10.0), ("万分之", 100.0)];

/// Reads a share as one of %: 百分之九十, 千分之三.
fn share_of(text: &str, start: usize, from: usize, part: f64) -> Option<FoundNumber> {
    let mut number = if text[from..].starts_with(|c: char| c.is_ascii_digit()) {
        arabic(text, from)
    } else {
        chinese_number(text, from)?
    };
    (number.start, number.is_percent) = (start, true);
    number.value /= part;
    number.max = number.max.map(|max| max / part);
    Some(number)
}

/// Returns the digits at `start`, and where they end: 1.5 is one number.
fn digits(text: &str, start: usize) -> (f64, usize) {
    let bytes = text.as_bytes();
    let mut end = start;
    while end < bytes.len() {
        let c = bytes[end];
        let point = c == b'.'
            && !text[start..end].contains('.')
            && bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
        if !c.is_ascii_digit() && !point {
            break;
        }
        end += 1;
    }
    (text[start..end].parse().unwrap_or(f64::NAN), end)
}

fn arabic(text: &str, start: usize) -> FoundNumber {
    let (mut value, mut end) = digits(text, start);
    let mut max = None;
    let (times, after) = steps(text, end);
    let after = behind_repeated_measure(text, after).unwrap_or(after);
    if let Some(dash) = dash_of(&text[after..]) {
        let (second, second_end) = digits(text, after + dash.len());
        let (second_times, second_after) = steps(text, second_end);
        value = scaled(value, if times > 1.0 { times } else { second_times });
        max = Some(scaled(second, second_times));
        end = second_after;
    } else {
        value = scaled(value, times);
        end = after;
    }
    let (is_rough, end) = rough(text, end);
    FoundNumber {
        start,
        end,
        value,
        max: max.filter(|max| *max > value),
        is_chinese: false,
        is_percent: false,
        is_rough,
    }
}

/// Returns the place of the dash in a range whose two ends both have the measure: 10%—11%, 3家至5家.
fn behind_repeated_measure(text: &str, after: usize) -> Option<usize> {
    let measure = measure_at(&text[after..])?;
    let dash_at = after + measure.len();
    let rest = &text[dash_at..];
    let second = dash_of(rest).map(|dash| dash_at + dash.len())?;
    let (_, end) = digits(text, second);
    let (_, end) = steps(text, end);
    (measure_at(&text[end..]) == Some(measure)).then_some(dash_at)
}

/// Returns the dash of a range that a text begins with, before its second number.
fn dash_of(text: &str) -> Option<&'static str> {
    // 50?80: a dash that a page could not show.
    ["-", "—", "－", "–", "~", "～", "至", "到", "―", "?"]
        .into_iter()
        .find(|dash| {
            text.strip_prefix(dash)
                .is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
        })
}

/// Multiplies a number; a product that misses a whole number by a hair is that number: 1073.6亿.
pub(crate) fn scaled(value: f64, times: f64) -> f64 {
    let product = value * times;
    let whole = product.round();
    if times > 1.0 && (product - whole).abs() < 1e-3 {
        whole
    } else {
        product
    }
}

/// Reads 万, 亿, 千 and 百 behind digits: the factor and where they end.
fn steps(text: &str, from: usize) -> (f64, usize) {
    let (mut times, mut end) = (1.0, from);
    for (word, factor) in [("百", 1e2), ("千", 1e3), ("万", 1e4), ("亿", 1e8)] {
        let rest = &text[end..];
        // 5千瓦 and 3百分点 are not thousands and hundreds.
        if rest.starts_with(word)
            && !rest.starts_with("千瓦")
            && !rest.starts_with("百分")
            && !rest.starts_with("千米")
            && !rest.starts_with("千克")
        {
            times *= factor;
            end += word.len();
        }
    }
    (times, end)
}

fn rough(text: &str, end: usize) -> (bool, usize) {
    match ["多", "余"]
        .into_iter()
        .find(|word| text[end..].starts_with(word))
    {
        Some(word) => (true, end + word.len()),
        None => (false, end),
    }
}

/// Reads half of what there is as 50%: 占一半以上, 超过一半; but not 完成一半, which may be of a deed.
fn half_of_all(text: &str, start: usize) -> Option<FoundNumber> {
    const HALF: &str = "一半";
    let rest = text[start..].strip_prefix(HALF)?;
    let is_share = rest.starts_with("以上")
        || text[..start].ends_with_any(&["超过", "达到", "不低于", "不少于"]);
    is_share.then(|| FoundNumber {
        start,
        end: start + HALF.len(),
        value: 50.0,
        max: None,
        is_chinese: true,
        is_percent: true,
        is_rough: false,
    })
}

/// Finds the fractions of a sentence, which are not read: 三分之二, 1/2; 8/10万 is a rate.
pub(super) fn fractions(text: &str) -> Vec<Range<usize>> {
    let written = text.match_indices("分之").map(|(at, between)| {
        let parts = text[..at].trim_end_matches(is_numeral);
        let share = text[at + between.len()..].trim_start_matches(is_numeral);
        let is_percent = text[..at].ends_with(['百', '千', '万']);
        (parts.len()..text.len() - share.len(), at, !is_percent)
    });
    let typed = text.match_indices('/').map(|(at, _)| {
        let is_digit = |c: char| c.is_ascii_digit();
        let parts = text[..at].trim_end_matches(is_digit);
        let share = text[at + 1..].trim_start_matches(is_digit);
        let is_date = parts.ends_with('/') || share.starts_with('/') || at - parts.len() > 2;
        let is_rate = text[at + 1..].starts_with("10万");
        let all = parts.len()..text.len() - share.len();
        (all, at, !is_date && !is_rate)
    });
    let found = written.chain(typed).filter(|(all, at, is_fraction)| {
        let between = if text[*at..].starts_with('/') {
            1
        } else {
            "分之".len()
        };
        *is_fraction && all.start < *at && at + between < all.end
    });
    found.map(|(all, ..)| all).collect()
}

fn chinese_number(text: &str, start: usize) -> Option<FoundNumber> {
    let end = text[start..]
        .char_indices()
        .find(|(_, c)| !is_numeral(*c))
        .map_or(text.len(), |(at, _)| start + at);
    let value = quantity(&text[start..end]).filter(|value| *value > 0.0)?;
    // 八成以上, but not 八成新
    let behind = text[end..].strip_prefix('成');
    let tenths = behind.filter(|rest| {
        rest.is_empty() || rest.starts_with_any(&["以上", "以内", "，", ",", "的", "左右"])
    });
    let (value, end) = tenths.map_or((value, end), |rest| (value * 10.0, text.len() - rest.len()));
    let (is_rough, end) = rough(text, end);
    Some(FoundNumber {
        start,
        end,
        value,
        max: None,
        is_chinese: true,
        is_percent: tenths.is_some(),
        is_rough,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_found_and_shares_of_a_hundred_and_rates_are_none() {
        let text = "三分之二以上，1/2，百分之九十，8/10万，2022/2023学年，2024/1/2，二分之一";
        let found = fractions(text).into_iter().map(|it| &text[it]);
        assert_eq!(found.collect::<Vec<_>>(), ["三分之二", "二分之一", "1/2"]);
    }

    #[test]
    fn numbers_are_read_in_every_writing() {
        for (text, value, max, rest) in [
            ("达到16%", 16.0, None, "%"),
            ("培训2000人", 2000.0, None, "人"),
            ("完成20万人次", 200_000.0, None, "人次"),
            ("投入1.5亿元", 150_000_000.0, None, "元"),
            ("创建1-2家", 1.0, Some(2.0), "家"),
            ("建设3至5个", 3.0, Some(5.0), "个"),
            ("引进50?80名", 50.0, Some(80.0), "名"),
            ("建设1到2个", 1.0, Some(2.0), "个"),
            ("突破1073.6亿元", 107_360_000_000.0, None, "元"),
            ("引进1万—2万人", 10_000.0, Some(20_000.0), "人"),
            ("培训两千名", 2000.0, None, "名"),
            ("达到百分之九十", 90.0, None, ""),
            ("不大于千分之三", 0.3, None, ""),
            ("普及率达到八成以上", 80.0, None, "以上"),
            ("占总课时一半以上", 50.0, None, "以上"),
            ("新增10余家", 10.0, None, "家"),
            ("占总量的10%—11%", 10.0, Some(11.0), "%"),
            ("培育3家至5家", 3.0, Some(5.0), "家"),
            ("奖励50万元—100万元", 500_000.0, Some(1_000_000.0), "元"),
            ("收购5千克", 5.0, None, "千克"),
            ("装机300千瓦", 300.0, None, "千瓦"),
            ("死亡率控制在6/10万以内", 6.0, None, "/10万以内"),
            ("任务为3、4、5、6亿元", 600_000_000.0, None, "元"),
        ] {
            let found = numbers(text);
            let last = found.last().unwrap();
            assert_eq!(
                (last.value, last.max, &text[last.end..]),
                (value, max, rest),
                "{text}"
            );
        }
        let values = |text: &str| {
            numbers(text)
                .iter()
                .map(|it| it.value)
                .collect::<Vec<f64>>()
        };
        assert_eq!(values("分别为8、0.6和4万元"), [80_000.0, 6000.0, 40_000.0]);
        assert_eq!(values("甲镇8、乙镇4万元"), [8.0, 40_000.0]);
        assert_eq!(values("3家、4万元"), [3.0, 40_000.0]);
        assert!(numbers("达到百分之九十")[0].is_percent);
        assert!(numbers("新增10余家")[0].is_rough);
    }
}
