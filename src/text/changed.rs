/// A part of a plan that one version may say otherwise than another; the languages give it a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs)] // the keys say what they are
pub enum ChangedField {
    Id,
    Short,
    Title,
    Summary,
    Name,
    Number,
    Issuer,
    Issued,
    On,
    Draft,
    Period,
    Source,
    SoonDays,
    BehindYellow,
    BehindRed,
    Reporting,
    Window,
    Aliases,
    Former,
    Kind,
    Role,
    Members,
    Baseline,
    Target,
    No,
    Lead,
    Support,
    Answers,
    Phases,
    Phase,
    Truncated,
    Recurrence,
    Start,
    Due,
    Each,
    Added,
    Ended,
    Since,
    Was,
}

impl ChangedField {
    /// Every field.
    pub const ALL: [Self; 39] = [
        Self::Id,
        Self::Short,
        Self::Title,
        Self::Summary,
        Self::Name,
        Self::Number,
        Self::Issuer,
        Self::Issued,
        Self::On,
        Self::Draft,
        Self::Period,
        Self::Source,
        Self::SoonDays,
        Self::BehindYellow,
        Self::BehindRed,
        Self::Reporting,
        Self::Window,
        Self::Aliases,
        Self::Former,
        Self::Kind,
        Self::Role,
        Self::Members,
        Self::Baseline,
        Self::Target,
        Self::No,
        Self::Lead,
        Self::Support,
        Self::Answers,
        Self::Phases,
        Self::Phase,
        Self::Truncated,
        Self::Recurrence,
        Self::Start,
        Self::Due,
        Self::Each,
        Self::Added,
        Self::Ended,
        Self::Since,
        Self::Was,
    ];

    /// The field that a key of the files names; an indicator's `targets` are its target.
    pub fn from_key(key: &str) -> Option<Self> {
        let key = if key == "targets" { "target" } else { key };
        Self::ALL.into_iter().find(|field| field.key() == key)
    }

    /// The key in JSON, and in the files where it is a key there.
    pub fn key(self) -> &'static str {
        match self {
            Self::Id => "id",
            Self::Short => "short",
            Self::Title => "title",
            Self::Summary => "summary",
            Self::Name => "name",
            Self::Number => "number",
            Self::Issuer => "issuer",
            Self::Issued => "issued",
            Self::On => "on",
            Self::Draft => "draft",
            Self::Period => "period",
            Self::Source => "source",
            Self::SoonDays => "soon_days",
            Self::BehindYellow => "behind_yellow",
            Self::BehindRed => "behind_red",
            Self::Reporting => "reporting",
            Self::Window => "window",
            Self::Aliases => "aliases",
            Self::Former => "former",
            Self::Kind => "kind",
            Self::Role => "role",
            Self::Members => "members",
            Self::Baseline => "baseline",
            Self::Target => "target",
            Self::No => "no",
            Self::Lead => "lead",
            Self::Support => "support",
            Self::Answers => "answers",
            Self::Phases => "phases",
            Self::Phase => "phase",
            Self::Truncated => "truncated",
            Self::Recurrence => "every",
            Self::Start => "start",
            Self::Due => "due",
            Self::Each => "each",
            Self::Added => "added",
            Self::Ended => "ended",
            Self::Since => "since",
            Self::Was => "was",
        }
    }
}

/// A way in which one version of a plan promises, or owns up to, less than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weakness {
    /// The plan is gone.
    PlanGone,
    /// The plan can no longer be read, or only in part.
    Broken,
    /// The version before could not be read: what it promised cannot be held against what is promised now.
    BaseUnreadable,
    /// A plan in force became a draft (送审稿) again.
    DraftAgain,
    /// The plan's period is shorter.
    PeriodShortened,
    /// The lamps change later.
    AlertLoosened,
    /// An item is gone.
    ItemGone,
    /// An item's or milestone's place is taken by something else.
    Replaced,
    /// A milestone is gone.
    MilestoneGone,
    /// A recurring milestone is owed fewer times.
    OccurrenceGone,
    /// An item no longer takes part in a phase.
    PhasesCut,
    /// A deadline is later.
    DeadlineLater,
    /// A window begins later.
    StartLater,
    /// A number is no longer asked for.
    TargetGone,
    /// A number to reach is lower (an upper limit: higher).
    TargetLower,
    /// The same number, less strictly (以上 to a bare number, a bare number to a range).
    TargetSofter,
    /// Counted in another unit.
    TargetUnit,
    /// Adding up became a level, or the other way round.
    MeasureChanged,
    /// Where it stood before is told otherwise.
    BaselineChanged,
    /// Being behind time is no longer shown.
    PaceOff,
    /// Owed in another rhythm.
    EveryChanged,
    /// Not every unit reports its own any more.
    EachOff,
    /// A unit no longer leads.
    LeadGone,
    /// A lead unit only supports.
    LeadToSupport,
    /// A unit no longer supports.
    SupportGone,
    /// Another unit answers for it.
    AnswersMoved,
    /// A collective no longer stands for a unit.
    MemberStruck,
    /// A unit's name now means another unit.
    NameMoved,
    /// A plan-level number is gone.
    IndicatorGone,
    /// A figure in the wording is lower, or a year later.
    WordingLower,
    /// The wording only asks where it demanded.
    WordingSofter,
    /// A later document is gone, or has another date or number.
    AmendmentAltered,
    /// An id stands twice.
    IdTwice,
    /// What was logged has no milestone any more.
    LogOrphaned,
    /// An entry of the log says something else.
    EntryAltered,
    /// An entry of the log is gone.
    EntryDeleted,
    /// An entry stands under another milestone.
    EntryMoved,
    /// The same addition stands twice.
    EntryTwice,
    /// What fell due before a later day need no longer be reported.
    SinceMoved,
    /// Work was stopped (中止).
    ItemDropped,
    /// A postponement granted by who asked for it, or by nobody.
    PostponedByAsker,
    /// Accepted (已销号) by who reported it done.
    ClosedByReporter,
    /// Accepted, returned or granted by nobody, or by a unit that the plan does not know.
    ApproverUnknown,
    /// Closed, returned or granted by a unit that only supports the item.
    DecidedBySupport,
    /// Returned (退办) by who reported it done.
    ReturnedByReporter,
    /// A later document that cannot stand behind a change: without a number of its own, older than the plan or than what
    /// was logged, or with another figure than the field.
    AmendmentDoubtful,
    /// Another commit of a submodule, whose plan could not be compared.
    SubmoduleMoved,
}

impl Weakness {
    /// Every one of them.
    pub const ALL: [Self; 47] = [
        Self::PlanGone,
        Self::Broken,
        Self::BaseUnreadable,
        Self::DraftAgain,
        Self::PeriodShortened,
        Self::AlertLoosened,
        Self::ItemGone,
        Self::Replaced,
        Self::MilestoneGone,
        Self::OccurrenceGone,
        Self::PhasesCut,
        Self::DeadlineLater,
        Self::StartLater,
        Self::TargetGone,
        Self::TargetLower,
        Self::TargetSofter,
        Self::TargetUnit,
        Self::MeasureChanged,
        Self::BaselineChanged,
        Self::PaceOff,
        Self::EveryChanged,
        Self::EachOff,
        Self::LeadGone,
        Self::LeadToSupport,
        Self::SupportGone,
        Self::AnswersMoved,
        Self::MemberStruck,
        Self::NameMoved,
        Self::IndicatorGone,
        Self::WordingLower,
        Self::WordingSofter,
        Self::AmendmentAltered,
        Self::IdTwice,
        Self::LogOrphaned,
        Self::EntryAltered,
        Self::EntryDeleted,
        Self::EntryMoved,
        Self::EntryTwice,
        Self::SinceMoved,
        Self::ItemDropped,
        Self::PostponedByAsker,
        Self::ClosedByReporter,
        Self::ApproverUnknown,
        Self::DecidedBySupport,
        Self::ReturnedByReporter,
        Self::AmendmentDoubtful,
        Self::SubmoduleMoved,
    ];

    /// A short name that stays the same in every language, for scripts.
    pub fn code(self) -> &'static str {
        match self {
            Self::PlanGone => "plan-gone",
            Self::Broken => "broken",
            Self::BaseUnreadable => "base-unreadable",
            Self::DraftAgain => "draft-again",
            Self::PeriodShortened => "period-shortened",
            Self::AlertLoosened => "alert-loosened",
            Self::ItemGone => "item-gone",
            Self::Replaced => "replaced",
            Self::MilestoneGone => "milestone-gone",
            Self::OccurrenceGone => "occurrence-gone",
            Self::PhasesCut => "phases-cut",
            Self::DeadlineLater => "deadline-later",
            Self::StartLater => "start-later",
            Self::TargetGone => "target-gone",
            Self::TargetLower => "target-lower",
            Self::TargetSofter => "target-softer",
            Self::TargetUnit => "target-unit",
            Self::MeasureChanged => "measure-changed",
            Self::BaselineChanged => "baseline-changed",
            Self::PaceOff => "pace-off",
            Self::EveryChanged => "every-changed",
            Self::EachOff => "each-off",
            Self::LeadGone => "lead-gone",
            Self::LeadToSupport => "lead-to-support",
            Self::SupportGone => "support-gone",
            Self::AnswersMoved => "answers-moved",
            Self::MemberStruck => "member-struck",
            Self::NameMoved => "name-moved",
            Self::IndicatorGone => "indicator-gone",
            Self::WordingLower => "wording-lower",
            Self::WordingSofter => "wording-softer",
            Self::AmendmentAltered => "amendment-altered",
            Self::IdTwice => "id-twice",
            Self::LogOrphaned => "log-orphaned",
            Self::EntryAltered => "entry-altered",
            Self::EntryDeleted => "entry-deleted",
            Self::EntryMoved => "entry-moved",
            Self::EntryTwice => "entry-twice",
            Self::SinceMoved => "since-moved",
            Self::ItemDropped => "item-dropped",
            Self::PostponedByAsker => "postponed-by-asker",
            Self::ClosedByReporter => "closed-by-reporter",
            Self::ApproverUnknown => "approver-unknown",
            Self::DecidedBySupport => "decided-by-support",
            Self::ReturnedByReporter => "returned-by-reporter",
            Self::AmendmentDoubtful => "amendment-doubtful",
            Self::SubmoduleMoved => "submodule-moved",
        }
    }

    /// Returns whether it is about what was promised (plan.toml), not about what was logged.
    pub fn is_of_commitment(self) -> bool {
        !matches!(
            self,
            Self::LogOrphaned
                | Self::EntryAltered
                | Self::EntryDeleted
                | Self::EntryMoved
                | Self::EntryTwice
                | Self::SinceMoved
                | Self::ItemDropped
                | Self::PostponedByAsker
                | Self::ClosedByReporter
                | Self::ApproverUnknown
                | Self::DecidedBySupport
                | Self::ReturnedByReporter
        )
    }
}
