//! Entering and leaving the terminal: whatever ends the program, the shell gets its terminal back as it was.

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

/// Alternate screen, bracketed paste: what is pasted must never come as keys. What follows erases the screen, hides the
/// cursor and draws.
const ENTER: &[u8] = b"\x1b[?1049h\x1b[?2004h";
/// Plain style, no bracketed paste, cursor visible, the screen of before.
const LEAVE: &[u8] = b"\x1b[m\x1b[?2004l\x1b[?25h\x1b[?1049l";
/// Clicks and the wheel are sent, with places of any size.
const HEAR_MOUSE: &[u8] = b"\x1b[?1000h\x1b[?1006h";
/// They are the terminal's again.
const LEAVE_MOUSE: &[u8] = b"\x1b[?1006l\x1b[?1000l";

/// Whether the terminal is ours at the moment. Static, because a panic hook and a signal must be able to give it back.
static ENTERED: AtomicBool = AtomicBool::new(false);
/// Whether the mouse is ours as well, while the terminal is.
static MOUSE: AtomicBool = AtomicBool::new(false);

/// The terminal while it is ours: raw mode and the alternate screen, given back on drop, on a panic of any thread and
/// before a suspension. Unless asked for, the mouse stays the terminal's (selecting, pasting); no keyboard protocol is asked for, and no
/// question is put to it whose answer would have to be waited for.
pub struct Screen {
    terminal: Terminal<ThinBackend<File>>,
}

impl Screen {
    /// Takes the terminal on standard output; colours are sent unless `colours` is false (`NO_COLOR`), and the mouse is
    /// heard where `mouse` is true.
    ///
    /// # Errors
    /// Where there is no terminal.
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

    /// Draws a frame; only what differs from the last one is sent, in one write.
    ///
    /// # Errors
    /// Where the terminal is gone (`Event::Ended` may come later than that), or has been given back by a panic in another
    /// thread: the program is to end.
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

    /// Columns and rows.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn size(&self) -> io::Result<Size> {
        self.terminal.size()
    }

    /// Asks the terminal to put text on its clipboard (OSC 52); one that cannot passes over it.
    ///
    /// # Errors
    /// Where the terminal is gone.
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        let output = self.terminal.backend_mut().output_mut();
        crossterm::execute!(output, CopyToClipboard::to_clipboard_from(text))
    }

    /// The next frame is drawn anew, whatever the terminal shows (something else wrote to it).
    pub fn repaint(&mut self) {
        self.terminal.backend_mut().repaint();
    }

    /// Ctrl-Z: gives the terminal back, stops the program with its process group as the shell expects, and takes the
    /// terminal again when the shell continues it. The next frame is drawn anew.
    ///
    /// Where no shell waits that could continue it (`ssh -t host duban`), the system ignores the stop and the program
    /// goes on.
    ///
    /// # Errors
    /// Where the terminal is gone.
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

    /// After `Event::Resumed`: the shell may have changed the terminal while it was stopped by somebody else, so it is
    /// taken again and the next frame drawn anew.
    ///
    /// # Errors
    /// Where the terminal is gone (a hang-up, too, continues a program): the program is to end.
    pub fn resume(&mut self) -> io::Result<()> {
        disable_raw_mode()?;
        self.take()
    }

    /// Gives the terminal to another program (`$EDITOR`) while `run` does its work, then takes it again. The keyboard is
    /// lent by `Input::pause`.
    ///
    /// # Errors
    /// Where the terminal is gone.
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

/// Gives the terminal back if it is ours. Nobody is left to tell where that fails: the terminal is gone then.
pub(in crate::tui) fn give_back() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    // First, so that who sees the screen of before can type at once.
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

/// A terminal that does not know its size (a serial line) is taken to be 80x24.
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
