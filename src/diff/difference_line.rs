//! Differences as lines in the user's language. All text from a plan is cleaned.

use crate::plan::{Entry, MilestoneState, Number};
use crate::text::{ChangedField, Words, clean};

use super::difference::{Difference, LogChange, Subject, SubjectKind, Value, What};
use super::word_diff::marked;

/// Separates old and new. The screen replaces it on terminals that draw it wide.
const BECOMES: &str = " → ";

/// The most ids that a shared change lists; JSON lists all.
const SHOWN_ITEMS: usize = 8;

/// The columns of a revision that are shown.
const SHOWN_REVISION: usize = 10;

/// Formats a difference as one line: `3.1.4 骨干教师培训 2023:进行中 → 已办结(市教育局 2023-12-20);45 → 60名`.
pub fn difference_line(difference: &Difference, words: &Words) -> String {
    let subject = subject_text(&difference.subject, words);
    let what = what_text(&difference.what, words);
    format!("{subject}{}{what}", words.colon)
}

/// Formats a subject by its number and name.
pub fn subject_text(subject: &Subject, words: &Words) -> String {
    let history = &words.history;
    let Subject { kind, id, name, no } = subject;
    let text = match kind {
        SubjectKind::Plan => history.plan.to_owned(),
        SubjectKind::Phase => (history.named_phase)(name),
        SubjectKind::Unit => (history.named_unit)(name),
        SubjectKind::Indicator => (history.named_indicator)(name),
        SubjectKind::Amendment => (history.named_amendment)(name),
        SubjectKind::Section => format!("{} {name}", no.as_deref().unwrap_or_default()),
        SubjectKind::Action => format!("{id} {name}"),
        SubjectKind::Milestone => {
            let action = id.split('/').next().unwrap_or(id);
            let name = if name == id {
                &id[action.len()..]
            } else {
                name
            };
            format!("{action} {name}")
        }
    };
    clean(text.trim()).into_owned()
}

/// Formats the value of a field.
pub fn value_text(value: &Value, words: &Words) -> String {
    let history = &words.history;
    let text = match value {
        Value::Flag(true) => history.yes.to_owned(),
        Value::Flag(false) => history.no.to_owned(),
        Value::Target(target) => (history.target)(target),
        Value::Recurrence(every) => (history.every)(*every).to_owned(),
        Value::Reporting(rule, listed) => (history.reporting)(rule, listed),
        Value::Names(names) if names.is_empty() => history.nothing.to_owned(),
        Value::Names(names) => names.join(words.list_separator),
        Value::Everybody => history.everybody.to_owned(),
        Value::Former(former) => former
            .iter()
            .map(|old| (history.until)(&old.name, old.until))
            .collect::<Vec<_>>()
            .join(words.list_separator),
        Value::Kind(kind) => (history.unit_kind)(*kind).to_owned(),
        Value::Issue(issue) => {
            let revision = issue.revision.as_deref();
            let short = revision.map(|revision| crate::text::cut(revision, SHOWN_REVISION));
            (history.issue)(issue.number, issue.on, short.as_deref(), issue.corrects)
        }
        Value::Entry(entry) => entry_text(entry, &LogChange::default(), words),
        Value::Baseline(baseline) => {
            let day = baseline.on.map(|on| (history.parens)(&on.to_string()));
            format!("{}{}", baseline.value, day.unwrap_or_default())
        }
        Value::Text(_) | Value::Day(_) | Value::Number(_) | Value::Window(_) => value.plain(),
    };
    clean(&text).into_owned()
}

/// Formats a change of value; lists of units by who was added and removed.
pub fn change_text(from: Option<&Value>, to: Option<&Value>, words: &Words) -> String {
    if let (Some(Value::Names(from)), Some(Value::Names(to))) = (from, to)
        && let Some(text) = came_and_went(from, to, words)
    {
        return text;
    }
    let side = |value: Option<&Value>| {
        value.map_or_else(
            || words.history.nothing.to_owned(),
            |value| value_text(value, words),
        )
    };
    format!("{}{BECOMES}{}", side(from), side(to))
}

/// Formats a list of ids, shortened if long.
pub fn items_text(ids: &[String], words: &Words) -> String {
    let shown: Vec<String> = ids
        .iter()
        .take(SHOWN_ITEMS)
        .map(|id| clean(id).into_owned())
        .collect();
    (words.history.items)(&shown, ids.len())
}

/// Formats `[-市教育局-]{+市科协+}`; `None` if only the order changed.
fn came_and_went(from: &[String], to: &[String], words: &Words) -> Option<String> {
    let gone: Vec<&str> = missing(from, to);
    let come: Vec<&str> = missing(to, from);
    if gone.is_empty() && come.is_empty() {
        return None;
    }
    let mark = |names: &[&str], open: &str, close: &str| {
        if names.is_empty() {
            String::new()
        } else {
            format!("{open}{}{close}", clean(&names.join(words.list_separator)))
        }
    };
    Some(format!(
        "{}{}",
        mark(&gone, "[-", "-]"),
        mark(&come, "{+", "+}")
    ))
}

fn missing<'n>(names: &'n [String], from: &[String]) -> Vec<&'n str> {
    names
        .iter()
        .filter(|name| !from.contains(name))
        .map(String::as_str)
        .collect()
}

/// Formats a difference without its subject.
pub fn what_text(what: &What, words: &Words) -> String {
    let history = &words.history;
    let field = |field: &ChangedField| (history.field)(*field);
    match what {
        What::Added => history.added.to_owned(),
        What::Removed => history.removed.to_owned(),
        What::Unreadable { before, log } => (history.unreadable)(*before, *log),
        What::Renumbered { from } => (history.renumbered)(&clean(from)),
        What::Renamed { from } => (history.renamed)(&clean(from)),
        What::Wording {
            field: of,
            from,
            to,
        } => {
            let text = marked(&clean(from), &clean(to));
            format!("{} {text}", field(of))
        }
        What::Value {
            field: of,
            from,
            to,
        } if from.is_none() && to.is_none() => field(of).to_owned(),
        What::Value {
            field: of,
            from,
            to,
        } => {
            let change = change_text(from.as_ref(), to.as_ref(), words);
            format!("{} {change}", field(of))
        }
        What::Amended { title, number, .. } => {
            let number = number.as_deref().unwrap_or(history.without_number);
            (history.amended)(&clean(title), &clean(number))
        }
        What::Log(change) => log_text(change, words),
        What::Shared { items, what } => {
            let what = what_text(what, words);
            let items = items_text(items, words);
            format!("{what}{}", (history.parens)(&items))
        }
    }
}

/// Formats the change of a log: the net effect, the new entries, then the edits of earlier entries.
pub fn log_text(change: &LogChange, words: &Words) -> String {
    let history = &words.history;
    let mut parts = Vec::new();
    parts.extend(status_part(change, words));
    parts.extend(value_part(change, words));
    if change.each {
        let (before, after) = (change.before.reported(), change.after.reported());
        let reported = (words.reported_of)(after.0, after.1);
        if change.before.units.is_empty() {
            parts.push(reported);
        } else if before != after {
            parts.push(format!("{}/{}{BECOMES}{reported}", before.0, before.1));
        }
    }
    for entry in &change.added {
        parts.extend(entry_parts(entry, change, words));
    }
    for (old, new) in &change.altered {
        let (old, new) = (
            entry_text(old, change, words),
            entry_text(new, change, words),
        );
        parts.push((history.altered_entry)(&format!("{old}{BECOMES}{new}")));
    }
    for old in &change.deleted {
        parts.push((history.deleted_entry)(&entry_text(old, change, words)));
    }
    if parts.is_empty() {
        parts.extend(
            change
                .added
                .iter()
                .map(|entry| entry_text(entry, change, words)),
        );
    }
    parts.join(words.semicolon)
}

fn status_part(change: &LogChange, words: &Words) -> Option<String> {
    let MilestoneState { status: from, .. } = change.before;
    let MilestoneState { status: to, .. } = change.after;
    if from == to || change.added.is_empty() && change.altered.is_empty() {
        return None;
    }
    let mut text = format!("{}{BECOMES}{}", (words.status)(from), (words.status)(to));
    let said = change
        .added
        .iter()
        .rev()
        .find(|entry| entry.status == Some(to));
    if let Some(entry) = said {
        text.push_str(&(words.history.parens)(&who_and_when(entry)));
    }
    Some(text)
}

fn value_part(change: &LogChange, words: &Words) -> Option<String> {
    let (from, to) = (change.before.value, change.after.value);
    if from == to {
        return None;
    }
    let number = |value: Option<Number>| {
        value.map_or_else(|| words.history.nothing.to_owned(), |it| it.to_string())
    };
    let unit = if to.is_some() {
        clean(&change.unit)
    } else {
        "".into()
    };
    Some(format!("{}{BECOMES}{}{unit}", number(from), number(to)))
}

/// Formats the units and the day of the fact.
fn who_and_when(entry: &Entry) -> String {
    let mut parts = units_of(entry);
    parts.push(entry.day().to_string());
    parts.join(" ")
}

/// Returns the unit that speaks, and the one meant where it is another.
fn units_of(entry: &Entry) -> Vec<String> {
    let of = entry.of.as_ref().filter(|of| entry.by.as_ref() != Some(of));
    let units = entry.by.iter().chain(of);
    units.map(|unit| clean(unit).into_owned()).collect()
}

/// Formats what an entry adds to the net change of its log.
fn entry_parts(entry: &Entry, change: &LogChange, words: &Words) -> Vec<String> {
    let history = &words.history;
    let mut parts = Vec::new();
    if entry.correct {
        parts.push((history.corrected)(&entry_text(entry, change, words)));
        return parts;
    }
    let own_status = change.each || entry.status.is_some_and(|s| s != change.after.status);
    if let Some(status) = entry.status.filter(|_| own_status) {
        let who = (history.parens)(&who_and_when(entry));
        parts.push(format!("{}{who}", (words.status)(status)));
    }
    if change.each {
        let who = if entry.status.is_none() {
            (history.parens)(&who_and_when(entry))
        } else {
            String::new()
        };
        let amounts = amounts(entry, &change.unit);
        parts.extend(amounts.into_iter().map(|amount| format!("{amount}{who}")));
    }
    let whose = || (history.parens)(&who_and_when(entry));
    let whose = if change.each { whose() } else { String::new() };
    parts.extend(postponement(entry, change, words).map(|said| said + &whose));
    if let Some(level) = entry.remind {
        let who = (history.parens)(&who_and_when(entry));
        parts.push(format!("{}{who}", (words.reminder)(level)));
    }
    parts.extend(notes(entry, words));
    parts
}

/// Formats a postponement, as granted, refused or asked for.
fn postponement(entry: &Entry, change: &LogChange, words: &Words) -> Option<String> {
    let date = entry.postpone?;
    Some(match &entry.approved_by {
        Some(by) if change.refused.has(entry) => (words.history.refused_by)(&clean(by)),
        Some(by) => (words.history.postponed_to)(date, &clean(by)),
        None => (words.history.asks_postponement)(date),
    })
}

fn amounts(entry: &Entry, unit: &str) -> Vec<String> {
    let unit = clean(unit);
    let mut parts = Vec::new();
    if let Some(value) = entry.value {
        parts.push(format!("{value}{unit}"));
    }
    if let Some(add) = entry.add {
        parts.push(format!("{}{unit}", add.signed()));
    }
    parts
}

fn notes(entry: &Entry, words: &Words) -> Vec<String> {
    let colon = words.colon;
    let mut parts = Vec::new();
    // Only a report of the unit is progress; a reminder asks for it, and a supervisor decides.
    let is_report = entry.remind.is_none() && !entry.is_decision();
    let text_name = if is_report {
        words.progress
    } else {
        words.note
    };
    for (name, text) in [
        (text_name, &entry.text),
        (words.problem, &entry.problem),
        (words.next, &entry.next),
        (words.because, &entry.reason),
    ] {
        if let Some(text) = text {
            parts.push(format!("{name}{colon}{}", clean(text)));
        }
    }
    if !entry.evidence.is_empty() {
        let evidence = entry.evidence.join(words.list_separator);
        parts.push(format!("{}{colon}{}", words.evidence, clean(&evidence)));
    }
    parts
}

/// Returns the words for what an entry records, in order: status, amounts, postponement, reminder, withdrawal.
pub fn deed_words(entry: &Entry, change: &LogChange, words: &Words) -> Vec<String> {
    let mut parts = Vec::new();
    parts.extend(entry.status.map(|status| (words.status)(status).to_owned()));
    parts.extend(amounts(entry, &change.unit));
    parts.extend(postponement(entry, change, words));
    parts.extend(entry.remind.map(|level| (words.reminder)(level).to_owned()));
    parts.extend(entry.withdraw.map(|it| (words.withdrawn)(it).to_owned()));
    parts
}

/// Formats a whole entry of a log on one line: `2023-06-30 市教育局 已办结 45名 佐证:…`.
pub fn entry_text(entry: &Entry, change: &LogChange, words: &Words) -> String {
    let mut parts = vec![entry.day().to_string()];
    parts.extend(units_of(entry));
    parts.extend(entry.who.as_deref().map(|who| clean(who).into_owned()));
    parts.extend(deed_words(entry, change, words));
    parts.extend(notes(entry, words));
    let mut text = parts.join(" ");
    if let Some(at) = entry.at
        && at.local.date() != entry.day()
    {
        text += &(words.history.parens)(&at.local.date().to_string());
    }
    text
}
