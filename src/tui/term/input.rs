//! The one place where the program waits: keys, resizes, signals and results of workers come through one channel.

use std::collections::VecDeque;
use std::io;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use crossterm::event::{KeyEvent, KeyEventKind, MouseButton, MouseEventKind};

use crate::tui::term::keys::{Crossterm, Source, read_keys};
use crate::tui::term::signals::{watch_signals, watch_terminal};

/// An event of the main loop; `T` is the result that workers send.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event<T> {
    /// A key was pressed, or repeats because it is held.
    Key(KeyEvent),
    /// Text was pasted.
    Paste(String),
    /// The mouse was used, if it was asked for.
    Mouse(Mouse),
    /// The terminal was resized; the next frame has the new size.
    Resize,
    /// The program was stopped and continued: call `Screen::resume` and look at the files again.
    Resumed,
    /// The program must end; after some seconds it is ended.
    Ended(Ending),
    /// A worker has a result.
    Woken(T),
}

/// An event of the mouse.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mouse {
    /// Its first button was pressed, at a column and a row.
    Click(u16, u16),
    /// The wheel was turned by a notch, towards the end or the beginning.
    Wheel {
        /// Towards the end.
        down: bool,
    },
}

/// The reason why the program must end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The terminal is gone (SIGHUP, or its other side was closed).
    Hangup,
    /// Somebody asked for it (SIGTERM).
    Terminated,
}

impl Ending {
    /// Returns the exit code that a shell reports for it.
    pub fn exit_code(self) -> i32 {
        match self {
            Self::Hangup => 128 + 1,
            Self::Terminated => 128 + 15,
        }
    }
}

/// Wakes the main loop from another thread.
#[derive(Debug)]
pub struct Waker<T>(Sender<Event<T>>);

impl<T> Clone for Waker<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Waker<T> {
    /// Sends `result` to the main loop; if that has ended, nobody needs it.
    pub fn wake(&self, result: T) {
        let _ = self.0.send(Event::Woken(result));
    }
}

/// The events, in order. A process has one, because it reads the terminal.
pub struct Input<T> {
    // Held so that the channel never ends, even where no thread could be started.
    sender: Sender<Event<T>>,
    receiver: Receiver<Event<T>>,
    queued: VecDeque<Event<T>>,
    reading: Arc<KeyReading>,
}

impl<T: Send + 'static> Input<T> {
    /// Starts listening to the terminal and to signals.
    ///
    /// # Errors
    /// Fails if threads or signals are not available.
    pub fn start() -> io::Result<Self> {
        let input = Self::silent();
        watch_signals(input.sender.clone())?;
        watch_terminal(input.sender.clone())?;
        let (events, reading) = (input.sender.clone(), Arc::clone(&input.reading));
        // crossterm begins to hear of resizes when it is first asked. Before the first frame, so that none is missed between
        // that frame and the thread's first question; whether there is a terminal at all, the thread finds out.
        let _ = crossterm::event::poll(Duration::ZERO);
        let slow = std::env::var_os("SSH_CONNECTION").is_some();
        thread::Builder::new()
            .name("keys".into())
            .spawn(move || read_terminal(&mut Crossterm, slow, &reading, &events))?;
        Ok(input)
    }

    /// Makes an input that hears only workers, for tests.
    pub fn silent() -> Self {
        let (sender, receiver) = channel();
        Self {
            sender,
            receiver,
            queued: VecDeque::new(),
            reading: Arc::default(),
        }
    }

    /// Returns a handle with which workers send their results.
    pub fn waker(&self) -> Waker<T> {
        Waker(self.sender.clone())
    }

    /// Waits for the next event for at most `time`.
    pub fn next_within(&mut self, time: Duration) -> Option<Event<T>> {
        if let Some(event) = self.queued.pop_front() {
            return Some(event);
        }
        match self.receiver.recv_timeout(time) {
            Ok(event) => Some(event),
            Err(RecvTimeoutError::Timeout) => None,
            Err(RecvTimeoutError::Disconnected) => Some(Event::Ended(Ending::Terminated)),
        }
    }

    /// Returns the next event if one has come already. All of them are taken before a frame is drawn, so that a held key costs one
    /// frame and not twenty. Successive resizes are one event.
    pub fn next_queued(&mut self) -> Option<Event<T>> {
        self.queued.extend(self.receiver.try_iter());
        let event = self.queued.pop_front()?;
        if matches!(event, Event::Resize) {
            while matches!(self.queued.front(), Some(Event::Resize)) {
                self.queued.pop_front();
            }
        }
        Some(event)
    }

    /// Leaves the keyboard to another program (`$EDITOR`) while `run` runs.
    ///
    /// Two readers would share the keys between them (crossterm#618).
    pub fn pause<R>(&self, run: impl FnOnce() -> R) -> R {
        self.reading.pause();
        let result = run();
        self.reading.go_on();
        result
    }
}

/// A switch that pauses the reading thread. While it waits for a key, only a resize of the terminal wakes it, so one is
/// signalled.
#[derive(Default)]
struct KeyReading {
    state: Mutex<ReadingState>,
    changed: Condvar,
}

#[derive(Default)]
struct ReadingState {
    started: bool,
    paused: bool,
    /// Whether the thread has noticed the pause.
    still: bool,
}

impl KeyReading {
    fn lock(&self) -> MutexGuard<'_, ReadingState> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pause(&self) {
        const PATIENCE: Duration = Duration::from_secs(2);
        const AGAIN: Duration = Duration::from_millis(20);
        let mut state = self.lock();
        state.paused = true;
        let begun = Instant::now();
        while state.started && !state.still && begun.elapsed() < PATIENCE {
            let _ = rustix::process::kill_process(
                rustix::process::getpid(),
                rustix::process::Signal::WINCH,
            );
            let waited = self.changed.wait_timeout(state, AGAIN);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
        }
    }

    fn go_on(&self) {
        self.lock().paused = false;
        self.changed.notify_all();
    }

    fn set_started(&self, started: bool) {
        self.lock().started = started;
        self.changed.notify_all();
    }

    fn wait_while_paused(&self) {
        let mut state = self.lock();
        while state.paused {
            state.still = true;
            self.changed.notify_all();
            let waited = self.changed.wait(state);
            state = waited.unwrap_or_else(PoisonError::into_inner);
        }
        state.still = false;
    }
}

fn read_terminal<T>(
    source: &mut impl Source,
    slow: bool,
    reading: &KeyReading,
    events: &Sender<Event<T>>,
) {
    reading.set_started(true);
    while let Ok(read) = read_keys(source, slow) {
        reading.wait_while_paused();
        for event in read.into_iter().filter_map(translate) {
            if events.send(event).is_err() {
                return reading.set_started(false);
            }
        }
    }
    reading.set_started(false);
    let _ = events.send(Event::Ended(Ending::Hangup));
}

fn translate<T>(event: crossterm::event::Event) -> Option<Event<T>> {
    match event {
        // Windows and the kitty protocol report when a key is released, too.
        crossterm::event::Event::Key(key) if key.kind == KeyEventKind::Release => None,
        crossterm::event::Event::Key(key) => Some(Event::Key(key)),
        crossterm::event::Event::Paste(text) => Some(Event::Paste(text)),
        crossterm::event::Event::Resize(..) => Some(Event::Resize),
        crossterm::event::Event::Mouse(mouse) => Some(Event::Mouse(match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => Mouse::Click(mouse.column, mouse.row),
            MouseEventKind::ScrollDown => Mouse::Wheel { down: true },
            MouseEventKind::ScrollUp => Mouse::Wheel { down: false },
            _ => return None,
        })),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use crossterm::event::{KeyCode, KeyModifiers};

    use super::*;

    /// Events in order, then the terminal is gone.
    fn key(c: char) -> KeyEvent {
        KeyEvent::new(KeyCode::Char(c), KeyModifiers::NONE)
    }

    fn heard(script: Vec<crossterm::event::Event>) -> Vec<Event<()>> {
        let mut input = Input::silent();
        read_terminal(
            &mut VecDeque::from(script),
            false,
            &input.reading,
            &input.sender,
        );
        std::iter::from_fn(|| input.next_queued()).collect()
    }

    #[test]
    fn only_presses_and_repeats_are_keys() {
        use crossterm::event::Event as Raw;
        let of_kind = |kind| KeyEvent { kind, ..key('j') };
        assert_eq!(
            heard(vec![
                Raw::Key(of_kind(KeyEventKind::Press)),
                Raw::Key(of_kind(KeyEventKind::Release)),
                Raw::Key(of_kind(KeyEventKind::Repeat)),
                Raw::FocusGained,
            ]),
            [
                Event::Key(of_kind(KeyEventKind::Press)),
                Event::Key(of_kind(KeyEventKind::Repeat)),
                Event::Ended(Ending::Hangup)
            ]
        );
    }

    #[test]
    fn resizes_that_follow_each_other_are_one() {
        use crossterm::event::Event as Raw;
        assert_eq!(
            heard(vec![
                Raw::Resize(80, 24),
                Raw::Resize(81, 24),
                Raw::Key(key('j')),
                Raw::Resize(82, 24)
            ]),
            [
                Event::Resize,
                Event::Key(key('j')),
                Event::Resize,
                Event::Ended(Ending::Hangup)
            ]
        );
    }

    #[test]
    fn a_worker_wakes_the_loop_and_a_rest_is_noticed() {
        let mut input = Input::silent();
        assert_eq!(input.next_within(Duration::from_millis(1)), None);
        let waker = input.waker();
        thread::spawn(move || waker.wake(7)).join().unwrap();
        assert_eq!(input.next_queued(), Some(Event::Woken(7)));
        assert_eq!(input.next_queued(), None);
    }

    #[test]
    fn exit_codes_are_those_of_the_signals() {
        assert_eq!(Ending::Hangup.exit_code(), 129);
        assert_eq!(Ending::Terminated.exit_code(), 143);
    }
}
