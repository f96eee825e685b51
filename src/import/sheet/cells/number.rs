//! A cell with a number in the unit of a milestone's target.

use crate::import::sheet::SheetValue;
use crate::import::sheet::measure::is_same_measure;
use crate::plan::{Milestone, Number};
use crate::query::parse_number;
use crate::text::{CellRefusal, without_blanks};

use super::{legible, parts_digits};

/// Reads a number in the unit of a milestone's target; `now` is the value so far.
pub(in crate::import::sheet) fn number(
    value: &SheetValue,
    milestone: &Milestone,
    now: Option<Number>,
) -> Result<Number, CellRefusal> {
    let target = milestone.target.as_ref();
    let unit = target.map_or("", |target| target.unit.as_str());
    match value {
        SheetValue::Number(number) => {
            let read = rounded(*number).ok_or(CellRefusal::NoNumber)?;
            no_share(read, milestone, now)
        }
        SheetValue::Text(text) => {
            let text = legible(text);
            if parts_digits(&text) && !are_thousands(&text) {
                return Err(CellRefusal::NoNumber);
            }
            let whole = without_blanks(&text);
            let plain = without_measure(&whole, unit);
            // `+5` is what was added, and not the total so far.
            if plain.ends_with('%') || plain.starts_with('+') {
                return Err(CellRefusal::NoNumber);
            }
            let read = parse_number(plain).ok_or(CellRefusal::NoNumber)?;
            if plain == whole {
                no_share(read, milestone, now)
            } else {
                Ok(read)
            }
        }
        SheetValue::Shared(_) => Err(CellRefusal::SharedNumber),
        SheetValue::Date(_) | SheetValue::Formula(_) | SheetValue::Empty => {
            Err(CellRefusal::NoNumber)
        }
    }
}

/// Refuses a bare number of a target in percent that may be a share of one: a spreadsheet keeps 65% as 0.65, and may show
/// or save it as either.
fn no_share(
    read: Number,
    milestone: &Milestone,
    now: Option<Number>,
) -> Result<Number, CellRefusal> {
    let target = milestone.target.as_ref().filter(|it| it.unit == "%");
    let aims_high = target.is_some_and(|target| target.value.to_f64().abs() > 1.0);
    let number = read.to_f64();
    if aims_high && number.abs() <= 1.0 && number != 0.0 && now != Some(read) {
        let share = rounded(number * 100.0).map(|share| share.to_string());
        return Err(CellRefusal::UnclearShare(share.unwrap_or_default()));
    }
    Ok(read)
}

/// Returns a number without the unit of measure behind it, if that is the target's.
fn without_measure<'n>(number: &'n str, unit: &str) -> &'n str {
    let is_of_number = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+');
    let end = number.rfind(is_of_number).map_or(0, |at| at + 1);
    let (bare, measure) = number.split_at(end);
    if is_same_measure(measure, unit) {
        bare
    } else {
        number
    }
}

/// Returns a number with as many digits as a number of the plan may have; the rest is noise of binary fractions.
fn rounded(number: f64) -> Option<Number> {
    let whole = format!("{:.0}", number.abs().trunc()).len();
    let places = Number::DIGITS.saturating_sub(whole);
    let text = format!("{number:.*}", places.min(Number::PLACES as usize));
    let text = if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.')
    } else {
        &text
    };
    Number::parse(if text == "-0" { "0" } else { text })
}

/// Returns whether single blanks part a number into thousands, as a comma does: 1 200.
fn are_thousands(text: &str) -> bool {
    let is_of_number = |c: char| c.is_ascii_digit() || c.is_whitespace();
    let number = text.trim().trim_start_matches('-');
    let end = number.find(|c| !is_of_number(c)).unwrap_or(number.len());
    let (whole, rest) = number.split_at(end);
    let mut groups = whole.trim_end().split(|c: char| c.is_whitespace());
    let is_first = groups
        .next()
        .is_some_and(|first| (1..=3).contains(&first.len()));
    is_first && groups.all(|group| group.len() == 3) && !whole.contains('\n') && !parts_digits(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_measure_behind_a_number_is_the_targets() {
        for (number, unit, bare) in [
            ("60名", "名", "60"),
            ("60人", "名", "60"),
            ("60", "名", "60"),
            ("60万名", "名", "60万名"),
            ("60户", "名", "60户"),
            ("65%", "%", "65"),
            ("名", "名", ""),
        ] {
            assert_eq!(without_measure(number, unit), bare);
        }
    }

    #[test]
    fn blanks_part_thousands_or_two_numbers() {
        for (text, are) in [
            ("1 200", true),
            ("1 200 000.5", true),
            ("-12 345名", true),
            ("12 15", false),
            ("20\n300", false),
            ("1200 300", false),
            ("1 200 30", false),
            ("1 200.5 300", false),
        ] {
            assert!(parts_digits(text), "{text}");
            assert_eq!(are_thousands(text), are, "{text}");
        }
        assert!(!parts_digits("20 人"));
    }
}
