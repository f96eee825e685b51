//! English: the differences of two versions

use crate::plan::{Every, Measure, Op, Pace, Target, UnitKind, show_number};

use super::{Field, HistoryWords, Weakness};

/// Everything said of differences.
pub(super) const HISTORY: HistoryWords = HistoryWords {
    field,
    weakness,
    yes: "yes",
    no: "no",
    nothing: "none",
    every: |every| match every {
        Every::Year => "every year",
        Every::HalfYear => "every half-year",
        Every::Quarter => "every quarter",
        Every::Month => "every month",
    },
    unit_kind: |kind| match kind {
        UnitKind::Party => "party",
        UnitKind::Government => "government",
        UnitKind::MassOrganisation => "mass organisation",
        UnitKind::Institution => "institution",
        UnitKind::Collective => "collective",
    },
    target,
    everybody: "every unit",
    until: |name, day| format!("{name} (until {day})"),
    plan: "plan",
    named_phase: |name| format!("phase \"{name}\""),
    named_unit: |name| format!("unit \"{name}\""),
    named_indicator: |name| format!("indicator \"{name}\""),
    named_amendment: |name| format!("amendment \"{name}\""),
    added: "added",
    removed: "removed",
    renumbered: |from| format!("renumbered from {from}"),
    renamed: |from| format!("formerly \"{from}\""),
    amended: |title, number| format!("{title} ({number})"),
    separator: "; ",
    colon: ": ",
    comma: ", ",
    parens: |text| format!(" ({text})"),
    items: |shown, all| {
        if shown.len() < all {
            format!("{} and {} more", shown.join(", "), all - shown.len())
        } else {
            shown.join(", ")
        }
    },
    postponed_to: |date, by| {
        if by.trim().is_empty() {
            format!("postponed to {date}")
        } else {
            format!("postponed to {date} (granted by {by})")
        }
    },
    asks_postponement: |date| format!("asks to postpone to {date}"),
    corrected: |what| format!("corrected {what}"),
    altered_entry: |what| format!("entry altered {what}"),
    deleted_entry: |what| format!("entry deleted {what}"),
    plus: |value| format!("plus {value}"),
    commitments: "Commitments (plan.toml)",
    happened: "Progress (progress.toml)",
    weakened: "Weakened",
    by_document: "By document",
    corrections: "Corrections",
    no_difference: "no differences",
    no_weakening: "nothing weakened",
    weakenings: |n| match n {
        1 => "1 commitment weakened".to_owned(),
        n => format!("{n} commitments weakened"),
    },
    without_number: "no number",
    not_in_history: |id| format!("{id} has no history"),
    unreadable_then: "could not be read then",
};

fn field(field: Field) -> &'static str {
    match field {
        Field::Id => "id",
        Field::Short => "short name",
        Field::Title => "title",
        Field::Summary => "summary",
        Field::Name => "name",
        Field::Number => "document number",
        Field::Issuer => "issuer",
        Field::Issued => "issued",
        Field::On => "date",
        Field::Draft => "draft",
        Field::Period => "period",
        Field::Source => "source record",
        Field::SoonDays => "days that count as soon",
        Field::BehindYellow => "points behind for yellow",
        Field::BehindRed => "points behind for red",
        Field::Window => "dates",
        Field::Aliases => "aliases",
        Field::Former => "former names",
        Field::Kind => "kind",
        Field::Members => "members",
        Field::Baseline => "baseline",
        Field::Target => "target",
        Field::No => "number as printed",
        Field::Lead => "lead",
        Field::Support => "support",
        Field::Answers => "answers",
        Field::Phases => "phases",
        Field::Phase => "phase",
        Field::Truncated => "lost in the source",
        Field::Every => "recurs",
        Field::Start => "start",
        Field::Due => "due",
        Field::Each => "each unit reports its own",
        Field::Added => "added by amendment",
        Field::Ended => "ended by amendment",
        Field::Since => "reporting since",
        Field::Was => "values before amendments",
    }
}

fn weakness(weakness: Weakness) -> &'static str {
    match weakness {
        Weakness::PlanGone => "plan removed",
        Weakness::Broken => "new errors in the plan's files",
        Weakness::DraftAgain => "a draft again",
        Weakness::PeriodShortened => "period shortened",
        Weakness::AlertLoosened => "alert loosened",
        Weakness::ItemGone => "item removed",
        Weakness::Replaced => "replaced by something else",
        Weakness::MilestoneGone => "milestone removed",
        Weakness::OccurrenceGone => "owed fewer times",
        Weakness::PhasesCut => "phase cut",
        Weakness::DeadlineLater => "deadline later",
        Weakness::StartLater => "start later",
        Weakness::TargetGone => "target removed",
        Weakness::TargetLower => "target lower",
        Weakness::TargetSofter => "target softer",
        Weakness::TargetUnit => "counted in another unit",
        Weakness::MeasureChanged => "counted in another way",
        Weakness::BaselineChanged => "baseline changed",
        Weakness::PaceOff => "pace no longer shown",
        Weakness::EveryChanged => "rhythm changed",
        Weakness::EachOff => "units no longer report one by one",
        Weakness::LeadGone => "lead unit gone",
        Weakness::LeadToSupport => "lead moved to support",
        Weakness::SupportGone => "support unit gone",
        Weakness::AnswersMoved => "another unit answers",
        Weakness::MemberStruck => "member struck from a collective",
        Weakness::NameMoved => "name now means another unit",
        Weakness::IndicatorGone => "indicator removed",
        Weakness::WordingLower => "lower figure or later year in the wording",
        Weakness::WordingSofter => "softer wording",
        Weakness::AmendmentAltered => "amendment altered",
        Weakness::IdTwice => "id stands twice",
        Weakness::LogOrphaned => "log without a milestone",
        Weakness::EntryAltered => "entry altered",
        Weakness::EntryDeleted => "entry deleted",
        Weakness::EntryMoved => "entry moved",
        Weakness::EntryTwice => "addition logged twice",
        Weakness::SinceMoved => "reporting begins later",
        Weakness::ItemDropped => "dropped",
        Weakness::PostponedByAsker => "postponed without another's approval",
        Weakness::ClosedByReporter => "closed by who reported it done",
    }
}

fn target(target: &Target) -> String {
    let value = show_number(target.value);
    let unit = &target.unit;
    let text = match target.op {
        Op::AtLeast => format!("at least {value}{unit}"),
        Op::Over => format!("over {value}{unit}"),
        Op::Exactly => format!("{value}{unit}"),
        Op::AtMost => format!("at most {value}{unit}"),
        Op::Under => format!("under {value}{unit}"),
        Op::Range => {
            let max = target.max.map_or_else(String::new, show_number);
            format!("{value}-{max}{unit}")
        }
    };
    let mut notes = Vec::new();
    if let Some(by) = target.by {
        notes.push(format!("by {by}"));
    }
    if target.measure != Target::default_measure(unit) {
        notes.push(
            match target.measure {
                Measure::Flow => "adds up",
                Measure::Stock => "a level",
            }
            .to_owned(),
        );
    }
    if let Some(baseline) = target.baseline {
        notes.push(format!("from {}{unit}", show_number(baseline.value)));
    }
    let usual = Target::default_pace(
        target.op,
        target.value,
        target.measure,
        target.baseline.is_some(),
    );
    if target.pace != usual {
        notes.push(
            match target.pace {
                Pace::Linear => "with pace",
                Pace::None => "without pace",
            }
            .to_owned(),
        );
    }
    if notes.is_empty() {
        return text;
    }
    let notes = notes.join(", ");
    format!("{text} ({notes})")
}
