//! iCalendar: due dates for a phone or a mail program.

use chrono::{DateTime, Duration, NaiveTime, Utc};
use icalendar::{Alarm, Calendar, Component, Event, EventLike, EventStatus, Property, Trigger};

use crate::plan::Day;
use crate::report::content::{DueEvent, ReportBlock, ReportDocument};

/// The PRODID property.
const PRODUCT: &str = "-//duban//calendar//";

/// Writes the due dates of a report as a calendar.
pub(super) fn ics(report: &ReportDocument) -> String {
    let mut calendar = Calendar::empty();
    calendar.append_property(Property::new("VERSION", "2.0"));
    calendar.append_property(Property::new(
        "PRODID",
        format!("{PRODUCT}{}", report.lang.key().to_uppercase()),
    ));
    calendar.append_property(Property::new("CALSCALE", "GREGORIAN"));
    calendar.append_property(Property::new("METHOD", "PUBLISH"));
    calendar.name(&report.title);
    let blocks = report.shown_parts().flat_map(|part| &part.blocks);
    for block in blocks {
        if let ReportBlock::Events(events) = block {
            for event in events {
                calendar.push(vevent(event));
            }
        }
    }
    folded(&calendar.to_string())
}

/// Folds lines at 75 octets, the blank in front of what is carried over counted, as the library does not.
fn folded(text: &str) -> String {
    const MOST: usize = 75;
    let mut folded = String::with_capacity(text.len());
    for line in text.replace("\r\n ", "").split_terminator("\r\n") {
        let mut octets = 0;
        for c in line.chars() {
            if octets + c.len_utf8() > MOST {
                folded += "\r\n ";
                octets = 1;
            }
            folded.push(c);
            octets += c.len_utf8();
        }
        folded += "\r\n";
    }
    folded
}

fn vevent(due: &DueEvent) -> Event {
    let mut event = Event::with_uid(&due.uid);
    let changed = at_midnight(due.changed);
    event
        .timestamp(changed)
        .last_modified(changed)
        .sequence(due.sequence)
        .summary(&due.title)
        .all_day(due.day)
        // An end on the first day is invalid; without one an event lasts the whole day.
        .remove_property("DTEND")
        .add_property("TRANSP", "TRANSPARENT")
        .status(if due.cancelled {
            EventStatus::Cancelled
        } else {
            EventStatus::Confirmed
        });
    if !due.details.is_empty() {
        event.description(&due.details.join("\n"));
    }
    if let Some(days) = due.alarm_days {
        let before = Trigger::before_start(Duration::days(i64::from(days)));
        // By default the library adds the current time and a random id to an alarm.
        let mut alarm = Alarm::display(&due.title, before);
        alarm
            .add_property("TRIGGER", format!("-P{days}D"))
            .timestamp(changed)
            .uid(&format!("{}-alarm", due.uid));
        event.alarm(alarm.done());
    }
    event.done()
}

fn at_midnight(day: Day) -> DateTime<Utc> {
    day.and_time(NaiveTime::MIN).and_utc()
}
