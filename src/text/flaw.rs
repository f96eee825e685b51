//! What can be wrong in a file, each with its code.

use std::io::{Error, ErrorKind};
use std::path::PathBuf;

use super::LetterNumber;
use crate::plan::{
    Day, Number, Op, Recurrence, Withdrawn, coded, is_accent, is_unseen, keyed, look_of,
};

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

/// What a document says of a number otherwise than the plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintedOther {
    /// How the number is compared.
    Op(Op),
    /// That it recurs.
    Every(Recurrence),
    /// The year of its date.
    By(i32),
    /// Nothing of a date.
    NoDate,
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
    /// One of some strings, the first of which is this.
    Choice(&'static str),
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
    /// Several tables.
    Tables,
}

/// Returns an inline table as the files have it under a key.
pub(crate) fn example_table(key: &str) -> Option<&'static str> {
    Some(match key {
        "period" => "{ start = 2022-01-01, end = 2025-12-31 }",
        "target" => "{ op = \">=\", value = 60, unit = \"个\" }",
        "targets" => "{ op = \">=\", value = 16, unit = \"%\", by = 2025-12-31 }",
        "baseline" => "{ value = 10.5, on = 2020-12-31 }",
        "alert" => "{ soon_days = 10 }",
        "soon_days" => "{ days = 5, working = true }",
        "reporting" => "{ every = \"month\", day = 5 }",
        "report" => "{ ledger = { paper = \"A3\" } }",
        "ledger" => "{ paper = \"A3\" }",
        "days_off" => "{ off = [2026-05-06] }",
        "former" => "{ name = \"旧名\", until = 2024-02-29 }",
        "log" => "{ at = 2022-11-03T09:12:40+08:00, status = \"done\" }",
        "was" => "{ by = \"a1\", title = \"旧名\" }",
        _ => return None,
    })
}

/// Returns the name in the headers of a key's tables: `[[phase]]`.
pub(crate) fn header_of(key: &str) -> Option<&str> {
    const HEADED: [&str; 8] = [
        "phase", "unit", "section", "action", "indicator", "amendment", "contact", "issue",
    ];
    match key {
        "milestone" => Some("action.milestone"),
        _ => HEADED.contains(&key).then_some(key),
    }
}

/// Declares the flaws, each with its arguments and its code; `Warning` before the code is its severity, if no argument
/// changes it.
macro_rules! flaws {
    (
        $(#[$meta:meta])*
        pub enum $name:ident {
            $(
                $(#[$doc:meta])*
                $flaw:ident $({ $($(#[$about:meta])* $field:ident: $type:ty),+ $(,)? })?
                    = $($severity:ident)? $code:literal,
            )+
        }
    ) => {
        coded! {
            $(#[$meta])*
            pub enum $name {
                $($(#[$doc])* $flaw $({ $($(#[$about])* $field: $type),+ })? = $code,)+
            }
        }

        impl $name {
            /// Returns the severity that no argument changes.
            fn usual_severity(&self) -> Severity {
                match self {
                    $($(Self::$flaw { .. } => Severity::$severity,)?)+
                    _ => Severity::Error,
                }
            }
        }
    };
}

flaws! {
    /// A flaw in a file of a workspace, with the arguments of its message; the languages word it.
    #[derive(Clone, Debug, PartialEq)]
    #[allow(missing_docs)] // the names of the arguments say what they are
    pub enum Flaw {
        // the file itself
        Unreadable { kind: ErrorKind, why: String } = "unreadable",
        NotAFile = "not-a-file",
        LeadsNowhere { to: String } = "leads-nowhere",
        NotFetched { submodule: String } = "not-fetched",
        TooLarge { bytes: u64, limit: u64 } = "too-large",
        NotUtf8 { looks_like_gbk: bool } = "not-utf8",
        LfsPointer = "lfs-pointer",
        CutShort = "cut-short",
        ConflictMarkers = "conflict",
        /// Conflict markers in a file of the office, which only a person can settle.
        ConflictByHand = "conflict-by-hand",
        FullWidthQuotes = "full-width-quotes",
        FullWidthSign { sign: char, ascii: char } = "full-width-sign",
        Syntax { message: String } = "syntax",
        KeyTwice { key: String, values: [String; 2] } = "key-twice",
        /// A line of a list that was closed before it.
        AfterClosing {
            /// Whether `check --fix` can close it once.
            is_joinable: bool,
        } = "after-closing",
        BadDate { text: String } = "bad-date",
        TooMany { what: Limited, count: usize, limit: usize } = "too-many",
        MoreFlaws { count: usize, has_errors: bool } = "and-more",
        NewerToml { form: TomlForm } = "toml-1.1",
        NewerSchema { found: i64, known: i64 } = "newer-schema",
        MissingSchema = Warning "missing-schema",
        // keys and values
        MissingKey { key: String } = "missing-key",
        WrongType { key: String, wanted: ExpectedValue } = "wrong-type",
        UnknownKey { key: String, nearest: Option<String> } = Warning "unknown-key",
        /// A key of the plan that comes below a header.
        KeyBelow { key: String, is_needed: bool } = "key-below",
        BadValue { key: String, value: String, allowed: Vec<String> } = "bad-value",
        /// Not a key of the screen, or one that a terminal cannot distinguish from another.
        NotAKey { typed: String } = "not-a-key",
        /// The key is another command's already.
        KeyTaken { key: String, command: &'static str } = "key-taken",
        NumberOutOfLimits { text: String } = "number-out-of-limits",
        BadId { id: String, has_levels: bool } = "bad-id",
        // plan.toml
        IdIsNotFolder { id: String, folder: String } = "id-is-not-folder",
        DuplicateId { id: String } = "duplicate-id",
        NameTaken { name: String, owner: String } = "name-taken",
        /// Two names of one unit with the same last day.
        NamesTogether { name: String, other: String, until: Day } = Warning "names-together",
        UnknownUnit { name: String, nearest: Vec<String> } = "unknown-unit",
        UnknownPhase { id: String, known: Vec<String> } = "unknown-phase",
        UnknownAmendment { id: String } = "unknown-amendment",
        UnknownSection { id: String } = "unknown-section",
        PhaseNotOfAction { phase: String, action: String } = "phase-not-of-action",
        PhaseNeeded { action: String } = "phase-needed",
        NoPhases = "no-phases",
        PhasesEmpty = "phases-empty",
        ListedTwice { name: String } = Warning "listed-twice",
        WindowTooLong { years: i64, limit: i64 } = "window-too-long",
        CircularMembers { name: String } = "circular-members",
        EndBeforeStart { start: String, end: String } = "end-before-start",
        DueDiffers { due: String, by: String } = "due-differs",
        DueBeforeAdded { due: String, added: String } = Warning "due-before-added",
        /// Items in one list, not below a header each.
        ItemsAsList { key: String } = Warning "items-as-list",
        /// A due date that an amendment set when it was over.
        DueBeforeAmended { due: Day, amended: Day } = Warning "due-before-amended",
        RangeWithoutMax = "range-without-max",
        MaxWithoutRange = Warning "max-without-range",
        BaselineOfFlow = Warning "baseline-of-flow",
        RedBeforeYellow = Warning "red-before-yellow",
        NoMembers { name: String } = Warning "no-members",
        UnusedUnit { name: String } = Warning "unused-unit",
        AnswersNotResponsible { name: String } = Warning "answers-not-responsible",
        SourceMissing { path: String } = Warning "source-missing",
        SourceOutside { path: String } = "source-outside",
        Lookalike {
            found: String,
            plain: String,
            /// Whether it is an id, which finds nothing so written.
            is_id: bool,
        } = "lookalike",
        /// The same plan is in another folder too.
        PlanTwice { other: String, entries: usize } = Warning "plan-twice",
        // progress.toml
        PlanDiffers { found: String, expected: String } = "plan-differs",
        ProgressMissing = Warning "progress-missing",
        ProgressGone {
            file: PathBuf,
            /// Whether somebody deleted it; else it was not checked out.
            is_deleted: bool,
        } = "progress-gone",
        /// Entries that the last commit has of an item.
        EntriesGone { id: String, count: usize } = Warning "entries-gone",
        OrphanBlock { id: String, nearest: Vec<String>, is_empty: bool } = "orphan-block",
        NoBlock { id: String } = Warning "no-block",
        DoubleBlock {
            id: String,
            /// Whether `check --fix` can join them.
            is_joinable: bool,
        } = "double-block",
        StaleComment { id: String } = Warning "stale-comment",
        EntryOverLines = "entry-over-lines",
        EntryWithoutComma {
            /// Whether no other entry follows, so that the log can be read.
            is_last: bool,
        } = "entry-without-comma",
        LogNotByLines { id: String } = Warning "log-not-by-lines",
        LogAsTables { id: String } = "log-as-tables",
        BlocksInline { kind: String } = "blocks-inline",
        BlockWithoutHeader { id: String } = Warning "block-without-header",
        /// A header with nothing under it, not even an empty log.
        BlockWithoutLog { id: String } = "block-without-log",
        LogNotWritable { id: String } = "log-not-writable",
        EntryWithoutDay = "entry-without-day",
        DayToCome { day: Day, today: Day } = Warning "day-to-come",
        FarDay { day: Day } = Warning "far-day",
        EntrySaysNothing = "entry-says-nothing",
        EntryNeedsReason { status: String } = Warning "entry-needs-reason",
        EntryNeedsUnit { status: String } = Warning "entry-needs-unit",
        ValueBelowZero { value: Number } = Warning "value-below-zero",
        Contradiction { day: String, first_line: usize } = Warning "contradiction",
        Twice { first_line: usize } = Warning "twice",
        SameDeedTwice { first_line: usize } = Warning "same-deed-twice",
        /// Two lines of one moment that are both counted on.
        SameMomentTwice { first_line: usize } = Warning "same-moment-twice",
        /// A number recorded in another unit of measure than it is counted in.
        OtherMeasure { id: String, was: String, now: String } = Warning "other-measure",
        /// A unit's part that counts for the whole.
        PartAsWhole { id: String } = Warning "part-as-whole",
        /// Entries of a milestone that an amendment put another in the place of.
        OccurrenceReplaced { id: String } = Warning "occurrence-replaced",
        /// An entry of a day on which an amendment had ended its item.
        AfterEnd { id: String, ended: Day } = Warning "after-end",
        /// An entry about the whole that counts as a unit's part.
        WholeAsPart { id: String } = Warning "whole-as-part",
        /// An entry of a milestone that every unit reports for itself, about none of them.
        PartOfNone { id: String, unit: Option<String> } = Warning "part-of-none",
        /// An entry of an indicator with keys that only milestones have.
        NotOfIndicators { keys: Vec<String> } = Warning "not-of-indicators",
        /// A postponement granted to a day before the due date.
        GrantBeforeDue { date: Day, due: Day } = Warning "grant-before-due",
        /// A correction of a day and unit of which nothing is recorded.
        CorrectsNothing { day: Day } = Warning "corrects-nothing",
        /// A correction of a reading that was withdrawn before it.
        CorrectsWithdrawn { day: Day } = Warning "corrects-withdrawn",
        /// A withdrawal of what was not recorded of its day.
        WithdrawsNothing { day: Day, what: Withdrawn } = Warning "withdraws-nothing",
        LetterTwice { number: LetterNumber, letters: [(String, Day); 2] } = Warning "letter-twice",
        // bulletins.toml
        IssueTwice { number: u32 } = "issue-twice",
        /// An issue that the last commit has.
        IssueGone { number: u32 } = Warning "issue-gone",
        UnknownIssue { number: u32 } = Warning "unknown-issue",
        /// A key that is meant for the list of issues.
        IssuesMisnamed { key: String } = "issues-misnamed",
        /// A list of bulletins in a folder without a plan.
        IssuesWithoutPlan = Warning "issues-without-plan",
        NotARevision { text: String } = Warning "not-a-revision",
        // the source record and the source
        NoSourceRecord = Warning "no-source-record",
        RecordDiffers { what: String, plan: String, record: String } = "record-differs",
        NotInSource { what: String, value: String } = "not-in-source",
        SourceNotFound { file: String } = "source-not-found",
        SourceIsTable { file: String } = Warning "source-is-table",
        HashDiffers { expected: String, found: String } = "hash-differs",
        HeadingNotThere {
            id: String,
            heading: Box<str>,
            line: usize,
            found: usize,
            printed: Box<str>,
        } = "heading-not-there",
        NameNotThere { id: String, name: String, line: usize } = "name-not-there",
        ItemNotInPlan { id: String, heading: String, line: usize } = "item-not-in-plan",
        ItemNotInSource { id: String } = "item-not-in-source",
        ItemNotInRecord { id: String, heading: String, line: usize } = "item-not-in-record",
        IndicatorNotInPlan { id: String } = "indicator-not-in-plan",
        IndicatorNotInRecord { id: String } = "indicator-not-in-record",
        TitleDiffers { id: String, plan: String, record: String } = "title-differs",
        NumberNotInText { id: String, number: String, line: usize } = "number-not-in-text",
        NumberNotInPlan { number: String, line: usize } = Warning "number-not-in-plan",
        TargetSaysOther {
            id: Box<str>,
            number: Box<str>,
            key: &'static str,
            printed: PrintedOther,
            line: usize,
        } = Warning "target-says-other",
        UnitNotInText { id: String, unit: String, line: usize } = "unit-not-in-text",
        UnitNotInPlan { id: String, unit: String, line: usize } = "unit-not-in-plan",
        UnitNamedToo { id: String, unit: String, line: usize } = Warning "unit-named-too",
        RoleDiffers { id: String, unit: String, line: usize } = "role-differs",
        UnreadUnitText { rest: String, line: usize } = "unread-unit-text",
        NoUnitsLine { id: String } = "no-units-line",
        UnitsNotThere { id: String, line: usize } = "units-not-there",
        UnitsNotRecorded { line: usize } = "units-not-recorded",
    }
}

impl Flaw {
    /// Returns the flaw of a file that cannot be read.
    pub fn unreadable(error: &Error) -> Self {
        Self::Unreadable {
            kind: error.kind(),
            why: error.to_string(),
        }
    }

    /// Returns the severity.
    pub fn severity(&self) -> Severity {
        match self {
            Self::MoreFlaws {
                has_errors: false, ..
            }
            | Self::KeyBelow {
                is_needed: false, ..
            }
            | Self::Lookalike { is_id: false, .. }
            | Self::OrphanBlock { is_empty: true, .. }
            | Self::EntryWithoutComma { is_last: true } => Severity::Warning,
            _ => self.usual_severity(),
        }
    }

    /// Returns the flaw without its list of near or known names, so that it is equal in another version of the plan.
    pub(crate) fn alone(&self) -> Self {
        let mut alone = self.clone();
        if let Self::UnknownUnit {
            nearest: others, ..
        }
        | Self::UnknownPhase { known: others, .. }
        | Self::OrphanBlock {
            nearest: others, ..
        } = &mut alone
        {
            others.clear();
        }
        alone
    }

    /// Returns whether `check --fix` repairs it.
    pub fn is_fixable(&self) -> bool {
        matches!(
            self,
            Self::NoBlock { .. }
                | Self::DoubleBlock {
                    is_joinable: true,
                    ..
                }
                | Self::AfterClosing { is_joinable: true }
                | Self::StaleComment { .. }
                | Self::EntryOverLines
                | Self::EntryWithoutComma { .. }
                | Self::LogNotByLines { .. }
                | Self::LogAsTables { .. }
                | Self::BlocksInline { .. }
                | Self::BlockWithoutHeader { .. }
                | Self::BlockWithoutLog { .. }
                | Self::ProgressMissing
                | Self::Lookalike { .. }
        )
    }
}

/// Returns the code points of the characters of a text that look like others, a few of them.
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Lang;

    #[test]
    fn each_language_says_in_its_own_words_what_a_document_says_of_a_number() {
        let ops = Op::ALL.map(PrintedOther::Op).into_iter();
        let whens = [PrintedOther::Every(Recurrence::Year), PrintedOther::NoDate];
        for printed in ops.chain(whens) {
            let flaw = Flaw::TargetSaysOther {
                id: "3.1".into(),
                number: "60".into(),
                key: "op",
                printed,
                line: 12,
            };
            let [zh, en] = [Lang::Zh, Lang::En].map(|lang| (lang.words().flaw)(&flaw).what);
            assert!(en.is_ascii(), "{en}");
            // Nothing is quoted that the document need not print.
            assert!(!zh.contains('「') && !en.contains('"'), "{zh} {en}");
        }
    }
}
