//! A frame: header, view, detail, message, keys; layers over it.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use crate::plan::{Lamp, Tally};
use crate::query::PlanHandle;
use crate::text::{View, width};
use crate::tui::app::command::OnLine;
use crate::tui::app::pointing::ClickTarget;
use crate::tui::app::state::State;
use crate::tui::forms;
use crate::tui::views;
use crate::tui::views::detail;
use crate::tui::views::paint::{PLAIN, Painter, QUIET, STRONG};

/// Smaller than this nothing sensible can be shown.
const MIN: (u16, u16) = (40, 12);
/// A list is no wider than this: the eye must find the end of its row.
const LIST: u16 = 110;
/// From this width on the detail has a pane of its own.
const WIDE: u16 = 120;

/// Draws the state; tells it how many rows its lists have room for.
pub fn draw(state: &mut State, frame: &mut Frame<'_>) {
    let area = frame.area();
    let look = state.look;
    state.too_small = area.width < MIN.0 || area.height < MIN.1;
    if state.too_small {
        let text = (state.words.screen.too_small)(area.width, area.height);
        Painter::new(frame.buffer_mut(), look).put(0, 0, area.width, &text, PLAIN);
        return;
    }
    let wide = area.width >= WIDE;
    let detail_rows = if wide || area.height < 15 { 0 } else { 3 };
    let body = Rect::new(0, 4, area.width, area.height - 6 - detail_rows);
    let detail_width = if wide {
        let of_list = if state.view == View::Timeline {
            u16::MAX
        } else {
            LIST
        };
        let least = (area.width / 3).clamp(40, 60);
        least.max((area.width - 3).saturating_sub(of_list))
    } else {
        0
    };
    let main = Rect {
        width: body.width - if wide { detail_width + 3 } else { 0 },
        ..body
    };
    views::fit(state, main);
    forms::fit(state, area);
    state.look_at_window();
    let mut painter = Painter::new(frame.buffer_mut(), look);
    header(state, &mut painter, area);
    views::draw(state, &mut painter, main);
    let detail_area = if wide {
        Rect::new(main.right() + 3, body.y, detail_width, body.height)
    } else {
        Rect::new(1, body.bottom(), area.width - 2, detail_rows)
    };
    if wide {
        for y in detail_area.y..detail_area.bottom() {
            painter.put(main.right() + 1, y, 1, "|", QUIET);
        }
    }
    detail::draw(state, &mut painter, detail_area, wide);
    message_line(state, &mut painter, area);
    keys_line(state, &mut painter, area);
    let cursor = forms::draw(state, &mut painter, area);
    let clicks = std::mem::take(&mut painter.clicks);
    state.click_targets = clicks;
    if let Some(cursor) = cursor {
        frame.set_cursor_position(cursor);
    }
}

/// Three lines: the plan and the day; the views and the counts; the phases, or what is filtered.
fn header(state: &State, painter: &mut Painter<'_>, area: Rect) {
    let words = state.words;
    let day = (words.as_of)(&state.as_of().to_string());
    let right = area.width - 1;
    let day_style = if state.as_of() == state.plans.today() {
        PLAIN
    } else {
        STRONG
    };
    painter.put_right(right, 0, 30, &day, day_style);
    let x = painter.put(1, 0, 10, words.screen.program, STRONG) + 2;
    let room = right.saturating_sub(x + 2 + width(&day) as u16);
    let (title, said) = title(state);
    // How the plan stands is what one looks for; its long name gives way.
    let said_columns = painter.columns(&said).min(room);
    let x = painter.put(x, 0, room - said_columns, &title, PLAIN);
    painter.put(x, 0, said_columns, &said, PLAIN);

    second_line(state, painter, right);
    third_line(state, painter, area);
}

fn title(state: &State) -> (String, String) {
    if state.page().is_across_plans() && state.plans.are_several() {
        return (
            (state.words.cli.plans)(state.board().plans.len()),
            String::new(),
        );
    }
    if let Some((plan, _, ledger)) = state.open_plan() {
        let mut said = format!("  {}", (state.words.plan_state)(ledger.state));
        if ledger.never_reported() {
            said = format!("{said} {}", state.words.never_reported);
        }
        if state.plans.chosen().is_some_and(PlanHandle::is_in_conflict) {
            said = format!("{said} {}", state.words.screen.in_conflict);
        }
        (plan.document.title.clone(), said)
    } else {
        (state.plans.chosen_id().to_owned(), String::new())
    }
}

/// The views, and at the right end the counts of what is in view. Where not all has room, what says least is said
/// shorter first: the gaps, the word for what is not committed, the names of the other views; no part is cut.
fn second_line(state: &State, painter: &mut Painter<'_>, right: u16) {
    let words = state.words;
    let (tally, uncommitted) = counts(state);
    let lamps = [Lamp::Red, Lamp::Yellow].map(|lamp| {
        let count = tally.lit(lamp);
        let lit = (count > 0).then(|| painter.lamp_style(lamp));
        let text = format!("{}{count}", (words.lamp)(lamp));
        (text, lit.unwrap_or(PLAIN))
    });
    let line = |shorter: Shorter| {
        let tabs = View::ALL.map(|view| tab(state, view, shorter));
        let mut counts = lamps.to_vec();
        let said = match shorter {
            Shorter::Whole | Shorter::Tight => (words.cli.uncommitted)(uncommitted),
            _ => (words.screen.uncommitted_short)(uncommitted),
        };
        if uncommitted > 0 && shorter < Shorter::Lamps {
            counts.push((said, PLAIN));
        }
        (tabs, counts)
    };
    for shorter in Shorter::ALL {
        let (tabs, counts) = line(shorter);
        // The blanks around a name are part of it where there is room for all.
        let (between, gap) = if shorter == Shorter::Whole {
            (0, 2)
        } else {
            (1, 1)
        };
        let columns = |parts: &[(String, Style)], gap: u16| -> u16 {
            let texts = parts.iter().map(|(text, _)| painter.columns(text) + gap);
            texts.sum()
        };
        let wide = columns(&counts, gap);
        // The last view's brackets never touch the counts.
        let needed = 1 + columns(&tabs, between) + u16::from(between == 0) + wide;
        if needed > right + gap && shorter != Shorter::Lamps {
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

/// How much of the second line is said, from all to what matters most.
#[derive(Clone, Copy, PartialEq, PartialOrd)]
enum Shorter {
    Whole,
    /// One blank between parts.
    Tight,
    /// A shorter word for what is not committed.
    Word,
    /// Of the other views only their digits.
    Digits,
    /// Of the counts only the lamps.
    Lamps,
}

impl Shorter {
    const ALL: [Self; 5] = [
        Self::Whole,
        Self::Tight,
        Self::Word,
        Self::Digits,
        Self::Lamps,
    ];
}

/// The name of a view with its digit; the one in view in brackets.
fn tab(state: &State, view: View, shorter: Shorter) -> (String, Style) {
    let name = state.words.screen.view(view);
    let digit = view.digit();
    if view == state.view {
        return (format!("[{digit}{name}]"), STRONG);
    }
    let text = match shorter {
        Shorter::Whole => format!(" {digit}{name} "),
        Shorter::Tight | Shorter::Word => format!("{digit}{name}"),
        Shorter::Digits | Shorter::Lamps => digit.to_string(),
    };
    (text, PLAIN)
}

/// The lamps of what is in view, and how many entries of it are not committed.
fn counts(state: &State) -> (Tally, usize) {
    if state.page().is_across_plans() {
        let plans = state.board().plans.iter();
        let sums = plans.filter_map(|shown| shown.summary());
        let tally = sums.fold(Tally::default(), |mut all, sum| {
            all.merge(&sum.tally);
            all
        });
        return (tally, state.git.uncommitted());
    }
    let tally = state.open_plan().map(|(_, _, ledger)| ledger.tally());
    let uncommitted = state.git.uncommitted_of(state.plans.chosen_id());
    (tally.unwrap_or_default(), uncommitted)
}

fn third_line(state: &State, painter: &mut Painter<'_>, area: Rect) {
    let filter = filter_text(state);
    if !filter.is_empty() {
        painter.put(1, 2, area.width - 2, &filter, STRONG);
        return;
    }
    if state.view == View::Overview || state.page().is_across_plans() && state.plans.are_several() {
        return;
    }
    let Some((plan, _, ledger)) = state.open_plan() else {
        return;
    };
    let mut x = 1;
    for (ix, phase) in plan.phases().iter().enumerate() {
        let tally = ledger.tally_of_phase(plan, ix);
        let figure = format!("{}/{}", tally.finished(), tally.owed());
        let needed = painter.columns(&phase.name).min(30) + painter.columns(&figure) + 12;
        if x + needed > area.width {
            break;
        }
        x = painter.put(x, 2, 30, &phase.name, PLAIN) + 1;
        painter.bar(x, 2, 8, tally.finished(), tally.owed());
        x = painter.put(x + 9, 2, 12, &figure, PLAIN) + 2;
    }
}

/// Returns what narrows the list, in words.
fn filter_text(state: &State) -> String {
    let words = state.words;
    let filter = state.narrowing.filter();
    let mut parts: Vec<String> = Vec::new();
    if filter.role == crate::query::Role::Lead {
        parts.push(words.screen.lead_only.to_owned());
    }
    parts.extend(
        filter
            .standings
            .iter()
            .map(|standing| (words.standing)(*standing).to_owned()),
    );
    parts.extend(
        filter
            .statuses
            .iter()
            .map(|status| (words.status)(*status).to_owned()),
    );
    if let Some((plan, _, _)) = state.open_plan() {
        let phase = plan
            .phases()
            .iter()
            .find(|phase| Some(&phase.id) == filter.phase.as_ref());
        parts.extend(phase.map(|phase| phase.name.clone()));
        let section = plan
            .sections
            .iter()
            .find(|section| Some(&section.id) == filter.section.as_ref());
        parts.extend(section.map(|section| section.no.clone()));
    }
    let mut said = Vec::new();
    if !parts.is_empty() {
        said.push((words.screen.filtered)(&parts.join(" ")));
    }
    if !state.narrowing.typed().is_empty() {
        said.push((words.screen.searching)(state.narrowing.typed()));
    }
    if !said.is_empty() {
        said.extend(state.found());
        let searched = state.searched();
        said.extend(searched.map(|n| (words.screen.searched)(n, state.board().plans.len())));
    }
    if !state.selected.is_empty() {
        said.push((words.screen.selected)(state.selected.len()));
    }
    said.join("  ")
}

fn message_line(state: &State, painter: &mut Painter<'_>, area: Rect) {
    if let Some(busy) = &state.git.busy {
        painter.put(1, area.height - 2, area.width - 2, busy, PLAIN);
    } else if let Some(said) = state.message.said() {
        let style = if said.is_refusal { STRONG } else { PLAIN };
        let text = state.keys.named_in(&said.text);
        painter.put(1, area.height - 2, area.width - 2, &text, style);
    } else if let Some(hint) = next_hint(state) {
        let text = state.keys.named_in(&hint);
        painter.put(1, area.height - 2, area.width - 2, &text, QUIET);
    }
}

/// The next thing that a newcomer is to try in the sample.
fn next_hint(state: &State) -> Option<String> {
    let hints = state.message.hints();
    (state.words.demo.hint)(*hints.first()?, hints.len())
}

/// What is possible here, made from the table of commands.
fn keys_line(state: &State, painter: &mut Painter<'_>, area: Rect) {
    let y = area.height - 1;
    let mut x = 1;
    for line in [OnLine::Always, OnLine::IfRoom] {
        let here = state.keys.of_view(state.view);
        for (binding, keys) in here.filter(|(binding, _)| binding.on_line == line) {
            let Some(key) = keys.first() else {
                continue;
            };
            let (short, _) = (state.words.screen.command)(binding.command);
            let (label, rest) = key_and_word(&key.label(), short);
            let needed = (width(&label) + width(&rest)) as u16;
            if x + needed > area.width {
                return;
            }
            x = painter.put(x, y, needed, &label, STRONG);
            x = painter.put(x, y, needed, &rest, QUIET) + 1;
        }
    }
}

/// The key, strong, and what it does: `m` and `状态`; where the word begins with its key, the two are one (`u`, `ndo`).
pub(in crate::tui) fn key_and_word(label: &str, short: &str) -> (String, String) {
    let of_letter = label.chars().any(char::is_alphanumeric);
    match short.strip_prefix(label) {
        Some(rest) => (label.to_owned(), rest.to_owned()),
        None if short.is_ascii() && of_letter => (label.to_owned(), format!(" {short}")),
        None => (label.to_owned(), short.to_owned()),
    }
}
