//! `duban report`: makes a report and delivers it.

mod baseline;
mod feedback;

use std::path::Path;

use chrono::Datelike;

use crate::git::{GitFault, Repository};
use crate::plan::{Day, Entry, LogRef, check_day};
use crate::query::{Board, UnitInPlan};
use crate::report::{
    Issue, Office, ReportDocument, ReportFormat, ReportInput, ReportKind, make_report, no_reminder,
    reminder, reminder_deed, to_text,
};
use crate::store::{BulletinIssue, ISSUES_FILE, note_issue};

use crate::cli::args::ReportArgs;
use crate::cli::clock;
use crate::cli::deliver::{Destination, StagedResults, format_ending, is_folder};
use crate::cli::filters::filter;
use crate::cli::record::record_and;
use crate::cli::{Context, Failure, Output, message};
use crate::text::GitTrouble;
use baseline::{earlier_issues, in_order, read_baseline};
use feedback::feedback;
pub(super) use feedback::name_of;

/// `duban report KIND`: makes a report in the format of `--format` or the file's extension.
pub(super) fn report(cx: &Context, out: &mut Output, args: &ReportArgs) -> Result<(), Failure> {
    let kind = cx.choice("KIND", &args.kind, &ReportKind::KEYS)?;
    refuse_unfitting(cx, kind, args)?;
    if kind == ReportKind::Feedback {
        return feedback(cx, out, args);
    }
    let path = args.output.as_deref();
    let folder = path.filter(|path| is_for_files(kind, args, path));
    let format = choose_format(cx, kind, args, folder.is_some())?;
    let to = match folder {
        Some(folder) => Destination::Folder(folder.to_owned()),
        None => Destination::file(path)?,
    };
    // Letters are numbered over all plans, read before what they are made of.
    let is_narrow = cx.global.plan.is_some() && cx.global.at.is_none();
    let whole = (kind == ReportKind::Reminder && is_narrow).then(|| cx.board_of_all());
    let whole = whole.transpose()?;
    let board = &cx.board()?;
    refuse_several(cx, kind, board)?;
    let filter = filter(cx, board, &args.filter)?;
    let items = board.items(&filter);
    let office = cx.office()?;
    if kind == ReportKind::Handover {
        cx.refuse_unknown_contact(out, board, &office)?;
    }
    let mut issues = earlier_issues(kind, board, args.issue)?;
    if args.issue && args.corrects.is_none() {
        in_order(cx, board, &issues)?;
    } else if args.corrects.is_none() {
        // On the day of the report there was no later issue.
        issues.retain(|issue| issue.on <= board.as_of);
    }
    let before = read_baseline(cx, board, args, &issues)?;
    let usual = ReportInput::new(board, &items, &office, cx.words);
    let input = ReportInput {
        whole: whole.as_ref().unwrap_or(board),
        before: before.as_ref(),
        issue: Issue {
            number: issues.iter().map(|issue| issue.number).max().unwrap_or(0) + 1,
            corrects: args.corrects,
        },
        reply_by: reply_by(cx, &office, args)?.unwrap_or(usual.reply_by),
        copies: args.copies.unwrap_or(usual.copies),
        ..usual
    };
    let made = Making {
        cx,
        args,
        format,
        to,
        board,
        input,
    };
    if kind == ReportKind::Reminder {
        let units = (!filter.units.is_empty()).then_some(filter.units.as_slice());
        return made.reminders(out, units);
    }
    let document = make_report(kind, &input);
    let documents = [(kind.key().to_owned(), document)];
    if args.issue && board.trouble().is_none() {
        return made.issue(out, &documents);
    }
    made.deliver(out, &documents)
}

/// A report being made.
struct Making<'a> {
    cx: &'a Context,
    args: &'a ReportArgs,
    format: ReportFormat,
    to: Destination,
    board: &'a Board,
    input: ReportInput<'a>,
}

impl Making<'_> {
    /// Writes documents, each with its name for a file in a folder.
    fn deliver(
        &self,
        out: &mut Output,
        documents: &[(String, ReportDocument)],
    ) -> Result<(), Failure> {
        let results = self.results(documents)?;
        let trouble = self.board.trouble();
        self.to
            .deliver(self.cx, out, &results, self.ending(), &trouble)
    }

    /// Writes documents beside their files, for when what they say is recorded.
    fn stage(&self, documents: &[(String, ReportDocument)]) -> Result<StagedResults, Failure> {
        self.to.stage(&self.results(documents)?, self.ending())
    }

    fn results<'d>(
        &self,
        documents: &'d [(String, ReportDocument)],
    ) -> Result<Vec<(&'d str, Vec<u8>)>, Failure> {
        let documents = documents.iter();
        documents
            .map(|(name, document)| Ok((name.as_str(), self.bytes(document)?)))
            .collect()
    }

    fn ending(&self) -> &'static str {
        if self.cx.global.json {
            "json"
        } else {
            self.format.key()
        }
    }

    fn bytes(&self, document: &ReportDocument) -> Result<Vec<u8>, Failure> {
        if self.cx.global.json {
            return Ok(format!("{}\n", to_text(document)).into_bytes());
        }
        Ok(self.format.write(document)?)
    }

    /// Makes one reminder per unit: as files in a folder, else as one document.
    fn reminders(&self, out: &mut Output, units: Option<&[UnitInPlan]>) -> Result<(), Failure> {
        let by_standing = !self.args.filter.standing.is_empty();
        let letters = self.input.letters(units, by_standing);
        if letters.is_empty() {
            message(&self.input.nobody_to_remind(units.unwrap_or_default()));
            if self.cx.global.json && matches!(self.to, Destination::Stdout) {
                // A program that asks gets a document all the same.
                let units = units.unwrap_or_default();
                let none = (String::new(), no_reminder(&self.input, units));
                return self.deliver(out, &[none]);
            }
            return self.cx.after_reading(out, &self.board.trouble());
        }
        let documents: Vec<(String, ReportDocument)> = match self.to {
            Destination::Folder(_) => letters
                .iter()
                .map(|letter| {
                    let one = std::slice::from_ref(letter);
                    (letter.unit.clone(), reminder(&self.input, one))
                })
                .collect(),
            Destination::Stdout | Destination::File(_) => {
                vec![(String::new(), reminder(&self.input, &letters))]
            }
        };
        let cx = self.cx;
        let deed = reminder_deed(self.board, &letters, cx.words);
        if !self.args.record || deed.is_empty() || !self.board.trouble().is_none() {
            self.deliver(out, &documents)?;
            self.say_unknown_year();
            return Ok(());
        }
        // A letter has its number from the entry, so that neither is there without the other.
        let staged = self.stage(&documents)?;
        let say = |log: &_, entry: &_| self.reminded(log, entry);
        record_and(cx, out, self.input.whole, &deed, false, &say, |out| {
            staged.hand_out(cx, out)?;
            self.say_unknown_year();
            Ok(())
        })
    }

    fn reminded(&self, log: &LogRef, entry: &Entry) -> String {
        let level = entry.remind.map_or("", self.cx.words.reminder);
        (self.cx.words.cli.reminded)(&log.id_of_part(entry.of.as_deref()), level)
    }

    /// Says that the reply date was counted in a year without a published arrangement of days off.
    fn say_unknown_year(&self) {
        let typed = self.args.reply_by.as_deref();
        let is_counted = typed.is_none_or(|text| text.ends_with(WORKING_DAYS));
        let year = self.input.reply_by.year();
        if is_counted && !self.input.office.settings.calendar.knows(year) {
            message(&(self.cx.words.ledger.year_unknown)(year));
        }
    }

    /// Returns the revision of its own repository that a plan's report is made from; `None` where it is in none.
    fn revision(&self, plan: &str) -> Result<Option<String>, Failure> {
        let repository = match Repository::of_plan(&self.cx.plans_folder()?, plan) {
            Err(GitFault::Trouble(GitTrouble::NotARepository(_))) => return Ok(None),
            repository => repository?,
        };
        let head = repository.head()?;
        Ok(head.map(|head| head.as_str().to_owned()))
    }

    /// Records the bulletin as issued, with the revision it was made from, and puts it in place: both or neither.
    fn issue(
        &self,
        out: &mut Output,
        documents: &[(String, ReportDocument)],
    ) -> Result<(), Failure> {
        let cx = self.cx;
        let Some(files) = self.board.plans.first().map(|handle| &handle.files) else {
            return Ok(());
        };
        let revision = self.revision(&files.id)?;
        let bulletin = self.stage(documents)?;
        if cx.uncommitted(&files.id).is_some_and(|it| it.is_of_plan()) {
            message(cx.words.report.command.issued_unrecorded);
        }
        let issue = BulletinIssue {
            number: self.input.issue.number,
            on: self.board.as_of,
            revision,
            corrects: self.input.issue.corrects,
        };
        let words = &cx.words.report.command;
        let noted = note_issue(files, &issue, words.issues_comment)?;
        if let Err(failure) = bulletin.hand_out(cx, out) {
            noted.take_back()?;
            return Err(failure);
        }
        out.note(&(words.issued)(
            issue.number,
            &files.folder.join(ISSUES_FILE),
        ));
        Ok(())
    }
}

/// Refuses options that do not apply to this kind of report.
fn refuse_unfitting(cx: &Context, kind: ReportKind, args: &ReportArgs) -> Result<(), Failure> {
    let refuse = |why: &str| Err(cx.misused(why));
    let words = &cx.words.report.command;
    let per_unit: &[_] = &[ReportKind::Reminder, ReportKind::Feedback];
    let reminder: &[_] = &[ReportKind::Reminder];
    let bulletin: &[_] = &[ReportKind::Bulletin];
    let only_for = [
        ("--all", args.all, per_unit),
        ("--record", args.record, reminder),
        ("--reply-by", args.reply_by.is_some(), reminder),
        ("--copies", args.copies.is_some(), reminder),
        ("--issue", args.issue, bulletin),
        ("--corrects", args.corrects.is_some(), bulletin),
        ("--since", args.since.is_some(), bulletin),
    ];
    for (option, is_given, of) in only_for {
        if is_given && !of.contains(&kind) {
            let kinds: Vec<&str> = of.iter().map(|kind| kind.key()).collect();
            return refuse(&(words.only_for)(option, &kinds.join(", ")));
        }
    }
    if kind == ReportKind::Reminder && args.filter.unit.is_none() && !args.all {
        return refuse(words.needs_unit);
    }
    if args.record || args.issue {
        cx.refuse_past()?;
        check_day(cx.as_of(), clock::today())
            .map_err(|refusal| Failure::Usage((cx.words.refusal)(&refusal)))?;
    }
    Ok(())
}

/// Returns whether a path names a folder, for a file of each document.
fn is_for_files(kind: ReportKind, args: &ReportArgs, path: &Path) -> bool {
    let is_new_folder = kind == ReportKind::Reminder && args.all && path.extension().is_none();
    path != Path::new("-") && (is_folder(path) || is_new_folder)
}

/// Returns the format: named, else by extension, else text for a terminal or the office's usual one.
fn choose_format(
    cx: &Context,
    kind: ReportKind,
    args: &ReportArgs,
    is_to_folder: bool,
) -> Result<ReportFormat, Failure> {
    let formats = kind.formats();
    let ending = match &args.output {
        Some(path) if !is_to_folder => format_ending(cx, path)?,
        _ => None,
    };
    let named = args.format.as_deref().map(|key| ("--format", key));
    let asked = named.or(ending.as_deref().map(|ending| ("-o", ending)));
    let format = if let Some((option, key)) = asked {
        let known: Vec<_> = formats.iter().map(|it| (*it, it.key())).collect();
        cx.choice(option, key, &known)?
    } else {
        let mut known = formats.iter().copied();
        known
            .find(|format| is_to_folder || *format == ReportFormat::Markdown)
            .or(formats.first().copied())
            .unwrap_or(ReportFormat::Markdown)
    };
    if args.output.is_none() && !format.is_text() && !cx.global.json {
        let why = (cx.words.report.command.needs_output)(format.key());
        return Err(cx.misused(&why));
    }
    Ok(format)
}

/// Refuses a single-plan report if several plans are open and none is named.
fn refuse_several(cx: &Context, kind: ReportKind, board: &Board) -> Result<(), Failure> {
    if kind.is_of_one_plan() && board.plans.len() > 1 {
        let known: Vec<String> = board
            .plans
            .iter()
            .map(|plan| plan.id().to_owned())
            .collect();
        return Err(Failure::Usage((cx.words.cli.needs_plan)(&known)));
    }
    Ok(())
}

/// The unit of a number of working days, as in `5wd`.
const WORKING_DAYS: &str = "wd";

/// Parses the reply date: a day, or a number of working days after the as-of day.
fn reply_by(cx: &Context, office: &Office, args: &ReportArgs) -> Result<Option<Day>, Failure> {
    let Some(text) = args.reply_by.as_deref() else {
        return Ok(None);
    };
    let days = text
        .strip_suffix(WORKING_DAYS)
        .and_then(|days| days.parse().ok());
    let day = match days.and_then(|days| office.settings.calendar.after(cx.as_of(), days)) {
        Some(day) => day,
        None => cx.next_day(text, None)?,
    };
    if day < cx.as_of() {
        let note = (cx.words.report.command.reply_by_past)(day, cx.as_of());
        return Err(Failure::Usage(note));
    }
    Ok(Some(day))
}
