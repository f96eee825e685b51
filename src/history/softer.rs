//! Whether a number or a wording asks for less.

use crate::plan::{Measure, Op, Pace, Target};
use crate::text::Weakness;

/// In which ways `after` asks for less than `before`; its day is compared elsewhere.
pub(super) fn target_weaknesses(before: &Target, after: &Target) -> Vec<Weakness> {
    let mut found = Vec::new();
    if squeezed(&before.unit) != squeezed(&after.unit) {
        found.push(Weakness::TargetUnit);
    }
    if before.measure != after.measure {
        found.push(Weakness::MeasureChanged);
    }
    found.extend(amount_weakness(before, after));
    if before.measure == Measure::Stock
        && let Some(baseline) = before.baseline
        && after.baseline.map(|after| after.value) != Some(baseline.value)
    {
        found.push(Weakness::BaselineChanged);
    }
    if before.pace == Pace::Linear && after.pace == Pace::None {
        found.push(Weakness::PaceOff);
    }
    found
}

/// Values that reach the target before but not after make it stricter; the other way round it is weaker. Where the
/// same values reach it, 以上 is stricter than a bare number, and that than a range.
fn amount_weakness(before: &Target, after: &Target) -> Option<Weakness> {
    let is_limit = |op| matches!(op, Op::AtMost | Op::Under);
    if is_limit(before.op) != is_limit(after.op) {
        return Some(Weakness::TargetSofter);
    }
    let lower = if is_limit(before.op) {
        after.value > before.value
    } else {
        after.value < before.value
    };
    if lower {
        return Some(Weakness::TargetLower);
    }
    if (after.value - before.value).abs() > f64::EPSILON {
        return None;
    }
    if strictness(after.op) < strictness(before.op) {
        return Some(Weakness::TargetSofter);
    }
    let top = |target: &Target| target.max.filter(|_| target.op == Op::Range);
    match (top(before), top(after)) {
        (Some(before), Some(after)) if after < before => Some(Weakness::TargetLower),
        _ => None,
    }
}

fn strictness(op: Op) -> u8 {
    match op {
        Op::Over | Op::Under => 3,
        Op::AtLeast | Op::AtMost => 2,
        Op::Exactly => 1,
        Op::Range => 0,
    }
}

/// Words by which a demand becomes a wish.
const HEDGES: [&str; 10] = [
    "力争",
    "原则上",
    "视情",
    "尽量",
    "酌情",
    "有条件的",
    "争取",
    "根据实际",
    "适时",
    "参考性",
];

/// Whether the new wording says the same with a lower figure or a later year, or hedges what it demanded.
pub(super) fn wording_weaknesses(before: &str, after: &str) -> Vec<Weakness> {
    let mut found = Vec::new();
    if is_lower_figure(before, after) {
        found.push(Weakness::WordingLower);
    }
    let hedges = |text: &str| -> usize { HEDGES.iter().map(|h| text.matches(h).count()).sum() };
    if hedges(after) > hedges(before) {
        found.push(Weakness::WordingSofter);
    }
    found
}

fn is_lower_figure(before: &str, after: &str) -> bool {
    let (old_words, old) = figures(before);
    let (new_words, new) = figures(after);
    if old_words != new_words || old.len() != new.len() {
        return false;
    }
    let is_year = |figure: f64| (1900.0..=2100.0).contains(&figure) && figure.fract() == 0.0;
    old.into_iter().zip(new).any(|(old, new)| {
        if is_year(old) && is_year(new) {
            new > old
        } else {
            new < old
        }
    })
}

/// The words around the figures, and the figures.
fn figures(text: &str) -> (Vec<String>, Vec<f64>) {
    let mut words = vec![String::new()];
    let mut figures = Vec::new();
    let mut figure = String::new();
    let mut close = |figure: &mut String, words: &mut Vec<String>| {
        if let Ok(value) = figure.trim_end_matches('.').parse::<f64>() {
            figures.push(value);
            words.push(String::new());
        }
        figure.clear();
    };
    for c in text.chars().filter(|c| !c.is_whitespace()) {
        if c.is_ascii_digit() || (c == '.' && !figure.is_empty()) {
            figure.push(c);
            continue;
        }
        close(&mut figure, &mut words);
        if let Some(last) = words.last_mut() {
            last.push(c);
        }
    }
    close(&mut figure, &mut words);
    (words, figures)
}

/// Whether one wording can be the other mended: at least a third of the shorter one stands, in order, in the longer.
pub(super) fn is_alike(before: &str, after: &str) -> bool {
    let letters =
        |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    let (a, b) = (letters(before), letters(after));
    let shorter = a.len().min(b.len());
    shorter == 0 || common(&a, &b) * 3 >= shorter
}

/// Length of the longest common subsequence.
fn common(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (ix, y) in b.iter().enumerate() {
            let above = row[ix + 1];
            row[ix + 1] = if x == y {
                diagonal + 1
            } else {
                above.max(row[ix])
            };
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or(0)
}

pub(super) fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lower_figure_in_the_same_words_is_seen_and_a_typo_is_not() {
        assert!(is_lower_figure("每年培训60名", "每年培训 45 名"));
        assert!(is_lower_figure("2024年底前建成", "2025年底前建成"));
        assert!(!is_lower_figure("每年培训60名", "每年培训80名"));
        assert!(!is_lower_figure("2025年底前建成", "2024年底前建成"));
        assert!(!is_lower_figure("每年培训60名", "每年轮训60名"));
    }

    #[test]
    fn mended_words_are_alike_and_replaced_ones_are_not() {
        assert!(is_alike(
            "加强科学教育师资队伍建设",
            "加强科学教育师资队伍建没"
        ));
        assert!(is_alike("培训", "骨干教师培训"));
        assert!(!is_alike("骨干教师培训", "召开座谈会"));
    }
}
