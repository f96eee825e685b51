//! A cached plan as rows: its milestones' states, without logs.
//!
//! Rows are judged anew on the as-of day, by the same rules as any other milestone. Texts are decoded
//! only for rows that will be shown.

use std::sync::Arc;

use crate::plan::fold;
use crate::plan::{
    Action, Day, Document, Ledger, Milestone, MilestoneState, Plan, Progress, Row, Standing,
    Status, Target, Unit, UnitKind, UnitState, Units, Window,
};

use crate::store::{PlanFiles, with_calendar};

use super::packed::{Packed, packed_struct};
use super::reader::ByteReader;

packed_struct! {
    MilestoneState {
        status, status_on, reason, done_on, done_due, done_by, value, granted, asked, postponed, recorded,
        reminded, units,
    }
    UnitState { unit, state }
    Glimpse { status, due_now, is_watched }
}

/// The buffer size in bytes that is enough for the rows of most plans.
pub(super) const ROWS_BUFFER_LEN: usize = 32 << 10;

/// The start of a row, enough to know whether the rest can be skipped.
struct Glimpse {
    status: Status,
    /// The ruling due date.
    due_now: Day,
    is_watched: bool,
}

impl Glimpse {
    fn of(milestone: &Milestone, state: &MilestoneState) -> Self {
        Self {
            status: state.status,
            due_now: state.due_now(milestone),
            is_watched: is_watched(state),
        }
    }

    fn may_be_seen(&self, seen: RowScope<'_>, as_of: Day) -> bool {
        let possible = Standing::possible(self.status, self.due_now < as_of);
        self.is_watched || possible.iter().any(|standing| (seen.rows)(*standing))
    }
}

/// The rows that will be shown.
#[derive(Clone, Copy)]
pub struct RowScope<'a> {
    /// Standings of the rows that get their texts.
    pub rows: &'a (dyn Fn(Standing) -> bool + Sync),
    /// Whether the other rows are included without texts, for counting.
    pub counts: bool,
}

/// A plan decoded from its cached rows.
#[derive(Clone, Debug)]
pub struct Rows {
    /// The plan without sections, indicators and other names of units; its actions have only the
    /// included milestones.
    pub plan: Plan,
    /// The rows of these milestones; the tally counts all.
    pub ledger: Ledger,
    /// By action, the index in the whole plan of each included milestone.
    pub places: Vec<MilestonePlaces>,
}

/// Indices of milestones in an action; most actions have few.
pub type MilestonePlaces = Vec<usize>;

/// Encodes a plan's rows; `None` if they depend on the day in ways other than elapsed time.
pub(crate) fn pack_rows(plan: &Plan, progress: &Progress) -> Option<Vec<u8>> {
    let document = &plan.document;
    if !document.amendments.is_empty() {
        return None;
    }
    let last = progress.entries().map(crate::plan::Entry::day).max();
    let mut out = Vec::with_capacity(ROWS_BUFFER_LEN);
    let mut row = Vec::new();
    last.pack(&mut out);
    progress.since.pack(&mut out);
    last.is_some_and(|last| progress.reported(last))
        .pack(&mut out);
    head_of(document).pack(&mut out);
    plan.actions.len().pack(&mut out);
    for action in &plan.actions {
        row.clear();
        action.lead.pack(&mut row);
        action.support.pack(&mut row);
        action.answers.pack(&mut row);
        row.len().pack(&mut out);
        out.extend_from_slice(&row);
        action.milestones.len().pack(&mut out);
        for milestone in &action.milestones {
            let log = progress.log(&milestone.id);
            let state = fold(plan, action, milestone, log, last.unwrap_or(Day::MIN));
            Glimpse::of(milestone, &state).pack(&mut out);
            row.clear();
            pack_judged(milestone, &state, &mut row);
            pack_texts(action, milestone, &state, &mut row);
            row.len().pack(&mut out);
            out.extend_from_slice(&row);
        }
    }
    Some(out)
}

/// Encodes what a milestone is judged by; texts follow separately, so that they can be skipped.
fn pack_judged(milestone: &Milestone, state: &MilestoneState, out: &mut Vec<u8>) {
    milestone.phase.pack(out);
    milestone.every.pack(out);
    milestone.window.pack(out);
    milestone.target.as_ref().map(without_texts).pack(out);
    milestone.each.pack(out);
    milestone.is_default.pack(out);
    if *state == MilestoneState::default() {
        false.pack(out);
        return;
    }
    true.pack(out);
    let bare = MilestoneState {
        reason: None,
        done_by: None,
        ..state.clone()
    };
    bare.pack(out);
}

fn pack_texts(action: &Action, milestone: &Milestone, state: &MilestoneState, out: &mut Vec<u8>) {
    milestone.id.pack(out);
    milestone.title.pack(out);
    milestone.occurrence.pack(out);
    let title = milestone.is_default.then(|| action.title.clone());
    title.pack(out);
    let unit = milestone.target.as_ref().map(|target| target.unit.clone());
    unit.pack(out);
    state.reason.pack(out);
    state.done_by.pack(out);
}

/// Returns the document without sections, actions, indicators and other names of units.
fn head_of(document: &Document) -> Document {
    let units = document.units.iter().map(|(_, unit)| Unit {
        name: unit.name.clone(),
        aliases: Vec::new(),
        former: unit.former.clone(),
        kind: UnitKind::Government,
        is_supervisor: false,
        members: crate::plan::Members::Listed(Vec::new()),
        was: Vec::new(),
    });
    Document {
        id: document.id.clone(),
        short: document.short.clone(),
        title: document.title.clone(),
        issuer: document.issuer.clone(),
        number: document.number.clone(),
        issued: document.issued,
        draft: document.draft,
        period: document.period,
        source: document.source.clone(),
        alert: document.alert,
        alert_was: Vec::new(),
        reporting: document.reporting.clone(),
        calendar: document.calendar.clone(),
        phases: document.phases.clone(),
        units: Arc::new(Units::new(units.collect())),
        indicators: Vec::new(),
        sections: Vec::new(),
        actions: Vec::new(),
        // A plan with amendments has no rows.
        amendments: Vec::new(),
    }
}

/// Decodes rows as of `as_of` within `seen`; `None` if they do not hold for that day or the bytes are
/// invalid.
pub(crate) fn unpack_rows(
    bytes: &[u8],
    files: &PlanFiles,
    as_of: Day,
    seen: RowScope<'_>,
) -> Option<Rows> {
    let from = &mut ByteReader::new(bytes);
    let last = Option::<Day>::unpack(from)?;
    if last.is_some_and(|last| as_of < last) {
        return None;
    }
    let since = Option::<Day>::unpack(from)?;
    let reported = bool::unpack(from)?;
    let document = with_calendar(Document::unpack(from)?, files);
    let mut ledger = Ledger::begin((&document, document.alert), since, reported, as_of);
    let count = usize::unpack(from).filter(|count| *count <= from.left())?;
    let mut actions = Vec::with_capacity(count);
    let mut places = Vec::with_capacity(count);
    let mut found = FoundRows::default();
    for _ in 0..count {
        actions.push(found.unpack(from, &ledger, as_of, seen)?);
        ledger.push(found.rows.drain(..).collect());
        places.push(found.places.drain(..).collect());
    }
    let plan = Plan {
        document: Arc::new(document),
        terms: None,
        sections: Vec::new(),
        actions,
    };
    from.is_at_end().then_some(Rows {
        plan,
        ledger,
        places,
    })
}

/// The rows of one action that are within the scope, taken out before the next action: lists grow here once, and what
/// is kept of them has its own length.
#[derive(Default)]
struct FoundRows {
    milestones: Vec<Milestone>,
    rows: Vec<Row>,
    places: MilestonePlaces,
}

impl FoundRows {
    /// Decodes the next action with its milestones; their rows and places stay here.
    fn unpack(
        &mut self,
        from: &mut ByteReader<'_>,
        ledger: &Ledger,
        as_of: Day,
        seen: RowScope<'_>,
    ) -> Option<Action> {
        let length = usize::unpack(from)?;
        let responsible = from.bytes(length)?;
        let mut action = Action::default();
        for place in 0..usize::unpack(from)? {
            let glimpse = Glimpse::unpack(from)?;
            let length = usize::unpack(from)?;
            let row = from.bytes(length)?;
            if !seen.counts && !glimpse.may_be_seen(seen, as_of) {
                continue;
            }
            let row = &mut ByteReader::new(row);
            let (mut milestone, mut state) = unpack_milestone(row)?;
            let mut verdict = ledger.verdict_of(&milestone, &state);
            let is_seen = glimpse.is_watched || (seen.rows)(verdict.standing);
            if is_seen {
                unpack_texts(row, &mut action, &mut milestone, &mut state)?;
                verdict = ledger.verdict_of(&milestone, &state);
            }
            if is_seen || seen.counts {
                self.milestones.push(milestone);
                self.rows.push(Row { state, verdict });
                self.places.push(place);
            }
        }
        if !self.rows.is_empty() {
            let responsible = &mut ByteReader::new(responsible);
            action.lead = Packed::unpack(responsible)?;
            action.support = Packed::unpack(responsible)?;
            action.answers = Packed::unpack(responsible)?;
        }
        action.milestones = self.milestones.drain(..).collect();
        Some(action)
    }
}

/// Returns the target without its unit of measure.
fn without_texts(target: &Target) -> Target {
    Target {
        unit: String::new(),
        ..target.clone()
    }
}

/// Returns whether a row may be shown at any standing: a unit's part may have another than the whole, and a postponement
/// asked for waits for a decision.
fn is_watched(state: &MilestoneState) -> bool {
    !state.units.is_empty() || state.asked.is_some()
}

fn unpack_texts(
    from: &mut ByteReader<'_>,
    action: &mut Action,
    milestone: &mut Milestone,
    state: &mut MilestoneState,
) -> Option<()> {
    milestone.id = Packed::unpack(from)?;
    if action.id.is_empty()
        && let Some((of_action, _)) = milestone.id.split_once('/')
    {
        action.id = of_action.into();
    }
    milestone.title = Packed::unpack(from)?;
    milestone.occurrence = Packed::unpack(from)?;
    if let Some(title) = Option::unpack(from)? {
        action.title = title;
    }
    let unit = Option::unpack(from)?;
    if let (Some(target), Some(unit)) = (&mut milestone.target, unit) {
        target.unit = unit;
    }
    state.reason = Packed::unpack(from)?;
    state.done_by = Packed::unpack(from)?;
    from.is_at_end().then_some(())
}

fn unpack_milestone(from: &mut ByteReader<'_>) -> Option<(Milestone, MilestoneState)> {
    let milestone = Milestone {
        id: String::default(),
        occurrence: None,
        title: String::new(),
        phase: Packed::unpack(from)?,
        every: Packed::unpack(from)?,
        window: Window::unpack(from)?,
        // A plan with amendments has no rows.
        former_dues: Vec::new(),
        parts_when_due: None,
        ended: None,
        target: Packed::unpack(from)?,
        each: Packed::unpack(from)?,
        is_default: Packed::unpack(from)?,
    };
    let state = if bool::unpack(from)? {
        MilestoneState::unpack(from)?
    } else {
        MilestoneState::default()
    };
    Some((milestone, state))
}
