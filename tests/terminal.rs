//! The terminal is taken and given back whatever happens, and an idle program is silent.

use std::time::{Duration, Instant};

use duban::tui::term::input::{Ending, Event, Input};
use duban::tui::term::terminal::Screen;
use ratatui::crossterm::event::{KeyCode, KeyModifiers};
use ratatui::style::Style;
use rustix::process::Signal;

use super::common::pty::{Pty, PtyBuilder};
use super::common::skip;

const PROGRAM: &str = "DUBAN_TEST_SCREEN_PROGRAM";
const DEAF: &str = "DUBAN_TEST_SCREEN_DEAF";

/// Not a test but the program that the tests here start in a terminal: what it heard last, on the screen.
#[test]
#[ignore = "started by other tests, in a terminal"]
fn program() {
    if std::env::var_os(PROGRAM).is_none() {
        return;
    }
    let mut input = Input::start().unwrap();
    let mut screen = Screen::enter(true, false).unwrap();
    let mut heard = "听".to_owned();
    // Ends only where it is told to, not where it notices itself that the terminal is gone.
    let deaf = std::env::var_os(DEAF).is_some();
    loop {
        let drawn = screen.draw(|frame| {
            let size = frame.area();
            let title = format!("小程序 {}x{} 最近:{heard}", size.width, size.height);
            let buffer = frame.buffer_mut();
            buffer.set_string(2, 1, title, Style::new());
            buffer.set_string(0, size.height - 1, "q退出", Style::new());
        });
        if drawn.is_err() && !deaf {
            drop(screen);
            std::process::exit(Ending::Hangup.exit_code());
        }
        let Some(event) = input.next_within(Duration::from_secs(60)) else {
            continue;
        };
        match event {
            Event::Key(key) => match (key.code, key.modifiers) {
                (KeyCode::Char('q'), KeyModifiers::NONE) => break,
                (KeyCode::Char('z'), KeyModifiers::CONTROL) => {
                    screen.suspend().unwrap();
                    heard = "继续".into();
                }
                (KeyCode::Char('p'), KeyModifiers::NONE) => panic!("说好的"),
                (KeyCode::Char('e'), KeyModifiers::NONE) => {
                    let line = input.pause(|| screen.lend(edit)).unwrap();
                    heard = format!("编辑{line:?}");
                }
                (code, _) => heard = format!("{code:?}"),
            },
            Event::Paste(text) => {
                // What it becomes in a field is the field's business.
                let words: Vec<&str> = text.split_whitespace().collect();
                heard = format!("贴[{}]", words.join(" "));
            }
            Event::Mouse(_) | Event::Resize | Event::Woken(()) => {}
            Event::Resumed => {
                // Linux continues a program, too, whose terminal is gone.
                if screen.resume().is_err() && !deaf {
                    drop(screen);
                    std::process::exit(Ending::Hangup.exit_code());
                }
                heard.push('醒');
            }
            Event::Ended(ending) => {
                drop(screen);
                std::process::exit(ending.exit_code());
            }
        }
    }
}

/// Another program that reads the terminal, in the place of an editor.
fn edit() -> String {
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
    line.trim().to_owned()
}

fn command() -> PtyBuilder {
    PtyBuilder::new(std::env::current_exe().unwrap())
        .args(["--ignored", "--exact", "--nocapture", "terminal::program"])
        .env(PROGRAM, "1")
}

fn started() -> Pty {
    let pty = command().start();
    pty.wait_for("最近:听");
    pty
}

fn is_given_back(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
}

/// As `is_given_back`; whether text is pasted in brackets is the shell's own affair.
fn is_the_shells(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen() && !screen.hide_cursor()
}

#[test]
fn the_harness_shows_what_a_program_prints_and_passes_on_what_is_typed() {
    let mut pty = PtyBuilder::new("sh")
        .args([
            "-c",
            "echo 你好 $LANG $(stty size); read line; echo 收到:$line; exit 7",
        ])
        .size(60, 10)
        .start();
    pty.wait_for("你好 zh_CN.UTF-8 10 60");
    pty.keys("教育局\r");
    pty.wait_for("收到:教育局");
    assert_eq!(pty.wait_for_exit().exit_code(), 7);
}

#[test]
fn the_harness_starts_a_program_where_it_is_told_with_a_home_of_its_own() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut pty = PtyBuilder::new("sh")
        .args(["-c", "pwd; read go; clear; echo $HOME; read go"])
        .directory(folder.path())
        .size(200, 10)
        .start();
    let folder = folder.path().canonicalize().unwrap();
    pty.wait_for(folder.to_str().unwrap());
    pty.keys("\r");
    pty.wait_for_no(folder.to_str().unwrap());
    pty.wait_for(pty.home().to_str().unwrap());
    pty.keys("\r");
    assert!(pty.wait_for_exit().success());
}

#[test]
fn the_harness_answers_where_the_cursor_is() {
    let pty = PtyBuilder::new("sh")
        .args([
            "-c",
            "stty raw -echo; printf '\\033[3;5H\\033[6n'; head -c 6 | od -c; sleep 60",
        ])
        .start();
    pty.wait_for("[   3   ;   5   R");
}

#[test]
fn the_screen_is_taken_and_given_back() {
    let mut pty = started();
    pty.with_screen(|screen| {
        assert!(screen.alternate_screen());
        assert!(screen.hide_cursor());
        assert!(screen.bracketed_paste());
        assert_eq!(screen.mouse_protocol_mode(), vt100::MouseProtocolMode::None);
    });
    let received = String::from_utf8(pty.take_received()).unwrap();
    assert!(
        !received.contains("\x1b[6n") && !received.contains("\x1b[>"),
        "{received:?}"
    );
    pty.keys("j");
    pty.wait_for("最近:Char('j')");
    pty.keys("q");
    pty.wait_until("the terminal given back", is_given_back);
    assert!(pty.wait_for_exit().success());
}

#[test]
fn an_idle_screen_sends_nothing() {
    let pty = started();
    pty.wait_for_silence(Duration::from_millis(200));
    pty.take_received();
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(pty.take_received(), b"");
}

#[test]
fn an_idle_screen_does_not_wake() {
    if cfg!(not(target_os = "linux")) {
        return skip("Linux, which counts in /proc how often a thread wakes");
    }
    let pty = started();
    pty.wait_for_silence(Duration::from_millis(200));
    let before = switches(&pty);
    assert!(!before.is_empty());
    std::thread::sleep(Duration::from_millis(1500));
    assert_eq!(switches(&pty), before, "the program has woken up");
}

/// How often the threads of the program have been put to sleep or to work, by thread.
fn switches(pty: &Pty) -> Vec<String> {
    let tasks = format!("/proc/{}/task", pty.pid().as_raw_nonzero());
    let threads = std::fs::read_dir(tasks).unwrap();
    threads
        .flat_map(|thread| {
            let status = std::fs::read_to_string(thread.unwrap().path().join("status")).unwrap();
            let name = status.lines().next().unwrap_or_default().to_owned();
            let counts = status.lines().filter(|line| line.contains("ctxt_switches"));
            counts
                .map(|count| format!("{name} {count}"))
                .collect::<Vec<_>>()
        })
        .collect()
}

#[test]
fn a_resize_draws_anew_at_any_size() {
    let pty = started();
    for (columns, rows) in [(120, 40), (60, 15), (20, 5), (200, 50)] {
        pty.resize(columns, rows);
        pty.wait_for(&format!("{columns}x{rows}"));
        pty.wait_for("q退出");
    }
}

#[test]
fn pasted_text_comes_as_text_whether_the_terminal_says_so_or_not() {
    let pty = started();
    pty.keys("\x1b[200~市教育局\r\nqpq\x1b[201~");
    pty.wait_for("贴[市教育局 qpq]");
    pty.keys("q pasted without brackets,\nq twice");
    pty.wait_for("贴[q pasted without brackets, q twice]");
}

#[test]
fn crossterm_993_an_arrow_split_by_a_slow_link_stays_an_arrow() {
    let pty = command()
        .env("SSH_CONNECTION", "10.0.0.2 50000 10.0.0.1 22")
        .start();
    pty.wait_for("最近:听");
    // A burst until the halves arrive in reads of their own and near enough to each other: the machine may be slow.
    let give_up = Instant::now() + Duration::from_secs(60);
    while !pty.screen().contains("最近:Up") {
        assert!(Instant::now() < give_up, "{}", pty.screen());
        pty.keys("\x1b");
        std::thread::sleep(Duration::from_millis(10));
        pty.keys("[A");
        std::thread::sleep(Duration::from_millis(200));
    }
    pty.keys("\x1b");
    pty.wait_for("最近:Esc");
}

#[test]
fn a_panic_gives_the_terminal_back_before_it_is_reported() {
    let mut pty = started();
    pty.keys("p");
    pty.wait_for("说好的");
    pty.wait_until("the terminal given back", is_given_back);
    assert!(!pty.wait_for_exit().success());
}

#[test]
fn sigterm_gives_the_terminal_back() {
    let mut pty = started();
    pty.signal(Signal::TERM);
    pty.wait_until("the terminal given back", is_given_back);
    assert_eq!(pty.wait_for_exit().exit_code(), 143);
}

#[test]
fn a_line_that_breaks_ends_the_program() {
    let mut pty = started();
    pty.hang_up();
    assert_eq!(pty.wait_for_exit().exit_code(), 129);
}

#[test]
fn crossterm_793_a_line_that_breaks_without_a_signal_ends_the_program() {
    // In a session of its own the program is sent no SIGHUP when the terminal goes.
    let mut pty = PtyBuilder::new("sh")
        .args([
            "-c",
            "trap '' HUP; exec 3<&0; setsid \"$0\" \"$@\" <&3 & echo $! > pid; wait",
        ])
        .args([std::env::current_exe().unwrap()])
        .args(["--ignored", "--exact", "--nocapture", "terminal::program"])
        .env(PROGRAM, "1")
        .env(DEAF, "1")
        .start();
    pty.wait_for("最近:听");
    let text = std::fs::read_to_string(pty.home().join("pid")).unwrap();
    let program = rustix::process::Pid::from_raw(text.trim().parse().unwrap()).unwrap();
    assert!(rustix::process::test_kill_process(program).is_ok());
    pty.hang_up();
    // Soon enough that it is not our test harness in there that stumbles over the missing terminal, after 60 s.
    let give_up = Instant::now() + Duration::from_secs(30);
    while rustix::process::test_kill_process(program).is_ok() {
        assert!(
            Instant::now() < give_up,
            "the program outlives its terminal"
        );
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn ctrl_z_goes_back_to_the_shell_and_fg_draws_anew() {
    let mut pty = PtyBuilder::new("bash")
        .args(["--norc", "--noprofile", "-i"])
        .env("PS1", "shell> ")
        .env(PROGRAM, "1")
        .start();
    pty.wait_for("shell>");
    let program = std::env::current_exe().unwrap();
    pty.keys(&format!(
        "{} --ignored --exact --nocapture terminal::program\r",
        program.display()
    ));
    pty.wait_for("最近:听");
    for _ in 0..2 {
        pty.keys("\x1a");
        pty.wait_until("the shell's screen", is_the_shells);
        pty.wait_for("Stopped");
        pty.keys("echo $((6*7))号\r");
        pty.wait_for("42号");
        pty.keys("clear; fg\r");
        pty.wait_for("最近:继续");
        pty.wait_until("the screen taken again", |screen| {
            screen.alternate_screen() && screen.hide_cursor()
        });
        pty.keys("j");
        pty.wait_for("最近:Char('j')");
    }
    pty.keys("q");
    pty.wait_until("the shell's prompt", |screen| {
        is_the_shells(screen) && screen.contents().trim_end().ends_with("shell>")
    });
    pty.keys("exit\r");
    assert!(pty.wait_for_exit().success());
}

#[test]
fn ctrl_z_where_no_shell_waits_goes_on() {
    let pty = started();
    pty.keys("\x1a");
    pty.wait_for("最近:继续");
    pty.keys("j");
    pty.wait_for("最近:Char('j')");
}

#[test]
fn crossterm_618_an_editor_has_the_keyboard_to_itself() {
    let pty = started();
    for text in ["第一行", "second"] {
        pty.keys("e");
        pty.wait_until("the terminal lent", is_given_back);
        // Ctrl-C is the editor's affair.
        pty.keys("\x03");
        pty.keys(&format!("{text}\r"));
        pty.wait_for(&format!("最近:编辑{text:?}"));
        pty.keys("j");
        pty.wait_for("最近:Char('j')");
    }
}
