//! The three lines at the top: plan and day, views and counts, phases or filter.

use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::plan::{Lamp, Tally};
use crate::query::{OpenPlan, PlanHandle};
use crate::text::{View, Words, width};
use crate::tui::app::{ClickTarget, Command, GitStanding, Narrowing, PlansInView, State, UserKeys};

use super::{PLAIN, Painter, STRONG, page};

/// The most columns of a phase's name in the third line.
const PHASE_NAME: u16 = 30;
/// The columns of a phase's bar.
const PHASE_BAR: u16 = 8;
/// The most columns of the figure behind the bar.
const PHASE_FIGURE: u16 = 12;

/// The contents of the header.
pub(super) struct ScreenHeader<'a> {
    words: &'static Words,
    keys: &'a UserKeys,
    view: View,
    plans: &'a PlansInView,
    git: &'a GitStanding,
    narrowing: &'a Narrowing,
    /// The number of rows found by the filter or the search, in words.
    found: Option<String>,
    /// The number of selected milestones.
    selected: usize,
}

impl<'a> ScreenHeader<'a> {
    pub(super) fn of(state: &'a State) -> Self {
        Self {
            words: state.words,
            keys: &state.keys,
            view: state.view,
            plans: &state.plans,
            git: &state.git,
            narrowing: &state.narrowing,
            found: state.found(),
            selected: state.selected.len(),
        }
    }

    /// Draws the three lines.
    pub(super) fn draw(&self, painter: &mut Painter<'_>, area: Rect) {
        let (words, as_of) = (self.words, self.plans.as_of());
        let day = (words.as_of)(as_of);
        let right = area.width - 1;
        let is_today = as_of == self.plans.today();
        painter.put_right(right, 0, 30, &day, if is_today { PLAIN } else { STRONG });
        let x = painter.put(1, 0, 10, words.screen.program, STRONG) + 2;
        let room = right.saturating_sub(x + 2 + width(&day) as u16);
        let (title, said) = title(self);
        // The state of the plan is what one looks for; its long name gives way.
        let said_columns = painter.columns(&said).min(room);
        let x = painter.put(x, 0, room - said_columns, &title, PLAIN);
        painter.put(x, 0, said_columns, &said, PLAIN);
        second_line(self, painter, right);
        third_line(self, painter, area);
    }
}

fn title(header: &ScreenHeader<'_>) -> (String, String) {
    if page(header.view).is_across_plans && header.plans.are_several() {
        let board = header.plans.board();
        return (
            (header.words.cli.plans)(board.plans.len()),
            unread(header, board.known_broken()),
        );
    }
    if let Some(OpenPlan { plan, ledger, .. }) = header.plans.open() {
        let mut said = format!("  {}", (header.words.plan_state)(ledger.state));
        if ledger.never_reported() {
            said = format!("{said} {}", header.words.never_reported);
        }
        let chosen = header.plans.chosen();
        if chosen.is_some_and(PlanHandle::is_in_conflict) {
            said = format!("{said} {}", header.words.screen.in_conflict);
        } else if let Some(errors) = chosen.map(PlanHandle::errors).filter(|count| *count > 0) {
            said = format!("{said} {}", (header.words.screen.problems)(errors));
        }
        (plan.document.title.clone(), said)
    } else {
        // An empty folder has none.
        let count = usize::from(header.plans.chosen().is_some());
        (header.plans.chosen_id().to_owned(), unread(header, count))
    }
}

/// Says how many plans cannot be read, if any.
fn unread(header: &ScreenHeader<'_>, count: usize) -> String {
    match count {
        0 => String::new(),
        count => format!("  {}", (header.words.screen.plans_unread)(count)),
    }
}

/// A form of the second line: that of a wide screen, and shorter ones for narrower screens.
#[derive(Clone, Copy)]
struct LineForm {
    /// Whether the blanks around the name of a view are part of it, and two blanks separate the counts.
    is_wide: bool,
    /// Whether the views that are not shown are named.
    names: bool,
    /// The words for uncommitted entries.
    uncommitted: fn(&Words, usize) -> String,
}

/// The forms of the second line, the widest first.
const LINE_FORMS: [LineForm; 5] = {
    let whole = LineForm {
        is_wide: true,
        names: true,
        uncommitted: |words, count| (words.cli.uncommitted)(count),
    };
    let tight = LineForm {
        is_wide: false,
        ..whole
    };
    let shorter = LineForm {
        uncommitted: |words, count| (words.screen.uncommitted_short)(count),
        ..tight
    };
    let digits = LineForm {
        names: false,
        ..shorter
    };
    let lamps = LineForm {
        uncommitted: |_, _| String::new(),
        ..digits
    };
    [whole, tight, shorter, digits, lamps]
};

/// Draws the views, and the counts at the right end, in the widest form there is room for. Nothing is cut.
fn second_line(header: &ScreenHeader<'_>, painter: &mut Painter<'_>, right: u16) {
    let words = header.words;
    let (tally, uncommitted) = counts(header);
    let lamps = [Lamp::Red, Lamp::Yellow].map(|lamp| {
        let count = tally.lit(lamp);
        let lit = (count > 0).then(|| painter.lamp_style(lamp));
        let text = format!("{}{count}", (words.lamp)(lamp));
        (text, lit.unwrap_or(PLAIN))
    });
    for (nth, form) in LINE_FORMS.iter().enumerate() {
        let (between, gap) = if form.is_wide { (0, 2) } else { (1, 1) };
        let tabs = View::ALL.map(|view| tab(header, view, *form));
        let said = (uncommitted > 0).then(|| (form.uncommitted)(words, uncommitted));
        let said = said.filter(|said| !said.is_empty());
        let counts = lamps.iter().cloned().chain(said.map(|said| (said, PLAIN)));
        let counts: Vec<(String, Style)> = counts.collect();
        let columns = |parts: &[(String, Style)], gap: u16| -> u16 {
            let texts = parts.iter().map(|(text, _)| painter.columns(text) + gap);
            texts.sum()
        };
        let wide = columns(&counts, gap);
        // The last view's brackets never touch the counts.
        let needed = 1 + columns(&tabs, between) + u16::from(form.is_wide) + wide;
        if needed > right + gap && nth + 1 < LINE_FORMS.len() {
            continue;
        }
        let mut x = 1;
        for ((text, style), view) in tabs.iter().zip(View::ALL) {
            let end = painter.put(x, 1, right, text, *style);
            let name = Rect::new(x, 1, end - x, 1);
            painter.clicks.add(name, ClickTarget::Tab(view));
            x = end + between;
        }
        let mut x = (right + gap).saturating_sub(wide).max(x);
        for (text, style) in &counts {
            x = painter.put(x, 1, right.saturating_sub(x), text, *style) + gap;
        }
        return;
    }
}

/// Returns the key and name of a view, in brackets if it is shown.
fn tab(header: &ScreenHeader<'_>, view: View, form: LineForm) -> (String, Style) {
    let key = header.keys.label(Command::Show(view));
    let name = header.words.screen.view(view);
    let is_letter = key.ends_with(|c: char| c.is_ascii_alphabetic());
    let blank = if is_letter && name.is_ascii() {
        " "
    } else {
        ""
    };
    if view == header.view {
        return (format!("[{key}{blank}{name}]"), STRONG);
    }
    let text = match (form.names, form.is_wide) {
        (true, true) => format!(" {key}{blank}{name} "),
        (true, false) => format!("{key}{blank}{name}"),
        (false, _) => key,
    };
    (text, PLAIN)
}

/// Returns the lamps of the plans shown, and the number of their uncommitted entries.
fn counts(header: &ScreenHeader<'_>) -> (Tally, usize) {
    if page(header.view).is_across_plans {
        let plans = header.plans.board().plans.iter();
        let sums = plans.filter_map(|handle| handle.summary());
        let tally = sums.fold(Tally::default(), |mut all, sum| {
            all.merge(&sum.tally);
            all
        });
        return (tally, header.git.uncommitted());
    }
    let tally = header
        .plans
        .open()
        .map(|OpenPlan { ledger, .. }| ledger.tally());
    let uncommitted = header.git.uncommitted_of(header.plans.chosen_id());
    (tally.unwrap_or_default(), uncommitted)
}

fn third_line(header: &ScreenHeader<'_>, painter: &mut Painter<'_>, area: Rect) {
    let filter = filter_text(header);
    if !filter.is_empty() {
        painter.put(1, 2, area.width - 2, &filter, STRONG);
        return;
    }
    let page = page(header.view);
    let tells_of_all = header.plans.are_several() || !page.lists_milestones();
    if page.is_across_plans && tells_of_all {
        return;
    }
    let Some(OpenPlan { plan, ledger, .. }) = header.plans.open() else {
        return;
    };
    let mut x = 1;
    for (phase, tally) in ledger.tally_by_phase(plan) {
        let figure = format!("{}/{}", tally.finished(), tally.owed());
        let name = painter.columns(&phase.name).min(PHASE_NAME);
        let needed = name + painter.columns(&figure) + PHASE_BAR + 4;
        if x + needed > area.width {
            break;
        }
        x = painter.put(x, 2, PHASE_NAME, &phase.name, PLAIN) + 1;
        painter.bar(x, 2, PHASE_BAR, tally.finished(), tally.owed());
        x = painter.put(x + PHASE_BAR + 1, 2, PHASE_FIGURE, &figure, PLAIN) + 2;
    }
}

/// Returns the filter, the search and the selection in words.
fn filter_text(header: &ScreenHeader<'_>) -> String {
    let words = header.words;
    let filter = header.narrowing.filter();
    let mut parts: Vec<&str> = Vec::new();
    if filter.lead_only {
        parts.push(words.screen.lead_only);
    }
    parts.extend(filter.standings.iter().map(|it| (words.standing)(*it)));
    parts.extend(filter.statuses.iter().map(|it| (words.status)(*it)));
    if let Some(OpenPlan { plan, .. }) = header.plans.open() {
        let phases = plan.phases().iter();
        let phases = phases.filter(|it| Some(&it.id) == filter.phase.as_ref());
        parts.extend(phases.map(|phase| phase.name.as_str()));
        let sections = plan.sections.iter();
        let sections = sections.filter(|it| Some(&it.id) == filter.section.as_ref());
        parts.extend(sections.map(|section| section.no.as_str()));
    }
    let mut said = Vec::new();
    if !parts.is_empty() {
        said.push((words.screen.filtered)(&parts.join(" ")));
        // Reports that are made from here are narrowed all the same.
        let is_narrowed = page(header.view).lists_milestones();
        said.extend((!is_narrowed).then(|| words.screen.not_here.to_owned()));
    }
    if !header.narrowing.typed().is_empty() {
        said.push((words.screen.searching)(header.narrowing.typed()));
    }
    if !said.is_empty() {
        said.extend(header.found.clone());
    }
    if header.selected > 0 {
        said.push((words.screen.selected)(header.selected));
    }
    said.join("  ")
}
