//! `duban` without a command: opens the screen.

use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use crate::cache::Cache;
use crate::query::Board;
use crate::store::{Colours, Fault, ScreenPlace, Workspace};
use crate::text::Lang;
use crate::tui::{ImportReview, Look, MayWrite, Session, SessionOptions, State, UserKeys, run};

use crate::cli::clock;
use crate::cli::output::{no_colour, passing};
use crate::cli::record::deed_notes;
use crate::cli::{Context, Failure, message};

use super::add_plan::plan_maker;

/// `duban` without a command: runs the screen; returns the exit code.
pub(in crate::cli) fn screen(cx: &Context) -> Result<u8, Failure> {
    screen_with(cx, None)
}

/// Runs the screen, optionally on the doubts of an imported plan.
pub(super) fn screen_with(cx: &Context, review: Option<ImportReview>) -> Result<u8, Failure> {
    if !std::io::stdin().is_terminal() || !std::io::stdout().is_terminal() {
        return Err(cx.misused(cx.words.cli.needs_terminal));
    }
    if !is_utf8_locale() {
        // ASCII in every language, which any terminal can show.
        message("duban: this terminal's locale is not UTF-8, so Chinese text cannot be shown.");
        message(
            "Set it, for example: export LC_ALL=C.UTF-8 (and UTF-8 in your SSH client), then start duban again.",
        );
        return Ok(2);
    }
    let workspace = workspace(cx)?;
    if !workspace.plans.is_empty() {
        cx.folders.remember_workspace(&workspace.folder);
    }
    let cache = cx.cache(&workspace).map(Arc::new);
    let board = match cx.global.at {
        Some(_) => cx.board()?,
        None => read(cx, &workspace, cache.as_ref()),
    };
    let han = has_han(cx);
    let has_colours = cx.config.colours == Colours::Standard && !no_colour();
    let look = Look {
        ambiguous: cx.config.ambiguous.unwrap_or_default(),
        colours: has_colours.then_some(cx.config.screen_colours),
        han,
        cursor: cx.config.cursor,
    };
    let words = if han { cx.words } else { Lang::En.words() };
    let occasion = cx.known_occasion_on(&board).ok();
    let mut state = State::new(board, words, look, clock::today());
    state.set_keys(UserKeys::with(&cx.config.keys).0);
    let remembered = cx.folders.last_place(&workspace.folder);
    if let Some(place) = remembered.filter(|place| fits(cx, place)) {
        state.go_to_place(&place);
    }
    if let Some(review) = review {
        state.review_import(review);
    } else if workspace.plans.is_empty() {
        state.ask_new_plan();
    }
    if !han {
        state.say(words.screen.no_han);
    }
    cx.tell_config_problems();
    if occasion.is_none() {
        state.say(words.files.config_slip_short);
    }
    let may_write = match (&cx.global.at, &occasion) {
        (Some(_), _) => MayWrite::PastShown,
        (None, None) => MayWrite::UnknownUser,
        (None, Some(_)) => MayWrite::Yes,
    };
    let (unit, who) = occasion.map_or((None, None), |it| (it.unit, it.who));
    let mut session = Session::open(SessionOptions {
        workspace,
        cache,
        only: cx.global.plan.clone(),
        unit,
        who,
        as_of: cx.as_of_set(),
        now: clock::now,
        may_write,
        shared: cx.config.shared,
        notes: deed_notes(cx),
        plan_maker: Some(plan_maker(&cx.global)),
    });
    let code = run(&mut state, &mut session, cx.config.mouse).map_err(Failure::Output)?;
    let workspace = session.workspace();
    if !workspace.plans.is_empty() {
        cx.folders.remember_place(&workspace.folder, state.place());
    }
    Ok(code)
}

/// Opens the workspace. If there is none yet, it has no plans, and the screen offers to make the first.
fn workspace(cx: &Context) -> Result<Workspace, Failure> {
    if cx.global.at.is_some() {
        return cx.workspace();
    }
    let mut workspace = match cx.workspace_or_empty() {
        Err(failure) if matches!(failure.fault(), Some(Fault::NoWorkspace(_))) => Workspace {
            folder: PathBuf::from("plans"),
            plans: Vec::new(),
        },
        found => found?,
    };
    if workspace.plans.is_empty() {
        let folder = std::path::absolute(&workspace.folder);
        workspace.folder = folder.map_err(Fault::io(&workspace.folder))?;
    }
    Ok(workspace)
}

/// Reads the summaries of all plans, with a progress line if it takes long.
fn read(cx: &Context, workspace: &Workspace, cache: Option<&Arc<Cache>>) -> Board {
    let begun = Instant::now();
    let (count, told) = (AtomicUsize::new(0), AtomicUsize::new(0));
    let only = cx.global.plan.as_deref();
    let all = if only.is_some() {
        1
    } else {
        workspace.plans.len()
    };
    let board = Board::read_summaries(workspace, cache, cx.as_of(), only, &|| {
        let read = count.fetch_add(1, Ordering::Relaxed) + 1;
        let due = begun.elapsed().as_millis() as usize / TOLD_EVERY.as_millis() as usize;
        // Whichever reading thread is due prints the progress.
        if told.fetch_max(due, Ordering::Relaxed) < due {
            passing(&(cx.words.cli.reading)(read, all));
        }
    });
    if told.into_inner() > 0 {
        passing("");
    }
    board
}

/// The interval of progress messages.
const TOLD_EVERY: Duration = Duration::from_millis(200);

/// Returns whether the remembered place applies: not if another plan was asked for.
fn fits(cx: &Context, place: &ScreenPlace) -> bool {
    cx.global
        .plan
        .as_ref()
        .is_none_or(|plan| *plan == place.plan)
}

/// Returns whether the terminal can show Chinese: the Linux console cannot, unless the user insists.
fn has_han(cx: &Context) -> bool {
    let insists = cx.global.lang.as_deref() == Some(Lang::Zh.key());
    insists || std::env::var_os("TERM").is_none_or(|term| term != "linux")
}

/// Returns whether the locale is UTF-8 or unset.
fn is_utf8_locale() -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}
