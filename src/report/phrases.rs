//! Entries, targets and figures as text, the same on the command line and on the screen.

use std::borrow::Cow;

use crate::plan::{
    Day, Entry, Number, Reason, RefusedPostponements, Target, Units, Verdict, WorkCalendar,
};
use crate::query::ListedMilestone;
use crate::text::Words;

/// Formats an entry on one line: day, unit, contents. `refused` are the postponements that its log refuses.
pub fn entry_line(entry: &Entry, refused: &RefusedPostponements, words: &Words) -> String {
    let colon = words.colon;
    let mut parts = vec![entry.day().to_string()];
    parts.extend(entry.by.clone());
    parts.extend(entry.of.as_ref().map(|of| format!("({of})")));
    parts.extend(entry.who.as_ref().map(|who| format!("[{who}]")));
    parts.extend(entry.remind.map(|level| (words.reminder)(level).to_owned()));
    parts.extend(entry.status.map(|status| (words.status)(status).to_owned()));
    parts.extend(entry.value.map(|value| format!("{} {value}", words.value)));
    parts.extend(entry.add.map(Number::signed));
    if let Some(date) = entry.postpone {
        parts.push(postponement_words(entry, date, refused, words));
        parts.extend(entry.approved_by.as_ref().map(|by| format!("({by})")));
    }
    parts.extend(entry.text.clone());
    for (title, said) in [
        (words.problem, &entry.problem),
        (words.next, &entry.next),
        (words.because, &entry.reason),
    ] {
        parts.extend(said.as_ref().map(|said| format!("{title}{colon}{said}")));
    }
    if !entry.evidence.is_empty() {
        parts.push(format!(
            "{}{colon}{}",
            words.evidence,
            entry.evidence.join(words.semicolon)
        ));
    }
    parts.extend(correction_word(entry, words).map(str::to_owned));
    parts.join("  ")
}

/// Formats a postponement as asked for, granted or refused.
pub fn postponement_words(
    entry: &Entry,
    date: Day,
    refused: &RefusedPostponements,
    words: &Words,
) -> String {
    match entry.approved_by {
        _ if refused.has(entry) => words.refused.to_owned(),
        Some(_) => (words.history.postponed_to)(date, ""),
        None => format!("{} {date}", words.asked),
    }
}

/// Returns the word for a correction or withdrawal; none for another entry.
pub fn correction_word(entry: &Entry, words: &Words) -> Option<&'static str> {
    let withdrawn = entry.withdraw.map(words.withdrawn);
    withdrawn.or_else(|| entry.correct.then_some(words.cli.correction))
}

/// Formats an entry with the names that its units had on a day.
pub fn entry_line_on(
    day: Day,
    entry: &Entry,
    refused: &RefusedPostponements,
    units: &Units,
    words: &Words,
) -> String {
    let named = |name: &Option<String>| {
        let name = name.as_deref()?;
        let unit = units.find(name).map(|unit| units.get(unit));
        Some(unit.map_or(name, |unit| unit.name_on(day)).to_owned())
    };
    let named = Entry {
        by: named(&entry.by),
        of: named(&entry.of),
        approved_by: named(&entry.approved_by),
        ..entry.clone()
    };
    entry_line(&named, refused, words)
}

/// Formats the value against the target, or the units that reported: `45/60名`, `已报 3/20`, or nothing.
pub fn figures(it: &ListedMilestone<'_>, words: &Words) -> String {
    let value = it.state().value;
    let mut text = String::new();
    // Where every unit reports its own, the whole has no value.
    let is_shared = it.of.is_none() && !it.row.state.units.is_empty();
    if let Some(target) = &it.milestone.target {
        if !is_shared {
            let value = target.counted(value);
            text.push_str(&value.map_or_else(|| "-".to_owned(), |it| it.to_string()));
            text.push('/');
        }
        text.push_str(&target.text());
    }
    if it.milestone.each && it.of.is_none() {
        let (done, owing) = it.row.state.reported();
        if !text.is_empty() {
            text.push(' ');
        }
        text.push_str(&(words.reported_of)(done, owing));
    }
    text
}

/// Formats the units to call about a milestone: `东山镇`, `东山镇等3个单位`.
pub fn units_to_call<'a>(it: &ListedMilestone<'a>, words: &'a Words) -> Cow<'a, str> {
    let units = it.units();
    match units.as_slice() {
        [] => words.no_unit.into(),
        [one] => (*one).into(),
        [first, ..] => (words.units_to_call)(first, units.len()).into(),
    }
}

/// Formats a standing with its reason, without repetition: `逾期182天`, `临期 剩5天`, `正常`.
pub fn standing_line(verdict: &Verdict, words: &Words) -> String {
    let standing = (words.standing)(verdict.standing);
    match verdict.reason {
        Reason::Due(_) | Reason::Unreported => standing.to_owned(),
        Reason::Overdue { .. } => (words.reason)(&verdict.reason),
        _ => format!("{standing} {}", (words.reason)(&verdict.reason)),
    }
}

/// Formats a standing as [`standing_line`] does, and since when the lead units lead what had fallen due before.
pub fn standing_of(verdict: &Verdict, it: &ListedMilestone<'_>, words: &Words) -> String {
    let line = standing_line(verdict, words);
    match it.led_since() {
        Some(day) => {
            let note = (words.report.led_since)(day);
            format!("{line}{}{note}", words.semicolon)
        }
        None => line,
    }
}

/// Returns the note that a due date still to come is a day off (时限逢周末); none for what is finished or late.
pub fn day_off_note(
    calendar: &WorkCalendar,
    verdict: &Verdict,
    is_open: bool,
    words: &Words,
) -> Option<String> {
    if !is_open || verdict.days < 0 {
        return None;
    }
    let why = calendar.day_off(verdict.due_now)?;
    Some((words.ledger.due_on_day_off)(&why))
}

/// Formats a value with its target's unit of measure: `45名`.
pub fn value_words(value: Number, target: Option<&Target>) -> String {
    let unit = target.map_or("", |target| target.unit.as_str());
    format!("{value}{unit}")
}
