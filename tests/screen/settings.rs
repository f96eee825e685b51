//! What a person set in config.toml: keys, colours, the mouse.

use std::fs;

use duban::store::{Config, ScreenColours, TerminalColour};
use duban::text::ScreenCommand;
use serde_json::Value;

use crate::common::duban::{Fixture, Workspace, write_config};
use crate::common::pty::PtyBuilder;
use crate::common::stage::Stage;
use crate::git_support::{commit_all, init};

use super::on_zhangping;

/// The program on the five plans, with this config.toml.
fn with_config(stage: &Stage, home: &std::path::Path, config: &str) -> PtyBuilder {
    write_config(&home.join("config"), config);
    on_zhangping(&stage.plans()).env("XDG_CONFIG_HOME", home.join("config"))
}

#[test]
fn keys_are_other_keys_and_every_place_says_so() {
    let stage = Stage::set();
    let home = tempfile::TempDir::new().unwrap();
    let config = "[keys]\nundo = \"U\"\npostpone = \"p\"\nprogress = \"P\"\n";
    let mut pty = with_config(&stage, home.path(), config).start();
    pty.wait_for("U撤销");
    pty.wait_for("p延期");
    pty.press("3", "[3阶段]");
    pty.press(" ", "U 撤销");
    pty.keys("u");
    pty.press("U", "已撤销");
    pty.press("?", "帮助");
    pty.press("jjjjjjjjjj", "p             ");
    pty.keys("\x1b");
    pty.wait_for_no("帮助：");
    pty.quit();
}

#[test]
fn a_slip_in_keys_and_colours_has_its_place_and_hides_nobody() {
    let here = Workspace::of(Fixture::Demo);
    let text = "unit = \"县教育局\"\n[keys]\nmark = \"q\"\nsort = \"教\"\ndwon = \"J\"\n[colours]\nred = \"pink\"\n";
    here.config(text);
    let told = here
        .duban("config --lang en")
        .code(3)
        .stderr_has("config.toml:3:8: error: key-taken q is already a key of quit")
        .stderr_has("config.toml:4:8: error: not-a-key")
        .stderr_has("config.toml:5:1: warning: unknown-key")
        .stderr_has("config.toml:7:7: error: bad-value");
    told.run();
    // Who one is is beyond doubt: a deed is done.
    here.duban("progress 3.1.4/teachers@2024 --value 20 --on 2024-06-28")
        .run();
    assert!(
        here.read("demo/progress.toml")
            .contains("by = \"县教育局\", value = 20")
    );
}

#[test]
fn the_mouse_is_heard_only_where_it_is_asked_for() {
    let stage = Stage::set();
    let home = tempfile::TempDir::new().unwrap();
    let before = fs::read(stage.plans().join("zhangping/progress.toml")).unwrap();
    let mut pty = with_config(&stage, home.path(), "mouse = true\n").start();
    pty.wait_for("[2单位]");
    // A row of units, then the wheel over them, then the name of a view; columns and rows count from 1.
    pty.press("\x1b[<0;5;8M\x1b[<0;5;8m", "> 市工信科技局");
    pty.keys("\x1b[<65;5;8M");
    pty.wait_until("three rows on", |screen| {
        !screen.contents().contains("> 市工信科技局")
    });
    pty.press("\x1b[<0;27;2M\x1b[<0;27;2m", "[4预警]");
    pty.quit();
    let sent = String::from_utf8_lossy(&pty.take_received()).into_owned();
    assert!(sent.contains("\x1b[?1000h") && sent.contains("\x1b[?1000l"));
    let after = fs::read(stage.plans().join("zhangping/progress.toml")).unwrap();
    assert_eq!(after, before);
    let mut pty = with_config(&stage, home.path(), "").start();
    pty.wait_for("[");
    pty.quit();
    let sent = String::from_utf8_lossy(&pty.take_received()).into_owned();
    assert!(!sent.contains("?1000"));
}

#[test]
fn colours_are_those_of_the_terminal() {
    let stage = Stage::set();
    let home = tempfile::TempDir::new().unwrap();
    let config = "[colours]\nred = \"bright-magenta\"\n";
    let mut pty = with_config(&stage, home.path(), config).start();
    pty.wait_for("红34");
    pty.quit();
    let sent = String::from_utf8_lossy(&pty.take_received()).into_owned();
    assert!(
        sent.contains("95m红") && !sent.contains("31m红"),
        "{sent:?}"
    );
}

#[test]
fn the_schema_names_every_key_and_colour() {
    let here = Workspace::of(Fixture::Bare);
    let schema = here.run("schema config").json();
    let names = |at: &str| -> Vec<String> {
        let found = schema.pointer(at).and_then(Value::as_object).unwrap();
        found.keys().cloned().collect()
    };
    let sorted = |names: Vec<&str>| {
        let mut names: Vec<String> = names.into_iter().map(str::to_owned).collect();
        names.sort_unstable();
        names
    };
    let mut keys = names("/properties/keys/properties");
    keys.sort_unstable();
    let commands = ScreenCommand::all().map(|(_, name)| name);
    assert_eq!(keys, sorted(commands.collect()));
    let mut coloured = names("/properties/colours/oneOf/1/properties");
    coloured.sort_unstable();
    assert_eq!(
        coloured,
        sorted(ScreenColours::KEYS.iter().map(|(_, name)| *name).collect())
    );
    let colours = schema.pointer("/$defs/colour/enum").unwrap();
    let known: Vec<&str> = TerminalColour::KEYS.iter().map(|(_, name)| *name).collect();
    assert_eq!(*colours, Value::from(known));
    // What the page on config.toml shows is a config.toml without a slip.
    for page in ["format.md", "format.zh-CN.md"] {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("docs")
            .join(page);
        let text = fs::read_to_string(path).unwrap();
        let (_, section) = text.split_once("## config.toml").unwrap();
        let (_, block) = section.split_once("```toml\n").unwrap();
        let (block, _) = block.split_once("```").unwrap();
        let file = here.folder().join("config.toml");
        fs::write(&file, block).unwrap();
        let (config, problems) = Config::read(Some(&file));
        assert!(problems.is_empty(), "{page}: {problems:?}");
        let (_, taken) = duban::tui::UserKeys::with(&config.keys);
        assert!(taken.is_empty(), "{page}: {taken:?}");
    }
}

#[test]
fn the_line_of_views_and_the_last_commits_name_keys_as_they_are() {
    let stage = Stage::set();
    init(&stage.plans());
    commit_all(&stage.plans(), "始");
    let home = tempfile::TempDir::new().unwrap();
    let config = "[keys]\nunits = \"F2\"\nchanges = \"Z\"\nopen = \"F8\"\n";
    let mut pty = with_config(&stage, home.path(), config).start();
    pty.wait_for("[F2单位]");
    pty.wait_for("Z变更");
    pty.press("Z", "最近存档（F8 查看内容）");
    pty.quit();
    let narrow = with_config(&stage, home.path(), config);
    let mut pty = narrow.size(40, 12).start();
    pty.wait_for("1 [F2单位] 3 4 5 6 Z");
    pty.quit();
}
