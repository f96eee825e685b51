//! The loop: wait, take everything that came, draw once.

use std::io;
use std::time::{Duration, Instant};

use crate::tui::app::lists::ready::Work;
use crate::tui::app::message::Said;
use crate::tui::app::session::{Next, Session};
use crate::tui::app::state::State;
use crate::tui::app::worker::Report;
use crate::tui::term::input::{Event, Input};
use crate::tui::term::terminal::Screen;
use crate::tui::views::frame;

/// How long the cursor rests before the detail follows it: moving stays cheap on a slow link.
const REST: Duration = Duration::from_millis(150);

/// Shows the screen until the user leaves; gives the exit code.
///
/// # Errors
/// Where the terminal cannot be used.
pub fn run(state: &mut State, mut session: Session, colours: bool) -> io::Result<u8> {
    let mut screen = Screen::enter(colours)?;
    let mut input: Input<Report> = Input::start()?;
    session.begin(state, input.waker());
    let mut rested = true;
    let mut working = true;
    let mut last_key = Instant::now();
    loop {
        screen.set_paste(
            state
                .layer()
                .is_some_and(crate::tui::forms::Layer::takes_text),
        );
        if screen.draw(|frame| frame::draw(state, frame)).is_err() {
            return Ok(129);
        }
        let event = loop {
            let left = REST.saturating_sub(last_key.elapsed());
            let event = match (rested, working) {
                (true, false) => Some(input.wait()),
                (_, true) => input.next_within(Duration::ZERO),
                (false, false) => input.next_within(left),
            };
            if event.is_some() {
                break event;
            }
            if !rested && last_key.elapsed() >= REST {
                rested = true;
                rest(state, &session);
                break None;
            }
            let done = state.work();
            working = done != Work::None;
            if done == Work::RowScope {
                break None;
            }
        };
        let Some(event) = event else { continue };
        working = true;
        let mut next = Some(event);
        while let Some(event) = next {
            match event {
                Event::Key(key) => {
                    rested = false;
                    last_key = Instant::now();
                    let outcome = press(state, &mut session, key);
                    match outcome {
                        Next::GoOn => {}
                        Next::Repaint => screen.repaint(),
                        Next::Quit => return Ok(0),
                        Next::Suspend => {
                            if screen.suspend().is_err() {
                                return Ok(129);
                            }
                        }
                    }
                }
                Event::Paste(text) => state.paste(&text),
                Event::Resize => {}
                Event::Resumed => {
                    if screen.resume().is_err() {
                        return Ok(129);
                    }
                    session.notice_changes(state, true);
                }
                Event::Ended(ending) => return Ok(ending.exit_code() as u8),
                Event::Woken(report) => session.report(state, report),
            }
            next = input.next_queued();
        }
    }
}

/// The cursor has rested: what follows it catches up.
fn rest(state: &mut State, session: &Session) {
    if session.notice_changes(state, true) && state.said.is_none() {
        state.said = Some(Said::done(state.words.screen.changed_outside));
    }
    state.rest();
}

/// One key: notices what changed on disk, updates, does what was asked for.
pub fn press(state: &mut State, session: &mut Session, key: crossterm::event::KeyEvent) -> Next {
    let layers = state.layers.len();
    let changed = session.notice_changes(state, false);
    if state.layers.len() < layers {
        // The key was meant for a form that had to go.
        let text = state.words.screen.changed_outside;
        state.said.get_or_insert_with(|| Said::done(text));
        return Next::GoOn;
    }
    let occasion = session.occasion();
    let effects = state.key(key, &occasion);
    if changed && state.said.is_none() {
        state.said = Some(Said::done(state.words.screen.changed_outside));
    }
    session.run(state, effects)
}
