//! Flaws of files, and how to correct them.

use crate::plan::{Op, Withdrawn};
use crate::text::flaw::example_table;
use crate::text::header_of;
use crate::text::words::git::checkout;
use crate::text::words::note;
use crate::text::{ExpectedValue, Flaw, Lang, Limited, Note, PrintedOther, TomlForm};

use super::history::HISTORY;
use super::plural;

/// Returns the code points of characters that look like others, a few of them.
pub(super) fn odd_characters(text: &str) -> String {
    crate::text::flaw::odd_code_points(text).join(", ")
}

pub(super) fn wanted(wanted: ExpectedValue, key: &str) -> String {
    let example = example_table(key);
    let wanted = match wanted {
        ExpectedValue::Text => "a string such as \"name\"",
        ExpectedValue::Choice(first) => return format!("a string such as \"{first}\""),
        ExpectedValue::Texts => "an array of strings such as [\"one\", \"two\"]",
        ExpectedValue::Date => "a date without quotes such as 2025-12-31",
        ExpectedValue::Dates => "an array of dates without quotes such as [2025-10-09]",
        ExpectedValue::Moment => "a date and time without quotes such as 2022-11-03T09:12:40+08:00",
        ExpectedValue::Number => "a number",
        ExpectedValue::Whole => "a whole number",
        ExpectedValue::Wholes => "several whole numbers: [17, 181]",
        ExpectedValue::Bool => "true or false",
        ExpectedValue::Table => {
            let table = |example| format!("an inline table such as {example}");
            return example.map_or_else(|| "a table".to_owned(), table);
        }
        ExpectedValue::Tables => {
            if let Some(header) = header_of(key) {
                return format!("a table for each, under [[{header}]]");
            }
            let tables = |example| format!("an array of tables such as [{example}]");
            return example.map_or_else(|| "an array of tables".to_owned(), tables);
        }
    };
    wanted.to_owned()
}

pub(super) fn flaw(flaw: &Flaw) -> Note {
    let nearest = |near: &[String]| {
        if near.is_empty() {
            String::new()
        } else {
            format!("; closest: {}", near.join(", "))
        }
    };
    match flaw {
        Flaw::Unreadable { why, .. } => note!(
            "cannot be read: {why}",
            "check that it is there and may be read"
        ),
        Flaw::LeadsNowhere { to } => note!(
            "the link to this plan leads to nothing: {to} is not there",
            "restore what it leads to, correct the link, or remove it"
        ),
        Flaw::NotFetched { submodule } => note!(
            "this plan lies in the submodule {submodule}, which is not fetched",
            "git submodule update --init fetches it"
        ),
        Flaw::NotAFile => Note::new(
            "a file should be here and is not",
            "move the folder of that name away",
        ),
        Flaw::TooLarge { bytes, limit } => Note::new(
            format!(
                "too large: {} MB, at most {} MB",
                bytes.div_ceil(1 << 20),
                limit >> 20
            ),
            "this is hardly a plan; put the right file back",
        ),
        Flaw::NotUtf8 {
            looks_like_gbk: true,
        } => Note::new(
            "not UTF-8; it looks like GBK",
            "save it as UTF-8, or: iconv -f GBK -t UTF-8",
        ),
        Flaw::NotUtf8 {
            looks_like_gbk: false,
        } => Note::new("not UTF-8", "save it as UTF-8"),
        Flaw::LfsPointer => Note::new(
            "this is a pointer of Git LFS; the plan itself has not been fetched",
            "run git lfs pull; plan files do not belong in LFS: take them out of it in .gitattributes",
        ),
        Flaw::CutShort => Note::new(
            "the file breaks off here; it was probably not copied completely",
            "complete its last line, or copy it again; git restore would drop what is not committed",
        ),
        Flaw::ConflictMarkers => Note::new(
            "a git merge is not settled; nothing writes to this file before it is",
            "run duban resolve, or choose by hand and delete the marker lines",
        ),
        Flaw::ConflictByHand => Note::new(
            "a git merge is not settled in this file",
            "keep the lines that hold and delete the marker lines; in a merge, then run git add and git commit",
        ),
        Flaw::FullWidthQuotes => Note::new("full-width quotes", "use ASCII quotes \""),
        Flaw::FullWidthSign { sign, ascii } => {
            note!("the full-width sign {sign}", "use the ASCII sign {ascii}")
        }
        Flaw::Syntax { message } => note!("TOML syntax: {message}", "compare with docs/format.md"),
        Flaw::KeyTwice { key, values } => Note::new(
            format!("{key} appears twice: {} and {}", values[0], values[1]),
            "delete the wrong one; where a merge by git left both, duban resolve asks which holds",
        ),
        Flaw::AfterClosing { is_joinable } => Note::new(
            "this line comes after its list was closed with ]",
            if *is_joinable {
                "after a git merge, revert or cherry-pick -x, duban resolve puts both versions together anew; otherwise duban check --fix closes the list once"
            } else {
                "where a git merge, revert or cherry-pick -x joined two versions by lines, duban resolve puts both together anew; otherwise delete the ] that is too many"
            },
        ),
        Flaw::BadDate { text } => note!(
            "no such date: {text}",
            "write a day there is, such as 2024-06-30"
        ),
        Flaw::NewerSchema { found, known } => note!(
            "file format {found} is newer than {known}, which this program knows; opened read-only",
            "upgrade duban"
        ),
        Flaw::MissingSchema => Note::new("no schema", "write schema = 1 on the first line"),
        Flaw::MissingKey { key } => {
            note!("{key} is missing", "add {key} = ...")
        }
        Flaw::WrongType { key, wanted: w } => Note::new(
            format!("{key} has the wrong type of value"),
            format!("it wants {}", wanted(*w, key)),
        ),
        Flaw::UnknownKey {
            key,
            nearest: Some(near),
        } => note!("unknown key {key} (kept as it is)", "was {near} meant?"),
        Flaw::UnknownKey { key, nearest: None } => {
            note!("unknown key {key} (kept as it is)", "delete or rename it")
        }
        Flaw::KeyBelow { key, .. } => note!(
            "{key} is a key of the whole file, but is below a header",
            "move it to the top of the file, above the first [ or [["
        ),
        Flaw::BadValue {
            key,
            value,
            allowed,
        } => Note::new(
            format!("{key} cannot be \"{value}\""),
            format!("one of: {}", allowed.join(", ")),
        ),
        Flaw::NotAKey { typed } => note!(
            "\"{typed}\" is not a key that every terminal sends",
            "write one character (but [ A B C D O, which slow links make of arrows), Ctrl- and a small letter (but c i j m), or Space Enter Tab Home End PgUp PgDn Up Down Left Right Del F1 to F12"
        ),
        Flaw::KeyTaken { key, command } => note!(
            "{key} is already a key of {command}",
            "choose another, or give {command} another key as well"
        ),
        Flaw::NumberOutOfLimits { text } => note!(
            "{text} is too large or too precise to be added up exactly",
            "whole numbers go to 9007199254740992 (2^53); others have at most 15 digits, 9 of them after the point; a larger unit of measure helps"
        ),
        Flaw::BadId { id, has_levels } => Note::new(
            format!("\"{id}\" cannot be an id"),
            if *has_levels {
                "use lower-case letters, digits and hyphens; dots between levels"
            } else {
                "use lower-case letters, digits and hyphens"
            },
        ),
        Flaw::IdIsNotFolder { id, folder } => note!(
            "id \"{id}\" is not the folder's name \"{folder}\"",
            "make them the same"
        ),
        Flaw::DuplicateId { id } => note!(
            "id {id} appears twice",
            "change one of them (a and A are the same id); if a merge brought it, run duban resolve"
        ),
        Flaw::NameTaken { name, owner } => note!(
            "the name \"{name}\" is {owner}'s already",
            "a name can mean one unit only"
        ),
        Flaw::NamesTogether { name, other, until } => note!(
            "{name} and {other} are names of one unit up to {until}, and it has one name at a time: what both reported before counts as one",
            "of units that were merged, keep each as a [[unit]] of its own beside the new one, and amend lead, support and members with was"
        ),
        Flaw::UnknownUnit {
            name,
            nearest: near,
        } => Note::new(
            format!("no unit \"{name}\"{}", nearest(near)),
            "use the name of a unit, or add it to [[unit]] (or to its aliases)",
        ),
        Flaw::UnknownPhase { id, known } => Note::new(
            format!("no phase \"{id}\""),
            format!("one of: {}", known.join(", ")),
        ),
        Flaw::UnknownAmendment { id } => {
            note!("no amendment \"{id}\"", "add it to [[amendment]]")
        }
        Flaw::UnknownSection { id } => note!(
            "{id} is in no section",
            "add the section around it to [[section]]"
        ),
        Flaw::PhaseNotOfAction { phase, action } => note!(
            "{action} takes no part in phase \"{phase}\"",
            "change the phase, or add it to phases"
        ),
        Flaw::PhaseNeeded { action } => note!(
            "{action} has several phases; this milestone must name one",
            "add phase = \"...\""
        ),
        Flaw::NoPhases => Note::new("no phase", "write at least one [[phase]]"),
        Flaw::PhasesEmpty => Note::new(
            "phases is empty: the action would have no milestone",
            "write its phases, or delete phases",
        ),
        Flaw::ListedTwice { name } => {
            note!("\"{name}\" is listed twice", "delete one of them")
        }
        Flaw::WindowTooLong { years, limit } => note!(
            "{years} years from start to end, more than {limit}",
            "is a year mistyped?"
        ),
        Flaw::CircularMembers { name } => note!(
            "the collective \"{name}\" is among its own members",
            "take it out of members"
        ),
        Flaw::EndBeforeStart { start, end } => note!(
            "the end {end} is before the start {start}",
            "change one of the dates"
        ),
        Flaw::DueDiffers { due, by } => note!(
            "due {due} and the target's by {by} differ",
            "keep one, or make them the same"
        ),
        Flaw::DueBeforeAdded { due, added } => note!(
            "due {due}, before the amendment of {added} that adds it: no list shows it",
            "give it a due date from that day on"
        ),
        Flaw::ItemsAsList { key } => note!(
            "{key} is one list in brackets, which sync merges as one value: of two changes one is lost",
            "write each item below a header of its own, [[...]]"
        ),
        Flaw::DueBeforeAmended { due, amended } => note!(
            "due {due}, before the amendment of {amended} that sets it: what was open is late on that day",
            "give it a due date from that day on"
        ),
        Flaw::MaxWithoutRange => Note::new(
            "only a range has an upper end",
            "write op = \"range\", or take max out",
        ),
        Flaw::BaselineOfFlow => Note::new(
            "what adds up begins at 0: the baseline counts for nothing",
            "write measure = \"stock\" for a level, or take baseline out",
        ),
        Flaw::RedBeforeYellow => Note::new(
            "behind_red is less than behind_yellow: nothing is ever yellow for being behind",
            "make behind_red the larger one",
        ),
        Flaw::RangeWithoutMax => Note::new("a range without its upper end", "add max = ..."),
        Flaw::NoMembers { name } => note!(
            "the members of \"{name}\" are not known",
            "add members = [\"...\"] once they are"
        ),
        Flaw::UnusedUnit { name } => note!(
            "\"{name}\" is responsible for nothing",
            "delete it, or add it where it belongs"
        ),
        Flaw::AnswersNotResponsible { name } => note!(
            "\"{name}\" answers but is not responsible",
            "change answers"
        ),
        Flaw::SourceOutside { path } => note!(
            "the source record {path} lies outside of the workspace and was not read",
            "name one by its path from the folder around plans/, such as seeds/ID.toml"
        ),
        Flaw::Lookalike { found, plain, .. } => Note::new(
            format!(
                "{found} is written with characters that only look like {plain} ({}), as in text copied out of a PDF",
                odd_characters(found)
            ),
            "run duban check --fix, or type it anew",
        ),
        Flaw::SourceMissing { path } => note!(
            "the source record {path} is not there",
            "add the file, or change source"
        ),
        Flaw::PlanDiffers { found, expected } => note!(
            "plan is \"{found}\" and should be \"{expected}\"",
            "is the file in the wrong folder? if not, write the plan's id there"
        ),
        Flaw::PlanTwice { other, entries: 0 } => note!(
            "it says what plan {other} says: one plan is there twice (perhaps two people renamed its folder differently)",
            "if they are two, give them two titles; else keep one, move the entries that only the other has into its progress.toml, delete the other folder and run duban commit --deleted"
        ),
        Flaw::PlanTwice { other, entries } => note!(
            "it has the title of plan {other} and {entries} of its entries: one plan is there twice (perhaps two people renamed its folder differently)",
            "keep one, move the entries that only the other has into its progress.toml, delete the other folder and run duban commit --deleted"
        ),
        Flaw::ProgressGone { file, is_deleted } => Note::new(
            if *is_deleted {
                "progress.toml is gone or empty, but the last commit has it"
            } else {
                "progress.toml is not checked out (sparse checkout), but the last commit has it"
            },
            format!("{} brings it back", checkout(file)),
        ),
        Flaw::EntriesGone { id, count } => Note::new(
            match count {
                1 => format!("an entry of {id} that the last commit has is gone"),
                _ => format!("{count} entries of {id} that the last commit has are gone"),
            },
            "put back what went by mistake (git diff shows it); a wrong entry stays, and duban correct corrects it",
        ),
        Flaw::ProgressMissing => Note::new("no progress.toml", "duban check --fix makes it"),
        Flaw::OrphanBlock {
            id,
            nearest: near,
            is_empty,
        } => Note::new(
            format!("no milestone {id} in the plan{}", nearest(near)),
            if *is_empty {
                "nothing is recorded in this block; delete it, or use an id of the plan"
            } else {
                "use an id of the plan; move its entries to the right milestone"
            },
        ),
        Flaw::NoBlock { id } => {
            note!("no block for {id}", "duban check --fix adds it")
        }
        Flaw::DoubleBlock { id, is_joinable } => Note::new(
            format!("the block of {id} appears twice"),
            if *is_joinable {
                "duban check --fix joins them"
            } else {
                "move what only this one holds into the one above, and delete it; what else is wrong in them, correct first"
            },
        ),
        Flaw::StaleComment { id } => note!(
            "the comment above {id} differs from the plan",
            "duban check --fix refreshes it"
        ),
        Flaw::TooMany { what, count, limit } => {
            let what = match what {
                Limited::Phases => "phases",
                Limited::Units => "units",
                Limited::Sections => "sections",
                Limited::Actions => "actions",
                Limited::Indicators => "indicators",
                Limited::Amendments => "amendments",
                Limited::OldValues => "old values in one was",
                Limited::Milestones => "milestones, each occurrence counted",
                Limited::Reports => "reports by unit in each milestones",
                Limited::Blocks => "blocks of logs",
                Limited::Entries => "entries in one log",
            };
            note!(
                "{count} {what}; the limit is {limit}, and the plan is not opened",
                "most likely a slip, or a program wrote it; divide a plan that needs so many (limits: docs/format.md)"
            )
        }
        Flaw::MoreFlaws { count, .. } => Note::new(
            format!("{count} more {} in this file", plural(*count, "problem")),
            "correct those above and run duban check again",
        ),
        Flaw::NewerToml { form } => match form {
            TomlForm::TableOverLines => Note::new(
                "a line end between braces is TOML 1.1; programs that read TOML 1.0 refuse it",
                "write { to } on one line; in progress.toml duban check --fix does it",
            ),
            TomlForm::TrailingComma => Note::new(
                "a comma before } is TOML 1.1; programs that read TOML 1.0 refuse it",
                "delete the comma before }; in progress.toml duban check --fix does it",
            ),
            TomlForm::TimeWithoutSeconds => Note::new(
                "a time without seconds is TOML 1.1; programs that read TOML 1.0 refuse it",
                "add the seconds: 09:00:00; in progress.toml duban check --fix does it",
            ),
            TomlForm::NewEscape => Note::new(
                "\\e and \\x in a string are TOML 1.1; programs that read TOML 1.0 refuse them",
                "write \\u001B, \\u0041; in progress.toml duban check --fix does it",
            ),
        },
        Flaw::EntryOverLines => Note::new(
            "an entry over several lines; once two people have added one each, a merge by lines mixes them up",
            "run duban check --fix to put it on one line; move a comment inside it out first",
        ),
        Flaw::EntryWithoutComma { is_last } => Note::new(
            if *is_last {
                "no comma after this entry; it can be read now, but not once somebody else has added one too"
            } else {
                "no comma after this entry, and another follows"
            },
            "run duban check --fix, or end the line with a comma",
        ),
        Flaw::LogNotByLines { id } => note!(
            "the log of {id} has no line for each entry; a merge by lines mixes up what two people add",
            "run duban check --fix: one line per entry, ended by a comma, and one for each bracket"
        ),
        Flaw::LogAsTables { id } => note!(
            "the log of {id} is written as [[...]], where no line can be added",
            "run duban check --fix to make it log = [ ... ], one line per entry; move comments inside it out first"
        ),
        Flaw::BlocksInline { kind } => note!(
            "{kind} = {{ ... }} is one value, to which no block can be added",
            "run duban check --fix to write [{kind}.\"ID\"] headers; move comments and other keys inside it out first"
        ),
        Flaw::BlockWithoutLog { id } => note!(
            "the block of {id} has no log",
            "after a git merge, revert or cherry-pick -x, duban resolve puts both versions together anew; otherwise duban check --fix adds an empty log"
        ),
        Flaw::BlockWithoutHeader { id } => note!(
            "the log of {id} has no header of its own; what two people record in it cannot be merged",
            "run duban check --fix to write it under a header; move comments and other keys inside it out first"
        ),
        Flaw::LogNotWritable { id } => note!(
            "the log of {id} can be read as it is written, but not added to",
            "write it under [milestone.\"{id}\"] as log = [ ... ], one line per entry"
        ),
        Flaw::DayToCome { day, today } => note!(
            "an entry of {day}, which has not come yet (today is {today})",
            "write the day it happened; what is planned is in plan.toml"
        ),
        Flaw::FarDay { day } => note!(
            "the date {day} is not between 1900 and 2100",
            "is a year mistyped?"
        ),
        Flaw::EntryWithoutDay => Note::new("an entry without a date", "add on = 2024-06-30"),
        Flaw::EntrySaysNothing => Note::new(
            "an entry that says nothing",
            "complete it or delete the line",
        ),
        Flaw::EntryNeedsReason { status } => {
            note!("{status} without a reason", "add reason = \"...\"")
        }
        Flaw::EntryNeedsUnit { status } => {
            note!("{status} without the unit that says so", "add by = \"...\"")
        }
        Flaw::ValueBelowZero { value } => note!(
            "what adds up cannot be below zero: {value}",
            "find out what is right, then duban correct"
        ),
        Flaw::Contradiction { day, first_line } => note!(
            "differs from what line {first_line} says of the same unit and day {day}",
            "find out which is right, then duban correct"
        ),
        Flaw::Twice { first_line } => note!("the same as line {first_line}", "delete one of them"),
        Flaw::SameDeedTwice { first_line } => note!(
            "the same deed of the same day as line {first_line}, recorded again (perhaps by two people, or in two clones)",
            "if it happened once, delete one of them; if twice, say in text what tells them apart"
        ),
        Flaw::SameMomentTwice { first_line } => note!(
            "of one moment (at) with line {first_line}, and both are counted on",
            "if they are one entry that two people edited, delete one of them; if two, move the at of one by a second"
        ),
        Flaw::OtherMeasure { id, was, now } => note!(
            "recorded in {was}, but {id} now counts in {now}",
            "record what it is in {now}: where the plan was amended a new total (--value), else duban correct"
        ),
        Flaw::PartAsWhole { id } => note!(
            "recorded as the part of one unit, but {id} is now reported as a whole, and it counts for the whole",
            "record how the whole stands, with its status and total"
        ),
        Flaw::OccurrenceReplaced { id } => note!(
            "an amendment put another milestone in the place of {id}, and its entries count nowhere",
            "record what is reached for the milestone that is owed now"
        ),
        Flaw::AfterEnd { id, ended } => note!(
            "an amendment ended {id} on {ended}, and the entry of a day since then counts nowhere",
            "if it happened before, record it with that day as --as-of; if the item goes on, correct ended in plan.toml; else leave it"
        ),
        Flaw::WholeAsPart { id } => note!(
            "recorded of the whole, but every unit now reports its part of {id}, and it counts as one unit's part",
            "record how the part of each unit stands (--of UNIT), with its status and total"
        ),
        Flaw::PartOfNone { id, unit } => Note::new(
            match unit {
                Some(unit) => format!(
                    "every unit reports its part of {id}, {unit} is not one of them, and the entry does not count"
                ),
                None => format!(
                    "every unit reports its part of {id}, the entry names none of them, and it does not count"
                ),
            },
            "name the responsible unit that is meant as of; if the unit has a part, name it in plan.toml; else delete the line",
        ),
        Flaw::NotOfIndicators { keys } => Note::new(
            format!(
                "an indicator has readings (value) alone, and {} does not count",
                keys.join(", ")
            ),
            "record a number with duban reading, and work at a milestone; else delete the line",
        ),
        Flaw::GrantBeforeDue { date, due } => note!(
            "postponed to {date}, before the due date {due}, so it does not count",
            "if a later day was meant, duban postpone to it; else delete the line"
        ),
        Flaw::CorrectsNothing { day } => note!(
            "finds no earlier entry of the unit for {day} to correct, so it counts as a report",
            "write its day (on), unit and moment (at) so that what it corrects comes before it; if it is a report, take correct out"
        ),
        Flaw::CorrectsWithdrawn { day } => note!(
            "the other side withdrew the reading of {day} before this correction, whose number holds",
            "if the number is right, sync once more; else withdraw it with duban correct --withdraw reading"
        ),
        Flaw::WithdrawsNothing { day, what } => Note::new(
            match what {
                Withdrawn::Reading => format!("there is no earlier reading of {day} to withdraw"),
                Withdrawn::Reminder => {
                    format!("there is no earlier reminder of {day} to that unit to withdraw")
                }
            },
            "write its day (on), unit (of) and moment (at) so that what it withdraws comes before it",
        ),
        Flaw::LetterTwice {
            number,
            letters: [(one, day), (other, other_day)],
        } => Note::new(
            format!(
                "{} is the letter to {one} of {day}, and another to {other} of {other_day}: one number was given twice",
                number.words(Lang::En.words()),
            ),
            "withdraw the later one, duban correct ID --on DAY --of UNIT --withdraw reminder --reason TEXT for each item in it, and send that letter again: it gets a free number",
        ),
        Flaw::IssueTwice { number } => note!(
            "issue {number} appears twice",
            "give the later one the next free number"
        ),
        Flaw::IssueGone { number } => note!(
            "issue {number} of the last commit is gone from the list, or changed in it",
            "if it was sent out, put it back as it was (git diff shows it); its number would be given again"
        ),
        Flaw::IssuesMisnamed { key } => note!(
            "no number is read of {key}, and one would be given twice",
            "rename it to [[issue]]"
        ),
        Flaw::UnknownIssue { number } => note!(
            "corrects issue {number}, which does not stand before it",
            "write the number of an earlier issue"
        ),
        Flaw::IssuesWithoutPlan => Note::new(
            "a list of bulletins without a plan: its numbers may be given again",
            "if the plan's folder was renamed, put its issues into the bulletins.toml there; else delete the file",
        ),
        Flaw::NotARevision { text } => note!(
            "\"{text}\" is not a commit id",
            "write the id of the commit that the issue was made from (git log), or delete the line"
        ),
        Flaw::NoSourceRecord => Note::new(
            "no source record: nothing to check it against",
            "write source = \"seeds/ID.toml\" and that file",
        ),
        Flaw::RecordDiffers { what, plan, record } => note!(
            "{what}: \"{plan}\" in the plan, \"{record}\" in the source record",
            "go by the source"
        ),
        Flaw::NotInSource { what, value } => note!(
            "{what} \"{value}\" is not in the source",
            "go by the source"
        ),
        Flaw::SourceNotFound { file } => note!(
            "the source {file} is not there",
            "check the folder of --source"
        ),
        Flaw::SourceIsTable { file } => note!(
            "the source {file} is a table, which is not compared",
            "`duban import {file} --id ID --again` shows how the plan differs from it"
        ),
        Flaw::HashDiffers { expected, found } => note!(
            "not the same file: sha256 should be {expected}, is {found}",
            "get the original back"
        ),
        Flaw::HeadingNotThere {
            id,
            heading,
            line,
            found,
            printed,
        } => note!(
            "the heading \"{heading}\" of {id} is not on line {line} of the source; line {found} has \"{printed}\"",
            "go by the source: heading or line"
        ),
        Flaw::NameNotThere { id, name, line } => note!(
            "the name \"{name}\" of indicator {id} is not on line {line} of the source",
            "go by the source: name or line"
        ),
        Flaw::ItemNotInPlan { id, heading, line } => note!(
            "line {line} of the source has {id} \"{heading}\"; the plan has not",
            "add it"
        ),
        Flaw::ItemNotInSource { id } => note!("{id} is not in the source", "delete or renumber it"),
        Flaw::ItemNotInRecord { id, heading, line } => note!(
            "line {line} of the source has {id} \"{heading}\"; the source record has not",
            "add it there"
        ),
        Flaw::IndicatorNotInPlan { id } => note!(
            "the plan has no indicator {id}",
            "add it, or delete this row"
        ),
        Flaw::IndicatorNotInRecord { id } => note!(
            "the source record does not say on which line indicator {id} is",
            "add it to indicator in the source record"
        ),
        Flaw::TitleDiffers { id, plan, record } => note!(
            "the title of {id} is \"{plan}\", in the source record \"{record}\"",
            "go by the source"
        ),
        Flaw::NumberNotInText { id, number, line } => note!(
            "the target {number} of {id} is not in its text, from line {line} of the source",
            "go by the source"
        ),
        Flaw::NumberNotInPlan { number, line } => note!(
            "\"{number}\", from line {line} of the source, is not a target of the plan",
            "add a target if it is an aim"
        ),
        Flaw::TargetSaysOther {
            id,
            number,
            key,
            printed,
            line,
        } => {
            let printed = printed_other(*printed);
            note!(
                "the target {number} of {id}: from line {line}, the source {printed}; not so the plan's {key}",
                "go by the source"
            )
        }
        Flaw::UnitNotInText { id, unit, line } => note!(
            "line {line} of the source does not assign {id} to \"{unit}\"",
            "go by the source"
        ),
        Flaw::UnitNotInPlan { id, unit, line } => note!(
            "line {line} of the source assigns {id} to \"{unit}\"; the plan does not",
            "go by the source"
        ),
        Flaw::UnitNamedToo { id, unit, line } => note!(
            "the text of {id}, from line {line} of the source, also names \"{unit}\"; in the plan it is not responsible",
            "compare with the source"
        ),
        Flaw::RoleDiffers { id, unit, line } => note!(
            "lead and support of \"{unit}\" in {id} are not as on line {line} of the source",
            "go by the source"
        ),
        Flaw::UnreadUnitText { rest, line } => note!(
            "\"{rest}\" on line {line} of the source is not a known unit",
            "add it to [[unit]], or as an alias"
        ),
        Flaw::NoUnitsLine { id } => note!(
            "{id} has units, and the source record does not say on which line",
            "add units = LINE to it in the source record"
        ),
        Flaw::UnitsNotThere { id, line } => note!(
            "line {line} of the source does not say whose {id} is",
            "correct the line in units"
        ),
        Flaw::UnitsNotRecorded { line } => note!(
            "line {line} of the source assigns units; the source record does not say so",
            "add units = LINE to the item or section it is part of"
        ),
    }
}

fn printed_other(printed: PrintedOther) -> String {
    let said = match printed {
        PrintedOther::Op(Op::AtLeast) => "asks for at least this number",
        PrintedOther::Op(Op::Over) => "asks for more than this number",
        PrintedOther::Op(Op::Exactly) => "states a bare number",
        PrintedOther::Op(Op::AtMost) => "asks for at most this number",
        PrintedOther::Op(Op::Under) => "asks for less than this number",
        PrintedOther::Op(Op::Range) => "states a range",
        PrintedOther::Every(every) => return format!("says {}", (HISTORY.every)(every)),
        PrintedOther::By(year) => return format!("says by {year}"),
        PrintedOther::NoDate => "gives no date",
    };
    said.to_owned()
}
