//! Events that are not keys: signals, and the loss of the terminal.

use std::io;
use std::sync::mpsc::Sender;
use std::thread;
use std::time::Duration;

use rustix::event::{PollFd, PollFlags, poll};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM};
use signal_hook::iterator::Signals;

use crate::tui::term::input::{Ending, Event};
use crate::tui::term::terminal::give_back;

/// The time the program has to end by itself; every change is on disk already.
const GRACE: Duration = Duration::from_secs(5);

/// Turns signals into events, on a thread of its own that sleeps until one comes.
pub(crate) fn watch_signals<T: Send + 'static>(events: Sender<Event<T>>) -> io::Result<()> {
    // SIGHUP is taken even where it is ignored (nohup): without a terminal there is nothing left to do, and crossterm
    // would read from it in a loop for ever (crossterm#793).
    let mut signals = Signals::new([SIGTERM, SIGINT, SIGHUP, SIGCONT])?;
    thread::Builder::new()
        .name("signals".into())
        .spawn(move || {
            for signal in signals.forever() {
                match signal {
                    SIGCONT => drop(events.send(Event::Resumed)),
                    SIGHUP => end(&events, Ending::Hangup),
                    // Ctrl-C is a key while the terminal is ours; a signal it is for the editor that the terminal is lent to.
                    SIGINT => {}
                    _ => end(&events, Ending::Terminated),
                }
            }
        })?;
    Ok(())
}

/// Reports the loss of the terminal without a signal (crossterm#793), on a thread of its own that sleeps until then.
pub(crate) fn watch_terminal<T: Send + 'static>(events: Sender<Event<T>>) -> io::Result<()> {
    let terminal = terminal()?;
    thread::Builder::new()
        .name("terminal".into())
        .spawn(move || {
            if is_hung_up(&terminal) {
                end(&events, Ending::Hangup);
            }
        })?;
    Ok(())
}

/// Returns the terminal that crossterm reads keys from.
fn terminal() -> io::Result<std::os::fd::OwnedFd> {
    use std::io::IsTerminal as _;
    use std::os::fd::AsFd as _;
    if io::stdin().is_terminal() {
        return io::stdin().as_fd().try_clone_to_owned();
    }
    Ok(std::fs::File::open("/dev/tty")?.into())
}

/// Blocks until the terminal hangs up; returns false if the system cannot wait for that (macOS), where SIGHUP must do.
fn is_hung_up(terminal: &std::os::fd::OwnedFd) -> bool {
    loop {
        // No kind of event is asked for; a hang-up is always reported.
        let mut watched = [PollFd::new(terminal, PollFlags::empty())];
        match poll(&mut watched, None) {
            Err(rustix::io::Errno::INTR) => {}
            Err(_) => return false,
            Ok(_) if watched[0].revents().contains(PollFlags::HUP) => return true,
            Ok(_) => return rustix::termios::tcgetattr(terminal).is_err(),
        }
    }
}

/// Asks the program to end, and ends it if it does not (it may be waiting for git, or for a lost terminal).
fn end<T>(events: &Sender<Event<T>>, ending: Ending) {
    let _ = events.send(Event::Ended(ending));
    let last_resort = thread::Builder::new()
        .name("last resort".into())
        .spawn(move || {
            thread::sleep(GRACE);
            give_back();
            std::process::exit(ending.exit_code());
        });
    if last_resort.is_err() {
        give_back();
        std::process::exit(ending.exit_code());
    }
}
