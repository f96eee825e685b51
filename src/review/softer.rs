//! Comparison of targets, and of wordings that may mean the same.

use crate::plan::{Measure, Number, Op, Pace, Target};
use crate::text::{Weakness, without_blanks};

/// Returns the ways in which `after` asks for less than `before`; the deadline is compared elsewhere.
pub(crate) fn target_weaknesses(before: &Target, after: &Target) -> Vec<Weakness> {
    let mut found = Vec::new();
    if without_blanks(&before.unit) != without_blanks(&after.unit) {
        found.push(Weakness::TargetUnit);
    }
    if before.measure != after.measure {
        found.push(Weakness::MeasureChanged);
    }
    found.extend(amount_weakness(before, after));
    if before.measure == Measure::Stock
        && let Some(baseline) = before.baseline
        && after.baseline != Some(baseline)
    {
        found.push(Weakness::BaselineChanged);
    }
    // A baseline that already meets the target asks for nothing.
    if let Some(baseline) = after.baseline
        && before.baseline.map(|before| before.value) != Some(baseline.value)
        && !found.contains(&Weakness::BaselineChanged)
        && is_reached(after, baseline.value)
        && !before
            .baseline
            .is_some_and(|before_it| is_reached(before, before_it.value))
    {
        found.push(Weakness::BaselineChanged);
    }
    if before.pace == Pace::Linear && after.pace == Pace::AtTheEnd {
        found.push(Weakness::PaceOff);
    }
    found
}

/// Compares amounts: a target that more values meet is weaker. With equal values, 以上 is stricter than a
/// bare number, and that is stricter than a range.
fn amount_weakness(before: &Target, after: &Target) -> Option<Weakness> {
    if before.rule().is_limit() != after.rule().is_limit() {
        return Some(Weakness::TargetSofter);
    }
    let lower = if before.rule().is_limit() {
        after.value > before.value
    } else {
        after.value < before.value
    };
    if lower {
        return Some(Weakness::TargetLower);
    }
    if after.value != before.value {
        return None;
    }
    if strictness(after.rule()) < strictness(before.rule()) {
        return Some(Weakness::TargetSofter);
    }
    let top = |target: &Target| target.max.filter(|_| target.op == Op::Range);
    match (top(before), top(after)) {
        (Some(before), Some(after)) if after < before => Some(Weakness::TargetLower),
        _ => None,
    }
}

/// Returns whether a value meets a target.
fn is_reached(target: &Target, value: Number) -> bool {
    match target.rule() {
        Op::AtMost | Op::Under => value <= target.value,
        _ => value >= target.value,
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

/// Returns whether one wording may be a revision of the other: a third of the shorter one occurs, in
/// order, in the longer.
pub(crate) fn is_alike(before: &str, after: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    let shorter = letters(before).min(letters(after));
    shorter == 0 || shared(before, after) * 3 >= shorter
}

/// Returns whether one wording is all in the other, in order: words were put in or left out.
pub(crate) fn is_within(before: &str, after: &str) -> bool {
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
    shared(before, after) == letters(before).min(letters(after))
}

/// Counts the letters and digits that two wordings share, in order.
pub(crate) fn shared(before: &str, after: &str) -> usize {
    let letters =
        |text: &str| -> Vec<char> { text.chars().filter(|c| c.is_alphanumeric()).collect() };
    common(&letters(before), &letters(after))
}

/// Returns the length of the longest common subsequence.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn mended_words_are_alike_and_replaced_ones_are_not() {
        assert!(is_alike(
            "加强科学教育师资队伍建设",
            "加强科学教育师资队伍建没"
        ));
        assert!(is_alike("培训", "骨干教师培训"));
        assert!(!is_alike("骨干教师培训", "召开座谈会"));
        assert!(is_within(
            "公民具备科学素质的比例",
            "全县公民具备科学素质的比例"
        ));
        assert!(!is_within("建成基地", "建成园区"));
    }
}
