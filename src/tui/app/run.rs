//! The main loop: waits, takes all that came, and draws once.

use std::io;
use std::time::{Duration, Instant};

use crate::tui::app::session::tell_reloaded;
use crate::tui::app::{Answer, Next, Session, State};
use crate::tui::term::editor;
use crate::tui::term::input::Ending;
use crate::tui::term::input::Event;
use crate::tui::term::input::Input;
use crate::tui::term::terminal::Screen;
use crate::tui::views::draw;

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
    let screen = Screen::enter(state.look.colours.is_some(), mouse)?;
    let input = Input::start()?;
    session.begin(state, input.waker());
    let mut main_loop = MainLoop {
        screen,
        input,
        last_key: Instant::now(),
        is_rested: true,
        is_working: true,
    };
    let ended = main_loop.run(state, session);
    // A terminal that takes no more is gone.
    Ok(ended.unwrap_or(Ending::Hangup.exit_code() as u8))
}

/// The terminal, and what is to be done before the next key.
struct MainLoop {
    screen: Screen,
    input: Input<Answer>,
    last_key: Instant,
    /// Whether the detail has followed the cursor.
    is_rested: bool,
    /// Whether there may be work to do between keys.
    is_working: bool,
}

impl MainLoop {
    /// Draws and takes events until one ends the program; returns the exit code.
    fn run(&mut self, state: &mut State, session: &mut Session) -> io::Result<u8> {
        loop {
            self.screen.draw(|frame| draw(state, frame))?;
            if let Some(text) = state.clipboard.take() {
                self.screen.copy(&text)?;
            }
            let mut next = self.next_event(state, session);
            while let Some(event) = next {
                let version = state.plans.version();
                if let Some(code) = self.take(state, session, event)? {
                    return Ok(code);
                }
                // Keys that follow are for what the user sees: that first.
                let is_as_shown = state.plans.version() == version;
                next = is_as_shown.then(|| self.input.next_queued()).flatten();
            }
        }
    }

    /// Waits for the next event, and works or looks round meanwhile; `None` if something is to be drawn first.
    fn next_event(&mut self, state: &mut State, session: &mut Session) -> Option<Event<Answer>> {
        loop {
            let idle = self.last_key.elapsed();
            let patience = match (self.is_working, self.is_rested) {
                (true, _) => Duration::ZERO,
                (false, true) => pause(idle),
                (false, false) => REST.saturating_sub(idle),
            };
            if let Some(event) = self.input.next_within(patience) {
                self.is_working = true;
                return Some(event);
            }
            if self.is_rested && !self.is_working {
                if look_round(state, session) {
                    return None;
                }
            } else if !self.is_rested && self.last_key.elapsed() >= REST {
                self.is_rested = true;
                rest(state, session);
                return None;
            } else {
                self.is_working = false;
                if state.work() {
                    return None;
                }
            }
        }
    }

    /// Takes an event; returns the exit code if it ends the program.
    fn take(
        &mut self,
        state: &mut State,
        session: &mut Session,
        event: Event<Answer>,
    ) -> io::Result<Option<u8>> {
        if matches!(event, Event::Key(_) | Event::Mouse(_)) {
            self.is_rested = false;
            self.last_key = Instant::now();
        }
        match event {
            Event::Key(key) => match press(state, session, key) {
                Next::GoOn => {}
                Next::Repaint => self.screen.repaint(),
                Next::Edit => self.edit(state, session)?,
                Next::Quit => return Ok(Some(0)),
                Next::Suspend => self.screen.suspend()?,
            },
            Event::Paste(text) => state.paste(&text),
            Event::Mouse(mouse) => {
                let version = state.plans.version();
                session.notice_midnight(state);
                session.notice_changes(state, false);
                // What was clicked on is what was shown.
                if state.plans.version() == version {
                    session.prepare(state);
                    state.mouse(mouse);
                    session.run(state);
                }
            }
            Event::Resize => {}
            Event::Resumed => {
                self.screen.resume()?;
                session.notice_changes(state, true);
            }
            Event::Ended(ending) => return Ok(Some(ending.exit_code() as u8)),
            Event::Woken(answer) => session.take_answer(state, answer),
        }
        Ok(None)
    }

    /// Lends the terminal and the keyboard to the editor, then reads the plans again.
    fn edit(&mut self, state: &mut State, session: &mut Session) -> io::Result<()> {
        let Some(place) = session.editing.take() else {
            return Ok(());
        };
        let lend = || self.screen.lend(|| editor::edit(&place.file, place.line()));
        let edited = self.input.pause(lend)?;
        let read = session.reload(state);
        session.notice_changes(state, true);
        match edited {
            Ok(()) => tell_reloaded(state, &read),
            Err(fault) => state.refuse((state.words.forms.no_editor)(&fault.to_string())),
        }
        Ok(())
    }
}

/// Lets the detail and the lists follow a cursor that has rested.
fn rest(state: &mut State, session: &Session) {
    if session.notice_changes(state, true) {
        tell_change(state);
    }
    state.rest();
}

/// Takes a key: notices changes on disk, updates the state, and carries out the effects.
pub fn press(state: &mut State, session: &mut Session, key: crossterm::event::KeyEvent) -> Next {
    let deed = state.deed_begun(key);
    if state.refuse_deselected(deed) {
        return Next::GoOn;
    }
    // If files that were read in part have changed, what was shown is no longer known.
    let is_lost = deed.is_some() && state.is_shown_of_changed_sum();
    let meant = deed.filter(|_| !is_lost);
    let meant = meant.map_or_else(Vec::new, |command| state.meant_by(command));
    // What a new day reads again may have changed too.
    let midnight = session.notice_midnight(state);
    let changed = session.notice_changes(state, false);
    // The key was meant for what was shown, not for what is there now.
    if is_lost {
        state.refuse(state.words.screen.changed_outside);
        return Next::GoOn;
    }
    if (midnight || changed)
        && let Err(why) = state.as_shown(&meant)
    {
        state.refuse(why);
        return Next::GoOn;
    }
    session.prepare(state);
    state.key(key);
    if changed {
        tell_change(state);
    }
    session.run(state)
}

/// Looks round while nobody types: takes in a new day, and what others changed on disk. Returns whether there was
/// anything.
fn look_round(state: &mut State, session: &mut Session) -> bool {
    session.notice_git();
    let midnight = session.notice_midnight(state);
    let changed = session.notice_plans(state) || session.notice_changes(state, true);
    if changed && !midnight {
        tell_change(state);
    }
    changed || midnight
}

/// Says that somebody else changed what is shown, if there is nothing more urgent to say.
fn tell_change(state: &mut State) {
    if state.message.said().is_none() {
        state.say(state.words.screen.changed_outside);
    }
}
