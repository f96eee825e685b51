//! The story of the sample, with examples of everything the program can show.

use chrono::TimeDelta;

use crate::plan::{Action, Day, Entry, Log, Milestone, Number, Plan, Reminder, Status, Target};
use crate::text::DemoWords;

use super::teller::{OFFICE, StoryDeed, Teller, spread};
use super::{demo_day, first_day};

/// Tells the whole story.
pub(crate) fn tell(plan: &Plan, words: &DemoWords) -> Vec<StoryDeed> {
    let mut teller = Teller::new(plan, words);
    let (mut past, mut late, mut running) = (0, 0, 0);
    for (action, milestone) in plan.milestones() {
        if milestone.each {
            every_town_reports(&mut teller, milestone);
        } else if milestone.window.start > demo_day() {
            // Nothing is recorded of what has not started.
        } else if milestone.window.end >= demo_day() {
            under_way(&mut teller, action, milestone, running);
            running += 1;
        } else if past % 11 == 2 || past % 11 == 7 {
            overdue(&mut teller, action, milestone, late);
            (past, late) = (past + 1, late + 1);
        } else {
            finished(&mut teller, action, milestone, past);
            past += 1;
        }
    }
    measured(&mut teller, plan);
    not_committed(&mut teller, plan);
    teller.into_deeds()
}

fn date(year: i32, month: u32, day: u32) -> Day {
    Day::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn days(count: i64) -> TimeDelta {
    TimeDelta::days(count)
}

/// Picks one of several texts, always the same for a milestone.
fn pick<'w>(of: &[&'w str], milestone: &Milestone) -> &'w str {
    of[spread(&milestone.id) as usize % of.len()]
}

/// Returns a share of the target, rounded as people report it.
fn share(target: &Target, share: f64) -> Number {
    let value = target.value.to_f64() * share;
    let rounded = if target.value < Number::from(10) {
        (value * 10.0).round() / 10.0
    } else {
        value.round()
    };
    Number::from_f64(rounded).unwrap_or(target.value)
}

/// Makes a progress entry with a text.
fn note(teller: &Teller<'_>, action: &Action, text: &str) -> Entry {
    Entry {
        by: Some(teller.speaker(action)),
        text: teller.text(text),
        ..Entry::default()
    }
}

/// Makes an entry with a partial value, or with a text if there is no target.
fn reached(teller: &Teller<'_>, action: &Action, milestone: &Milestone, part: f64) -> Entry {
    match &milestone.target {
        None => note(teller, action, pick(&teller.words.going, milestone)),
        Some(target) => {
            let value = share(target, part);
            let said = (teller.words.reached)(&format!("{value}{}", target.unit));
            Entry {
                value: Some(value),
                ..note(teller, action, &said)
            }
        }
    }
}

fn done(teller: &Teller<'_>, action: &Action, milestone: &Milestone, day: Day) -> Entry {
    let number = 3 + spread(&milestone.id) % 40;
    let evidence = (teller.words.evidence)(chrono::Datelike::year(&day), number);
    Entry {
        status: Some(Status::Done),
        value: milestone.target.as_ref().map(|target| {
            let is_small = target.value < Number::from(10);
            let more = if is_small {
                0
            } else {
                spread(&milestone.id) % 4
            };
            target.value + Number::from(more)
        }),
        evidence: vec![evidence],
        ..note(teller, action, pick(&teller.words.finished, milestone))
    }
}

/// Returns the first day for an entry: not before the plan was recorded.
fn beginning(milestone: &Milestone) -> Day {
    let chance = i64::from(spread(&milestone.id) % 50);
    milestone.window.start.max(first_day()) + days(10 + chance)
}

/// Tells of a milestone that was due and done: in time or late, short or above target, accepted or not.
fn finished(teller: &mut Teller<'_>, action: &Action, milestone: &Milestone, nth: usize) {
    let due = milestone.window.end;
    let chance = i64::from(spread(&milestone.id));
    let in_time = due - days(4 + chance % 50);
    let by = teller.speaker(action);
    if nth == 5 {
        let reason = teller.text(teller.words.dropped);
        let entry = Entry {
            status: Some(Status::Dropped),
            reason,
            by: Some(by),
            ..Entry::default()
        };
        teller.say(milestone, due - days(70), entry);
        return;
    }
    let begun = pick(&teller.words.begun, milestone);
    teller.say(milestone, beginning(milestone), note(teller, action, begun));
    let on = if nth % 5 == 3 {
        let entry = Entry {
            next: teller.text(pick(&teller.words.next, milestone)),
            problem: teller.text(pick(&teller.words.problems, milestone)),
            ..reached(teller, action, milestone, 0.7)
        };
        teller.say(milestone, due - days(15), entry);
        due + days(9 + chance % 40)
    } else {
        in_time
    };
    let mut entry = done(teller, action, milestone, on);
    if on > due {
        entry.reason = teller.text(teller.words.late);
    }
    if nth % 9 == 4
        && let Some(target) = &milestone.target
    {
        entry.value = Some(share(target, 0.9));
        entry.reason = teller.text(teller.words.short_of_target);
    }
    teller.say(milestone, on, entry);
    let checker = teller.checker(action, &by);
    if nth % 13 == 6 {
        let returned = Entry {
            status: Some(Status::Returned),
            by: Some(checker.clone()),
            reason: teller.text(teller.words.returned),
            ..Entry::default()
        };
        teller.say(milestone, on + days(11), returned);
        let again = done(teller, action, milestone, on + days(25));
        teller.say(milestone, on + days(25), again);
    }
    if nth.is_multiple_of(2) {
        let closed = Entry {
            status: Some(Status::Closed),
            by: Some(checker),
            text: teller.text(teller.words.checked),
            ..Entry::default()
        };
        teller.say(milestone, on + days(40 + chance % 30), closed);
    }
}

/// Tells of a milestone that is overdue: silent, half done, postponed in vain, postponed to a near day,
/// or postponement asked for.
fn overdue(teller: &mut Teller<'_>, action: &Action, milestone: &Milestone, nth: usize) {
    let due = milestone.window.end;
    let by = teller.speaker(action);
    let postpone = |teller: &Teller<'_>, to: Day, approved: bool| Entry {
        postpone: Some(to),
        by: Some(by.clone()),
        reason: teller.text(if approved {
            teller.words.granted
        } else {
            teller.words.asked
        }),
        approved_by: approved.then(|| teller.checker(action, &by)),
        ..Entry::default()
    };
    if !nth.is_multiple_of(5) {
        let entry = Entry {
            problem: teller.text(pick(&teller.words.problems, milestone)),
            next: teller.text(pick(&teller.words.next, milestone)),
            ..reached(teller, action, milestone, 0.5)
        };
        teller.say(milestone, due - days(30), entry);
    }
    let to = match nth % 5 {
        2 => Some(date(2024, 3, 31)),
        3 if nth == 3 => Some(date(2024, 7, 15)),
        _ => None,
    };
    if let Some(to) = to {
        teller.say(milestone, due - days(12), postpone(teller, to, false));
        teller.say(milestone, due - days(5), postpone(teller, to, true));
    } else if nth % 5 == 4 {
        teller.say(
            milestone,
            date(2024, 6, 5),
            postpone(teller, date(2024, 9, 30), false),
        );
    }
    let levels = [
        (Reminder::Notice, due + days(15)),
        (Reminder::Urge, due + days(75)),
        (Reminder::Supervise, due + days(300)),
    ];
    for (level, day) in levels.into_iter().take(1 + nth % 3) {
        let reminder = Entry {
            by: Some(teller.checker(action, &by)),
            remind: Some(level),
            text: teller.text(teller.words.reminded),
            ..Entry::default()
        };
        teller.say(milestone, day, reminder);
    }
}

/// Tells of a milestone that is running and not yet due.
fn under_way(teller: &mut Teller<'_>, action: &Action, milestone: &Milestone, nth: usize) {
    let by = teller.speaker(action);
    let begun = pick(&teller.words.begun, milestone);
    let start = beginning(milestone);
    let chance = i64::from(spread(&milestone.id));
    let last_year = date(2023, 3, 1) + days(chance % 230);
    let this_spring = date(2024, 4, 10) + days(chance % 60);
    if milestone.target.is_some() {
        // Half of the year has passed, and 62 percent of the plan's period.
        let parts = if milestone.occurrence.is_some() {
            [0.6, 0.33, 0.08, 0.5]
        } else {
            [0.66, 0.48, 0.25, 0.7]
        };
        let part = parts[nth % parts.len()];
        teller.say(
            milestone,
            start,
            reached(teller, action, milestone, part / 3.0),
        );
        teller.say(
            milestone,
            this_spring,
            reached(teller, action, milestone, part),
        );
        return;
    }
    let status = |teller: &Teller<'_>, status: Status, by: String, reason: &str| Entry {
        status: Some(status),
        by: Some(by),
        reason: teller.text(reason),
        ..Entry::default()
    };
    match nth % 13 {
        4 | 9 => {}
        0 | 6 => {
            teller.say(milestone, start, note(teller, action, begun));
            let on = date(2023, 11, 6) + days(i64::from(spread(&milestone.id) % 120));
            teller.say(milestone, on, done(teller, action, milestone, on));
            if nth.is_multiple_of(13) {
                let closed = Entry {
                    status: Some(Status::Closed),
                    by: Some(teller.checker(action, &by)),
                    text: teller.text(teller.words.checked),
                    ..Entry::default()
                };
                teller.say(milestone, on + days(45), closed);
            }
        }
        1 => {
            teller.say(milestone, start, note(teller, action, begun));
            let why = pick(&teller.words.blocked, milestone);
            teller.say(
                milestone,
                this_spring,
                status(teller, Status::Blocked, by, why),
            );
        }
        2 => {
            let on = this_spring - days(30);
            teller.say(milestone, on, done(teller, action, milestone, on));
            let checker = teller.checker(action, &by);
            let returned = status(teller, Status::Returned, checker, teller.words.returned);
            teller.say(milestone, this_spring, returned);
        }
        _ => {
            teller.say(milestone, start, note(teller, action, begun));
            let going = teller.words.going[nth % 2];
            teller.say(milestone, last_year, note(teller, action, going));
            let entry = reached(teller, action, milestone, 0.6);
            let next = teller.text(pick(&teller.words.next, milestone));
            teller.say(milestone, this_spring, Entry { next, ..entry });
        }
    }
}

/// Tells of an `each` milestone: most towns have reported, one has not.
fn every_town_reports(teller: &mut Teller<'_>, milestone: &Milestone) {
    let due = milestone.window.end;
    if milestone.window.start > demo_day() {
        return;
    }
    let towns = teller.words.towns;
    let reporting = match (&milestone.occurrence, due < demo_day()) {
        (Some(year), _) if year == "2022" => 4,
        (_, true) => 3,
        (_, false) => 2,
    };
    for (nth, town) in towns.iter().take(reporting).enumerate() {
        let on = (due - days(20 + 9 * nth as i64)).min(date(2024, 5, 20) + days(7 * nth as i64));
        let entry = Entry {
            status: Some(Status::Done),
            by: Some((*town).to_owned()),
            text: teller.text(pick(&teller.words.finished, milestone)),
            ..Entry::default()
        };
        teller.say(milestone, on, entry);
    }
    if due < demo_day()
        && let Some(silent) = towns.get(reporting)
    {
        let reminder = Entry {
            by: Some(OFFICE.to_owned()),
            of: Some((*silent).to_owned()),
            remind: Some(Reminder::Urge),
            text: teller.text(teller.words.reminded),
            ..Entry::default()
        };
        teller.say(milestone, due + days(30), reminder);
    }
}

/// Tells of the indicator: measured once a year, the first reading corrected later.
fn measured(teller: &mut Teller<'_>, plan: &Plan) {
    for indicator in plan.indicators() {
        let log = || Log::Indicator(indicator.id.clone());
        let reading = |value: f64| Entry {
            by: Some(OFFICE.to_owned()),
            value: Number::from_f64(value),
            evidence: vec![format!("{}{}", teller.words.mark, teller.words.measured)],
            ..Entry::default()
        };
        let readings = [(date(2022, 12, 30), 11.8), (date(2023, 12, 29), 13.1)];
        for (day, value) in readings {
            teller.say_in(log(), day, reading(value));
        }
        let right = Entry {
            correct: true,
            reason: teller.text(teller.words.corrected),
            ..reading(11.3)
        };
        teller.say_in(log(), readings[0].0, right);
    }
}

/// Tells of the last days' deeds, which are not committed.
fn not_committed(teller: &mut Teller<'_>, plan: &Plan) {
    let mut running = plan.milestones().filter(|(_, milestone)| {
        milestone.occurrence.as_deref() == Some("2024") && milestone.target.is_some()
    });
    if let Some((action, milestone)) = running.next() {
        let entry = reached(teller, action, milestone, 0.7);
        teller.say_lately(
            Log::Milestone(milestone.id.clone()),
            date(2024, 6, 27),
            entry,
        );
    }
    if let Some((action, milestone)) = running.nth(1) {
        let entry = Entry {
            problem: teller.text(teller.words.problems[0]),
            ..note(teller, action, teller.words.going[0])
        };
        teller.say_lately(
            Log::Milestone(milestone.id.clone()),
            date(2024, 6, 28),
            entry,
        );
    }
    let mut open = plan.milestones().filter(|(_, milestone)| {
        milestone.is_default
            && milestone.window.start <= demo_day()
            && milestone.window.end > demo_day()
    });
    if let Some((action, milestone)) = open.nth(7) {
        let day = date(2024, 6, 28);
        let entry = done(teller, action, milestone, day);
        teller.say_lately(Log::Milestone(milestone.id.clone()), day, entry);
    }
}
