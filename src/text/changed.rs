/// A field of a plan that may differ between versions; the languages name it.
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

    /// Returns the field of a key in the files; `targets` of an indicator count as its target.
    pub fn from_key(key: &str) -> Option<Self> {
        let key = if key == "targets" { "target" } else { key };
        Self::ALL.into_iter().find(|field| field.key() == key)
    }

    /// Returns the key in JSON, which is also the key in the files if there is one.
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

/// A way in which a version of a plan promises less, or records less honestly, than the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Weakness {
    /// The plan is gone.
    PlanGone,
    /// The plan cannot be read, or only in part.
    Broken,
    /// The old version cannot be read, so its promises cannot be compared.
    BaseUnreadable,
    /// A plan in force became a draft (送审稿).
    DraftAgain,
    /// The plan's period is shorter.
    PeriodShortened,
    /// Lamps change later.
    AlertLoosened,
    /// Reports are due less often, later, or from fewer units.
    ReportingLoosened,
    /// An action is gone.
    ItemGone,
    /// The id of an action or milestone now means something else.
    Replaced,
    /// A milestone is gone.
    MilestoneGone,
    /// A recurring milestone is owed fewer times.
    OccurrenceGone,
    /// An action no longer takes part in a phase.
    PhasesCut,
    /// A deadline is later.
    DeadlineLater,
    /// A window begins later.
    StartLater,
    /// A target is gone.
    TargetGone,
    /// A target is lower, or an upper limit higher.
    TargetLower,
    /// A target is less strict (以上 became a bare number, or a bare number a range).
    TargetSofter,
    /// A target has another unit of measure.
    TargetUnit,
    /// A flow became a stock, or the other way round.
    MeasureChanged,
    /// The baseline changed.
    BaselineChanged,
    /// Falling behind time is no longer shown.
    PaceOff,
    /// The recurrence changed.
    EveryChanged,
    /// Units no longer report their own parts.
    EachOff,
    /// A unit no longer leads.
    LeadGone,
    /// A lead unit became a support unit.
    LeadToSupport,
    /// A unit no longer supports.
    SupportGone,
    /// Another unit answers for an action.
    AnswersMoved,
    /// A collective no longer stands for a unit.
    MemberStruck,
    /// A unit's name now means another unit.
    NameMoved,
    /// An indicator is gone.
    IndicatorGone,
    /// A figure in the wording is lower, or a year later.
    WordingLower,
    /// The wording asks where it demanded.
    WordingSofter,
    /// An amendment is gone, or has another date or number.
    AmendmentAltered,
    /// An id appears twice.
    IdTwice,
    /// A log has lost its milestone.
    LogOrphaned,
    /// A log entry changed.
    EntryAltered,
    /// A log entry is gone.
    EntryDeleted,
    /// A log entry moved to another milestone.
    EntryMoved,
    /// The same increment appears twice.
    EntryTwice,
    /// Reporting begins later, so that earlier due dates need no report.
    SinceMoved,
    /// Work was stopped (中止).
    ItemDropped,
    /// A postponement was granted by the unit that asked for it, or by nobody.
    PostponedByAsker,
    /// 已销号 by the unit that reported it done.
    ClosedByReporter,
    /// Accepted, returned or granted by nobody, or by a unit unknown to the plan.
    ApproverUnknown,
    /// Closed, returned or granted by a unit that only supports the item.
    DecidedBySupport,
    /// 退办 by the unit that reported it done.
    ReturnedByReporter,
    /// An amendment that cannot support a change: without its own number, older than the plan or the
    /// log, or with another figure than the field.
    AmendmentDoubtful,
    /// A submodule moved to a commit whose plan could not be compared.
    SubmoduleMoved,
}

impl Weakness {
    /// Returns the code for scripts, the same in every language.
    pub fn code(self) -> &'static str {
        match self {
            Self::PlanGone => "plan-gone",
            Self::Broken => "broken",
            Self::BaseUnreadable => "base-unreadable",
            Self::DraftAgain => "draft-again",
            Self::PeriodShortened => "period-shortened",
            Self::AlertLoosened => "alert-loosened",
            Self::ReportingLoosened => "reporting-loosened",
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

    /// Returns true if it concerns commitments (plan.toml), false for the log.
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
