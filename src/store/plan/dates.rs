//! Reading of dates: the period, the phases, the days of a milestone.

use chrono::Datelike;

use crate::plan::{Amendment, Day, MilestoneDef, Phase, PhaseFields, Window};
use crate::text::Flaw;

use super::amendments::was;
use crate::store::problem::Flaws;
use crate::store::toml_reader::fields::{Fields, Spot};
use crate::store::toml_reader::ids::SeenIds;

/// The longest window in years.
const LONGEST_WINDOW: i64 = 100;

pub(crate) fn period(root: &Fields<'_, '_>, flaws: &mut Flaws) -> Window {
    let period = root.table("period", flaws);
    if period.is_none() {
        flaws.fatal = true;
        root.need(&["period"], flaws);
    }
    let window = period.and_then(|period| {
        let window = window(&period, flaws);
        period.finish(flaws);
        window
    });
    window.unwrap_or(Window {
        start: Day::MIN,
        end: Day::MAX,
    })
}

fn window(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> Option<Window> {
    let start = fields.date("start", flaws);
    let end = fields.date("end", flaws);
    fields.need(&["start", "end"], flaws);
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

pub(crate) fn check_dates(
    def: &MilestoneDef,
    phases: &[Phase],
    fields: &Fields<'_, '_>,
    flaws: &mut Flaws,
) {
    let by = def.fields.target.as_ref().and_then(|target| target.by);
    let due = fields.date("due", flaws);
    if let (Some(due), Some(by)) = (&due, by)
        && due.value != by
    {
        let flaw = Flaw::DueDiffers {
            due: due.value.to_string(),
            by: by.to_string(),
        };
        flaws.note(due.span.clone(), flaw);
    }
    let phase = def.phase.and_then(|ix| phases.get(ix.index()));
    let start = def.fields.start.or(phase.map(|phase| phase.window.start));
    let end = due.or_else(|| {
        let value = by.or(phase.map(|phase| phase.window.end))?;
        Some(Spot {
            value,
            span: fields.span.clone(),
        })
    });
    let Some(end) = end else { return };
    if let Some(added) = def.lifetime.added
        && def.fields.every.is_none()
        && end.value < added
    {
        let flaw = Flaw::DueBeforeAdded {
            due: end.value.to_string(),
            added: added.to_string(),
        };
        flaws.note(end.span.clone(), flaw);
    }
    note_due_before_amended(def, &end, flaws);
    // What is inherited from the phase is checked there.
    let is_own = def.fields.start.is_some() || def.fields.due.is_some() || by.is_some();
    if let Some(start) = start.filter(|_| is_own) {
        check_order(start, &end, flaws);
    }
}

/// Notes a due date that was over on the day of the amendment that set it, in place of one that was not.
fn note_due_before_amended(def: &MilestoneDef, end: &Spot<Day>, flaws: &mut Flaws) {
    if def.fields.every.is_some() {
        return;
    }
    let of_due = def.was.iter().filter(|was| was.fields.due.is_some());
    let Some(last) = of_due.max_by_key(|was| was.until) else {
        return;
    };
    let was_open = last.fields.due.is_some_and(|due| due >= last.until);
    if was_open && end.value < last.until {
        let (due, amended) = (end.value, last.until);
        flaws.note(end.span.clone(), Flaw::DueBeforeAmended { due, amended });
    }
}

pub(crate) fn phases(
    root: &Fields<'_, '_>,
    amendments: &[Amendment],
    flaws: &mut Flaws,
) -> Vec<Phase> {
    let mut seen = SeenIds::default();
    let mut phases = Vec::new();
    let known = flaws.found.len();
    let mut all = root.tables("phase", flaws).peekable();
    if all.peek().is_none() && flaws.found.len() == known {
        flaws.fatal(root.span_of("phase").unwrap_or_default(), Flaw::NoPhases);
    }
    flaws.fatal |= all.peek().is_none();
    for fields in all {
        let id = fields.need_word("id", flaws);
        seen.key(&id, flaws);
        let name = fields.text("name", flaws);
        let window = window(&fields, flaws);
        let was = was(&fields, amendments, flaws, phase_fields);
        if let Some(window) = window {
            phases.push(Phase {
                id: id.value.to_owned(),
                name: name.unwrap_or_else(|| id.value.to_owned()),
                window,
                was,
            });
        }
        fields.finish(flaws);
    }
    phases
}

fn phase_fields(fields: &Fields<'_, '_>, flaws: &mut Flaws) -> PhaseFields {
    let start = fields.date("start", flaws);
    let end = fields.date("end", flaws);
    if let (Some(start), Some(end)) = (&start, &end) {
        check_order(start.value, end, flaws);
    }
    PhaseFields {
        name: fields.text("name", flaws),
        start: start.map(|spot| spot.value),
        end: end.map(|spot| spot.value),
    }
}
