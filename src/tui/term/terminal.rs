//! Entering and leaving the terminal. However the program ends, the shell gets its terminal back as it was.

use std::fs::File;
use std::io::{self, Write};
use std::os::fd::AsFd as _;
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use crossterm::clipboard::CopyToClipboard;
use crossterm::terminal::{disable_raw_mode, enable_raw_mode};
use ratatui::Frame;
use ratatui::Terminal;
use ratatui::layout::Size;

use crate::git::while_no_git_starts;
use crate::tui::term::backend::ThinBackend;
use crate::tui::term::wide::settle;

/// Enters the alternate screen with bracketed paste, because pasted text must never come as keys. The first frame erases the
/// screen and hides the cursor.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";
/// Restores plain style, the cursor and the screen of before, without bracketed paste.
const LEAVE: &[u8] = b"\x1b[m\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// Has clicks and the wheel reported, at positions of any size.
const HEAR_MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
/// Leaves the mouse to the terminal again.
const LEAVE_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Whether the program has the terminal. It is static because a panic hook and a signal must be able to give the terminal back.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// Whether the program has the mouse as well.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// The terminal while the program has it, in raw mode and on the alternate screen. It is given back on drop, on a panic of any
/// thread and before a suspension. Unless asked for, the mouse stays the terminal's (for selecting and pasting). No keyboard
/// protocol is used, and the terminal is asked nothing that needs an answer.
pub struct Screen {
    terminal: Terminal<ThinBackend<File>>,
}

impl Screen {
    /// Takes the terminal on standard output. Colours are sent unless `colours` is false (`NO_COLOR`); with `mouse`, clicks and the
    /// wheel are heard.
    ///
    /// # Errors
    /// Fails if there is no terminal.
    pub fn enter(colours: bool, mouse: bool) -> io::Result<Self> {
        give_back_on_panic();
        MOUSE.store(mouse, Ordering::SeqCst);
        // A file of its own: the standard one breaks a frame into lines of 1,024 bytes.
        let output = File::from(io::stdout().as_fd().try_clone_to_owned()?);
        let mut backend = ThinBackend::new(output, measure)?;
        backend.set_colours(colours);
        let terminal = Terminal::new(backend)?;
        let mut screen = Self { terminal };
        screen.take()?;
        Ok(screen)
    }

    /// Draws a frame; only the changes are sent, in one write.
    ///
    /// # Errors
    /// Fails if the terminal is gone (`Event::Ended` may come later), or was given back by a panic in another thread; the program
    /// must end.
    pub fn draw(&mut self, render: impl FnOnce(&mut Frame)) -> io::Result<()> {
        if !ENTERED.load(Ordering::SeqCst) {
            return Err(io::Error::other("the terminal was given back"));
        }
        self.terminal.draw(|frame| {
            render(frame);
            settle(frame.buffer_mut());
        })?;
        Ok(())
    }

    /// Asks the terminal to put text on its clipboard (OSC 52); one without support ignores it.
    ///
    /// # Errors
    /// Fails if the terminal is gone.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let output = self.terminal.backend_mut().output_mut();
        crossterm::execute!(output, CopyToClipboard::to_clipboard_from(text))
    }

    /// Has the next frame drawn whole, because something else wrote to the terminal.
    pub fn repaint(&mut self) {
        self.terminal.backend_mut().repaint();
    }

    /// Suspends the program (Ctrl-Z): gives the terminal back, stops the process group as the shell expects, and takes the
    /// terminal again when the shell continues it. The next frame is drawn whole.
    ///
    /// If no shell could continue it (`ssh -t host duban`), the system ignores the stop and the program goes on.
    ///
    /// # Errors
    /// Fails if the terminal is gone.
    pub fn suspend(&mut self) -> io::Result<()> {
        give_back();
        // SIGTSTP and not SIGSTOP: the same for a shell, but the system drops it where nobody could continue us.
        let stopped = while_no_git_starts(|| {
            rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)
        });
        // Where this is not the first thread, the stop may reach it a moment later.
        thread::sleep(Duration::from_millis(20));
        self.take()?;
        stopped.map_err(io::Error::from)
    }

    /// Takes the terminal again after `Event::Resumed`, because the shell may have changed it while the program was stopped.
    /// The next frame is drawn whole.
    ///
    /// # Errors
    /// Fails if the terminal is gone (a hang-up also continues a program); the program must end.
    pub fn resume(&mut self) -> io::Result<()> {
        disable_raw_mode()?;
        self.take()
    }

    /// Lends the terminal to another program (`$EDITOR`) while `run` runs; `Input::pause` lends the keyboard.
    ///
    /// # Errors
    /// Fails if the terminal is gone.
    pub fn lend<R>(&mut self, run: impl FnOnce() -> R) -> io::Result<R> {
        give_back();
        let result = run();
        self.take()?;
        Ok(result)
    }

    fn take(&mut self) -> io::Result<()> {
        enable_raw_mode()?;
        ENTERED.store(true, Ordering::SeqCst);
        let backend = self.terminal.backend_mut();
        backend.output_mut().write_all(ENTER)?;
        if MOUSE.load(Ordering::SeqCst) {
            backend.output_mut().write_all(HEAR_MOUSE)?;
        }
        backend.repaint();
        Ok(())
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        give_back();
    }
}

/// Gives the terminal back if the program has it. A failure means that the terminal is gone, so it is not reported.
pub(crate) fn give_back() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    // First, so that the user can type as soon as the old screen is back.
    let _ = disable_raw_mode();
    if let Ok(output) = io::stdout().as_fd().try_clone_to_owned() {
        let mut output = File::from(output);
        if MOUSE.load(Ordering::SeqCst) {
            let _ = output.write_all(LEAVE_MOUSE);
        }
        let _ = output.write_all(LEAVE);
    }
}

fn give_back_on_panic() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let report = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |panic| {
            give_back();
            report(panic);
        }));
    });
}

/// Returns the size of the terminal; one that does not know it (a serial line) counts as 80x24.
fn measure() -> io::Result<Size> {
    let (width, height) = crossterm::terminal::size()?;
    if width == 0 || height == 0 {
        return Ok(Size {
            width: 80,
            height: 24,
        });
    }
    Ok(Size { width, height })
}
