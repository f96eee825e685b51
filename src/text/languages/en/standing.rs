//! Standings, their reasons, and refused entries

use crate::plan::{
    Measure, Miss, Missed, Number, Op, Pace, Reason, Refusal, Status, Target, Verdict, Withdrawn,
};
use crate::text::Note;
use crate::text::words::note;

use super::{WORDS, days};

pub(super) fn reason(reason: &Reason) -> String {
    match reason {
        Reason::Finished {
            on,
            is_closed,
            late,
            missed: miss,
        } => {
            let mut parts: Vec<String> = on.iter().map(ToString::to_string).collect();
            if *late > 0 {
                // It was done late, not accepted late.
                let done = if *is_closed { "done " } else { "" };
                parts.push(format!("{done}{} late", days(*late)));
            }
            if let Some(miss) = miss {
                parts.push(missed(miss));
            }
            parts.join(" ")
        }
        Reason::Unreported => "unreported".to_owned(),
        Reason::Overdue {
            days: n,
            postponed: false,
        } => format!("{} overdue", days(*n)),
        Reason::Overdue {
            days: n,
            postponed: true,
        } => format!("{} past postponed date", days(*n)),
        Reason::OverLimit(miss) => missed(miss),
        Reason::Behind { points } => format!("{points} {} short", points_of(*points == 1)),
        Reason::Said(Some(words)) => words.clone(),
        Reason::Said(None) => "no reason given".to_owned(),
        Reason::Left { days: 0 } => "due today".to_owned(),
        Reason::Left { days: n } => format!("{} left", days(*n)),
        Reason::Due(due) => due.to_string(),
        Reason::Starts(start) => format!("from {start}"),
    }
}

/// Formats a missed target below a heading that calls it a gap.
pub(super) fn gap(missed: &Missed) -> String {
    match missed.miss {
        Miss::Short(by) if missed.unit == "%" => format!("{by}pt"),
        Miss::Short(by) => format!("{by}{}", missed.unit),
        _ => self::missed(missed),
    }
}

pub(super) fn missed(missed: &Missed) -> String {
    let Missed { miss, target, unit } = missed;
    match miss {
        Miss::Short(by) => format!("{} short", difference(*by, unit)),
        Miss::Over(by) => format!("{} over", difference(*by, unit)),
        Miss::NotAbove => format!("not above {target}{unit}"),
        Miss::NotBelow => format!("not below {target}{unit}"),
    }
}

const VALUE_OR_REASON: &str = "give a value (--value) or a reason (--reason)";

pub(super) fn refusal(refusal: &Refusal) -> Note {
    let status = |status: &Status| (WORDS.status)(*status);
    match refusal {
        Refusal::NeedsReason(s) => {
            Note::new(format!("\"{}\" needs a reason", status(s)), "add --reason")
        }
        Refusal::NeedsUnit(s) => Note::new(
            format!("\"{}\" needs the unit that says so", status(s)),
            "add --by",
        ),
        Refusal::NeedsValue => Note::new(
            "no value is known, so nothing shows that the target is met",
            VALUE_OR_REASON,
        ),
        Refusal::ShortOfTarget {
            is_reported: false,
            missed: Missed { miss, target, unit },
            ..
        } => {
            let wanted = match miss {
                Miss::Short(_) => format!("{target}{unit}"),
                Miss::Over(_) => format!("at most {target}{unit}"),
                Miss::NotAbove => format!("above {target}{unit}"),
                Miss::NotBelow => format!("below {target}{unit}"),
            };
            Note::new(
                format!("nothing is reported, and the target is {wanted}"),
                VALUE_OR_REASON,
            )
        }
        Refusal::ShortOfTarget {
            value,
            missed: Missed { miss, target, unit },
            ..
        } => Note::new(
            match miss {
                Miss::Short(_) => format!("{value}{unit} reported is short of {target}{unit}"),
                Miss::Over(by) => format!(
                    "{value}{unit} reported is over the limit of {target}{unit} by {by}{unit}"
                ),
                Miss::NotAbove => {
                    format!("{value}{unit} reported is not above {target}{unit}, as it must be")
                }
                Miss::NotBelow => {
                    format!("{value}{unit} reported is not below {target}{unit}, as it must be")
                }
            },
            VALUE_OR_REASON,
        ),
        Refusal::NeedsOf(parts) => Note::new(
            "every unit reports its own here; say of which unit",
            match parts.as_slice() {
                [] => "add --of".to_owned(),
                parts => format!("--of takes one of its members: {}", parts.join(", ")),
            },
        ),
        Refusal::NotResponsible(name) => {
            note!("{name} is not responsible for this milestone", "check --of")
        }
        Refusal::OwnAcceptance(name) => note!(
            "{name} cannot close what it reports itself",
            "close it as another unit: --by"
        ),
        Refusal::NeedsPostponeReason => Note::new("a postponement needs a reason", "add --reason"),
        Refusal::PostponedBeforeStart(start) => note!(
            "it cannot be postponed to before its start on {start}",
            "check the date"
        ),
        Refusal::PostponedToEarlier(due) => note!(
            "cannot be postponed to before the current due date {due}",
            "check the date; finishing early needs no postponement"
        ),
        Refusal::PostponedFinished(done) => note!(
            "done on {done}; a postponement granted after that changes nothing",
            "if it was granted earlier, give the day with --on; if the work is not done, correct the status first"
        ),
        Refusal::AfterToday { day, today } => note!(
            "{day} has not come yet (today is {today}); nothing can be recorded for it",
            "check the day given with --on or --as-of"
        ),
        Refusal::FarDay(day) => note!(
            "the date {day} is not between 1900 and 2100",
            "check the date"
        ),
        Refusal::NeedsCorrectionReason => Note::new("a correction needs a reason", "add --reason"),
        Refusal::NothingToCorrect => Note::new(
            "nothing of that day and unit to correct",
            "check --on, --by and --of; duban show lists the log; --withdraw reminder takes back a reminder that was \
             not sent",
        ),
        Refusal::CorrectsNothing => Note::new(
            "the correction does not say what is right",
            "add --value, --text or the like; to take back a mistake: --withdraw reading, --withdraw reminder, \
             --status todo for a status, --add 0 for a value",
        ),
        Refusal::NothingToWithdraw(Withdrawn::Reading) => Note::new(
            "no reading of that day to withdraw",
            "check the indicator and --on; duban show lists the log",
        ),
        Refusal::NothingToWithdraw(Withdrawn::Reminder) => Note::new(
            "no reminder of that day and unit to withdraw",
            "check the id, --on and --of; duban show lists the log",
        ),
        Refusal::SeveralLetters(letters) => Note::new(
            format!(
                "letters of that day went to several units: {}",
                letters.join("; ")
            ),
            "withdraw one at a time: --of UNIT",
        ),
        Refusal::NoReadingToCorrect => Note::new(
            "no reading of that day to correct",
            "check the indicator and --on; duban reading records one",
        ),
        Refusal::ReadingWithdrawn => Note::new(
            "the reading of that day was withdrawn, so there is none to correct",
            "record it anew with duban reading; duban show lists the log",
        ),
        Refusal::SaysNothing => Note::new(
            "there is nothing to note",
            "add --text, --value or the like",
        ),
        Refusal::NotANumber => Note::new("not a number duban can store", "write it as 45 or 2.5"),
        Refusal::BelowZero(total) => note!(
            "what adds up cannot be below zero: {total}",
            "check the number; duban correct puts right what was reported too high"
        ),
    }
}

/// Says the reason of a standing in a few columns, for a narrow list.
pub(super) fn short_reason(verdict: &Verdict) -> String {
    match (&verdict.reason, verdict.standing) {
        (
            Reason::Finished {
                on,
                is_closed,
                late,
                missed: miss,
            },
            _,
        ) => {
            let word = if *is_closed { "closed" } else { "done" };
            let day = on.map_or_else(String::new, |on| on.format("%m-%d").to_string());
            match (late, miss) {
                (_, Some(miss)) => missed(miss),
                (late, None) if *late > 0 => format!("{late}d late"),
                _ => format!("{word} {day}"),
            }
        }
        (Reason::Overdue { days, .. }, _) => format!("{days}d overdue"),
        (Reason::Left { days }, _) if *days > 0 => format!("{days}d left"),
        (Reason::Behind { points }, _) => format!("{points}pt short"),
        (Reason::Said(_) | Reason::Due(_), standing) => (WORDS.standing)(standing).to_owned(),
        (Reason::Starts(_), _) => "not begun".to_owned(),
        (other, _) => reason(other),
    }
}

pub(super) fn bare_target(target: &Target) -> String {
    let (value, unit) = (target.value, &target.unit);
    match target.op {
        Op::AtLeast => format!("at least {value}{unit}"),
        Op::Over => format!("over {value}{unit}"),
        Op::Exactly => format!("{value}{unit}"),
        Op::AtMost => format!("at most {value}{unit}"),
        Op::Under => format!("under {value}{unit}"),
        Op::Range => {
            let max = target.max.map_or_else(String::new, |it| it.to_string());
            format!("{value}-{max}{unit}")
        }
    }
}

pub(super) fn target(target: &Target) -> String {
    let (text, unit) = (bare_target(target), &target.unit);
    let measure = |it| match it {
        Measure::Flow => "adds up".to_owned(),
        Measure::Stock => "a level".to_owned(),
    };
    let pace = |it| match it {
        Pace::Linear => "with pace".to_owned(),
        Pace::AtTheEnd => "without pace".to_owned(),
    };
    let notes = [
        target.by.map(|by| format!("by {by}")),
        target.unusual_measure().map(measure),
        target.baseline.map(|it| {
            let day = it.on.map_or_else(String::new, |on| format!(" on {on}"));
            format!("from {}{unit}{day}", it.value)
        }),
        target.unusual_pace().map(pace),
    ];
    let notes: Vec<String> = notes.into_iter().flatten().collect();
    if notes.is_empty() {
        return text;
    }
    let notes = notes.join(", ");
    format!("{text} ({notes})")
}

/// Formats a difference: that of two percentages is counted in points.
fn difference(by: Number, unit: &str) -> String {
    if unit == "%" {
        let by = by.to_string();
        format!("{by} {}", points_of(by == "1"))
    } else {
        format!("{by}{unit}")
    }
}

fn points_of(is_one: bool) -> &'static str {
    if is_one { "point" } else { "points" }
}
