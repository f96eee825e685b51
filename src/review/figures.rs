//! Figures in wordings, in whatever digits, and what they count.

use unicode_normalization::UnicodeNormalization;

use crate::text::numerals::{is_numeral, quantity};

/// Normalizes digits and removes quotes and separators: full-width, bold, circled and formal numerals mean the same.
pub(super) fn plain(text: &str) -> String {
    let text: String = text
        .nfkc()
        .filter(|c| {
            !matches!(
                c,
                '"' | '\'' | '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '《' | '》'
            )
        })
        .map(|c| match c {
            '壹' => '一',
            '贰' | '貳' => '二',
            '叁' | '參' => '三',
            '肆' => '四',
            '伍' => '五',
            '陆' | '陸' => '六',
            '柒' => '七',
            '捌' => '八',
            '玖' => '九',
            '拾' => '十',
            '佰' => '百',
            '仟' => '千',
            '萬' => '万',
            '〇' => '零',
            other => other,
        })
        .collect();
    without_separators(&text)
}

/// Removes the commas between thousands: `1,200` is one figure.
fn without_separators(text: &str) -> String {
    let letters: Vec<char> = text.chars().collect();
    let digit = |at: usize| letters.get(at).is_some_and(char::is_ascii_digit);
    let is_separator = |at: usize| {
        letters[at] == ','
            && at > 0
            && digit(at - 1)
            && (1..=3).all(|step| digit(at + step))
            && !digit(at + 4)
    };
    let kept = (0..letters.len()).filter(|at| !is_separator(*at));
    kept.map(|at| letters[at]).collect()
}

/// Returns the figures of a text with this unit of measure.
pub(crate) fn figures_of(text: &str, unit: &str) -> Vec<f64> {
    let (words, figures) = figures(&plain(text));
    let counted = figures.into_iter().zip(words.into_iter().skip(1));
    counted
        .filter(|(_, behind)| !unit.is_empty() && behind.starts_with(unit))
        .map(|(figure, _)| figure)
        .collect()
}

/// Returns whether a figure between these words is a reference: a document number, an article, an item.
pub(super) fn is_number_of_something(before: &str, after: &str) -> bool {
    let starts = |words: &[&str]| words.iter().any(|word| after.starts_with(word));
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    ends(&["第", "附件", "〔", "[", "电话", "编号"])
        || starts(&["号", "条", "款", "章", "节", "届", "〕", "]", "、"])
}

/// Returns whether a figure between these words is a date, a period or an upper limit.
pub(super) fn less_is_more(before: &str, after: &str) -> bool {
    let ends = |words: &[&str]| words.iter().any(|word| before.ends_with(word));
    let is_below = ends(&["不超过", "不高于", "不大于", "不多于", "控制在", "最多"])
        || (ends(&["少于", "低于"]) && !ends(&["不少于", "不低于"]));
    let head: String = after.chars().take(5).collect();
    let is_within = ["以内", "以下", "之内"]
        .iter()
        .any(|word| head.contains(word));
    is_time(after) || is_below || is_within
}

/// Returns whether a figure before these words is a date or a period.
pub(super) fn is_time(after: &str) -> bool {
    ["年", "月", "日", "天", "个月", "季度", "周"]
        .iter()
        .any(|unit| after.starts_with(unit))
}

/// Returns whether a date or a period before these words is one that something is due by.
pub(super) fn is_deadline(after: &str) -> bool {
    let head: String = after.chars().take(4).collect();
    ["前", "内", "底"].iter().any(|word| head.contains(word))
}

/// Returns whether a text begins with a figure.
pub(super) fn starts_with_figure(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || is_numeral(c))
}

/// Returns a text without the number of its item (`1.1 `, `2、`).
pub(super) fn without_numbering(text: &str) -> &str {
    let behind = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || is_numeral(c));
    let is_number = behind.len() < text.len() && behind.starts_with([' ', '、', ')']);
    if is_number { behind } else { text }
}

/// Returns the words around the figures, and the figures, Chinese numerals included.
pub(super) fn figures(text: &str) -> (Vec<String>, Vec<f64>) {
    let mut words = vec![String::new()];
    let mut figures = Vec::new();
    let mut figure = String::new();
    for c in text.chars().filter(|c| !c.is_whitespace()).chain(['\n']) {
        let goes_on = c.is_ascii_digit() || is_numeral(c) || (c == '.' && !figure.is_empty());
        if goes_on {
            figure.push(c);
            continue;
        }
        if let Some(value) = quantity(figure.trim_end_matches('.')) {
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
