//! Whether a wording asks for less: lower figures, later dates, hedges.

use crate::text::Weakness;

/// Words by which a demand becomes a wish, or ends.
const HEDGES: [&str; 13] = [
    "力争",
    "原则上",
    "视情",
    "尽量",
    "酌情",
    "有条件的",
    "争取",
    "根据实际",
    "适时",
    "暂缓",
    "不再",
    "自愿",
    "可不",
];

/// Words without which a demand is none.
const DEMANDS: [&str; 7] = ["必须", "务必", "不少于", "不低于", "至少", "以上", "全覆盖"];

/// Whether the new wording says the same with a lower figure or a later date, or hedges what it demanded.
pub(crate) fn wording_weaknesses(before: &str, after: &str) -> Vec<Weakness> {
    let mut found = Vec::new();
    if is_lower_figure(before, after) {
        found.push(Weakness::WordingLower);
    }
    let count = |text: &str, words: &[&str]| -> usize {
        words.iter().map(|word| text.matches(word).count()).sum()
    };
    let hedged = count(after, &HEDGES) > count(before, &HEDGES);
    if hedged || count(after, &DEMANDS) < count(before, &DEMANDS) {
        found.push(Weakness::WordingSofter);
    }
    found
}

/// The same words with another figure: lower where more is better, higher in a date, a time allowed or an upper limit.
fn is_lower_figure(before: &str, after: &str) -> bool {
    let (old_words, old) = figures(before);
    let (new_words, new) = figures(after);
    if old_words != new_words || old.len() != new.len() {
        return false;
    }
    old.into_iter()
        .zip(new)
        .enumerate()
        .any(|(at, (old, new))| {
            let around = (
                &old_words[at],
                old_words.get(at + 1).map_or("", String::as_str),
            );
            if less_is_more(around.0, around.1) {
                new > old
            } else {
                new < old
            }
        })
}

/// Whether a figure between these words is a date, a time allowed, or an upper limit.
fn less_is_more(before: &str, after: &str) -> bool {
    let is_time = ["年", "月", "日", "天", "个月", "季度", "周"]
        .iter()
        .any(|unit| after.starts_with(unit));
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let is_below = ends(&["不超过", "不高于", "不大于", "不多于", "控制在", "最多"])
        || (ends(&["少于", "低于"]) && !ends(&["不少于", "不低于"]));
    let head: String = after.chars().take(5).collect();
    let is_within = ["以内", "以下", "之内"]
        .iter()
        .any(|word| head.contains(word));
    is_time || is_below || is_within
}

/// The words around the figures, and the figures, Chinese ones too.
fn figures(text: &str) -> (Vec<String>, Vec<f64>) {
    let mut words = vec![String::new()];
    let mut figures = Vec::new();
    let mut figure = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()).chain(['\n']) {
        let goes_on = c.is_ascii_digit() || is_numeral(c) || (c == '.' && !figure.is_empty());
        if goes_on {
            figure.push(c);
            continue;
        }
        if let Some(value) = read(figure.trim_end_matches('.')) {
            figures.push(value);
            words.push(String::new());
        } else if let Some(last) = words.last_mut() {
            last.push_str(&figure);
        }
        figure.clear();
        if let Some(last) = words.last_mut() {
            last.push(c);
        }
    }
    (words, figures)
}

const DIGITS: [char; 11] = [
    '零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '两',
];

fn is_numeral(c: char) -> bool {
    DIGITS.contains(&c) || matches!(c, '十' | '百' | '千' | '万' | '亿')
}

/// `60`, `12.5`, `二十五`, `3万`.
fn read(figure: &str) -> Option<f64> {
    let mut total = 0.0;
    let mut below = 0.0;
    let mut last: Option<f64> = None;
    let mut digits = String::new();
    for c in figure.chars() {
        if c.is_ascii_digit() || c == '.' {
            digits.push(c);
            continue;
        }
        if !digits.is_empty() {
            last = Some(digits.parse().ok()?);
            digits.clear();
        }
        if let Some(digit) = DIGITS.iter().position(|digit| *digit == c) {
            let digit = if c == '两' { 2 } else { digit };
            last = Some(last.unwrap_or(0.0) * 10.0 + digit as f64);
            continue;
        }
        let scale = match c {
            '十' => 10.0,
            '百' => 100.0,
            '千' => 1_000.0,
            '万' => 10_000.0,
            _ => 100_000_000.0,
        };
        if scale >= 10_000.0 {
            total += (below + last.unwrap_or(0.0)).max(1.0) * scale;
            below = 0.0;
        } else {
            below += last.unwrap_or(1.0) * scale;
        }
        last = None;
    }
    if !digits.is_empty() {
        last = Some(digits.parse().ok()?);
    }
    (!figure.is_empty()).then(|| total + below + last.unwrap_or(0.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lower_figure_in_the_same_words_is_seen_and_a_typo_is_not() {
        for (before, after) in [
            ("每年培训60名", "每年培训 45 名"),
            ("2024年底前建成", "2025年底前建成"),
            ("6月底前完成", "12月底前完成"),
            ("30天内办结", "60天内办结"),
            ("每年举办四次", "每年举办两次"),
            ("培训二十五万人", "培训二十万人"),
            ("人均不超过5元", "人均不超过8元"),
            ("控制在10%以内", "控制在15%以内"),
        ] {
            assert!(is_lower_figure(before, after), "{before} {after}");
            assert!(!is_lower_figure(after, before), "{after} {before}");
        }
        assert!(!is_lower_figure("每年培训60名", "每年轮训60名"));
    }

    #[test]
    fn figures_are_read_as_people_write_them() {
        for (text, value) in [
            ("60", 60.0),
            ("12.5", 12.5),
            ("十", 10.0),
            ("二十五", 25.0),
            ("一百零三", 103.0),
            ("3万", 30_000.0),
            ("两千万", 20_000_000.0),
        ] {
            assert!((read(text).unwrap() - value).abs() < 1e-9, "{text}");
        }
    }

    #[test]
    fn a_demand_that_becomes_a_wish_is_seen() {
        assert_eq!(
            wording_weaknesses("必须办好夜校", "力争办好夜校"),
            [Weakness::WordingSofter]
        );
        assert_eq!(
            wording_weaknesses("培训60名以上", "培训60名"),
            [Weakness::WordingSofter]
        );
        assert_eq!(wording_weaknesses("办好夜校", "必须办好夜校"), []);
    }
}
