//! Changes between two versions

use crate::plan::{Recurrence, ReportPeriod, Reporters, Reporting, UnitKind};
use crate::text::{ChangedField, HistoryWords, Weakness};

use super::standing::{bare_target, target};

/// Everything said of differences.
pub(super) const HISTORY: HistoryWords = HistoryWords {
    limit_higher: "limit higher",
    upper_end_lower: "upper end of the range lower",
    field,
    weakness,
    yes: "yes",
    no: "no",
    nothing: "none",
    every: |every| match every {
        Recurrence::Year => "every year",
        Recurrence::HalfYear => "every half-year",
        Recurrence::Quarter => "every quarter",
        Recurrence::Month => "every month",
    },
    unit_kind: |kind| match kind {
        UnitKind::Party => "party",
        UnitKind::Government => "government",
        UnitKind::MassOrganisation => "mass organisation",
        UnitKind::Institution => "institution",
        UnitKind::Collective => "collective",
    },
    target,
    bare_target,
    reporting,
    everybody: "every unit",
    until: |name, day| format!("{name} (until {day})"),
    plan: "plan",
    named_phase: |name| format!("phase \"{name}\""),
    named_unit: |name| format!("unit \"{name}\""),
    named_indicator: |name| format!("indicator \"{name}\""),
    named_amendment: |name| format!("amendment \"{name}\""),
    added: "added",
    unreadable: |before, log| {
        let file = if log { "progress.toml" } else { "plan.toml" };
        let when = if before {
            "as it was before"
        } else {
            "as it is now"
        };
        format!("{file} {when} cannot be read; it was not compared")
    },
    removed: "removed",
    renumbered: |from| format!("renumbered from {from}"),
    renamed: |from| format!("formerly \"{from}\""),
    amended: |title, number| format!("{title} ({number})"),
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
    issue: |number, on, revision, corrects| {
        let mut said = vec![on.to_string()];
        said.extend(revision.map(|revision| format!("from {revision}")));
        said.extend(corrects.map(|number| format!("corrects {number}")));
        format!("issue {number} ({})", said.join(", "))
    },
    refused_by: |by| {
        if by.is_empty() {
            "postponement refused".to_owned()
        } else {
            format!("postponement refused by {by}")
        }
    },
    asks_postponement: |date| format!("asks to postpone to {date}"),
    corrected: |what| format!("corrected {what}"),
    altered_entry: |what| format!("entry altered {what}"),
    deleted_entry: |what| format!("entry deleted {what}"),
    commitments: "Commitments (plan.toml)",
    happened: "Progress (progress.toml)",
    weakened: "Weakened",
    by_document: "By document",
    known_document: ", which the plan had before",
    corrections: "Corrections",
    no_difference: "no differences",
    blank_message: "the message of a commit cannot be blank; without -m duban writes it",
    diff_names_one: "with --at, diff takes the version to compare it with: diff REV --at REV",
    review_names_both: "review takes both versions as BASE..HEAD, and no --at",
    no_weakening: "nothing weakened",
    no_weakening_read: "nothing weakened in what could be read, which is not all",
    weakenings: |n| match n {
        1 => "1 commitment weakened".to_owned(),
        n => format!("{n} commitments weakened"),
    },
    by_one_author: |name| format!("both recorded by {name}"),
    in_one_commit: "both entries are in one commit of one author; if a pull request was squashed, merge it without, or name the other as Co-authored-by in the message",
    without_number: "no number",
    not_compared: |plan| {
        format!("{plan}: the submodule has another commit, which is not here to be compared")
    },
    not_in_history: |id| format!("{id} has no history"),
};

pub(super) fn field(field: ChangedField) -> &'static str {
    match field {
        ChangedField::Id => "id",
        ChangedField::Short => "short name",
        ChangedField::Title => "title",
        ChangedField::Summary => "summary",
        ChangedField::Name => "name",
        ChangedField::Number => "document number",
        ChangedField::Issuer => "issuer",
        ChangedField::Issued => "issued",
        ChangedField::On => "date",
        ChangedField::Draft => "draft",
        ChangedField::Period => "period",
        ChangedField::Source => "source record",
        ChangedField::SoonDays => "days that count as soon",
        ChangedField::BehindYellow => "points behind for yellow",
        ChangedField::BehindRed => "points behind for red",
        ChangedField::Reporting => "reporting",
        ChangedField::Window => "dates",
        ChangedField::Aliases => "aliases",
        ChangedField::Former => "former names",
        ChangedField::Kind => "kind",
        ChangedField::Role => "role",
        ChangedField::Members => "members",
        ChangedField::Baseline => "baseline",
        ChangedField::Target => "target",
        ChangedField::No => "number as printed",
        ChangedField::Lead => "lead",
        ChangedField::Support => "support",
        ChangedField::Answers => "answers",
        ChangedField::Phases => "phases",
        ChangedField::Phase => "phase",
        ChangedField::Truncated => "lost in the source",
        ChangedField::Recurrence => "recurs",
        ChangedField::Start => "start",
        ChangedField::Due => "due",
        ChangedField::Each => "each unit reports its own",
        ChangedField::Added => "added by amendment",
        ChangedField::Ended => "ended by amendment",
        ChangedField::Since => "reporting since",
        ChangedField::Issue => "bulletin",
        ChangedField::Was => "values before amendments",
    }
}

fn reporting(rule: &Reporting, listed: &[String]) -> String {
    let every = match rule.every {
        ReportPeriod::Week => "weekly",
        ReportPeriod::Month => "monthly",
        ReportPeriod::Quarter => "quarterly",
        ReportPeriod::HalfYear => "half-yearly",
        ReportPeriod::Year => "yearly",
    };
    let units = match rule.units {
        Reporters::Lead => "lead units".to_owned(),
        Reporters::All => "lead and supporting units".to_owned(),
        Reporters::Listed(_) => listed.join(", "),
    };
    format!("{every}, by day {} after the period, {units}", rule.due_day)
}

pub(super) fn weakness(weakness: Weakness) -> &'static str {
    match weakness {
        Weakness::PlanGone => "plan removed",
        Weakness::Broken => "new errors in the plan's files",
        Weakness::BaseUnreadable => "the version before cannot be read",
        Weakness::DraftAgain => "a draft again",
        Weakness::PeriodShortened => "period shortened",
        Weakness::AlertLoosened => "alert loosened",
        Weakness::ReportingLoosened => "reporting loosened",
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
        Weakness::EveryChanged => "recurrence changed",
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
        Weakness::IdTwice => "id appears twice",
        Weakness::LogOrphaned => "log without a milestone",
        Weakness::EntryAltered => "entry altered",
        Weakness::EntryDeleted => "entry deleted",
        Weakness::EntryMoved => "entry moved",
        Weakness::EntryTwice => "addition logged twice",
        Weakness::SinceMoved => "reporting begins later",
        Weakness::IssueGone => "an issue of the bulletin is gone or changed",
        Weakness::ItemDropped => "dropped",
        Weakness::PostponedByAsker => "postponed without another's approval",
        Weakness::ClosedByReporter => "closed by who reported it done",
        Weakness::DecidedBySupport => "closed, returned or granted by a unit that only supports",
        Weakness::ApproverUnknown => "closed, returned or granted by no known unit",
        Weakness::ReturnedByReporter => "returned by who reported it done",
        Weakness::AmendmentDoubtful => "an amendment that cannot justify a change",
        Weakness::SubmoduleMoved => "another commit of a submodule; its plan could not be compared",
    }
}
