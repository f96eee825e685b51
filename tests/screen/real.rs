//! The real program in a real terminal.

use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use rustix::process::Signal;

use crate::common::duban::write_config;
use crate::common::pty::PtyBuilder;
use crate::common::stage::{DAY, Stage};

use super::{on_zhangping, started};

fn builder(stage: &Stage) -> PtyBuilder {
    PtyBuilder::on(&stage.plans()).args(["--as-of", DAY])
}

fn log(stage: &Stage) -> PathBuf {
    stage.plans().join("zhangping/progress.toml")
}

fn is_given_back(screen: &vt100::Screen) -> bool {
    !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
}

#[test]
fn walk_to_a_unit_mark_see_the_lamp_change_undo_quit() {
    let stage = Stage::set();
    let before = fs::read(log(&stage)).unwrap();
    let mut pty = started(&stage.plans());
    for letter in ["/", "n", "y", "n", "c", "j", "\r"] {
        pty.keys(letter);
    }
    pty.wait_for("查找「nyncj」");
    pty.press("j", "市农业农村局  牵头");
    pty.press("l", "> 红 3.2.5");
    pty.press("j", ">   红 3.2.5 开展农..：启动实施");
    pty.press(" ", ">   办 3.2.5 开展农..：启动实施");
    pty.wait_for("u 撤销");
    assert_ne!(fs::read(log(&stage)).unwrap(), before);
    pty.press("u", ">   红 3.2.5 开展农..：启动实施");
    assert_eq!(fs::read(log(&stage)).unwrap(), before);
    pty.quit();
    pty.wait_until("the terminal given back", is_given_back);
    assert_eq!(
        pty.screen().trim(),
        "",
        "nothing is left on the primary screen"
    );
}

#[test]
fn it_opens_where_one_was() {
    let stage = Stage::set();
    let home = tempfile::TempDir::new().unwrap();
    for (keys, expected) in [("4jj", "[1总览]"), ("q", "[4预警]")] {
        let mut pty = builder(&stage).env("HOME", home.path()).start();
        pty.wait_for(expected);
        pty.keys(keys);
        pty.wait_for_silence(Duration::from_millis(300));
        if keys != "q" {
            pty.keys("q");
        }
        assert!(pty.wait_for_exit().success());
    }
    // Asked for another plan, it opens that.
    let pty = builder(&stage)
        .env("HOME", home.path())
        .args(["--plan", "tunxi"])
        .start();
    pty.wait_for("[2单位]");
    pty.wait_for("屯溪区");
}

#[test]
fn search_by_pinyin_key_by_key() {
    let stage = Stage::set();
    let pty = started(&stage.plans());
    pty.keys("/");
    for (key, so_far) in [
        ("g", "g"),
        ("u", "gu"),
        ("g", "gug"),
        ("a", "guga"),
        ("n", "gugan"),
    ] {
        pty.press(key, &format!("| {so_far} "));
    }
    pty.wait_for("..骨干");
    // The real cursor stands behind what was typed: an input method shows its candidates there.
    let (row, column) = pty.with_screen(vt100::Screen::cursor_position);
    assert_eq!((row, column), (22, 7), "{}", pty.screen());
    assert!(!pty.with_screen(vt100::Screen::hide_cursor));
}

#[test]
fn a_paste_is_text_in_a_field_and_nothing_elsewhere() {
    let stage = Stage::set();
    let before = fs::read(log(&stage)).unwrap();
    let pty = started(&stage.plans());
    // The notes of a meeting, full of keys that are deeds; with brackets and, as from an old terminal, without.
    pty.press("l", "3.1.1");
    let notes = "M\r6\rdX m2 mark these 3 items done, then c\ry";
    for paste in [format!("\x1b[200~{notes}\x1b[201~"), notes.to_owned()] {
        pty.keys(&paste);
        pty.wait_for_silence(Duration::from_millis(200));
        assert!(pty.screen().contains("[2单位]"), "{}", pty.screen());
        assert!(!pty.screen().contains("已办结  "), "{}", pty.screen());
    }
    pty.press("/", "查找");
    pty.press("\x1b[200~骨干\r\nq\x1b[201~", "| 骨干 q");
    assert_eq!(fs::read(log(&stage)).unwrap(), before);
}

#[test]
fn resized_at_any_moment_also_with_a_layer_open() {
    let stage = Stage::set();
    let mut pty = started(&stage.plans());
    for keys in ["", "?", "\x1b", ":", "\x1b", "p", "\x1b", "6"] {
        pty.keys(keys);
        for (columns, rows) in [(160, 45), (50, 10), (2, 1), (80, 24)] {
            pty.resize(columns, rows);
            pty.wait_for_silence(Duration::from_millis(60));
        }
        // A key that meets a screen too small does nothing: it has to be large again first.
        pty.wait_for("督办");
    }
    // A key at a screen too small is lost, and one right behind an Esc is taken for Alt with it: both depend on how
    // fast the program is, so the keys are typed until they are taken.
    for _ in 0..100 {
        if pty.screen().contains("[6时间]") {
            break;
        }
        for keys in ["\x1b", "6"] {
            pty.keys(keys);
            pty.wait_for_silence(Duration::from_millis(200));
        }
    }
    pty.wait_for("[6时间]");
    pty.resize(100, 11);
    pty.wait_for("至少 40x12");
    pty.quit();
}

#[test]
fn ctrl_z_and_back() {
    let stage = Stage::set();
    let pty = PtyBuilder::new("bash")
        .args(["--norc", "--noprofile", "-i"])
        .env("PS1", "shell> ")
        .start();
    pty.wait_for("shell>");
    pty.keys(&format!(
        "{} --plans {} --plan zhangping\r",
        env!("CARGO_BIN_EXE_duban"),
        stage.plans().display()
    ));
    pty.wait_for("[2单位]");
    pty.press("\x1a", "Stopped");
    assert!(!pty.with_screen(vt100::Screen::alternate_screen));
    pty.press("clear; fg\r", "[2单位]");
    pty.press("4", "[4预警]");
    pty.keys("q");
    pty.wait_until("the shell's screen", |screen| !screen.alternate_screen());
}

#[test]
fn sigterm_gives_the_terminal_back() {
    let stage = Stage::set();
    let mut pty = started(&stage.plans());
    pty.signal(Signal::TERM);
    pty.wait_until("the terminal given back", is_given_back);
    assert_eq!(pty.wait_for_exit().exit_code(), 143);
}

#[test]
fn a_line_that_breaks_loses_nothing() {
    let stage = Stage::set();
    let mut pty = started(&stage.plans());
    pty.press("3 ", "u 撤销");
    let after = fs::read(log(&stage)).unwrap();
    pty.hang_up();
    assert_eq!(pty.wait_for_exit().exit_code(), 129);
    assert_eq!(fs::read(log(&stage)).unwrap(), after);
}

/// Out of sight of the terminal's signals: nothing is read any more, and it ends by itself.
#[test]
fn without_its_terminal_and_without_a_signal_it_ends() {
    let stage = Stage::set();
    let plans = stage.plans();
    let mut pty = PtyBuilder::new("sh")
        .args([
            "-c",
            "trap '' HUP; exec 3<&0; setsid \"$0\" \"$@\" <&3 & echo $! > pid; wait",
        ])
        .args([
            env!("CARGO_BIN_EXE_duban"),
            "--plans",
            plans.to_str().unwrap(),
        ])
        .args(["--as-of", DAY, "--plan", "zhangping"])
        .start();
    pty.wait_for("[2单位]");
    let text = fs::read_to_string(pty.home().join("pid")).unwrap();
    let program = rustix::process::Pid::from_raw(text.trim().parse().unwrap()).unwrap();
    pty.hang_up();
    let give_up = Instant::now() + Duration::from_secs(30);
    while rustix::process::test_kill_process(program).is_ok() {
        assert!(Instant::now() < give_up, "it outlives its terminal");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[test]
fn a_storm_of_sizes_ends_in_the_screen_of_the_last() {
    let stage = Stage::set();
    let calm = on_zhangping(&stage.plans()).size(100, 30).start();
    calm.wait_for("[2单位]");
    calm.wait_for_silence(Duration::from_millis(500));
    let pty = started(&stage.plans());
    for step in 0..300 {
        pty.resize(20 + step * 37 % 180, 5 + step * 11 % 60);
    }
    pty.resize(100, 30);
    pty.wait_for("[2单位]");
    pty.wait_for_silence(Duration::from_millis(500));
    assert_eq!(pty.screen(), calm.screen());
}

#[test]
fn a_locale_that_is_not_utf_8_gets_two_plain_lines() {
    let stage = Stage::set();
    let mut pty = builder(&stage).env("LC_ALL", "zh_CN.GBK").start();
    assert_eq!(pty.wait_for_exit().exit_code(), 2);
    pty.wait_for("LC_ALL");
    let sent = String::from_utf8(pty.take_received()).unwrap();
    assert!(sent.is_ascii(), "{sent:?}");
    assert_eq!(sent.trim_end().lines().count(), 2, "{sent:?}");
    assert!(!sent.contains('\x1b'), "{sent:?}");
}

#[test]
fn the_linux_console_gets_english_ids_and_pinyin() {
    let stage = Stage::set();
    let linux = || on_zhangping(&stage.plans()).env("TERM", "linux");
    let pty = linux().start();
    pty.wait_for("[2Units]");
    pty.wait_for("pinyin");
    assert!(pty.screen().is_ascii(), "{}", pty.screen());
    // Who insists gets Chinese: his console may have a font after all.
    let pty = linux().args(["--lang", "zh"]).start();
    pty.wait_for("[2单位]");
}

#[test]
fn no_color_and_mono_send_no_colour() {
    let stage = Stage::set();
    let home = tempfile::TempDir::new().unwrap();
    write_config(&home.path().join(".config"), "colours = \"mono\"\n");
    let plain = |builder: PtyBuilder| {
        let pty = builder.start();
        pty.wait_for("[2单位]");
        pty.press("4", "[4预警]");
        let sent = String::from_utf8(pty.take_received()).unwrap();
        for sequence in sent.split("\x1b[").skip(1) {
            let end = sequence.find(|c: char| c.is_ascii_alphabetic()).unwrap();
            if &sequence[end..=end] != "m" {
                continue;
            }
            for code in sequence[..end].split(';') {
                let code: u8 = code.parse().unwrap_or(0);
                assert!(code < 30, "{code} in {sequence:?}");
            }
        }
    };
    plain(on_zhangping(&stage.plans()).env("NO_COLOR", "1"));
    plain(on_zhangping(&stage.plans()).env("HOME", home.path()));
}

#[test]
fn an_idle_screen_sends_nothing() {
    let stage = Stage::set();
    let pty = started(&stage.plans());
    pty.wait_for_silence(Duration::from_millis(500));
    pty.take_received();
    std::thread::sleep(Duration::from_secs(2));
    assert_eq!(pty.take_received(), Vec::<u8>::new());
}
