//! Encoding of plan documents.

use crate::plan::{
    ActionDef, Alert, AlertFields, Amendment, Assignment, Baseline, Document, Former, Indicator,
    IndicatorFields, ItemFields, Lifetime, Measure, Members, MilestoneDef, MilestoneFields, Op,
    Pace, Phase, PhaseFields, PhaseIx, Recurrence, ReportPeriod, Reporters, Reporting, SectionDef,
    Soon, Target, Unit, UnitIx, UnitKind, Units, Was, Window, WorkCalendar,
};

use super::packed::{Packed, packed_choice, packed_struct};
use super::reader::ByteReader;

packed_struct! {
    Document {
        id, short, title, issuer, number, issued, draft, period, source, alert, alert_was,
        reporting, calendar, phases, units, indicators, sections, actions, amendments,
    }
    Window { start, end }
    Alert { soon, behind_yellow, behind_red }
    Soon { days, working }
    AlertFields { soon, behind_yellow, behind_red }
    Reporting { every, due_day, units }
    Phase { id, name, window, was }
    PhaseFields { name, start, end }
    Former { name, until }
    Unit { name, aliases, former, kind, is_supervisor, members, was }
    Indicator { id, name, baseline, targets, was }
    IndicatorFields { name, baseline, targets }
    Baseline { value, on }
    Target { op, value, max, unit, by, measure, baseline, pace }
    SectionDef { id, no, title, assignment, was }
    Assignment { lead, support, answers, phases }
    ActionDef {
        id, title, summary, section, assignment, truncated, lifetime, was, milestones,
    }
    ItemFields { title, summary, assignment }
    Lifetime { added, ended }
    MilestoneDef { id, phase, fields, lifetime, was }
    MilestoneFields { title, every, target, start, due, each }
    Amendment { id, number, title, on }
}

packed_choice! {
    UnitKind: UnitKind::ALL;
    ReportPeriod: ReportPeriod::ALL;
    Recurrence: Recurrence::ALL;
    Op: Op::ALL;
    Measure: Measure::ALL;
    Pace: Pace::ALL;
}

impl<F: Packed> Packed for Was<F> {
    fn pack(&self, out: &mut Vec<u8>) {
        let Self { until, by, fields } = self;
        until.pack(out);
        by.pack(out);
        fields.pack(out);
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        Some(Self {
            until: Packed::unpack(from)?,
            by: Packed::unpack(from)?,
            fields: F::unpack(from)?,
        })
    }
}

/// Implements `Packed` for an index, as its place.
macro_rules! packed_index {
    ($($name:ty),*) => {$(
        impl Packed for $name {
            fn pack(&self, out: &mut Vec<u8>) {
                self.index().pack(out);
            }

            fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
                Packed::unpack(from).map(Self::new)
            }
        }
    )*};
}

packed_index!(UnitIx, PhaseIx);

impl Packed for Reporters {
    fn pack(&self, out: &mut Vec<u8>) {
        match self {
            Self::Lead => out.push(0),
            Self::All => out.push(1),
            Self::Listed(units) => {
                out.push(2);
                units.pack(out);
            }
        }
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        match from.byte()? {
            0 => Some(Self::Lead),
            1 => Some(Self::All),
            2 => Vec::unpack(from).map(Self::Listed),
            _ => None,
        }
    }
}

/// Not cached: the calendar belongs to the workspace and is added when a plan is read.
impl Packed for WorkCalendar {
    fn pack(&self, _: &mut Vec<u8>) {}

    fn unpack(_: &mut ByteReader<'_>) -> Option<Self> {
        Some(Self::default())
    }
}

impl Packed for Units {
    fn pack(&self, out: &mut Vec<u8>) {
        self.len().pack(out);
        for (_, unit) in self.iter() {
            unit.pack(out);
        }
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        Vec::unpack(from).map(Self::new)
    }
}

impl Packed for Members {
    fn pack(&self, out: &mut Vec<u8>) {
        let listed = match self {
            Self::All => None,
            Self::Listed(members) => Some(members.clone()),
        };
        listed.pack(out);
    }

    fn unpack(from: &mut ByteReader<'_>) -> Option<Self> {
        Option::unpack(from).map(|listed| listed.map_or(Self::All, Self::Listed))
    }
}
