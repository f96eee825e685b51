//! The loop: wait, take everything that came, draw once.

use std::io;
use std::time::Duration;

use super::input::{Event, Input};
use super::session::{Next, Session};
use super::state::State;
use super::terminal::Screen;
use super::worker::Report;
use super::{frame, message::Said};

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
    loop {
        screen.set_paste(state.layer().is_some_and(super::layer::Layer::takes_text));
        if screen.draw(|frame| frame::draw(state, frame)).is_err() {
            return Ok(129);
        }
        let event = if rested {
            Some(input.wait())
        } else {
            input.next_within(REST)
        };
        let Some(event) = event else {
            rested = true;
            state.rest();
            continue;
        };
        let mut next = Some(event);
        while let Some(event) = next {
            match event {
                Event::Key(key) => {
                    rested = false;
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
                    session.notice_changes(state);
                }
                Event::Ended(ending) => return Ok(ending.exit_code() as u8),
                Event::Woken(report) => session.report(state, report),
            }
            next = input.next_queued();
        }
    }
}

/// One key: notices what changed on disk, updates, does what was asked for.
pub fn press(state: &mut State, session: &mut Session, key: crossterm::event::KeyEvent) -> Next {
    let changed = session.notice_changes(state);
    let occasion = session.occasion();
    let effects = state.key(key, &occasion);
    if changed && state.said.is_none() {
        state.said = Some(Said::done(state.words.screen.changed_outside));
    }
    session.run(state, effects)
}
