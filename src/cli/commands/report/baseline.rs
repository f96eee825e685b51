//! The bulletins issued so far, and the plans as a report compares with them.

use crate::git::{GitFault, PlanTexts, Repository, refuse_lost_issues};
use crate::plan::Day;
use crate::query::{Board, PlanHandle, parse_day_from};
use crate::report::{Before, ReportKind};
use crate::store::{BulletinIssue, Fault, Loaded, PlanFiles, Workspace, read_issues};
use crate::text::{GitTrouble, Note};

use crate::cli::args::ReportArgs;
use crate::cli::{Context, Failure};

/// Reads the plan's bulletin issues, if a bulletin is made.
pub(super) fn earlier_issues(
    kind: ReportKind,
    board: &Board,
    is_issued: bool,
) -> Result<Vec<BulletinIssue>, Failure> {
    match board.plans.first() {
        Some(handle) if kind == ReportKind::Bulletin => {
            let files: &PlanFiles = &handle.files;
            match refuse_lost_issues(files) {
                // To look at a bulletin takes no git.
                Err(Fault::NotKnownLost(_)) if !is_issued => {}
                known => known?,
            }
            Ok(read_issues(files)?)
        }
        _ => Ok(Vec::new()),
    }
}

/// Refuses an issue of a day before that of the last one.
pub(super) fn in_order(
    cx: &Context,
    board: &Board,
    issues: &[BulletinIssue],
) -> Result<(), Failure> {
    match issues.iter().max_by_key(|issue| issue.on) {
        Some(last) if board.as_of < last.on => {
            let note = (cx.words.report.command.issued_later)(last.number, last.on);
            Err(Failure::Usage(note))
        }
        _ => Ok(()),
    }
}

/// Reads the plans as of a revision, a day, or the last bulletin.
pub(super) fn read_baseline(
    cx: &Context,
    board: &Board,
    args: &ReportArgs,
    issues: &[BulletinIssue],
) -> Result<Option<Before>, Failure> {
    if let Some(corrected) = args.corrects
        && !issues.iter().any(|issue| issue.number == corrected)
    {
        let known: Vec<u32> = issues.iter().map(|issue| issue.number).collect();
        return Err(Failure::Usage((cx.words.report.command.no_such_issue)(
            corrected, &known,
        )));
    }
    // An issue is compared with the one before it, a correction with the one before the issue that it corrects.
    let last = match (args.corrects, &args.since) {
        (Some(corrected), None) => before_corrected(issues, corrected),
        _ => issues.iter().max_by_key(|issue| issue.number),
    };
    let since = match args.since.as_deref() {
        None if last.is_none() => return Ok(None),
        since => since.unwrap_or("last"),
    };
    if since == "last" {
        let Some(last) = last else {
            let (what, how) = cx.words.report.command.never_issued;
            return Err(Failure::Usage(Note::new(what, how)));
        };
        let loaded = match &last.revision {
            Some(revision) => {
                plans_of_issue(cx, board, revision).map_err(|failure| match failure {
                    Failure::Git(fault)
                        if matches!(*fault, GitFault::Trouble(GitTrouble::UnknownRevision(_))) =>
                    {
                        let said = cx.words.report.command.issue_revision_gone;
                        Failure::NotRead(said(last.number, last.on, revision))
                    }
                    other => other,
                })?
            }
            None => board.loaded(),
        };
        let earlier = Board::new(loaded, last.on);
        return Ok(Some(Before::new(board, earlier, Some(last.number))));
    }
    let of_day = |loaded, day| Some(Before::new(board, Board::new(loaded, day), None));
    if let Some(day) = parse_day_from(since, board.as_of) {
        if day > board.as_of {
            let note = (cx.words.report.command.since_ahead)(day, board.as_of);
            return Err(Failure::Usage(note));
        }
        let loaded = match plans_then(cx, board, &day.to_string()) {
            // If git lacks the files of that day, the current logs are folded to it.
            Err(failure) if is_without_history(&failure) => board.loaded(),
            loaded => loaded?,
        };
        return Ok(of_day(loaded, day));
    }
    // A later commit than the day of the report still differs by its files only.
    let day = commit_day(cx, since)?.min(board.as_of);
    Ok(of_day(plans_then(cx, board, since)?, day))
}

/// Reads the plans of a board as they were at a revision or day. A plan whose folder had another name or place
/// then counts as the plan it is now; one that is not there is new since. Refuses one that cannot be read there.
fn plans_then(cx: &Context, board: &Board, at: &str) -> Result<Vec<Loaded>, Failure> {
    let workspace = Workspace::open_or_empty(&cx.plans_folder()?);
    let texts = Repository::plans_then(&workspace, at)?;
    plans_in(cx, board, at, &workspace, texts)
}

/// Reads the plans of a board as they were at the revision that an issue notes.
fn plans_of_issue(cx: &Context, board: &Board, revision: &str) -> Result<Vec<Loaded>, Failure> {
    let workspace = Workspace::open_or_empty(&cx.plans_folder()?);
    let plan = board.plans.first().map(PlanHandle::id);
    let texts = Repository::plans_of_issue(&workspace, plan, revision)?;
    plans_in(cx, board, revision, &workspace, texts)
}

/// Loads the plans of a board from their texts at a revision or day.
fn plans_in(
    cx: &Context,
    board: &Board,
    at: &str,
    workspace: &Workspace,
    texts: Vec<PlanTexts>,
) -> Result<Vec<Loaded>, Failure> {
    let then = PlanTexts::load_those_of(&texts, board.files(), workspace, cx.as_of());
    let then = then.map_err(|id| {
        let said = cx.words.report.command.unreadable_then;
        Failure::NotRead(said(&id, at))
    })?;
    match &cx.global.plan {
        Some(id) if then.is_empty() => {
            // Another plan may have had its folder then.
            let known = texts.into_iter().map(|plan| plan.id);
            Err(Fault::NoPlan {
                id: id.clone(),
                known: known
                    .filter(|known| known != id && !known.contains('/'))
                    .collect(),
            }
            .into())
        }
        _ => Ok(then),
    }
}

/// Returns the issue before the one that is corrected, or before the one that this corrects in turn.
fn before_corrected(issues: &[BulletinIssue], corrected: u32) -> Option<&BulletinIssue> {
    let mut first = corrected;
    while let Some(earlier) = issues
        .iter()
        .filter(|issue| issue.number == first)
        .find_map(|issue| issue.corrects.filter(|earlier| *earlier < first))
    {
        first = earlier;
    }
    let before = issues.iter().filter(|issue| issue.number < first);
    before.max_by_key(|issue| issue.number)
}

/// Returns whether git has no files of the day asked for.
fn is_without_history(failure: &Failure) -> bool {
    match failure {
        Failure::Git(fault) => matches!(
            **fault,
            GitFault::Trouble(
                GitTrouble::NoGit
                    | GitTrouble::NotARepository(_)
                    | GitTrouble::NothingYet(_)
                    | GitTrouble::Unborn
            )
        ),
        Failure::Fault(fault) => matches!(**fault, Fault::NoPlan { .. }),
        _ => false,
    }
}

/// Returns the day of a commit.
fn commit_day(cx: &Context, revision: &str) -> Result<Day, Failure> {
    let repository = Repository::around(&cx.plans_folder()?)?;
    let id = repository.resolve(revision)?;
    let commit = repository.commit(&id)?;
    let at = commit.committed.or(commit.authored);
    Ok(at.map_or(cx.as_of(), |at| at.date_naive()))
}
