//! A program in a real pseudo-terminal, with an emulator that shows what its user would see.
//!
//! Nothing waits for a fixed time: every wait ends as soon as what it waits for is there, and gives up after a time that
//! is long enough for a slow machine with a screenful of what was there instead.

use std::ffi::OsString;
use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::{Arc, Condvar, Mutex};
use std::thread;
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use rustix::process::{Pid, Signal, kill_process};
use tempfile::TempDir;

/// How long a wait lasts before the test fails.
const PATIENCE: Duration = Duration::from_secs(60);

/// What is to be started, and where.
pub(crate) struct PtyBuilder {
    command: CommandBuilder,
    home: TempDir,
    columns: u16,
    rows: u16,
}

impl PtyBuilder {
    /// `program` in an environment of its own: an empty home, a Chinese UTF-8 locale, xterm-256color, the same `PATH`.
    pub(crate) fn new(program: impl Into<OsString>) -> Self {
        let home = TempDir::new().unwrap();
        let mut command = CommandBuilder::new(program.into());
        command.env_clear();
        command.env("HOME", home.path());
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        command.env("LANG", "zh_CN.UTF-8");
        command.env("TERM", "xterm-256color");
        command.cwd(home.path());
        Self {
            command,
            home,
            columns: 80,
            rows: 24,
        }
    }

    /// Our program.
    pub(crate) fn duban() -> Self {
        Self::new(env!("CARGO_BIN_EXE_duban"))
    }

    /// Our program on a folder of plans.
    pub(crate) fn on(plans: &Path) -> Self {
        Self::duban().args(["--plans".as_ref(), plans.as_os_str()])
    }

    pub(crate) fn args<A: Into<OsString>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        self.command.args(args.into_iter().map(Into::into));
        self
    }

    pub(crate) fn env(mut self, name: &str, value: impl Into<OsString>) -> Self {
        self.command.env(name, value.into());
        self
    }

    pub(crate) fn directory(mut self, directory: &Path) -> Self {
        self.command.cwd(directory);
        self
    }

    pub(crate) fn size(mut self, columns: u16, rows: u16) -> Self {
        (self.columns, self.rows) = (columns, rows);
        self
    }

    pub(crate) fn start(self) -> Pty {
        let pair = native_pty_system()
            .openpty(size(self.columns, self.rows))
            .unwrap();
        let child = pair.slave.spawn_command(self.command).unwrap();
        // The program has its own; while we hold one too, its end would never be seen.
        drop(pair.slave);
        let writer = Arc::new(Mutex::new(Some(pair.master.take_writer().unwrap())));
        let shown = Arc::new(Shown {
            state: Mutex::new(State {
                emulator: vt100::Parser::new_with_callbacks(
                    columns(self.rows),
                    columns(self.columns),
                    0,
                    Answers::default(),
                ),
                received: Vec::new(),
                ended: false,
                broken: false,
            }),
            changed: Condvar::new(),
        });
        let reader = pair.master.try_clone_reader().unwrap();
        let (to_show, to_answer) = (Arc::clone(&shown), Arc::clone(&writer));
        thread::spawn(move || show(reader, &to_show, &to_answer));
        Pty {
            child,
            master: Some(pair.master),
            writer,
            shown,
            home: self.home,
        }
    }
}

type Writer = Arc<Mutex<Option<Box<dyn Write + Send>>>>;

/// A running program and its terminal; killed on drop.
pub(crate) struct Pty {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    writer: Writer,
    shown: Arc<Shown>,
    home: TempDir,
}

struct Shown {
    state: Mutex<State>,
    changed: Condvar,
}

struct State {
    emulator: vt100::Parser<Answers>,
    received: Vec<u8>,
    /// The program has closed its terminal.
    ended: bool,
    /// We are to close our side.
    broken: bool,
}

/// What the terminal owes the program: answers to where the cursor is (`ESC[6n`).
#[derive(Default)]
struct Answers(Vec<u8>);

impl vt100::Callbacks for Answers {
    fn unhandled_csi(
        &mut self,
        screen: &mut vt100::Screen,
        _: Option<u8>,
        _: Option<u8>,
        parameters: &[&[u16]],
        kind: char,
    ) {
        if kind == 'n' && parameters == [&[6][..]] {
            let (row, column) = screen.cursor_position();
            self.0
                .extend(format!("\x1b[{};{}R", row + 1, column + 1).bytes());
        }
    }
}

impl Pty {
    /// The program's home folder.
    pub(crate) fn home(&self) -> &Path {
        self.home.path()
    }

    /// Types: characters as they are, keys as the terminal sends them (`\r`, `\x1b`, `\x1b[A`).
    pub(crate) fn keys(&self, keys: &str) {
        let mut writer = self.writer.lock().unwrap();
        let writer = writer.as_mut().expect("the terminal was closed");
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
    }

    /// Types, and waits until the text stands on the screen.
    #[track_caller]
    pub(crate) fn press(&self, keys: &str, text: &str) {
        self.keys(keys);
        self.wait_for(text);
    }

    /// The text on the screen, rows without the blanks at their ends.
    pub(crate) fn screen(&self) -> String {
        self.with_screen(vt100::Screen::contents)
    }

    /// Asks anything of the emulator's screen.
    pub(crate) fn with_screen<R>(&self, ask: impl FnOnce(&vt100::Screen) -> R) -> R {
        ask(self.shown.state.lock().unwrap().emulator.screen())
    }

    /// Takes all bytes that the program has sent since the last time.
    pub(crate) fn take_received(&self) -> Vec<u8> {
        std::mem::take(&mut self.shown.state.lock().unwrap().received)
    }

    /// Waits until the text stands on the screen.
    #[track_caller]
    pub(crate) fn wait_for(&self, text: &str) {
        self.wait_until(&format!("{text:?} on the screen"), |screen| {
            screen.contents().contains(text)
        });
    }

    /// Waits until the text no longer stands on the screen.
    #[track_caller]
    pub(crate) fn wait_for_no(&self, text: &str) {
        self.wait_until(&format!("no {text:?} on the screen"), |screen| {
            !screen.contents().contains(text)
        });
    }

    /// Waits until the screen is as wanted; `what` names that where it never is.
    #[track_caller]
    pub(crate) fn wait_until(&self, what: &str, wanted: impl Fn(&vt100::Screen) -> bool) {
        let give_up = Instant::now() + PATIENCE;
        let mut state = self.shown.state.lock().unwrap();
        while !wanted(state.emulator.screen()) {
            let left = give_up.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !state.ended,
                "waited for {what}{}; the screen:\n{}",
                if state.ended {
                    " until the program closed its terminal"
                } else {
                    ""
                },
                state.emulator.screen().contents(),
            );
            state = self.shown.changed.wait_timeout(state, left).unwrap().0;
        }
    }

    /// Waits until the program has sent nothing for `time`, which a test of bytes or of an idle program needs.
    pub(crate) fn wait_for_silence(&self, time: Duration) {
        let mut state = self.shown.state.lock().unwrap();
        loop {
            let before = state.received.len();
            let (next, waited) = self
                .shown
                .changed
                .wait_timeout_while(state, time, |state| {
                    state.received.len() == before && !state.ended
                })
                .unwrap();
            if waited.timed_out() || next.ended {
                return;
            }
            state = next;
        }
    }

    pub(crate) fn resize(&self, new_columns: u16, new_rows: u16) {
        // The emulator first: what the program draws for the new size must find it.
        self.shown
            .state
            .lock()
            .unwrap()
            .emulator
            .set_size(columns(new_rows), columns(new_columns));
        self.master
            .as_ref()
            .expect("the terminal was closed")
            .resize(size(new_columns, new_rows))
            .unwrap();
    }

    pub(crate) fn signal(&self, signal: Signal) {
        kill_process(self.pid(), signal).unwrap();
    }

    pub(crate) fn pid(&self) -> Pid {
        Pid::from_raw(self.child.process_id().unwrap().try_into().unwrap()).unwrap()
    }

    /// The line breaks: the terminal's other side is closed. For programs that draw when they are resized, since our
    /// reader holds that side too until it has something to read.
    pub(crate) fn hang_up(&mut self) {
        let (rows, columns) = self.with_screen(vt100::Screen::size);
        self.shown.state.lock().unwrap().broken = true;
        self.resize(columns.get() - 1, rows.get());
        self.writer.lock().unwrap().take();
        self.master = None;
    }

    /// Ends the program as its users do.
    #[track_caller]
    pub(crate) fn quit(&mut self) {
        self.keys("q");
        assert!(self.wait_for_exit().success());
    }

    /// Waits until the program has ended and all that it sent has come.
    #[track_caller]
    pub(crate) fn wait_for_exit(&mut self) -> ExitStatus {
        let give_up = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                self.wait_for_the_rest();
                return status;
            }
            assert!(
                Instant::now() < give_up,
                "the program does not end; the screen:\n{}",
                self.screen()
            );
            thread::sleep(Duration::from_millis(5));
        }
    }
}

impl Pty {
    /// Waits for what is still under way from a program that has ended. A program that it left behind may hold the
    /// terminal open, and says nothing.
    fn wait_for_the_rest(&self) {
        const AT_MOST: Duration = Duration::from_secs(2);
        let state = self.shown.state.lock().unwrap();
        let going_on = |state: &mut State| !state.ended;
        let waited = self
            .shown
            .changed
            .wait_timeout_while(state, AT_MOST, going_on);
        drop(waited.unwrap());
    }
}

impl Drop for Pty {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn show(mut reader: impl Read, shown: &Shown, writer: &Writer) {
    let mut bytes = vec![0; 64 * 1024];
    loop {
        // EIO is how a pseudo-terminal tells that the program has closed it.
        let read = reader.read(&mut bytes).unwrap_or(0);
        let mut state = shown.state.lock().unwrap();
        state.ended = read == 0 || state.broken;
        state.received.extend_from_slice(&bytes[..read]);
        state.emulator.process(&bytes[..read]);
        let ended = state.ended;
        let answers = std::mem::take(&mut state.emulator.callbacks_mut().0);
        drop(state);
        if let Some(writer) = writer
            .lock()
            .unwrap()
            .as_mut()
            .filter(|_| !answers.is_empty())
        {
            let _ = writer.write_all(&answers).and_then(|()| writer.flush());
        }
        shown.changed.notify_all();
        if ended {
            return;
        }
    }
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize {
        rows,
        cols: columns,
        pixel_width: 0,
        pixel_height: 0,
    }
}

fn columns(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap()
}
