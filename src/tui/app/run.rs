//! The main loop: waits, takes all that came, and draws once.

use std::io;
use std::time::{Duration, Instant};

use crate::tui::app::lists::ready::Work;
use crate::tui::app::session::{Next, Session};
use crate::tui::app::state::State;
use crate::tui::app::worker::Report;
use crate::tui::term::editor;
use crate::tui::term::input::{Event, Input};
use crate::tui::term::terminal::Screen;
use crate::tui::views::frame;

/// The rest of the cursor after which the detail follows it, so that moving stays cheap on a slow link.
const REST: Duration = Duration::from_millis(150);

/// Returns the time to wait for a key before looking round: longer the longer nobody types.
fn pause(idle: Duration) -> Duration {
    Duration::from_secs(match idle.as_secs() {
        0..60 => 2,
        60..600 => 4,
        _ => 8,
    })
}

/// Shows the screen until the user leaves, with the mouse if it is wanted; returns the exit code.
///
/// # Errors
/// Fails if the terminal cannot be used.
pub fn run(state: &mut State, session: &mut Session, mouse: bool) -> io::Result<u8> {
    let mut screen = Screen::enter(state.look.colours.is_some(), mouse)?;
    let mut input: Input<Report> = Input::start()?;
    session.begin(state, input.waker());
    let mut rested = true;
    let mut working = true;
    let mut last_key = Instant::now();
    loop {
        if screen.draw(|frame| frame::draw(state, frame)).is_err() {
            return Ok(129);
        }
        if let Some(text) = state.clipboard.take()
            && screen.copy(&text).is_err()
        {
            return Ok(129);
        }
        let event = loop {
            let left = REST.saturating_sub(last_key.elapsed());
            let event = match (rested, working) {
                (true, false) => input.next_within(pause(last_key.elapsed())),
                (_, true) => input.next_within(Duration::ZERO),
                (false, false) => input.next_within(left),
            };
            if event.is_some() {
                break event;
            }
            if rested && !working {
                if look_round(state, session) {
                    break None;
                }
                continue;
            }
            if !rested && last_key.elapsed() >= REST {
                rested = true;
                rest(state, session);
                break None;
            }
            let done = state.work();
            working = done != Work::None;
            if done == Work::Visible {
                break None;
            }
        };
        let Some(event) = event else { continue };
        working = true;
        let mut next = Some(event);
        while let Some(event) = next {
            let version = state.plans.version();
            match event {
                Event::Key(key) => {
                    rested = false;
                    last_key = Instant::now();
                    match press(state, session, key) {
                        Next::GoOn => {}
                        Next::Repaint => screen.repaint(),
                        Next::Edit => {
                            if edit(state, session, &mut screen, &input).is_err() {
                                return Ok(129);
                            }
                        }
                        Next::Quit => return Ok(0),
                        Next::Suspend => {
                            if screen.suspend().is_err() {
                                return Ok(129);
                            }
                        }
                    }
                }
                Event::Paste(text) => state.paste(&text),
                Event::Mouse(mouse) => {
                    rested = false;
                    last_key = Instant::now();
                    session.notice_midnight(state);
                    session.notice_changes(state, false);
                    // What was clicked on is what was shown.
                    if state.plans.version() == version {
                        let effects = state.mouse(mouse, &session.occasion());
                        session.run(state, effects);
                    }
                }
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
            // Keys that follow are for what the user sees: that first.
            let is_as_shown = state.plans.version() == version;
            next = if is_as_shown {
                input.next_queued()
            } else {
                None
            };
        }
    }
}

/// Lends the terminal and the keyboard to the editor, then reads the plans again.
fn edit(
    state: &mut State,
    session: &mut Session,
    screen: &mut Screen,
    input: &Input<Report>,
) -> io::Result<()> {
    let Some((file, line)) = session.editing.take() else {
        return Ok(());
    };
    let edited = input.pause(|| screen.lend(|| editor::edit(&file, line)))?;
    session.reload(state);
    session.notice_changes(state, true);
    match edited {
        Ok(()) => state.say(state.words.screen.reloaded),
        Err(fault) => state.refuse((state.words.forms.no_editor)(&fault.to_string())),
    }
    Ok(())
}

/// Lets the detail and the lists follow a cursor that has rested.
fn rest(state: &mut State, session: &Session) {
    if session.notice_changes(state, true) && state.message.said().is_none() {
        state.say(state.words.screen.changed_outside);
    }
    state.rest();
}

/// Takes a key: notices changes on disk, updates the state, and carries out the effects.
pub fn press(state: &mut State, session: &mut Session, key: crossterm::event::KeyEvent) -> Next {
    let meant = if state.begins_deed(key) {
        state.aims(&state.targets())
    } else {
        Vec::new()
    };
    // What a new day reads again may have changed too.
    let midnight = session.notice_midnight(state);
    let changed = session.notice_changes(state, false);
    if (midnight || changed)
        && let Err(why) = state.as_shown(&meant)
    {
        // The key was meant for what was shown, not for what stands there now.
        state.refuse(why);
        return Next::GoOn;
    }
    let occasion = session.occasion();
    let effects = state.key(key, &occasion);
    if changed && state.message.said().is_none() {
        state.say(state.words.screen.changed_outside);
    }
    session.run(state, effects)
}

/// Looks round while nobody types: takes in a new day, and what others changed on disk. Returns true if there was
/// anything.
fn look_round(state: &mut State, session: &mut Session) -> bool {
    session.notice_git();
    let midnight = session.notice_midnight(state);
    let changed = session.notice_plans(state) || session.notice_changes(state, true);
    if changed && state.message.said().is_none() && !midnight {
        state.say(state.words.screen.changed_outside);
    }
    changed || midnight
}
