//! The ways in which a version of a plan can be weaker than the one before.

use crate::plan::keyed;

keyed! {
    /// A way in which a version of a plan promises less, or records less honestly, than the one before.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
    pub enum Weakness {
        /// The plan is gone.
        PlanGone = "plan-gone",
        /// The plan cannot be read, or only in part.
        Broken = "broken",
        /// The old version cannot be read, so its promises cannot be compared.
        BaseUnreadable = "base-unreadable",
        /// A plan in force became a draft (送审稿).
        DraftAgain = "draft-again",
        /// The plan's period is shorter.
        PeriodShortened = "period-shortened",
        /// Lamps change later.
        AlertLoosened = "alert-loosened",
        /// Reports are due less often, later, or from fewer units.
        ReportingLoosened = "reporting-loosened",
        /// An action is gone.
        ItemGone = "item-gone",
        /// The id of an action or milestone now means something else.
        Replaced = "replaced",
        /// A milestone is gone.
        MilestoneGone = "milestone-gone",
        /// A recurring milestone is owed fewer times.
        OccurrenceGone = "occurrence-gone",
        /// An action no longer takes part in a phase.
        PhasesCut = "phases-cut",
        /// A deadline is later.
        DeadlineLater = "deadline-later",
        /// A window begins later.
        StartLater = "start-later",
        /// A target is gone.
        TargetGone = "target-gone",
        /// A target is lower, or an upper limit higher.
        TargetLower = "target-lower",
        /// A target is less strict (以上 became a bare number, or a bare number a range).
        TargetSofter = "target-softer",
        /// A target has another unit of measure.
        TargetUnit = "target-unit",
        /// A flow became a stock, or the other way round.
        MeasureChanged = "measure-changed",
        /// The baseline changed.
        BaselineChanged = "baseline-changed",
        /// Falling behind time is no longer shown.
        PaceOff = "pace-off",
        /// The recurrence changed.
        EveryChanged = "every-changed",
        /// Units no longer report their own parts.
        EachOff = "each-off",
        /// A unit no longer leads.
        LeadGone = "lead-gone",
        /// A lead unit became a support unit.
        LeadToSupport = "lead-to-support",
        /// A unit no longer supports.
        SupportGone = "support-gone",
        /// Another unit answers for an action.
        AnswersMoved = "answers-moved",
        /// A collective no longer contains a unit.
        MemberStruck = "member-struck",
        /// A unit's name now means another unit.
        NameMoved = "name-moved",
        /// An indicator is gone.
        IndicatorGone = "indicator-gone",
        /// A figure in the wording is lower, or a year later.
        WordingLower = "wording-lower",
        /// The wording asks where it demanded.
        WordingSofter = "wording-softer",
        /// An amendment is gone, or has another date or number.
        AmendmentAltered = "amendment-altered",
        /// An id appears twice.
        IdTwice = "id-twice",
        /// A log has lost its milestone.
        LogOrphaned = "log-orphaned",
        /// A log entry changed.
        EntryAltered = "entry-altered",
        /// A log entry is gone.
        EntryDeleted = "entry-deleted",
        /// A log entry moved to another milestone.
        EntryMoved = "entry-moved",
        /// The same increment appears twice.
        EntryTwice = "entry-twice",
        /// Reporting begins later, so that earlier due dates need no report.
        SinceMoved = "since-moved",
        /// An issue of the bulletin is gone from the list, or changed in it.
        IssueGone = "issue-gone",
        /// Work was stopped (中止).
        ItemDropped = "item-dropped",
        /// A postponement was granted by the unit that asked for it, or by nobody.
        PostponedByAsker = "postponed-by-asker",
        /// 已销号 by the unit that reported it done.
        ClosedByReporter = "closed-by-reporter",
        /// Accepted, returned or granted by nobody, or by a unit unknown to the plan.
        ApproverUnknown = "approver-unknown",
        /// Closed, returned or granted by a unit that only supports the item.
        DecidedBySupport = "decided-by-support",
        /// 退办 by the unit that reported it done.
        ReturnedByReporter = "returned-by-reporter",
        /// An amendment that cannot support a change: without its own number, older than the plan or the
        /// log, or with another figure than the field.
        AmendmentDoubtful = "amendment-doubtful",
        /// A submodule moved to a commit whose plan could not be compared.
        SubmoduleMoved = "submodule-moved",
    }
}

impl Weakness {
    /// Returns whether it concerns commitments (plan.toml), not the log.
    pub fn is_of_commitment(self) -> bool {
        !matches!(
            self,
            Self::LogOrphaned
                | Self::EntryAltered
                | Self::EntryDeleted
                | Self::EntryMoved
                | Self::EntryTwice
                | Self::SinceMoved
                | Self::IssueGone
                | Self::ItemDropped
                | Self::PostponedByAsker
                | Self::ClosedByReporter
                | Self::ApproverUnknown
                | Self::DecidedBySupport
                | Self::ReturnedByReporter
        )
    }
}
