//! The dates of plan.toml: its period, phases, amendments, and when the lamps change.

use chrono::Datelike;

use crate::plan::{Alert, Amendment, Day, MilestoneDef, Phase, Window};
use crate::text::Flaw;

use super::fields::{Fields, Spot};
use super::ids::{Seen, is_key};
use super::problem::Flaws;

/// Nothing is planned for longer than this many years.
const LONGEST_WINDOW: i64 = 100;

pub(super) fn period(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Window {
    let Some(period) = root.table("period", flaws) else {
        flaws.fatal = true;
        if !root.has("period") {
            let key = "period".to_owned();
            flaws.note(0..0, Flaw::MissingKey { key });
        }
        return Window {
            start: Day::MIN,
            end: Day::MAX,
        };
    };
    let window = window(&period, flaws);
    period.finish(flaws);
    window.unwrap_or(Window {
        start: Day::MIN,
        end: Day::MAX,
    })
}

fn window(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Option<Window> {
    let start = fields.date("start", flaws);
    let end = fields.date("end", flaws);
    for key in ["start", "end"] {
        if !fields.has(key) {
            flaws.note(
                fields.span.clone(),
                Flaw::MissingKey {
                    key: key.to_owned(),
                },
            );
        }
    }
    let (Some(start), Some(end)) = (start, end) else {
        flaws.fatal = true;
        return None;
    };
    check_order(start.value, &end, flaws);
    Some(Window {
        start: start.value.min(end.value),
        end: end.value,
    })
}

fn check_order(start: Day, end: &Spot<Day>, flaws: &mut Flaws) {
    if end.value < start {
        let flaw = Flaw::EndBeforeStart {
            start: start.to_string(),
            end: end.value.to_string(),
        };
        flaws.note(end.span.clone(), flaw);
    }
    let years = i64::from(end.value.year()) - i64::from(start.year());
    if years > LONGEST_WINDOW {
        let limit = LONGEST_WINDOW;
        flaws.note(end.span.clone(), Flaw::WindowTooLong { years, limit });
    }
}

pub(super) fn check_dates(
    def: &MilestoneDef,
    phases: &[Phase],
    fields: &Fields<'_, '_>,
    flaws: &mut Flaws,
) {
    let by = def.fields.target.as_ref().and_then(|target| target.by);
    if let (Some(due), Some(by)) = (fields.date("due", flaws), by)
        && due.value != by
    {
        flaws.note(
            due.span,
            Flaw::DueDiffers {
                due: due.value.to_string(),
                by: by.to_string(),
            },
        );
    }
    if def.fields.start.is_none() && def.fields.due.is_none() && by.is_none() {
        // Its phase's, which has been checked.
        return;
    }
    let phase = def.phase.and_then(|ix| phases.get(ix));
    let start = def.fields.start.or(phase.map(|phase| phase.window.start));
    let end = fields.date("due", flaws).or_else(|| {
        let value = by.or(phase.map(|phase| phase.window.end))?;
        Some(Spot {
            value,
            span: fields.span.clone(),
        })
    });
    if let (Some(start), Some(end)) = (start, end) {
        check_order(start, &end, flaws);
    }
}

pub(super) fn phases(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Vec<Phase> {
    let mut seen = Seen::default();
    let mut phases = Vec::new();
    let all = root.tables("phase", flaws);
    if all.is_empty() {
        flaws.fatal(root.span_of("phase").unwrap_or_default(), Flaw::NoPhases);
    }
    for fields in all {
        let id = fields.need_text("id", flaws);
        seen.once(&id, flaws);
        if !id.value.is_empty() && !is_key(&id.value) {
            flaws.note(
                id.span.clone(),
                Flaw::BadId {
                    id: id.value.clone(),
                },
            );
        }
        let name = fields
            .text("name", flaws)
            .map_or_else(|| id.value.clone(), |spot| spot.value);
        if let Some(window) = window(&fields, flaws) {
            phases.push(Phase {
                id: id.value,
                name,
                window,
            });
        }
        fields.finish(flaws);
    }
    phases
}

pub(super) fn amendments(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Vec<Amendment> {
    let mut seen = Seen::default();
    let mut amendments = Vec::new();
    for fields in root.tables("amendment", flaws) {
        let id = fields.need_text("id", flaws);
        seen.once(&id, flaws);
        let title = fields
            .text("title", flaws)
            .map_or_else(String::new, |spot| spot.value);
        let number = fields.text("number", flaws).map(|spot| spot.value);
        if let Some(on) = fields.date("on", flaws) {
            amendments.push(Amendment {
                id: id.value,
                number,
                title,
                on: on.value,
            });
        } else if !fields.has("on") {
            let key = "on".to_owned();
            flaws.note(fields.span.clone(), Flaw::MissingKey { key });
        }
        fields.finish(flaws);
    }
    amendments
}

pub(super) fn alert(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Alert {
    let standard = Alert::default();
    let Some(fields) = root.table("alert", flaws) else {
        return standard;
    };
    let mut days = |key, otherwise| {
        fields.whole(key, flaws).map_or(otherwise, |spot| {
            if !(0..=36_500).contains(&spot.value) {
                let flaw = Flaw::BadValue {
                    key: key.to_owned(),
                    value: spot.value.to_string(),
                    allowed: vec!["0-36500".to_owned()],
                };
                flaws.note(spot.span, flaw);
            }
            spot.value.clamp(0, 36_500)
        })
    };
    let alert = Alert {
        soon_days: days("soon_days", standard.soon_days),
        behind_yellow: days("behind_yellow", standard.behind_yellow),
        behind_red: days("behind_red", standard.behind_red),
    };
    fields.finish(flaws);
    alert
}
