use crate::plan::{Day, is_accent, is_unseen, keyed, look_of};

keyed! {
    /// The severity of a flaw: an error is wrong in any case, a warning deserves a look.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
    pub enum Severity {
        /// Wrong in any case.
        Error = "error",
        /// Worth a look.
        Warning = "warning",
    }
}

/// A part of a plan whose number is limited, since a small file could mean very many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limited {
    /// `[[phase]]`
    Phases,
    /// `[[unit]]`
    Units,
    /// `[[section]]`
    Sections,
    /// `[[action]]`
    Actions,
    /// `[[indicator]]`
    Indicators,
    /// `[[amendment]]`
    Amendments,
    /// Old values in one `was`.
    OldValues,
    /// Milestones, counted by occurrence.
    Milestones,
    /// Reports of units in all `each` milestones.
    Reports,
    /// Blocks of progress.toml.
    Blocks,
    /// Entries in one log.
    Entries,
}

/// A form that TOML 1.1 allows and TOML 1.0 does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TomlForm {
    /// A line end within an inline table.
    TableOverLines,
    /// A comma before the closing brace of an inline table.
    TrailingComma,
    /// 09:00
    TimeWithoutSeconds,
    /// `\e` or `\x41` in a string.
    NewEscape,
}

/// The type of value that a key expects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedValue {
    /// A string.
    Text,
    /// Several strings.
    Texts,
    /// A native TOML date.
    Date,
    /// Several native TOML dates.
    Dates,
    /// A native TOML date or date with time.
    Moment,
    /// A number.
    Number,
    /// A whole number.
    Whole,
    /// Several whole numbers.
    Wholes,
    /// true or false.
    Bool,
    /// An inline table.
    Table,
    /// A target.
    Target,
    /// A baseline.
    Baseline,
    /// Several tables.
    Tables,
}

/// A flaw in a file of a workspace, with the arguments of its message; the languages word it.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs)] // the names of the arguments say what they are
pub enum Flaw {
    // the file itself
    Unreadable {
        why: String,
    },
    NotAFile,
    TooLarge {
        bytes: u64,
        limit: u64,
    },
    NotUtf8 {
        looks_like_gbk: bool,
    },
    LfsPointer,
    CutShort,
    ConflictMarkers,
    FullWidthQuotes,
    Syntax {
        message: String,
    },
    BadDate {
        text: String,
    },
    TooMany {
        what: Limited,
        count: usize,
        limit: usize,
    },
    MoreFlaws {
        count: usize,
        has_errors: bool,
    },
    NewerToml {
        form: TomlForm,
    },
    NewerSchema {
        found: i64,
        known: i64,
    },
    MissingSchema,
    // keys and values
    MissingKey {
        key: String,
    },
    WrongType {
        key: String,
        wanted: ExpectedValue,
    },
    UnknownKey {
        key: String,
        nearest: Option<String>,
    },
    BadValue {
        key: String,
        value: String,
        allowed: Vec<String>,
    },
    /// No key of the screen, or one that a terminal cannot tell from another.
    NotAKey {
        typed: String,
    },
    /// The key is another command's already.
    KeyTaken {
        key: String,
        command: &'static str,
    },
    NumberOutOfLimits {
        text: String,
    },
    BadId {
        id: String,
    },
    // plan.toml
    IdIsNotFolder {
        id: String,
        folder: String,
    },
    DuplicateId {
        id: String,
    },
    NameTaken {
        name: String,
        owner: String,
    },
    UnknownUnit {
        name: String,
        nearest: Vec<String>,
    },
    UnknownPhase {
        id: String,
        known: Vec<String>,
    },
    UnknownAmendment {
        id: String,
    },
    UnknownSection {
        id: String,
    },
    PhaseNotOfAction {
        phase: String,
        action: String,
    },
    PhaseNeeded {
        action: String,
    },
    NoPhases,
    PhasesEmpty,
    ListedTwice {
        name: String,
    },
    WindowTooLong {
        years: i64,
        limit: i64,
    },
    CircularMembers {
        name: String,
    },
    EndBeforeStart {
        start: String,
        end: String,
    },
    DueDiffers {
        due: String,
        by: String,
    },
    RangeWithoutMax,
    NoMembers {
        name: String,
    },
    UnusedUnit {
        name: String,
    },
    AnswersNotResponsible {
        name: String,
    },
    SourceMissing {
        path: String,
    },
    SourceOutside {
        path: String,
    },
    Lookalike {
        found: String,
        plain: String,
        /// Whether it is an id, which finds nothing so written.
        is_id: bool,
    },
    // progress.toml
    PlanDiffers {
        found: String,
        expected: String,
    },
    ProgressMissing,
    OrphanBlock {
        id: String,
        nearest: Vec<String>,
    },
    NoBlock {
        id: String,
    },
    DoubleBlock {
        id: String,
    },
    StaleComment {
        id: String,
    },
    EntryOverLines,
    EntryWithoutComma,
    LogNotByLines {
        id: String,
    },
    LogAsTables {
        id: String,
    },
    LogNotWritable {
        id: String,
    },
    EntryWithoutDay,
    DayToCome {
        day: Day,
        today: Day,
    },
    FarDay {
        day: Day,
    },
    EntrySaysNothing,
    EntryNeedsReason {
        status: String,
    },
    EntryNeedsUnit {
        status: String,
    },
    Contradiction {
        day: String,
        first_line: usize,
    },
    Twice {
        first_line: usize,
    },
    // the source record and the source
    NoSourceRecord,
    RecordDiffers {
        what: String,
        plan: String,
        record: String,
    },
    NotInSource {
        what: String,
        value: String,
    },
    SourceNotFound {
        file: String,
    },
    HashDiffers {
        expected: String,
        found: String,
    },
    HeadingNotThere {
        id: String,
        heading: Box<str>,
        line: usize,
        found: usize,
        printed: Box<str>,
    },
    NameNotThere {
        id: String,
        name: String,
        line: usize,
    },
    ItemNotInPlan {
        id: String,
        heading: String,
        line: usize,
    },
    ItemNotInSource {
        id: String,
    },
    ItemNotInRecord {
        id: String,
        heading: String,
        line: usize,
    },
    IndicatorNotInPlan {
        id: String,
    },
    IndicatorNotInRecord {
        id: String,
    },
    TitleDiffers {
        id: String,
        plan: String,
        record: String,
    },
    NumberNotInText {
        id: String,
        number: String,
        line: usize,
    },
    NumberNotInPlan {
        number: String,
        line: usize,
    },
    TargetSaysOther {
        id: Box<str>,
        number: Box<str>,
        key: &'static str,
        printed: Box<str>,
        line: usize,
    },
    UnitNotInText {
        id: String,
        unit: String,
        line: usize,
    },
    UnitNotInPlan {
        id: String,
        unit: String,
        line: usize,
    },
    UnitNamedToo {
        id: String,
        unit: String,
        line: usize,
    },
    RoleDiffers {
        id: String,
        unit: String,
        line: usize,
    },
    UnreadUnitText {
        rest: String,
        line: usize,
    },
    NoUnitsLine {
        id: String,
    },
    UnitsNotThere {
        id: String,
        line: usize,
    },
    UnitsNotRecorded {
        line: usize,
    },
}

impl Flaw {
    /// Returns the code for scripts and searches, the same in every language.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Unreadable { .. } => "unreadable",
            Self::NotAFile => "not-a-file",
            Self::TooLarge { .. } => "too-large",
            Self::NotUtf8 { .. } => "not-utf8",
            Self::LfsPointer => "lfs-pointer",
            Self::CutShort => "cut-short",
            Self::ConflictMarkers => "conflict",
            Self::FullWidthQuotes => "full-width-quotes",
            Self::Syntax { .. } => "syntax",
            Self::BadDate { .. } => "bad-date",
            Self::TooMany { .. } => "too-many",
            Self::MoreFlaws { .. } => "and-more",
            Self::NewerToml { .. } => "toml-1.1",
            Self::NewerSchema { .. } => "newer-schema",
            Self::MissingSchema => "missing-schema",
            Self::MissingKey { .. } => "missing-key",
            Self::WrongType { .. } => "wrong-type",
            Self::UnknownKey { .. } => "unknown-key",
            Self::BadValue { .. } => "bad-value",
            Self::NotAKey { .. } => "not-a-key",
            Self::KeyTaken { .. } => "key-taken",
            Self::NumberOutOfLimits { .. } => "number-out-of-limits",
            Self::BadId { .. } => "bad-id",
            Self::IdIsNotFolder { .. } => "id-is-not-folder",
            Self::DuplicateId { .. } => "duplicate-id",
            Self::NameTaken { .. } => "name-taken",
            Self::UnknownUnit { .. } => "unknown-unit",
            Self::UnknownPhase { .. } => "unknown-phase",
            Self::UnknownAmendment { .. } => "unknown-amendment",
            Self::UnknownSection { .. } => "unknown-section",
            Self::PhaseNotOfAction { .. } => "phase-not-of-action",
            Self::PhaseNeeded { .. } => "phase-needed",
            Self::NoPhases => "no-phases",
            Self::PhasesEmpty => "phases-empty",
            Self::ListedTwice { .. } => "listed-twice",
            Self::WindowTooLong { .. } => "window-too-long",
            Self::CircularMembers { .. } => "circular-members",
            Self::EndBeforeStart { .. } => "end-before-start",
            Self::DueDiffers { .. } => "due-differs",
            Self::RangeWithoutMax => "range-without-max",
            Self::NoMembers { .. } => "no-members",
            Self::UnusedUnit { .. } => "unused-unit",
            Self::AnswersNotResponsible { .. } => "answers-not-responsible",
            Self::SourceMissing { .. } => "source-missing",
            Self::SourceOutside { .. } => "source-outside",
            Self::Lookalike { .. } => "lookalike",
            Self::PlanDiffers { .. } => "plan-differs",
            Self::ProgressMissing => "progress-missing",
            Self::OrphanBlock { .. } => "orphan-block",
            Self::NoBlock { .. } => "no-block",
            Self::DoubleBlock { .. } => "double-block",
            Self::StaleComment { .. } => "stale-comment",
            Self::EntryOverLines => "entry-over-lines",
            Self::EntryWithoutComma => "entry-without-comma",
            Self::LogNotByLines { .. } => "log-not-by-lines",
            Self::LogAsTables { .. } => "log-as-tables",
            Self::LogNotWritable { .. } => "log-not-writable",
            Self::EntryWithoutDay => "entry-without-day",
            Self::DayToCome { .. } => "day-to-come",
            Self::FarDay { .. } => "far-day",
            Self::EntrySaysNothing => "entry-says-nothing",
            Self::EntryNeedsReason { .. } => "entry-needs-reason",
            Self::EntryNeedsUnit { .. } => "entry-needs-unit",
            Self::Contradiction { .. } => "contradiction",
            Self::Twice { .. } => "twice",
            Self::NoSourceRecord => "no-source-record",
            Self::RecordDiffers { .. } => "record-differs",
            Self::NotInSource { .. } => "not-in-source",
            Self::SourceNotFound { .. } => "source-not-found",
            Self::HashDiffers { .. } => "hash-differs",
            Self::HeadingNotThere { .. } => "heading-not-there",
            Self::NameNotThere { .. } => "name-not-there",
            Self::ItemNotInPlan { .. } => "item-not-in-plan",
            Self::ItemNotInSource { .. } => "item-not-in-source",
            Self::ItemNotInRecord { .. } => "item-not-in-record",
            Self::IndicatorNotInPlan { .. } => "indicator-not-in-plan",
            Self::IndicatorNotInRecord { .. } => "indicator-not-in-record",
            Self::TitleDiffers { .. } => "title-differs",
            Self::NumberNotInText { .. } => "number-not-in-text",
            Self::NumberNotInPlan { .. } => "number-not-in-plan",
            Self::TargetSaysOther { .. } => "target-says-other",
            Self::UnitNotInText { .. } => "unit-not-in-text",
            Self::UnitNotInPlan { .. } => "unit-not-in-plan",
            Self::UnitNamedToo { .. } => "unit-named-too",
            Self::RoleDiffers { .. } => "role-differs",
            Self::UnreadUnitText { .. } => "unread-unit-text",
            Self::NoUnitsLine { .. } => "no-units-line",
            Self::UnitsNotThere { .. } => "units-not-there",
            Self::UnitsNotRecorded { .. } => "units-not-recorded",
        }
    }

    /// Returns the severity.
    pub fn severity(&self) -> Severity {
        match self {
            Self::MoreFlaws {
                has_errors: false, ..
            }
            | Self::UnknownKey { .. }
            | Self::MissingSchema
            | Self::NoMembers { .. }
            | Self::ListedTwice { .. }
            | Self::UnusedUnit { .. }
            | Self::AnswersNotResponsible { .. }
            | Self::SourceMissing { .. }
            | Self::Lookalike { is_id: false, .. }
            | Self::ProgressMissing
            | Self::NoBlock { .. }
            | Self::StaleComment { .. }
            | Self::EntryWithoutComma
            | Self::LogNotByLines { .. }
            | Self::EntryNeedsReason { .. }
            | Self::EntryNeedsUnit { .. }
            | Self::Contradiction { .. }
            | Self::DayToCome { .. }
            | Self::FarDay { .. }
            | Self::Twice { .. }
            | Self::NoSourceRecord
            | Self::NumberNotInPlan { .. }
            | Self::TargetSaysOther { .. }
            | Self::UnitNamedToo { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    /// Returns true if `check --fix` repairs it.
    pub fn is_fixable(&self) -> bool {
        matches!(
            self,
            Self::NoBlock { .. }
                | Self::DoubleBlock { .. }
                | Self::StaleComment { .. }
                | Self::EntryOverLines
                | Self::EntryWithoutComma
                | Self::LogNotByLines { .. }
                | Self::LogAsTables { .. }
                | Self::ProgressMissing
                | Self::Lookalike { .. }
        )
    }
}

/// The code points of the characters of a text that look like others, a few of them.
pub(crate) fn odd_code_points(text: &str) -> Vec<String> {
    let is_odd = |c: &char| look_of(*c).is_some() || is_unseen(*c) || is_accent(*c);
    // In an id full-width letters and digits are odd too.
    let is_wide = |c: &char| matches!(c, '\u{ff01}'..='\u{ff5e}');
    let mut odd: Vec<char> = text.chars().filter(is_odd).take(4).collect();
    if odd.is_empty() {
        odd = text.chars().filter(is_wide).take(4).collect();
    }
    odd.into_iter()
        .map(|c| format!("U+{:04X}", u32::from(c)))
        .collect()
}
